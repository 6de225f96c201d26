/** A picture's luma enters; the same picture spoilt in one of six ways, a little to much, leaves. */
import type { Random } from '#core/stats/random.ts';

/** [height, width] f32, 0 to 1. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
}

export const KINDS = ['blur', 'noise', 'low_light', 'blown', 'low_bitrate', 'upscaled'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * Strengths from the least visible to plain spoiling, chosen by eye on six frames. Shares of the picture's longest
 * side for blur and upscaling, so that they mean the same for every size; the others as their functions say.
 */
export const LEVELS: Readonly<Record<Kind, readonly number[]>> = {
  // Standard deviation, thousandths of the longest side.
  blur: [0.9, 1.7, 3, 5],
  // Standard deviation of luma.
  noise: [0.02, 0.045, 0.08, 0.14],
  // Share of the light that is left.
  low_light: [0.6, 0.4, 0.25, 0.14],
  // Gain before clipping.
  blown: [1.35, 1.8, 2.5, 3.5],
  // Step of the quantiser against the usual table of JPEG: what a starved encoder leaves of 8 × 8 blocks.
  low_bitrate: [1.5, 3.5, 7, 14],
  // How many times smaller it was.
  upscaled: [1.6, 2.3, 3.3, 5],
};

export function degraded(plane: Plane, kind: Kind, level: number, random: Random): Plane {
  const strength = LEVELS[kind][level]!;
  switch (kind) {
    case 'blur':
      return eightBit(blurred(plane, (strength / 1000) * Math.max(plane.width, plane.height)));
    case 'noise':
      return eightBit(mapped(plane, (value) => value + strength * gaussian(random)));
    case 'low_light':
      // Little light also means that the sensor's own noise is seen.
      return eightBit(mapped(plane, (value) => value * strength + 0.008 * (1 - strength) * gaussian(random)));
    case 'blown':
      return eightBit(mapped(plane, (value) => value * strength));
    case 'low_bitrate':
      return eightBit(starved(plane, strength));
    case 'upscaled':
      return eightBit(
        resized(
          eightBit(resized(plane, Math.round(plane.width / strength), Math.round(plane.height / strength))),
          plane.width,
          plane.height,
        ),
      );
  }
}

/** Area average where it shrinks, linear where it grows. */
export function resized({ width, height, luma }: Plane, toWidth: number, toHeight: number): Plane {
  const across = taps(width, toWidth);
  const down = taps(height, toHeight);
  const narrow = new Float32Array(toWidth * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < toWidth; x++) {
      const { from, shares } = across[x]!;
      let sum = 0;
      for (let n = 0; n < shares.length; n++) sum += shares[n]! * luma[y * width + from + n]!;
      narrow[y * toWidth + x] = sum;
    }
  }
  const out = new Float32Array(toWidth * toHeight);
  for (let y = 0; y < toHeight; y++) {
    const { from, shares } = down[y]!;
    for (let n = 0; n < shares.length; n++) {
      const share = shares[n]!;
      const row = (from + n) * toWidth;
      for (let x = 0; x < toWidth; x++) out[y * toWidth + x]! += share * narrow[row + x]!;
    }
  }
  return { width: toWidth, height: toHeight, luma: out };
}

/** As the app makes it smaller before anything looks at it. */
export function atSize(plane: Plane, longest: number): Plane {
  const ratio = longest / Math.max(plane.width, plane.height);
  return ratio >= 1
    ? plane
    : resized(plane, Math.max(1, Math.round(plane.width * ratio)), Math.max(1, Math.round(plane.height * ratio)));
}

/** A part of a picture, in shares: another framing of the same scene. */
export function part({ width, height, luma }: Plane, x: number, y: number, share: number): Plane {
  const [w, h] = [Math.floor(width * share), Math.floor(height * share)];
  const [left, top] = [Math.floor((width - w) * x), Math.floor((height - h) * y)];
  const out = new Float32Array(w * h);
  for (let row = 0; row < h; row++) {
    out.set(luma.subarray((top + row) * width + left, (top + row) * width + left + w), row * w);
  }
  return { width: w, height: h, luma: out };
}

