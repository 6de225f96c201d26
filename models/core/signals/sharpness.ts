/** Luma of a frame enters; the variance of its Laplacian leaves: high when fine detail is there, 0 when all is flat. */
import type { Grey } from './grey.ts';

/** Four-neighbour Laplacian of 8-bit luma, without the outermost pixels. Depends on the working size. */
export function sharpnessOf({ width, height, values }: Grey): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const bend = 4 * values[i]! - values[i - 1]! - values[i + 1]! - values[i - width]! - values[i + width]!;
      sum += bend;
      squares += bend * bend;
    }
  }
  const n = (width - 2) * (height - 2);
  return n > 0 ? Math.max(0, squares / n - (sum / n) ** 2) : 0;
}
