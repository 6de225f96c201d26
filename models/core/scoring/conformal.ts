/** Followers and number of earlier posts enter; the residual quantiles of people like that leave. */
import type { ConformalBand, ConformalTable } from './model-files.ts';

/** @returns the first band that contains the case; the last one contains everything */
export function bandFor(table: ConformalTable, followers: number | null, history: number): ConformalBand | null {
  const found = table.bands.find((band) => inside(band.followers, followers) && inside(band.history, history));
  return found ?? table.bands.at(-1) ?? null;
}

/** Outcome minus prediction at a probability; linear between the levels of the table, flat outside them. */
export function residualAt(table: ConformalTable, band: ConformalBand, p: number): number {
  const { levels } = table;
  const last = levels.length - 1;
  const above = levels.findIndex((level) => level >= p - SAME);
  if (above <= 0) return band.residuals[above === 0 ? 0 : last] ?? 0;
  const a = levels[above - 1] ?? 0;
  const b = levels[above] ?? 1;
  const from = band.residuals[above - 1] ?? 0;
  const to = band.residuals[above] ?? 0;
  return from + (to - from) * Math.min(1, (p - a) / (b - a));
}

/** A null range holds everything, also an unknown; a range holds no unknown. */
export function inside(range: readonly [from: number | null, to: number | null] | null, value: number | null): boolean {
  if (range === null) return true;
  if (value === null) return false;
  const [from, to] = range;
  return (from === null || value >= from) && (to === null || value < to);
}

/** Levels written as .1 and computed as 2/20 are one. */
const SAME = 1e-12;
