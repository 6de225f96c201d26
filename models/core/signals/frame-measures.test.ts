import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame, FrameSignals } from '../flow.ts';
import { seconds } from '../units.ts';
import { frameOf, lehmer, pictureOf, scene, type Paint } from './rendered.ts';
import { isBlack } from './stretches.ts';

const measured = (paint: Paint, width?: number, height?: number): FrameSignals =>
  pictureOf([frameOf(paint, 0, width, height)]).frames[0]!;

const black = measured(() => 0);
const half = measured((x) => (x < 0.5 ? 0 : 255));

describe('a black frame', () => {
  it('is black', () => {
    expect(black).toMatchObject({ luma: 0, contrast: 0, crushed: 1, blown: 0, saturation: 0, colourfulness: 0 });
    expect(isBlack(black)).toBe(true);
  });
  it('shows nothing', () => {
    expect(black).toMatchObject({ sharpness: 0, edges: 0, entropy: 0, border: 0, textAreas: [], symmetry: 1 });
    // Evenly spread, as the middle ninth goes.
    expect(black.centred).toBeCloseTo(1 / 9, 6);
  });
});

describe('a frame half black, half white', () => {
  it('has light half-way and two tones', () => {
    expect(half.luma).toBeCloseTo(0.5, 6);
    expect(half.contrast).toBeCloseTo(0.5, 6);
    expect(half.crushed).toBe(0.5);
    expect(half.blown).toBe(0.5);
    expect(half.entropy).toBeCloseTo(1, 9);
    expect(half.saturation).toBe(0);
  });
  it('has one edge, two columns wide', () => {
    // 72 px wide, 70 without the outermost: Laplacian -255 and 255 in one column each, Sobel 1020 in both.
    expect(half.sharpness).toBeCloseTo((2 * 255 ** 2) / 70, 3);
    expect(half.edges).toBeCloseTo(2 / 70, 6);
  });
  it('is the contrary of its mirror image', () => {
    expect(half.symmetry).toBeLessThan(0.05);
  });
});

describe('colour', () => {
  it('pure red is saturated, warm and colourful', () => {
    const red = measured(() => [255, 0, 0]);
    expect(red.saturation).toBe(1);
    expect(red.warmth).toBe(1);
    // One colour has no spread: .3 · √(255² + 127.5²)
    expect(red.colourfulness).toBeCloseTo(0.3 * Math.hypot(255, 127.5), 6);
    expect(red.luma).toBeCloseTo(0.2126, 4);
  });
  it('the noise of a dark frame is no colour', () => {
    expect(measured((x, y) => [(x * 72 + y * 128) % 2 > 1 ? 1 : 0, 0, 0]).saturation).toBeLessThan(0.1);
  });
});

describe('borders', () => {
  const picture = scene(3);
  const boxed = (top: number, bottom: number, tone = 0) =>
    measured((x, y) => (y < top || y > 1 - bottom ? tone : picture(x, y))).border;

  it('a letterbox counts, whatever its tone', () => {
    expect(boxed(0.25, 0.25)).toBeCloseTo(0.5, 6);
    expect(boxed(0.25, 0.25, 255)).toBeCloseTo(0.5, 6);
  });
  it('a plain sky on one side is no border', () => expect(boxed(0.3, 0)).toBe(0));
  it('a picture without bars has none', () => expect(boxed(0, 0)).toBe(0));
  it('bars on all sides add up without counting corners twice', () => {
    const framed = measured((x, y) => (Math.abs(x - 0.5) > 0.25 || Math.abs(y - 0.5) > 0.25 ? 0 : picture(x, y)));
    expect(framed.border).toBeCloseTo(0.75, 6);
  });
});

describe('where detail lies', () => {
  it('a lone spot in the middle is centred, one in the corner is not', () => {
    const spot = (cx: number, cy: number) =>
      measured((x, y) => (Math.hypot((x - cx) * 9, (y - cy) * 16) < 1 ? 255 : 20)).centred;
    expect(spot(0.5, 0.5)).toBeGreaterThan(0.95);
    expect(spot(0.1, 0.1)).toBeLessThan(0.05);
  });
});

describe('laws', () => {
  const textures = fc.integer({ min: 0, max: 1e6 }).map((seed) => {
    const random = lehmer(seed);
    const paint = scene(seed);
    return frameOf((x, y) => {
      const [r, g, b] = paint(x, y) as readonly [number, number, number];
      const grain = 40 * (random() - 0.5);
      return [r + grain, g + grain, b + grain];
    });
  });

  it('a blurred frame is never sharper and has no more edges', () => {
    fc.assert(
      fc.property(textures, (frame) => {
        const [sharp, soft] = [frame, blurred(frame)].map((f) => pictureOf([f]).frames[0]!);
        expect(soft!.sharpness).toBeLessThanOrEqual(sharp!.sharpness);
        expect(soft!.edges).toBeLessThanOrEqual(sharp!.edges + 1e-9);
      }),
      { numRuns: 12 },
    );
  });

  it('a mirrored frame has the same light, colour, sharpness and symmetry', () => {
    fc.assert(
      fc.property(textures, (frame) => {
        const [a, b] = [frame, mirrored(frame)].map((f) => pictureOf([f]).frames[0]!);
        for (const name of [
          'luma',
          'contrast',
          'crushed',
          'blown',
          'saturation',
          'colourfulness',
          'warmth',
          'sharpness',
          'edges',
          'centred',
          'entropy',
          'symmetry',
          'border',
        ] as const) {
          expect(b![name]).toBeCloseTo(a![name], 4);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('every measure stays in its bounds', () => {
    fc.assert(
      fc.property(textures, (frame) => {
        const signals = pictureOf([frame]).frames[0]!;
        for (const name of [
          'luma',
          'crushed',
          'blown',
          'saturation',
          'edges',
          'centred',
          'symmetry',
          'border',
        ] as const) {
          expect(signals[name]).toBeGreaterThanOrEqual(0);
          expect(signals[name]).toBeLessThanOrEqual(1);
        }
        expect(signals.entropy).toBeLessThanOrEqual(6);
      }),
      { numRuns: 12 },
    );
  });
});

/** Mean of each pixel and its eight neighbours; at the sides those inside. */
function blurred(frame: Frame): Frame {
  const { width, height, rgba } = frame;
  const soft = new Uint8ClampedArray(rgba.length).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        let count = 0;
        for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++, count++) {
            sum += rgba[(v * width + u) * 4 + c]!;
          }
        }
        soft[(y * width + x) * 4 + c] = sum / count;
      }
    }
  }
  return { ...frame, rgba: soft };
}

function mirrored(frame: Frame): Frame {
  const { width, height, rgba } = frame;
  const turned = new Uint8ClampedArray(rgba.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * 4;
      turned.set(rgba.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return { ...frame, at: seconds(frame.at), rgba: turned };
}
