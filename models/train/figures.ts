/** Held-out answers enter; figures with intervals, slices and coverage per band leave, as evaluation.json holds them. */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { r2 } from '#core/stats/fit.ts';
import { seeded } from '#core/stats/random.ts';
import { auc } from '#core/stats/rank.ts';
import { FOLLOWER_RANGES, HISTORY_RANGES, inRange } from './calibrate.ts';

/** Draws for every interval; the third digit is steady from here on. */
const DRAWS = 300;

/** What each held-out row must tell to be counted. */
export interface Counted {
  readonly author: string;
  readonly table: string;
  readonly history: number;
  /** NaN where not known. */
  readonly followers: number;
}

/** Of all rows, or of those drawn. */
export type OfRows = (rows: ArrayLike<number> | null) => number | null;

export interface Slice {
  readonly rows: string;
  readonly split: Measure['split'];
  readonly slice: string;
}

/** One measure beside its baseline on the same rows; nothing where the metric has no value. */
export function measure(
  { rows, split, slice }: Slice,
  metric: string,
  groups: readonly string[],
  model: OfRows,
  baseline: OfRows | null,
): Measure[] {
  const value = model(null);
  if (value === null) return [];
  const plain = baseline?.(null) ?? null;
  return [
    {
      metric,
      rows,
      split,
      slice,
      n: groups.length,
      groups: new Set(groups).size,
      model: figure(value, groups, model),
      baseline: baseline === null || plain === null ? null : figure(plain, groups, baseline),
      gain:
        baseline === null || plain === null
          ? null
          : figure(value - plain, groups, (i) => difference(model(i), baseline(i))),
    },
  ];
}

/** A figure of two columns, of all rows or of those drawn. */
export const paired =
  (f: (a: ArrayLike<number>, b: ArrayLike<number>) => number | null, a: Float64Array, b: Float64Array): OfRows =>
  (i) =>
    i === null ? f(a, b) : f(at(a, i), at(b, i));

export const at = (values: Float64Array, rows: ArrayLike<number>): Float64Array =>
  Float64Array.from(rows, (i) => values[i] ?? 0);

export function figure(value: number, groups: readonly string[], of: (rows: Uint32Array) => number | null): Figure {
  const bounds = groupedBootstrap(groups, of, seeded(7), DRAWS);
  return { value: short(value), low: bounds && short(bounds.low), high: bounds && short(bounds.high) };
}

/** Share of outcomes inside the 80 % range: all, by earlier posts, by followers; both tables and each. */
export function coverageOf<Answer extends Counted & { outcome: number; low: number; high: number }>(
  answers: readonly Answer[],
  tables: readonly string[],
): Evaluation['coverage'] {
  const out: Evaluation['coverage'] = [];
  const add = (rows: string, kind: string, band: string, list: readonly Answer[]): void => {
    if (list.length < 50) return;
    const hit = Float64Array.from(list, (a) => Number(a.outcome >= a.low && a.outcome <= a.high));
    const mean = (drawn: ArrayLike<number> | null): number => average(drawn === null ? hit : at(hit, drawn));
    const groups = list.map((a) => a.author);
    out.push({
      rows,
      band,
      kind,
      n: list.length,
      groups: new Set(groups).size,
      nominal: 0.8,
      share: figure(mean(null), groups, mean),
      width: short(average(Float64Array.from(list, (a) => a.high - a.low))),
    });
  };
  for (const [rows, list] of [
    ['both', answers] as const,
    ...tables.map((t) => [t, answers.filter((a) => a.table === t)] as const),
  ]) {
    add(rows, 'all', 'all', list);
    for (const range of HISTORY_RANGES) {
      const some = list.filter((a) => inRange(range, a.history));
      add(rows, 'history', historyName(range), some);
    }
    for (const range of FOLLOWER_RANGES) {
      const some = list.filter((a) => a.history >= 3 && inRange(range, a.followers));
      add(rows, 'followers', `${HISTORY_3}, ${followersName(range)}`, some);
    }
  }
  return out;
}

/** What walking forward needs of a held-out row. */
export interface Dated extends Counted {
  readonly time: number;
  readonly outcome: number;
  readonly prediction: number;
}

/** Answers by the window they were asked in, each by a fit on what was posted before it → skill per table and window, with the days. */
export function walkForwardOf<Answer extends Dated>(
  tables: readonly string[],
  windows: readonly { readonly from: Readonly<Record<string, number>>; readonly answers: readonly Answer[] }[],
  /** What puts outcomes above the own level before the others. */
  chance: (answer: Answer) => number,
): NonNullable<Evaluation['walkForward']> {
  const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
  return tables.flatMap((table) =>
    windows.flatMap(({ from, answers }, w) => {
      const some = answers.filter((a) => a.table === table && a.history >= 3);
      const outcome = some.map((a) => a.outcome);
      const last = some.reduce((latest, a) => Math.max(latest, a.time), 0);
      const next = windows[w + 1]?.from[table] ?? last + 86_400;
      const point = (metric: string, value: number | null, baseline: number | null) => ({
        rows: table,
        from: day(from[table] ?? 0),
        until: day(next),
        n: some.length,
        groups: new Set(some.map((a) => a.author)).size,
        metric,
        value: short(value ?? 0),
        baseline: baseline === null ? null : short(baseline),
      });
      const prediction = some.map((a) => a.prediction);
      const beaten = outcome.map((y) => Number(y > 0));
      return [
        point('r2_ratio', r2(prediction, outcome), r2(new Float64Array(some.length), outcome)),
        point('auc_own', auc(some.map(chance), beaten), 0.5),
      ];
    }),
  );
}

/** Each window with the answers that fall in it: from its first day to that of the next. */
export function inWindows<Window extends Readonly<Record<string, number>>, Answer extends Dated>(
  windows: readonly Window[],
  answersOf: (window: number) => readonly Answer[],
): { readonly from: Window; readonly answers: readonly Answer[] }[] {
  return windows.map((from, w) => {
    const next = windows[w + 1];
    const answers = answersOf(w).filter(
      (a) => a.time >= (from[a.table] ?? 0) && (next === undefined || a.time < (next[a.table] ?? 0)),
    );
    return { from, answers };
  });
}

export const HISTORY_3 = '3 or more earlier posts';

export const average = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
export const short = (value: number): number => Number(value.toFixed(4));

type Range = readonly [from: number | null, to: number | null];

export const historyName = ([from, to]: Range): string =>
  to === null
    ? `${from} or more earlier posts`
    : to - (from ?? 0) === 1
      ? `${from ?? 0} earlier posts`
      : `${from ?? 0} to ${to - 1} earlier posts`;

const size = (n: number): string => (n >= 1e6 ? `${n / 1e6}M` : `${n / 1000}k`);
export const followersName = ([from, to]: Range): string =>
  from === null
    ? `under ${size(to ?? 0)} followers`
    : to === null
      ? `${size(from)} followers or more`
      : `${size(from)} to ${size(to)} followers`;

const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
