/** Forecasts of held-back rows enter, figures with 95 % intervals leave; the bootstrap draws whole keys, since days of one key are alike. */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { spearman } from '#core/stats/rank.ts';
import { forecast, type Forecast } from '#core/trends/forecast.ts';
import { stageOf, type Stage } from '#core/trends/judge.ts';
import type { TrendForm } from '#core/trends/model.ts';
import { fnv1a } from '../../data/split.ts';
import { NAIVE, type Case } from './cases.ts';
import { fitForm, type Plan } from './fit.ts';

export interface Rows {
  readonly form: TrendForm;
  readonly rows: string;
  readonly split: Measure['split'];
  readonly cases: readonly Case[];
}

interface Told {
  readonly case: Case;
  readonly seen: Forecast;
  readonly stage: Stage;
}

/** The interval of a gain moves by under .003 from 400 draws to 1,000. */
const DRAWS = 400;

export function figuresOf({ form, rows, split, cases }: Rows): Measure[] {
  const told = toldOf(form, cases);
  const at = (metric: string, slice: string, part: readonly Told[], pair: Pair): Measure => ({
    metric,
    rows,
    split,
    slice: `${form.name}, ${slice}`,
    ...paired(
      part.map((t) => t.case.key),
      part.map(pair),
    ),
  });
  const errors = Object.entries(NAIVE).map(([name, naive]) =>
    at('mean_absolute_log_error', `against ${name}`, told, (t) => [
      Math.abs(t.case.change - t.seen.change),
      Math.abs(t.case.change - naive(t.case)),
    ]),
  );
  const stages = (['rising', 'peaking', 'fading'] as const).map((stage): Measure => {
    const came = (t: Told): boolean => (stage === 'rising' ? t.case.next > t.case.last : t.case.next < t.case.last);
    return {
      metric: stage === 'rising' ? 'said_and_higher' : 'said_and_lower',
      rows,
      split,
      slice: `${form.name}, ${stage}`,
      ...promised(told, (t) => t.stage === stage, came),
    };
  });
  const untold = at('share', 'stage not told', told, (t) => [t.stage === 'cannot_tell' ? 1 : 0, 0]);
  const order: Measure = { metric: 'spearman', rows, split, slice: `${form.name}, change`, ...ordered(told) };
  return [...errors, order, ...stages, { ...untold, baseline: null, gain: null }];
}

export function coverageOf({ form, rows, cases }: Rows): Evaluation['coverage'] {
  const told = toldOf(form, cases);
  const bands = form.bands.map(({ fromSteps }, i) => {
    const upTo = form.bands[i + 1]?.fromSteps ?? Infinity;
    const part = told.filter(({ case: c }) => {
      const steps = c.last / c.windows.step;
      return steps >= fromSteps && steps < upTo;
    });
    return { band: `${form.name}, ${fromSteps}${upTo === Infinity ? ' steps and more' : ` to ${upTo} steps`}`, part };
  });
  return [{ band: `${form.name}, all`, part: told }, ...bands]
    .filter(({ part }) => part.length > 0)
    .map(({ band, part }) => {
      const inside = part.map(({ case: { change }, seen }) => (change >= seen.low && change <= seen.high ? 1 : 0));
      const { n, groups, model } = paired(
        part.map((t) => t.case.key),
        inside.map((value) => [value, 0]),
      );
      const width = part.reduce((sum, { seen }) => sum + seen.high - seen.low, 0) / part.length;
      return { rows, band, n, groups, nominal: 0.8, share: model, width };
    });
}

export function reliabilityOf({ form, rows, cases }: Rows): Evaluation['reliability'][number] {
  const told = toldOf(form, cases).sort((a, b) => a.seen.higher - b.seen.higher);
  const bins = Array.from({ length: 10 }, (_, i) => {
    const part = told.slice(Math.floor((i * told.length) / 10), Math.floor(((i + 1) * told.length) / 10));
    const n = Math.max(1, part.length);
    return {
      predicted: part.reduce((sum, { seen }) => sum + seen.higher, 0) / n,
      observed: part.filter((t) => t.case.next > t.case.last).length / n,
      n: part.length,
    };
  });
  return { what: `${form.name}: probability that the next window is higher`, rows, bins };
}

/** Whether the error is lower than that of "the next window is like the last", with the whole interval. */
export function beatsNaive(form: TrendForm, cases: readonly Case[]): boolean {
  const told = toldOf(form, cases);
  const { gain } = paired(
    told.map((t) => t.case.key),
    told.map((t) => [Math.abs(t.case.change - t.seen.change), Math.abs(t.case.change - NAIVE.last_window())]),
  );
  return gain !== null && gain.high !== null && gain.high < 0;
}

/** Refitted at each date on what was known by then, all blocks together. */
export function walkFigure(name: string, blocks: readonly { form: TrendForm; cases: readonly Case[] }[]): Measure[] {
  const told = blocks.flatMap(({ form, cases }) => toldOf(form, cases));
  const figure = paired(
    told.map((t) => t.case.key),
    told.map((t) => [Math.abs(t.case.change - t.seen.change), Math.abs(t.case.change - NAIVE.last_window())]),
  );
  const slice = `${name}, refitted at ${blocks.length} dates, against last_window`;
  return [{ metric: 'mean_absolute_log_error', rows: 'hashtag_daily', split: 'time', slice, ...figure }];
}

