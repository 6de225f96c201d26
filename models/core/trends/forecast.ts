/** Activity of one key enters, how its next window compares with its last one leaves, with a range. */
import { shareBelow } from '../stats/ecdf.ts';
import type { Activity } from './activity.ts';
import type { Input, TrendForm, Weights } from './model.ts';

/** Sums over windows, latest first. */
export interface Windows {
  readonly sums: readonly number[];
  /** Days of the latest window, oldest first. */
  readonly latest: readonly number[];
  readonly step: number;
}

export interface Forecast {
  /** log of the next window's activity over the last one's, and its 80 % interval. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  /** Probability that the next window is higher than the last. */
  readonly higher: number;
  /** Probability that it is lower; the two leave room for "the same". */
  readonly lower: number;
}

/** Under this many rounding steps in the last window nothing can be told: a step up or down is rounding. Chosen before fitting. */
export const FEWEST_STEPS = 5;

/** @returns null when the history is too short */
export function windowsOf(activity: Activity, form: Pick<TrendForm, 'windowDays' | 'windows'>): Windows | null {
  const { windowDays, windows } = form;
  const { gains, step } = activity;
  if (gains.length < windowDays * windows) return null;
  const sums = Array.from({ length: windows }, (_, k) => {
    const end = gains.length - k * windowDays;
    return total(gains.slice(end - windowDays, end));
  });
  return { sums, latest: gains.slice(-windowDays), step };
}

/** log of an amount that is known to one step only: none at all is one step, not minus infinity. */
export const logOf = (amount: number, step: number): number => Math.log(amount + step);

/** What the forecast is a weighted sum of. */
export function inputsOf({ sums, latest, step }: Windows): Readonly<Record<Input, number>> {
  const [l0 = 0, l1 = l0, l2 = l1] = sums.map((sum) => logOf(sum, step));
  const mean = total(sums.map((sum) => logOf(sum, step))) / sums.length;
  const days = latest.length;
  const last = latest[days - 1] ?? 0;
  const before = latest[days - 2] ?? last;
  const peak = logOf(days * Math.max(...latest), step) - l0;
  return {
    intercept: 1,
    step: l0 - l1,
    step_before: l1 - l2,
    above_mean: l0 - mean,
    over_mean: Math.max(0, l0 - mean),
    above_low: l0 - logOf(Math.min(...sums), step),
    last_day: logOf(days * last, step) - l0,
    last_two_days: logOf((days / 2) * (last + before), step) - l0,
    peak_day: peak,
    step_of_peak: (l0 - l1) * peak,
    step_up: Math.max(0, l0 - l1),
    log_steps: l0 - Math.log(step),
  };
}

/** @returns null when the last window holds too few rounding steps to tell anything */
export function forecast(windows: Windows, form: TrendForm): Forecast | null {
  const steps = (windows.sums[0] ?? 0) / windows.step;
  const band = form.bands.findLast(({ fromSteps }) => steps >= fromSteps);
  if (steps < FEWEST_STEPS || !band) return null;
  const inputs = inputsOf(windows);
  const change = weighted(inputs, form.coefficients);
  return {
    change,
    low: change + residualAt(form.levels, band.residuals, 0.1),
    high: change + residualAt(form.levels, band.residuals, 0.9),
    higher: sigmoid(weighted(inputs, form.odds.higher)),
    lower: sigmoid(weighted(inputs, form.odds.lower)),
  };
}

/** @param weights by input; an input without one has none */
export function weighted(inputs: Readonly<Record<Input, number>>, weights: Weights): number {
  // holds: the keys of Weights are inputs
  return total(Object.entries(weights).map(([name, weight]) => weight * inputs[name as Input]));
}

export const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** The change as a percentile of the changes that were seen in training, 0..100. */
export const scoreOf = (change: number, form: TrendForm): number => 100 * shareBelow(form.reference, change);

/** Linear between the stored levels. */
function residualAt(levels: readonly number[], residuals: readonly number[], p: number): number {
  const after = levels.findIndex((level) => level >= p);
  if (after <= 0) return residuals[Math.max(0, after)] ?? 0;
  const [a = 0, b = 0] = [levels[after - 1], levels[after]];
  const [low = 0, high = 0] = [residuals[after - 1], residuals[after]];
  return low + ((high - low) * (p - a)) / (b - a);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
