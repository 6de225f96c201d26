/** A distribution as evenly spaced quantiles enters, with a value; the share of outcomes under it leaves. */
import { share, type Share } from '../units.ts';

/**
 * Linear between quantiles, flat outside.
 *
 * @param quantiles values at probabilities 0, 1/(n-1) … 1; ascending, at least 2
 */
export function shareBelow(quantiles: readonly number[], value: number): Share {
  const last = quantiles.length - 1;
  if (value <= (quantiles[0] ?? 0)) return share(0);
  if (value >= (quantiles[last] ?? 0)) return share(1);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((quantiles[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const a = quantiles[low] ?? 0;
  const b = quantiles[high] ?? 0;
  return share((low + (b > a ? (value - a) / (b - a) : 0)) / last);
}

/** Share of `values` at or under `value`, ties counted half: the mid-rank percentile. Null for no values. */
export function midRank(values: readonly number[], value: number): Share | null {
  if (values.length === 0) return null;
  let under = 0;
  let equal = 0;
  for (const v of values) {
    if (v < value) under++;
    else if (v === value) equal++;
  }
  return share((under + equal / 2) / values.length);
}
