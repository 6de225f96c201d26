/**
 * One picture → what can be measured of it as a cover: as a tile of the profile's grid and as the full screen under the
 * app's buttons. Numbers only, so that a program can hand them in without the picture.
 */
import type { Box, Frame, Platform } from '../../flow.ts';
import { borderOf } from '../../signals/border.ts';
import { contrastRatio } from '../../signals/contrast-ratio.ts';
import { edgesOf } from '../../signals/edges.ts';
import { greyOf, shrink, type Grey } from '../../signals/grey.ts';
import { lightOf } from '../../signals/light.ts';
import { sharpnessOf } from '../../signals/sharpness.ts';
import { textAreasOf } from '../../signals/text-areas.ts';
import { SAFE_ZONES } from '../safe-zones.ts';

export interface CoverMeasures {
  readonly grid: ViewMeasures;
  readonly full: ViewMeasures;
  /** Coarse colours of the tile, 6 × 8 cells of R, G, B, 0..255: what two covers are told apart by. */
  readonly signature: readonly number[];
}

export interface ViewMeasures {
  /** Mean luma, 0..1, and its standard deviation. */
  readonly luma: number;
  readonly contrast: number;
  /** Share that a plain border takes (letterbox, pillarbox). */
  readonly border: number;
  /** Share of pixels nearly black or white. */
  readonly lost: number;
  /** Fine detail less noise, log10 of the variance of the Laplacian + 1, at the size of the view. */
  readonly detail: number;
  /** Standard deviation of the noise, levels of 255. */
  readonly noise: number;
  /** Share of pixels on an edge. */
  readonly edges: number;
  /** Share of the view that writing takes; height of the tallest line in px of the view; its contrast. Null without writing. */
  readonly text: {
    readonly area: number;
    readonly height: number;
    readonly contrast: number;
    readonly covered: number;
  } | null;
  /** Largest face: share of the view, and how much of the face lies inside it. Null where faces were not looked for; area 0 where none is. */
  readonly face: { readonly area: number; readonly inside: number } | null;
  /** Contrast of the app's white words with what lies under them. */
  readonly interface: number;
}

/**
 * Tile of a profile's grid, width over height. TikTok and Instagram show 3:4, YouTube's Shorts tab 9:16. General
 * knowledge, not looked up again (2025).
 */
export const GRID_SHAPE: Readonly<Record<Platform, number>> = { tiktok: 3 / 4, reels: 3 / 4, shorts: 9 / 16 };

/** A third of a phone 360 px wide, and the whole of it reduced to the working size of frames. */
const GRID_HEIGHT = 160;
const FULL_HEIGHT = 256;
/** Where the grid shows the count of views: lower left corner. Chosen by eye. */
const COUNT_BOX: Box = { x: 0, y: 0.85, w: 0.5, h: 0.15 };
const WHITE = 255;
const CELLS = { x: 6, y: 8 } as const;

/** @param faces boxes in shares of the picture; null where nobody looked for faces */
export function measureCover(frame: Frame, faces: readonly Box[] | null, platform: Platform): CoverMeasures {
  const crop = gridCrop(frame, platform);
  const tile = cropped(frame, crop);
  const zone = SAFE_ZONES[platform];
  return {
    grid: measureView(tile, GRID_HEIGHT, faces?.map((face) => within(face, crop)) ?? null, COUNT_BOX, null),
    full: measureView(
      frame,
      FULL_HEIGHT,
      faces,
      zone ? { x: 0, y: 1 - zone.bottom, w: 1, h: zone.bottom } : COUNT_BOX,
      zone && { x: zone.left, y: zone.top, w: 1 - zone.left - zone.right, h: 1 - zone.top - zone.bottom },
    ),
    signature: signatureOf(tile),
  };
}

function measureView(
  frame: Frame,
  height: number,
  faces: readonly Box[] | null,
  under: Box,
  free: Box | null,
): ViewMeasures {
  const whole = greyOf(frame);
  const longest = (height * Math.max(frame.width, frame.height)) / frame.height;
  const grey = whole.height > height ? shrink(whole, longest) : whole;
  const light = lightOf(grey);
  const noise = noiseOf(grey);
  // Noise of deviation s adds 20·s² to the variance of a four-neighbour Laplacian (its squared weights sum to 20).
  const detail = Math.log10(1 + Math.max(0, sharpnessOf(grey) - 20 * noise * noise));
  const areas = textAreasOf(grey);
  const tallest = areas.reduce((best, area) => Math.max(best, area.h), 0);
  return {
    luma: light.luma,
    // Noise spreads luma as well, and is no contrast.
    contrast: Math.sqrt(Math.max(0, light.contrast ** 2 - (noise / 255) ** 2)),
    border: borderOf(grey),
    lost: Math.min(1, light.crushed + light.blown),
    detail,
    noise,
    edges: edgesOf(grey).edges,
    text:
      areas.length === 0
        ? null
        : {
            area: Math.min(
              1,
              areas.reduce((sum, { w, h }) => sum + w * h, 0),
            ),
            height: tallest * height,
            contrast: Math.max(...areas.map(({ contrast }) => contrast)),
            covered: free === null ? 0 : 1 - insideShare(areas, free),
          },
    face: faces && largest(faces),
    interface: contrastRatio(WHITE, meanIn(grey, under)),
  };
}