/** Error on the held-back rows after fitting on a quarter, half and all of the training keys. */
export function learningCurve(plan: Plan, training: readonly Case[], test: readonly Case[]): Evaluation['learning'] {
  return [4, 2, 1].map((part) => {
    const some = training.filter((c) => Math.floor(fnv1a(c.key) / 100) % part === 0);
    const told = toldOf(fitForm(plan, some), test);
    const value = told.reduce((sum, t) => sum + Math.abs(t.case.change - t.seen.change), 0) / Math.max(1, told.length);
    const groups = new Set(some.map((c) => c.key)).size;
    return { metric: 'mean_absolute_log_error', rows: 'hashtag_daily', groups, n: told.length, value };
  });
}

function toldOf(form: TrendForm, cases: readonly Case[]): Told[] {
  return cases.flatMap((c) => {
    const seen = forecast(c.windows, form);
    return seen ? [{ case: c, seen, stage: stageOf(seen, c.windows, form).stage }] : [];
  });
}

/** What the model got and what the baseline got on the same row. */
type Pair = (told: Told) => readonly [model: number, baseline: number];
type Paired = Pick<Measure, 'n' | 'groups' | 'model' | 'baseline' | 'gain'>;

function paired(keys: readonly string[], pairs: readonly (readonly [number, number])[]): Paired {
  // Sums per key first: a draw is then a sum over keys.
  const sums = new Map<string, [number, number, number]>();
  keys.forEach((key, i) => {
    const sum = sums.get(key) ?? [0, 0, 0];
    sums.set(key, sum);
    const [a = 0, b = 0] = pairs[i] ?? [];
    sum[0] += a;
    sum[1] += b;
    sum[2]++;
  });
  const groups = [...sums.values()];
  const mean = (rows: Iterable<number>, of: (a: number, b: number) => number): number | null => {
    let total = 0;
    let n = 0;
    for (const row of rows) {
      const [a, b, count] = groups[row] ?? [0, 0, 0];
      total += of(a, b);
      n += count;
    }
    return n === 0 ? null : total / n;
  };
  const figure = (of: (a: number, b: number) => number): Measure['model'] => {
    const value = mean(groups.keys(), of) ?? 0;
    const bounds = groupedBootstrap([...groups.keys()], (rows) => mean(rows, of), seeded(1), DRAWS);
    return { value, low: bounds?.low ?? null, high: bounds?.high ?? null };
  };
  return {
    n: keys.length,
    groups: groups.length,
    model: figure((a) => a),
    baseline: figure((_, b) => b),
    gain: figure((a, b) => a - b),
  };
}

/** How often a saying came true, beside how often it would have on any row. */
function promised(told: readonly Told[], said: (t: Told) => boolean, came: (t: Told) => boolean): Paired {
  // Per key: rows, rows that came true, sayings, sayings that came true.
  const sums = new Map<string, [number, number, number, number]>();
  for (const t of told) {
    const sum = sums.get(t.case.key) ?? [0, 0, 0, 0];
    sums.set(t.case.key, sum);
    sum[0]++;
    if (came(t)) sum[1]++;
    if (said(t)) sum[2]++;
    if (said(t) && came(t)) sum[3]++;
  }
  const groups = [...sums.values()];
  const share = (rows: Iterable<number>, of: 0 | 2): number | null => {
    let [n, hits] = [0, 0];
    for (const row of rows) {
      n += groups[row]?.[of] ?? 0;
      hits += groups[row]?.[of === 0 ? 1 : 3] ?? 0;
    }
    return n === 0 ? null : hits / n;
  };
  const figure = (of: (rows: readonly number[]) => number | null): Measure['model'] | null => {
    const value = of([...groups.keys()]);
    if (value === null) return null;
    const bounds = groupedBootstrap([...groups.keys()], (rows) => of([...rows]), seeded(1), DRAWS);
    return { value, low: bounds?.low ?? null, high: bounds?.high ?? null };
  };
  return {
    n: groups.reduce((n, group) => n + group[2], 0),
    groups: groups.filter((group) => group[2] > 0).length,
    model: figure((rows) => share(rows, 2)) ?? { value: 0, low: null, high: null },
    baseline: figure((rows) => share(rows, 0)),
    gain: figure((rows) => {
      const [a, b] = [share(rows, 2), share(rows, 0)];
      return a === null || b === null ? null : a - b;
    }),
  };
}

function ordered(told: readonly Told[]): Paired {
  const of = (rows: readonly Told[]): number | null =>
    spearman(
      rows.map((t) => t.seen.change),
      rows.map((t) => t.case.change),
    );
  const bounds = groupedBootstrap(
    told.map((t) => t.case.key),
    (rows) => of(Array.from(rows, (row) => told[row]).filter((t) => t !== undefined)),
    seeded(1),
    // Ranking is the slow part; the interval moves by under .01 from 100 to 400.
    100,
  );
  return {
    n: told.length,
    groups: new Set(told.map((t) => t.case.key)).size,
    model: { value: of(told) ?? 0, low: bounds?.low ?? null, high: bounds?.high ?? null },
    baseline: null,
    gain: null,
  };
}
