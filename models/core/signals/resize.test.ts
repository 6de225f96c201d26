import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../units.ts';
import { assumedMatrix } from './matrix.ts';
import { WORKING_SIZE } from './plan.ts';
import { rgbaToWorkingFrame, toWorkingFrame, workingSize, type YuvImage } from './resize.ts';

const at = seconds(0);

/** A picture in 4:2:0, filled by formula. */
function i420(
  width: number,
  height: number,
  luma: (x: number, y: number) => number,
  u = 128,
  v = 128,
  stride = width,
): YuvImage {
  const y = new Uint8Array(stride * height).fill(255);
  for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) y[j * stride + i] = luma(i, j);
  const halfWidth = Math.ceil(width / 2);
  const chroma = (value: number) => ({
    data: new Uint8Array(halfWidth * Math.ceil(height / 2)).fill(value),
    stride: halfWidth,
  });
  return {
    format: 'I420',
    width,
    height,
    planes: [{ data: y, stride }, chroma(u), chroma(v)],
    matrix: 'bt709',
    fullRange: false,
    bits: 8,
    transfer: 'sdr',
  };
}

const pixel = (rgba: Uint8ClampedArray, i: number) => Array.from(rgba.subarray(i * 4, i * 4 + 3));
const red = (rgba: Uint8ClampedArray) => [...rgba].filter((_, i) => i % 4 === 0);

describe('the working size', () => {
  it.each([
    [1080, 1920, 144, 256],
    [1920, 1080, 256, 144],
    [161, 121, 256, 192],
    [3840, 20, 256, 2],
    [100, 100, 256, 256],
  ])('a %i×%i picture is worked on at %i×%i', (width, height, toWidth, toHeight) => {
    expect(workingSize(width, height)).toEqual({ width: toWidth, height: toHeight });
  });
  it('is another one where that is asked for', () => {
    expect(workingSize(1080, 1920, 96)).toEqual({ width: 54, height: 96 });
  });
});

describe('a picture of which only a few lines are read', () => {
  const target = { width: 2, height: 4, rotation: 0 } as const;

  it('shows the same as the whole where its lines are alike', () => {
    const image = i420(64, 128, (x) => x);
    expect(toWorkingFrame(image, { ...target, lines: 4 }, at).rgba).toEqual(toWorkingFrame(image, target, at).rgba);
  });

  it('takes them at even distances: of 32 lines the 5th, 13th, 21st and 29th', () => {
    // Those lines are white, all others black.
    const image = i420(64, 128, (_, y) => ((y % 32) % 8 === 4 ? 235 : 16));
    expect(red(toWorkingFrame(image, { ...target, lines: 4 }, at).rgba)).toEqual(Array(8).fill(255));
  });

  it('is read whole where there are no more lines than asked for', () => {
    const image = i420(4, 8, (_, y) => 16 + 20 * y);
    expect(toWorkingFrame(image, { ...target, lines: 4 }, at).rgba).toEqual(toWorkingFrame(image, target, at).rgba);
  });
});

describe('colours', () => {
  const flat = (image: YuvImage) => pixel(toWorkingFrame(image, { width: 3, height: 5, rotation: 0 }, at).rgba, 7);

  it('video-range black, white and middle grey come out where BT.709 puts them', () => {
    expect(flat(i420(16, 16, () => 16))).toEqual([0, 0, 0]);
    expect(flat(i420(16, 16, () => 235))).toEqual([255, 255, 255]);
    // (126 - 16) / 219 · 255 = 128.1
    expect(flat(i420(16, 16, () => 126))).toEqual([128, 128, 128]);
  });

  it('full-range grey passes unchanged', () => {
    expect(flat({ ...i420(16, 16, () => 77), fullRange: true })).toEqual([77, 77, 77]);
  });

  it('the red bar of each colour matrix is red', () => {
    // SMPTE bars at 100 %: 709 red is Y 63, Cb 102, Cr 240; 601 red is Y 81, Cb 90, Cr 240.
    expect(flat(i420(16, 16, () => 63, 102, 240))).toEqual([255, 1, 0]);
    expect(flat({ ...i420(16, 16, () => 81, 90, 240), matrix: 'bt601' })).toEqual([254, 0, 0]);
  });

  it('10-bit samples mean the same as 8-bit ones', () => {
    const wide = (value: number) => ({ data: new Uint16Array(64).fill(value), stride: 8 });
    const image: YuvImage = {
      ...i420(8, 8, () => 0),
      format: 'I444',
      planes: [wide(63 * 4), wide(102 * 4), wide(240 * 4)],
      bits: 10,
    };
    expect(flat(image)).toEqual([255, 1, 0]);
  });

  it('a stream that says nothing is taken as BT.601 when small and BT.709 when large', () => {
    expect(assumedMatrix(480, 852)).toBe('bt601');
    expect(assumedMatrix(1080, 1920)).toBe('bt709');
  });
});

