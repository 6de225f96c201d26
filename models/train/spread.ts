/** Values of one input in the training rows → the spread that a manifest tells, so that drift can be measured against it. */
import type { InputSpread } from '#contracts/manifest.ts';

/** Deciles: the usual bins of a population stability index (Siddiqi 2006, Credit Risk Scorecards, chapter 8). */
const BINS = 10;

/** @returns null when the values are fewer than the bins, or all the same: no bin could then be told from another */
export function spreadOf(values: readonly number[]): InputSpread | null {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const greatest = sorted.at(-1);
  if (sorted.length < BINS || greatest === undefined) return null;
  // Values that occur (nearest rank): between two counts no count lies.
  const at = (p: number): number => sorted[Math.ceil(p * sorted.length) - 1] ?? greatest;
  const deciles = Array.from({ length: BINS - 1 }, (_, i) => at((i + 1) / BINS));
  // Counts take few values, and several deciles are then one. An edge at the greatest would leave the last bin empty.
  const edges = [...new Set(deciles.map(rounded))].filter((edge) => edge < greatest);
  if (edges.length === 0) return null;
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  for (const value of sorted) {
    const bin = edges.findIndex((edge) => value <= edge);
    counts[bin < 0 ? edges.length : bin]! += 1;
  }
  return { edges, shares: counts.map((n) => Math.round((n / sorted.length) * 1e6) / 1e6) };
}

const rounded = (value: number): number => Number(value.toPrecision(6));