function taps(from: number, to: number): { readonly from: number; readonly shares: readonly number[] }[] {
  const step = from / to;
  const width = Math.max(1, step);
  return Array.from({ length: to }, (_, i) => {
    const middle = (i + 0.5) * step;
    const [start, end] = [middle - width / 2, middle + width / 2];
    const first = Math.max(0, Math.floor(start));
    const last = Math.min(from, Math.ceil(end));
    const raw = Array.from({ length: last - first }, (__, n) =>
      Math.max(0, Math.min(first + n + 1, end) - Math.max(first + n, start)),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    return { from: first, shares: raw.map((share) => share / sum) };
  });
}

function blurred(plane: Plane, sigma: number): Plane {
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((a, b) => a + b, 0);
  const pass = (luma: Float32Array, width: number, height: number, stride: number, along: number): Float32Array => {
    const out = new Float32Array(luma.length);
    for (let at = 0; at < luma.length; at++) {
      const place = stride === 1 ? at % width : Math.floor(at / width);
      let value = 0;
      for (let n = -radius; n <= radius; n++) {
        const near = Math.min(along - 1, Math.max(0, place + n));
        value += kernel[n + radius]! * luma[at + (near - place) * stride]!;
      }
      out[at] = value / sum;
    }
    return out;
  };
  const { width, height } = plane;
  return { ...plane, luma: pass(pass(plane.luma, width, height, 1, width), width, height, width, height) };
}

/** Annex K of the JPEG standard (ITU-T T.81), luminance: a quantiser that eyes were asked about. */
const STEPS = [
  ...[16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55],
  ...[14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62],
  ...[18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92],
  ...[49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99],
];

const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [k, n] = [Math.floor(i / 8), i % 8];
  return (k === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * n + 1) * k * Math.PI) / 16);
});

/** Blocks of 8 × 8 go through the cosine transform, lose what is under the step, and come back. */
function starved(plane: Plane, strength: number): Plane {
  const { width, height, luma } = plane;
  const out = Float32Array.from(luma);
  const block = new Float64Array(64);
  const half = new Float64Array(64);
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      for (let i = 0; i < 64; i++) block[i] = 255 * luma[(top + (i >> 3)) * width + left + (i & 7)]! - 128;
      transform(block, half, (k, n) => COSINES[k * 8 + n]!);
      for (let i = 0; i < 64; i++) {
        const step = STEPS[i]! * strength;
        block[i] = Math.round(block[i]! / step) * step;
      }
      transform(block, half, (n, k) => COSINES[k * 8 + n]!);
      for (let i = 0; i < 64; i++) out[(top + (i >> 3)) * width + left + (i & 7)] = (block[i]! + 128) / 255;
    }
  }
  return { ...plane, luma: out };
}

/** Rows, then columns, in place. */
function transform(block: Float64Array, half: Float64Array, weight: (to: number, from: number) => number): void {
  for (let row = 0; row < 8; row++) {
    for (let to = 0; to < 8; to++) {
      let sum = 0;
      for (let from = 0; from < 8; from++) sum += weight(to, from) * block[row * 8 + from]!;
      half[row * 8 + to] = sum;
    }
  }
  for (let column = 0; column < 8; column++) {
    for (let to = 0; to < 8; to++) {
      let sum = 0;
      for (let from = 0; from < 8; from++) sum += weight(to, from) * half[from * 8 + column]!;
      block[to * 8 + column] = sum;
    }
  }
}

const mapped = (plane: Plane, change: (value: number) => number): Plane => ({
  ...plane,
  luma: plane.luma.map((value) => change(value)),
});

/** What any camera and any decoder hands on. */
const eightBit = (plane: Plane): Plane =>
  mapped(plane, (value) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255);

/** Box and Muller 1958. */
const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
