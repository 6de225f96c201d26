/**
 * Things: what the object detector is shown of a frame, how its numbers are read, and what they say of a clip.
 *
 * The network is MediaPipe's SSD on MobileNet v2 for 23 classes of Open Images v4. Size, boxes and thresholds are those
 * of MediaPipe's own graph, modules/objectron/object_detection_oid_v4_cpu.pbtxt (Apache-2.0). Food is not among its
 * classes, so nothing looks for food. What it finds and misses on labelled pictures: tests/perception/things.measured.json.
 */
import type { Box, Frame, Thing, ThingKind, ThingSignals } from '../flow.ts';
import { intersectionOverUnion } from './faces.ts';
import { wholePatch } from './square-patch.ts';

export const THING_NET = {
  /** Side of what it sees, px; values from -1 to 1. The whole picture is made square (the graph keeps no aspect ratio). */
  size: 300,
  /**
   * The graph asks for 0.6. Settled on the 78 pictures of the part `choose` in tests/perception/things.labels.json, where
   * 0.6 missed both cups and a bus, and neither 0.5 nor 0.4 said anything that was not there.
   */
  score: 0.5,
  /** min_suppression_threshold of the graph: boxes of one kind that overlap more are one thing. */
  overlap: 0.4,
} as const;

/** The label map of the package, in order; the first one stands for nothing. web/build/percepts.test.ts compares them. */
export const THING_LABELS = [
  ...(['???', 'Bicycle', 'Boot', 'Laptop', 'Person', 'Chair', 'Cattle', 'Desk', 'Cat', 'Computer mouse'] as const),
  ...(['Computer monitor', 'Box', 'Mug', 'Coffee cup', 'Stationary bicycle', 'Table', 'Bottle'] as const),
  ...(['High heels', 'Vehicle', 'Footwear', 'Dog', 'Book', 'Camera', 'Car'] as const),
] as const;
export type ThingLabel = (typeof THING_LABELS)[number];

/** What counts as what; the other labels are not told. */
const KIND_OF: Readonly<Partial<Record<ThingLabel, ThingKind>>> = {
  Cat: 'animal',
  Dog: 'animal',
  Cattle: 'animal',
  Car: 'vehicle',
  Vehicle: 'vehicle',
  'Computer monitor': 'screen',
  Laptop: 'screen',
  Mug: 'vessel',
  'Coffee cup': 'vessel',
  Bottle: 'vessel',
};

export const THING_KINDS = ['animal', 'vehicle', 'screen', 'vessel'] as const satisfies readonly ThingKind[];

/** [THING_NET.size, THING_NET.size, 3] f32, -1 to 1 */
export const thingPatch = (frame: Pick<Frame, 'width' | 'height' | 'rgba'>): Float32Array =>
  wholePatch(frame, THING_NET.size, -1, 1);

/** Centre and size, in shares of the picture. */
interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The boxes that the network's answers are relative to, in its order: per layer row by row, per place one after the
 * other. MediaPipe's SsdAnchorsCalculator with the options of the graph.
 */
export function thingAnchors(): readonly Anchor[] {
  const { strides, ratios, from, to } = ANCHORS;
  const scaleOf = (layer: number): number =>
    layer >= strides.length ? 1 : from + ((to - from) * layer) / (strides.length - 1);
  return strides.flatMap((stride, layer) => {
    const scale = scaleOf(layer);
    // The lowest layer has three: a small square, a wide one and a tall one.
    const shapes: readonly (readonly [scale: number, ratio: number])[] =
      layer === 0
        ? [
            [0.1, 1],
            [scale, 2],
            [scale, 0.5],
          ]
        : [
            ...ratios.map((ratio) => [scale, ratio] as const),
            // One more square, between this layer's size and the next one's.
            [Math.sqrt(scale * scaleOf(layer + 1)), 1],
          ];
    const cells = Math.ceil(THING_NET.size / stride);
    return Array.from({ length: cells * cells }, (_, place) =>
      shapes.map(([size, ratio]): Anchor => ({
        x: ((place % cells) + 0.5) / cells,
        y: (Math.floor(place / cells) + 0.5) / cells,
        w: size * Math.sqrt(ratio),
        h: size / Math.sqrt(ratio),
      })),
    ).flat();
  });
}

const ANCHORS = {
  strides: [16, 32, 64, 128, 256, 512],
  ratios: [1, 2, 0.5, 3, 0.3333],
  from: 0.2,
  to: 0.95,
  /** x_scale and y_scale, w_scale and h_scale of the graph. */
  places: 10,
  sizes: 5,
} as const;

/** A box with the label that scored best in it; not yet joined with its likes. */
export interface Sighting extends Box {
  readonly label: ThingLabel;
  readonly score: number;
}

/**
 * The network's numbers → every box whose best label reaches `least`, cut to the picture.
 *
 * @param boxes [anchors, 4]: centre y, centre x, height, width, relative to the anchor
 * @param scores [anchors, labels], before the logistic function
 */
export function readThings(
  boxes: ArrayLike<number>,
  scores: ArrayLike<number>,
  least: number = THING_NET.score,
): readonly Sighting[] {
  anchors ??= thingAnchors();
  const labels = THING_LABELS.length;
  // The logistic function rises throughout: the best label and the threshold can be told before it.
  const floor = Math.log(least / (1 - least));
  return anchors.flatMap((anchor, n): readonly Sighting[] => {
    let best = 0;
    let top = -Infinity;
    for (let label = 1; label < labels; label++) {
      const score = scores[n * labels + label] ?? -Infinity;
      if (score > top) [best, top] = [label, score];
    }
    const label = THING_LABELS[best];
    if (!(top >= floor) || label === undefined) return [];
    const at = (k: number): number => boxes[4 * n + k] ?? 0;
    const y = anchor.y + (at(0) / ANCHORS.places) * anchor.h;
    const x = anchor.x + (at(1) / ANCHORS.places) * anchor.w;
    const h = anchor.h * Math.exp(at(2) / ANCHORS.sizes);
    const w = anchor.w * Math.exp(at(3) / ANCHORS.sizes);
    const [left, upper] = [clamp(x - w / 2), clamp(y - h / 2)];
    const [right, bottom] = [clamp(x + w / 2), clamp(y + h / 2)];
    if (!(right > left && bottom > upper)) return [];
    return [{ x: left, y: upper, w: right - left, h: bottom - upper, label, score: 1 / (1 + Math.exp(-top)) }];
  });
}

/** The same for every clip; made with the first one. */
let anchors: readonly Anchor[] | null = null;

const clamp = (x: number): number => Math.min(1, Math.max(0, x));

/** Of boxes of one kind that overlap, the surest stays (non-maximum suppression); surest first. */
export function thingsOf(sightings: readonly Sighting[]): readonly Thing[] {
  const kept: Thing[] = [];
  for (const { label, ...found } of sightings.toSorted((a, b) => b.score - a.score)) {
    const kind = KIND_OF[label];
    if (kind === undefined) continue;
    if (kept.some((other) => other.kind === kind && intersectionOverUnion(other, found) > THING_NET.overlap)) continue;
    kept.push({ ...found, kind });
  }
  return kept;
}

export const thingSignals = (frames: ThingSignals['frames']): ThingSignals => ({ frames, looked: THING_KINDS });
