/** Luma of a frame enters; how much of it lies on edges, and how much of the edge energy lies in the middle, leaves. */
import { share, type Share } from '../units.ts';
import type { Grey } from './grey.ts';

export interface Edges {
  readonly edges: Share;
  readonly centred: Share;
}

/**
 * Sobel magnitude from which a pixel counts whole and below which it does not count, of at most 1442. A straight edge
 * between levels d apart has magnitude 4 d, so an edge counts between 30 and 50 levels; chosen by eye on 3 phone
 * clips. A ramp instead of a step keeps two decoders together.
 */
const FAINT = 120;
const CLEAR = 200;

/** Energy of a frame with noise of one level, per pixel: a flat frame is neither centred nor not, so it tends to 1/9. */
const NOISE_ENERGY = 12;

export function edgesOf({ width, height, values }: Grey): Edges {
  let count = 0;
  let all = 0;
  let middle = 0;
  const left = width / 3;
  const right = (2 * width) / 3;
  for (let y = 1; y < height - 1; y++) {
    const inRows = y + 0.5 >= height / 3 && y + 0.5 < (2 * height) / 3;
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const upLeft = values[i - width - 1]!;
      const upRight = values[i - width + 1]!;
      const downLeft = values[i + width - 1]!;
      const downRight = values[i + width + 1]!;
      const across = upRight + 2 * values[i + 1]! + downRight - upLeft - 2 * values[i - 1]! - downLeft;
      const down = downLeft + 2 * values[i + width]! + downRight - upLeft - 2 * values[i - width]! - upRight;
      const energy = across * across + down * down;
      all += energy;
      if (inRows && x + 0.5 >= left && x + 0.5 < right) middle += energy;
      if (energy > FAINT * FAINT) count += Math.min(1, (Math.sqrt(energy) - FAINT) / (CLEAR - FAINT));
    }
  }
  const n = Math.max(1, (width - 2) * (height - 2));
  const noise = NOISE_ENERGY * n;
  return { edges: share(count / n), centred: share((middle + noise / 9) / (all + noise)) };
}