describe('areas', () => {
  const full = (image: YuvImage): YuvImage => ({ ...image, fullRange: true });

  it('a fine checkerboard becomes even grey', () => {
    const board = full(i420(64, 64, (x, y) => ((x + y) % 2) * 255));
    const { rgba } = toWorkingFrame(board, { width: 8, height: 8, rotation: 0 }, at);
    expect(new Set(red(rgba))).toEqual(new Set([128]));
  });

  it('three pixels shared by two: the middle one counts half on each side', () => {
    const image = full(i420(3, 2, (x) => x * 90));
    // (0 + 45) / 1.5 = 30 and (45 + 180) / 1.5 = 150
    expect(red(toWorkingFrame(image, { width: 2, height: 1, rotation: 0 }, at).rgba)).toEqual([30, 150]);
  });

  it('two pixels spread over four keep their values', () => {
    const image = full(i420(2, 2, (x) => 40 + x * 100));
    expect(red(toWorkingFrame(image, { width: 4, height: 1, rotation: 0 }, at).rgba)).toEqual([40, 40, 140, 140]);
  });

  it('padding at the end of rows is not part of the picture', () => {
    const image = full(i420(6, 4, () => 50, 128, 128, 64));
    expect(new Set(red(toWorkingFrame(image, { width: 2, height: 2, rotation: 0 }, at).rgba))).toEqual(new Set([50]));
  });

  it('interleaved chroma gives the same frame as separate planes', () => {
    const planar = i420(10, 10, (x, y) => 30 + x * 9 + y, 90, 200);
    const mixed = new Uint8Array(50).map((_, i) => (i % 2 === 0 ? 90 : 200));
    const nv12: YuvImage = { ...planar, format: 'NV12', planes: [planar.planes[0]!, { data: mixed, stride: 10 }] };
    const target = { width: 4, height: 4, rotation: 0 } as const;
    expect(toWorkingFrame(nv12, target, at).rgba).toEqual(toWorkingFrame(planar, target, at).rgba);
  });

  it('the mean brightness survives any change of size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 250 }),
        (width, height, toWidth, toHeight, seed) => {
          const luma = (x: number, y: number) => (x * 31 + y * 17 + x * y * seed) % 256;
          let sum = 0;
          for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sum += luma(x, y);
          const { rgba } = toWorkingFrame(
            full(i420(width, height, luma)),
            { width: toWidth, height: toHeight, rotation: 0 },
            at,
          );
          const mean = red(rgba).reduce((a, b) => a + b, 0) / (toWidth * toHeight);
          // Rounding moves each pixel by at most half a step.
          expect(Math.abs(mean - sum / (width * height))).toBeLessThanOrEqual(0.5 + 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('turns', () => {
  // Stored:  10 20 30 / 40 50 60
  const stored = {
    order: 'RGBA',
    width: 3,
    height: 2,
    stride: 12,
    data: new Uint8Array([10, 20, 30, 40, 50, 60].flatMap((v) => [v, v, v, 255])),
  } as const;
  const turned = (rotation: 0 | 90 | 180 | 270) => {
    const lying = rotation === 90 || rotation === 270;
    return red(rgbaToWorkingFrame(stored, { width: lying ? 2 : 3, height: lying ? 3 : 2, rotation }, at).rgba);
  };

  it('a quarter turn clockwise brings the left column to the top', () => {
    expect(turned(90)).toEqual([40, 10, 50, 20, 60, 30]);
  });
  it('half and three quarter turns go on from there', () => {
    expect(turned(180)).toEqual([60, 50, 40, 30, 20, 10]);
    expect(turned(270)).toEqual([30, 60, 20, 50, 10, 40]);
    expect(turned(0)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('blue first is put right', () => {
    const image = { ...stored, order: 'BGRA', data: new Uint8Array(24).map((_, i) => i % 4) } as const;
    expect(pixel(rgbaToWorkingFrame(image, { width: 3, height: 2, rotation: 0 }, at).rgba, 0)).toEqual([2, 1, 0]);
  });
});

it('a phone frame fits the working size on its longest side', () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 5000 }), fc.integer({ min: 16, max: 5000 }), (width, height) => {
      const size = workingSize(width, height);
      expect(Math.max(size.width, size.height)).toBe(WORKING_SIZE);
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(2);
    }),
  );
});
