/** Two grids of luma of one size enter; how alike their structure is leaves: 1 the same, 0 nothing in common. */
import type { Grey } from './grey.ts';

/** Difference that noise makes on flat pictures, levels: two flat pictures are alike whatever their noise. */
const NOISE = 4;

/**
 * 1 - Σ|a-b| / Σ(|a-mean a| + |b-mean b|), with each picture's mean taken out, so exposure does not count.
 * The triangle inequality keeps it in 0..1.
 */
export function likeness(a: Grey, b: Grey): number {
  const n = Math.min(a.values.length, b.values.length);
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += a.values[i]!;
    meanB += b.values[i]!;
  }
  meanA /= n;
  meanB /= n;
  let apart = 0;
  let spread = NOISE * n;
  for (let i = 0; i < n; i++) {
    const p = a.values[i]! - meanA;
    const q = b.values[i]! - meanB;
    apart += Math.abs(p - q);
    spread += Math.abs(p) + Math.abs(q);
  }
  return Math.max(0, 1 - apart / spread);
}

/** Likeness of a picture to its own left-right mirror image. */
export function symmetryOf(grey: Grey): number {
  const { width, height, values } = grey;
  const mirrored = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) mirrored[y * width + x] = values[y * width + width - 1 - x]!;
  }
  return likeness(grey, { width, height, values: mirrored });
}
