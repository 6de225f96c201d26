/** Numbers enter, the value at a probability leaves: linear between order statistics (type 7 of Hyndman & Fan 1996, as NumPy and R do). */

/** @returns null for no numbers */
export function quantile(values: readonly number[], p: number): number | null {
  return quantileSorted(
    [...values].sort((a, b) => a - b),
    p,
  );
}

/** @param sorted ascending */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number | null {
  const n = sorted.length;
  if (n === 0) return null;
  const at = Math.min(1, Math.max(0, p)) * (n - 1);
  const low = Math.floor(at);
  const a = sorted[low] ?? 0;
  const b = sorted[Math.min(n - 1, low + 1)] ?? a;
  return a + (b - a) * (at - low);
}

export const median = (values: readonly number[]): number | null => quantile(values, 0.5);

/**
 * Quantile for a split-conformal bound: the ⌈p·(n+1)⌉-th smallest for an upper side, its mirror for a lower one.
 * With fewer calibration rows than the level needs, the extreme residual stands in.
 * Vovk, Gammerman & Shafer 2005, section 2.
 *
 * @param sorted ascending, not empty
 */
export function conformalQuantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  const rank = p >= 0.5 ? Math.ceil(p * (n + 1)) : Math.floor(p * (n + 1));
  return sorted[Math.min(n, Math.max(1, rank)) - 1] ?? Number.NaN;
}
