/** Luma of a frame enters; the Shannon entropy of its 64-bin histogram leaves, in bits: 0 for one tone, 6 for all alike. */
import type { Grey } from './grey.ts';

const BINS = 64;

export function entropyOf({ values }: Grey): number {
  const bins = new Float64Array(BINS);
  // Bins hold levels -.5 to 3.5 and so on: a whole level never lies on a border.
  for (let i = 0; i < values.length; i++) bins[Math.min(BINS - 1, Math.floor((values[i]! + 0.5) / 4))]! += 1;
  let bits = 0;
  for (const count of bins) {
    if (count > 0) bits -= (count / values.length) * Math.log2(count / values.length);
  }
  return Math.max(0, bits);
}