/** The middle of the picture in the shape of a tile, in shares of the picture. */
function gridCrop({ width, height }: Pick<Frame, 'width' | 'height'>, platform: Platform): Box {
  const shape = GRID_SHAPE[platform];
  const own = width / height;
  if (own > shape) return { x: (1 - shape / own) / 2, y: 0, w: shape / own, h: 1 };
  return { x: 0, y: (1 - own / shape) / 2, w: 1, h: own / shape };
}

function cropped(frame: Frame, { x, y, w, h }: Box): Frame {
  const [left, top] = [Math.round(x * frame.width), Math.round(y * frame.height)];
  const width = Math.max(2, Math.min(frame.width - left, Math.round(w * frame.width)));
  const height = Math.max(2, Math.min(frame.height - top, Math.round(h * frame.height)));
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * frame.width + left) * 4;
    rgba.set(frame.rgba.subarray(from, from + width * 4), row * width * 4);
  }
  return { at: frame.at, width, height, rgba };
}

/** A box of the picture in shares of a crop; may reach outside it. */
const within = (box: Box, crop: Box): Box => ({
  x: (box.x - crop.x) / crop.w,
  y: (box.y - crop.y) / crop.h,
  w: box.w / crop.w,
  h: box.h / crop.h,
});

function largest(faces: readonly Box[]): { area: number; inside: number } {
  let best = { area: 0, inside: 0 };
  for (const face of faces) {
    const seen = overlap(face, { x: 0, y: 0, w: 1, h: 1 });
    if (seen > best.area) best = { area: seen, inside: face.w * face.h > 0 ? whole(seen / (face.w * face.h)) : 0 };
  }
  return best;
}

function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

function insideShare(areas: readonly Box[], free: Box): number {
  const all = areas.reduce((sum, { w, h }) => sum + w * h, 0);
  return all > 0 ? whole(areas.reduce((sum, area) => sum + overlap(area, free), 0) / all) : 1;
}

/** A part and its whole, worked out apart, may differ in the last digit. */
const whole = (share: number): number => Math.min(1, share);

function meanIn({ width, height, values }: Grey, { x, y, w, h }: Box): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(y * height); row < Math.ceil((y + h) * height); row++)
    for (let column = Math.floor(x * width); column < Math.ceil((x + w) * width); column++) {
      const value = values[row * width + column];
      if (value === undefined) continue;
      sum += value;
      count++;
    }
  return count === 0 ? 0 : sum / count;
}

/**
 * Noise by the median of absolute responses of a mask that a plane and an edge leave at zero (Immerkær 1996, "Fast noise
 * variance estimation", with the median instead of the mean, so that texture in a part of the picture does not count).
 */
function noiseOf({ width, height, values }: Grey): number {
  const responses: number[] = [];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const corners = values[i - width - 1]! + values[i - width + 1]! + values[i + width - 1]! + values[i + width + 1]!;
      const sides = values[i - width]! + values[i - 1]! + values[i + 1]! + values[i + width]!;
      responses.push(Math.abs(corners - 2 * sides + 4 * values[i]!));
    }
  if (responses.length === 0) return 0;
  responses.sort((a, b) => a - b);
  // The mask's squared weights sum to 36; the median of |normal| is .6745 of its deviation.
  return (responses[responses.length >> 1] ?? 0) / (6 * 0.6745);
}

/** Mean colours of cells, less the mean of the whole in half: a brighter copy is still much alike. */
function signatureOf({ width, height, rgba }: Frame): number[] {
  const out = Array.from({ length: CELLS.x * CELLS.y * 3 }, () => 0);
  const counts = Array.from({ length: CELLS.x * CELLS.y }, () => 0);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++, p += 4) {
      const cell = Math.floor((y * CELLS.y) / height) * CELLS.x + Math.floor((x * CELLS.x) / width);
      counts[cell] = (counts[cell] ?? 0) + 1;
      for (let c = 0; c < 3; c++) out[cell * 3 + c] = (out[cell * 3 + c] ?? 0) + (rgba[p + c] ?? 0);
    }
  return out.map((sum, i) => Math.round(sum / Math.max(1, counts[Math.floor(i / 3)] ?? 1)));
}
