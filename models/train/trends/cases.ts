/** A series enters, one case per day it could have been forecast on leaves: what was known then, and what came. */
import { activityOf, MOST_DAYS } from '#core/trends/activity.ts';
import { FEWEST_STEPS, inputsOf, logOf, windowsOf, type Windows } from '#core/trends/forecast.ts';
import type { Input, TrendForm } from '#core/trends/model.ts';
import type { Series } from './rows.ts';

export interface Case {
  readonly key: string;
  readonly table: string;
  /** Day of the last reading that was known. */
  readonly day: number;
  readonly windows: Windows;
  readonly inputs: Readonly<Record<Input, number>>;
  /** log of the next window over the last one. */
  readonly change: number;
  /** Both windows as they are, for "higher or not". */
  readonly next: number;
  readonly last: number;
}

export type Shape = Pick<TrendForm, 'windowDays' | 'windows'>;

/** @param fewest rounding steps in the last window under which nothing is told */
export function casesOf(series: Series, shape: Shape, fewest = FEWEST_STEPS): Case[] {
  const { windowDays } = shape;
  const readings = [...series.readings].sort((a, b) => a.day - b.day);
  const valueOn = new Map(readings.map((reading) => [reading.day, reading.value]));
  return readings.flatMap(({ day, value }, at) => {
    const after = valueOn.get(day + windowDays);
    if (after === undefined) return [];
    const activity = activityOf(readings.slice(Math.max(0, at - MOST_DAYS), at + 1), 'total');
    const windows = activity && windowsOf(activity, shape);
    const last = windows?.sums[0] ?? 0;
    if (!windows || last / windows.step < fewest) return [];
    const next = Math.max(0, after - value);
    const change = logOf(next, windows.step) - logOf(last, windows.step);
    return [{ key: series.key, table: series.table, day, windows, inputs: inputsOf(windows), change, next, last }];
  });
}

/** What a person would guess without a model, as a change of the log like the forecast. */
export const NAIVE = {
  /** The next week is like the last: weekday by weekday for windows of a week. */
  last_window: () => 0,
  /** Every day is like the last day. */
  last_day: ({ windows: { sums, latest, step } }: Case) =>
    logOf(latest.length * (latest[latest.length - 1] ?? 0), step) - logOf(sums[0] ?? 0, step),
  /** It goes on growing as it grew. */
  same_growth: ({ inputs }: Case) => inputs.step,
} as const satisfies Record<string, (c: Case) => number>;
