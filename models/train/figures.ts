/** Held-out answers enter; figures with intervals, slices and coverage per band leave, as evaluation.json holds them. */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
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
