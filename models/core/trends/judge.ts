/** Readings of one key and the fitted model enter; velocity, momentum, stage and score leave, each null with a reason where it cannot be told. */
import { activityOf, type Measure, type Reading } from './activity.ts';
import { forecast, scoreOf, windowsOf, type Forecast, type Windows } from './forecast.ts';
import type { TrendForm, TrendModel } from './model.ts';
import { growthOf } from './velocity.ts';

export const STAGES = ['rising', 'peaking', 'fading', 'cannot_tell'] as const;
export type Stage = (typeof STAGES)[number];

/** Why a stage is `cannot_tell` or a number null. */
export const UNTOLD = [
  'too_short',
  'too_coarse',
  'unsure',
  'untested',
  'no_numbers',
  'not_allowed',
  'no_model',
] as const;
export type Untold = (typeof UNTOLD)[number];

export interface Judgement {
  /** Log growth per day. */
  readonly velocity: number | null;
  /** Change of velocity per day. */
  readonly momentum: number | null;
  readonly stage: Stage;
  readonly why: Untold | null;
  /** Percentile of the expected change among changes seen in training, with its 80 % range. */
  readonly score: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Probability that the next `horizonDays` hold more than the last. */
  readonly higher: number | null;
  readonly horizonDays: number | null;
  /** Days of activity that were at hand, up to four weeks. */
  readonly days: number;
}

/** @param tested whether the model was measured on keys of this kind; where it was not, no stage is said (its card: "rising" on sounds came true less often than by chance) */
export function judge(
  readings: readonly Reading[],
  measure: Measure,
  model: TrendModel | null,
  tested = true,
): Judgement {
  const activity = activityOf(readings, measure);
  if (!activity) return untold(readings.length === 0 ? 'no_numbers' : 'too_short', 0);
  const days = activity.gains.length;
  if (!model) return untold('no_model', days);
  for (const form of model.forms) {
    const windows = windowsOf(activity, form);
    if (!windows) continue;
    const growth = growthOf(activity, form.velocitySd);
    const told = { velocity: growth?.velocity ?? null, momentum: growth?.momentum ?? null, days };
    const seen = forecast(windows, form);
    if (!seen) return { ...untold('too_coarse', days), ...told };
    const { low, high } = seen;
    return {
      ...told,
      ...(tested ? stageOf(seen, windows, form) : ({ stage: 'cannot_tell', why: 'untested' } as const)),
      score: { value: scoreOf(seen.change, form), low: scoreOf(low, form), high: scoreOf(high, form) },
      higher: seen.higher,
      horizonDays: form.windowDays,
    };
  }
  return untold('too_short', days);
}

/** Nothing is said of a key. */
export const untold = (why: Untold, days: number): Judgement => ({
  velocity: null,
  momentum: null,
  stage: 'cannot_tell',
  why,
  score: null,
  higher: null,
  horizonDays: null,
  days,
});

/**
 * Rising: the next window will hold more than the last. Peaking: it will hold less, and no window in sight held more
 * than the last. Fading: it will hold less, and the best window is behind.
 */
export function stageOf(
  { higher, lower }: Pick<Forecast, 'higher' | 'lower'>,
  windows: Windows,
  { say }: Pick<TrendForm, 'say'>,
): { readonly stage: Stage; readonly why: Untold | null } {
  const downward = isAtTop(windows) ? 'peaking' : 'fading';
  const [up, down] = [say.rising, say[downward]];
  if (up !== null && higher >= up && higher > lower) return { stage: 'rising', why: null };
  if (down !== null && lower >= down && lower > higher) return { stage: downward, why: null };
  return { stage: 'cannot_tell', why: 'unsure' };
}

/** No earlier window in sight held as much as the last. */
export const isAtTop = ({ sums: [last = 0, ...earlier] }: Windows): boolean => earlier.every((sum) => sum < last);
