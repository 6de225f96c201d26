/** Activity of one key enters; how fast it grows and whether that quickens leaves, drawn towards none where the series is noisy. */
import type { Activity } from './activity.ts';
import { logOf } from './forecast.ts';

export interface Growth {
  /** Log growth per day: .1 is about 10 % more each day. */
  readonly velocity: number;
  /** Change of velocity per day; null with fewer than three windows. */
  readonly momentum: number | null;
  /** Days that one window sums. */
  readonly windowDays: number;
  /** Standard error of the growth before it was drawn in; 1/day. */
  readonly error: number;
}

/**
 * Windows are compared, not days: of the daily steps in shared/data/trends 59 % are none, because totals are rounded.
 * A week where there are two of them, so that every window has the same weekdays; else a third of what there is.
 */
export function windowDaysFor(days: number): number | null {
  if (days >= 14) return 7;
  return days >= 2 ? Math.max(1, Math.floor(days / 3)) : null;
}

/**
 * @param velocitySd spread of true growth between keys, from the model; 1/day
 * @returns null under two days of activity
 */
export function growthOf({ gains, step }: Activity, velocitySd: number): Growth | null {
  const windowDays = windowDaysFor(gains.length);
  if (windowDays === null) return null;
  const windows = [0, 1, 2]
    .map((k) => gains.slice(Math.max(0, gains.length - (k + 1) * windowDays), gains.length - k * windowDays))
    .filter((window) => window.length === windowDays);
  const [l0 = 0, l1 = 0, l2] = windows.map((window) => logOf(sum(window), step));
  const [s0 = 0, s1 = 0, s2 = 0] = windows.map((window) => noiseOf(window, step));
  const raw = (l0 - l1) / windowDays;
  const variance = (s0 + s1) / windowDays ** 2;
  const spread = velocitySd ** 2;
  const velocity = raw * drawnIn(spread, variance);
  if (l2 === undefined) return { velocity, momentum: null, windowDays, error: Math.sqrt(variance) };
  // A difference of two velocities has twice their spread; the middle window enters both.
  const bend = (l0 - 2 * l1 + l2) / windowDays ** 2;
  const bendVariance = (s0 + 4 * s1 + s2) / windowDays ** 4;
  const momentum = bend * drawnIn((2 * spread) / windowDays ** 2, bendVariance);
  return { velocity, momentum, windowDays, error: Math.sqrt(variance) };
}

/** The share of what was seen that is kept: all of it without noise, none without spread (James & Stein 1961, known variances). */
const drawnIn = (spread: number, variance: number): number => (spread > 0 ? spread / (spread + variance) : 0);

/** Variance of the log of a window's sum: rounding (a difference of two rounded totals, step²/6) and scatter between its days. */
function noiseOf(window: readonly number[], step: number): number {
  const all = sum(window);
  const mean = all / window.length;
  const scatter = window.length > 1 ? sum(window.map((gain) => (gain - mean) ** 2)) / (window.length - 1) : 0;
  return (step ** 2 / 6 + scatter * window.length) / (all + step) ** 2;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
