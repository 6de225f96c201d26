/** The exported reach file and held-out authors enter; every figure that is shown anywhere leaves. */
import { parseReachModel } from '#contracts/model-file.ts';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import type { DraftContext } from '#core/features/feature.ts';
import { historyOf } from '#core/features/history.ts';
import type { Vote } from '#core/flow.ts';
import { bandFor, residualAt } from '#core/scoring/conformal.ts';
import { forecastOf } from '#core/scoring/forecast.ts';
import type { ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { beatsOwnLevel } from '#core/scoring/platt.ts';
import { ownLevel, reachRow, reachWidth } from '#core/scoring/reach.ts';
import { scoreOf } from '#core/scoring/score.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { line, r2 } from '#core/stats/fit.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { auc, spearman } from '#core/stats/rank.ts';
import type { DatedRow } from '../../data/columns.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { LATER_FROM } from '../../data/split.ts';
import { FEWEST_AUTHORS, FOLLOWER_RANGES, HISTORY_RANGES, inRange } from '../calibrate.ts';
import { hashOf } from '../graph.ts';
import type { Level } from './expect.ts';
import { REGISTRY_INPUTS } from './inputs.ts';
import type { Matrix } from './matrix.ts';
import { TABLE_NAMES, type Author, type TableName } from './table.ts';
import { FAILURES, TRIED } from './tried.ts';

interface Refit {
  readonly level: Level;
  readonly trees: TreeArrays;
  readonly odds: TreeArrays;
}

export interface Extras {
  /** model.json as it ships. */
  readonly file: Uint8Array;
  readonly test: readonly Author[];
  readonly level: Level;
  /** Fitted on earlier rows alone. */
  readonly earlier: Refit;
  /** Fitted on one table alone. */
  readonly only: Readonly<Record<TableName, Refit>>;
  readonly learning: readonly { readonly groups: number; readonly rows: number; readonly trees: TreeArrays }[];
  /** Out-of-fold predictions of the members on the training authors. */
  readonly folds: {
    readonly matrix: Matrix;
    readonly weights: readonly number[];
    readonly trees: Float64Array;
    readonly ridge: Float64Array;
  };
}

/** One held-out row with what the exported file says of it. */
interface Answer {
  readonly author: string;
  readonly table: TableName;
  readonly time: number;
  readonly history: number;
  readonly followers: number;
  readonly level: number;
  readonly outcome: number;
  readonly prediction: number;
  readonly low: number;
  readonly high: number;
  readonly beats: number;
  /** Percentile of the outcome and score, 0..1 on one scale. */
  readonly percentile: number;
  readonly score: number;
}

/** Draws for every interval; the third digit is steady from here on. */
const DRAWS = 300;

export function evaluateReach(given: Extras, progress: (done: number, of: number) => void): Evaluation {
  const parsed = parseReachModel(JSON.parse(Buffer.from(given.file).toString('utf8')));
  if (!parsed.ok) throw new Error(`the exported file does not parse: ${parsed.reason}`);
  const model = parsed.value;
  const answers = answersOf(model, given.test, whole);
  const lean = answersOf(model, given.test, viewsOnly);
  const refitted = ({ level, trees, odds }: Refit): ReachModel => ({ ...model, ...level, trees, odds });
  const later = answersOf(refitted(given.earlier), given.test, whole).filter((a) => a.time >= LATER_FROM[a.table]);

  const sets: (readonly [rows: string, split: Measure['split'], slice: string, rows: readonly Answer[]])[] = [];
  for (const table of TABLE_NAMES) {
    const here = answers.filter((a) => a.table === table);
    const some = here.filter((a) => a.history >= 3);
    sets.push([table, 'authors', HISTORY_3, some]);
    for (const range of HISTORY_RANGES) {
      sets.push([table, 'authors', historyName(range), here.filter((a) => inRange(range, a.history))]);
    }
    for (const range of FOLLOWER_RANGES) {
      const band = some.filter((a) => inRange(range, a.followers));
      if (new Set(band.map((a) => a.author)).size >= FEWEST_AUTHORS / 2) {
        sets.push([table, 'authors', `${HISTORY_3}, ${followersName(range)}`, band]);
      }
    }
    const leanHere = lean.filter((a) => a.table === table && a.history >= 3);
    sets.push([table, 'authors', `${HISTORY_3}, only views, followers and times known`, leanHere]);
    sets.push([table, 'time', HISTORY_3, later.filter((a) => a.table === table && a.history >= 3)]);
    const other = TABLE_NAMES.find((name) => name !== table) ?? table;
    const abroad = refitted(given.only[other]);
    const strangers = given.test.filter((author) => author.table === table);
    for (const [name, view] of [
      ['', whole] as const,
      [', only views, followers and times known', viewsOnly] as const,
    ]) {
      const rows = answersOf(abroad, strangers, view).filter((a) => a.history >= 3);
      sets.push([table, 'transfer', `${HISTORY_3}, fitted on ${other} alone${name}`, rows]);
    }
  }
  const measures = sets.flatMap(([rows, split, slice, list], i) => {
    progress(i + 1, sets.length);
    return list.length < 50 ? [] : measuresOf(rows, split, slice, list);
  });

  return {
    schema: 1,
    model: 'reach',
    version: model.version,
    sha256: hashOf(given.file),
    baseline: 'the plain mean of log10 views of the own earlier posts; with none, a line on log10 followers',
    measures,
    coverage: coverageOf(answers),
    reliability: TABLE_NAMES.map((table) => reliabilityOf(table, answers)),
    slope: slopesOf(answers),
    scores: TABLE_NAMES.map((table) => ({
      rows: table,
      counts: scoreCounts(answers.filter((a) => a.table === table)),
    })),
    learning: learningOf(given, model, answers),
    members: membersOf(given.folds),
    tried: [...TRIED],
    failures: [...FAILURES],
  };
}

const HISTORY_3 = '3 or more earlier posts';

// ---------------------------------------------------------------- asking the model

type View = (row: DatedRow) => DatedRow;

const whole: View = (row) => row;
/** What the poorest table holds: views, followers and times, neither when they were read nor anything of the clip. */
const viewsOnly: View = (row) => ({
  ...row,
  readAt: null,
  length: null,
  hashtags: null,
  genericHashtags: null,
  tags: [],
  sound: null,
  captionLength: null,
  captionWords: null,
});

function answersOf(model: ReachModel, authors: readonly Author[], view: View): Answer[] {
  return authors.flatMap(({ id, table, rows }) => {
    const seen = rows.map(view);
    return seen.map((row, i) => answerOf(model, id, table, row, contextOf(row, seen.slice(0, i))));
  });
}

function answerOf(model: ReachModel, author: string, table: TableName, row: DatedRow, context: DraftContext): Answer {
  const { account } = context;
  const features = featuresOf(REGISTRY_INPUTS, context, row);
  const inputs = reachRow(model, features.values, account);
  const prediction = predictTrees(model.trees, inputs);
  const odds = predictTrees(model.odds, inputs);
  const width = reachWidth(model, features.values, account, prediction);
  const history = account === null ? 0 : historyOf(account).views.length;
  const band = bandFor(model.conformal, row.followers, history);
  const at = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  const level = ownLevel(model, account);
  const outcome = Math.log10(row.plays ?? 1) - level;
  // The additive shares take no part in the score, so they are left out here.
  const vote: Vote = {
    model: 'reach',
    version: model.version,
    rung: 'plain',
    prediction,
    low: prediction + at(0.1),
    high: prediction + at(0.9),
    base: prediction,
    width,
    odds,
    contributions: [],
  };
  const forecast = forecastOf({ account, reach: { vote, model }, hold: null });
  return {
    author,
    table,
    time: row.time,
    history,
    followers: row.followers ?? Number.NaN,
    level,
    outcome,
    prediction,
    low: vote.low,
    high: vote.high,
    beats: beatsOwnLevel(model.beats, history, odds) ?? Number.NaN,
    percentile: forecast.scale.below(outcome),
    score: scoreOf(forecast, [], null, []).score.value / 100,
  };
}

// ---------------------------------------------------------------- figures

function measuresOf(rows: string, split: Measure['split'], slice: string, list: readonly Answer[]): Measure[] {
  const groups = list.map((a) => a.author);
  const numbers = (of: (a: Answer) => number): Float64Array => Float64Array.from(list, of);
  const outcome = numbers((a) => a.outcome);
  const prediction = numbers((a) => a.prediction);
  const chance = numbers((a) => a.beats);
  const beaten = numbers((a) => Number(a.outcome > 0));
  const level = numbers((a) => a.level);
  const views = numbers((a) => a.level + a.outcome);
  const foretold = numbers((a) => a.level + a.prediction);
  const zero = new Float64Array(list.length);
  const of = (
    metric: string,
    model: (i: ArrayLike<number> | null) => number | null,
    baseline: ((i: ArrayLike<number> | null) => number | null) | null,
  ): Measure[] => {
    const value = model(null);
    if (value === null) return [];
    const plain = baseline?.(null) ?? null;
    return [
      {
        metric,
        rows,
        split,
        slice,
        n: list.length,
        groups: new Set(groups).size,
        model: figure(value, groups, model),
        baseline: baseline === null || plain === null ? null : figure(plain, groups, baseline),
        gain:
          baseline === null || plain === null
            ? null
            : figure(value - plain, groups, (i) => difference(model(i), baseline(i))),
      },
    ];
  };
  const paired =
    (f: (a: ArrayLike<number>, b: ArrayLike<number>) => number | null, a: Float64Array, b: Float64Array) =>
    (i: ArrayLike<number> | null): number | null =>
      i === null ? f(a, b) : f(at(a, i), at(b, i));
  return [
    ...of('r2_ratio', paired(r2, prediction, outcome), paired(r2, zero, outcome)),
    ...of('auc_own', paired(auc, chance, beaten), null),
    ...of('spearman', paired(spearman, prediction, outcome), null),
    ...of('r2_views', paired(r2, foretold, views), paired(r2, level, views)),
  ];
}

const at = (values: Float64Array, rows: ArrayLike<number>): Float64Array =>
  Float64Array.from(rows, (i) => values[i] ?? 0);
const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

function figure(value: number, groups: readonly string[], of: (rows: Uint32Array) => number | null): Figure {
  const bounds = groupedBootstrap(groups, of, seeded(7), DRAWS);
  return { value: short(value), low: bounds && short(bounds.low), high: bounds && short(bounds.high) };
}

function coverageOf(answers: readonly Answer[]): Evaluation['coverage'] {
  const out: Evaluation['coverage'] = [];
  const add = (rows: string, band: string, list: readonly Answer[]): void => {
    if (list.length < 50) return;
    const hit = Float64Array.from(list, (a) => Number(a.outcome >= a.low && a.outcome <= a.high));
    const mean = (rows_: ArrayLike<number> | null): number => (rows_ === null ? average(hit) : average(at(hit, rows_)));
    const groups = list.map((a) => a.author);
    out.push({
      rows,
      band,
      n: list.length,
      groups: new Set(groups).size,
      nominal: 0.8,
      share: figure(mean(null), groups, mean),
      width: short(average(Float64Array.from(list, (a) => a.high - a.low))),
    });
  };
  for (const [rows, list] of [
    ['both', answers] as const,
    ...TABLE_NAMES.map((t) => [t, answers.filter((a) => a.table === t)] as const),
  ]) {
    add(rows, 'all', list);
    for (const range of HISTORY_RANGES)
      add(
        rows,
        historyName(range),
        list.filter((a) => inRange(range, a.history)),
      );
    for (const range of FOLLOWER_RANGES) {
      const some = list.filter((a) => a.history >= 3 && inRange(range, a.followers));
      add(rows, `${HISTORY_3}, ${followersName(range)}`, some);
    }
  }
  return out;
}

/** Ten bins of like size, by the chance that was told. */
function reliabilityOf(table: TableName, answers: readonly Answer[]): Evaluation['reliability'][number] {
  const list = answers.filter((a) => a.table === table && a.history > 0).sort((a, b) => a.beats - b.beats);
  const bins = Array.from({ length: 10 }, (_, b) => {
    const part = list.slice(Math.floor((b * list.length) / 10), Math.floor(((b + 1) * list.length) / 10));
    return {
      predicted: short(average(Float64Array.from(part, (a) => a.beats))),
      observed: short(average(Float64Array.from(part, (a) => Number(a.outcome > 0)))),
      n: part.length,
    };
  }).filter((bin) => bin.n > 0);
  return { what: 'chance to beat the own level', rows: table, bins };
}

function slopesOf(answers: readonly Answer[]): Evaluation['slope'] {
  const out: Evaluation['slope'] = [];
  const add = (rows: string, slice: string, list: readonly Answer[]): void => {
    const slope = (i: ArrayLike<number> | null): number | null => {
      const picked = i === null ? list : Array.from(i, (k) => list[k]!);
      return (
        line(
          picked.map((a) => a.score),
          picked.map((a) => a.percentile),
        )?.slope ?? null
      );
    };
    const value = slope(null);
    if (value !== null && list.length >= 50) {
      out.push({
        rows,
        slice,
        n: list.length,
        value: figure(
          value,
          list.map((a) => a.author),
          slope,
        ),
      });
    }
  };
  add('both', 'all', answers);
  for (const table of TABLE_NAMES)
    add(
      table,
      'all',
      answers.filter((a) => a.table === table),
    );
  for (const range of [...HISTORY_RANGES, [20, null] as const]) {
    add(
      'both',
      historyName(range),
      answers.filter((a) => inRange(range, a.history)),
    );
  }
  return out;
}

function scoreCounts(list: readonly Answer[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { score } of list) {
    const bin = Math.min(9, Math.floor(score * 10));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function learningOf(given: Extras, model: ReachModel, answers: readonly Answer[]): Evaluation['learning'] {
  const points: { groups: number; rows: number; answers: readonly Answer[] }[] = given.learning.map(
    ({ groups, rows, trees }) => ({
      groups,
      rows,
      answers: answersOf({ ...model, trees }, given.test, whole),
    }),
  );
  const { matrix } = given.folds;
  points.push({ groups: new Set(matrix.group).size, rows: matrix.target.length, answers });
  return points.flatMap(({ groups, rows, answers: list }) =>
    TABLE_NAMES.map((table) => {
      const some = list.filter((a) => a.table === table && a.history >= 3);
      const value =
        r2(
          some.map((a) => a.prediction),
          some.map((a) => a.outcome),
        ) ?? 0;
      return { metric: 'r2_ratio', rows: table, groups, n: rows, value: short(value) };
    }),
  );
}

/** Grouped five-fold figures of the members on training authors: what the stack's weights rest on. */
function membersOf({ matrix, weights, trees, ridge }: Extras['folds']): Evaluation['members'] {
  const rows = Array.from(matrix.target, (_, i) => i).filter(
    (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3,
  );
  const skill = (prediction: Float64Array): number => short(r2(at(prediction, rows), at(matrix.target, rows)) ?? 0);
  const member = (name: string, weight: number, prediction: Float64Array) => ({
    name,
    weight: short(weight),
    metric: 'r2_ratio',
    value: skill(prediction),
  });
  const both = trees.map((t, i) => (weights[0] ?? 0) * t + (weights[1] ?? 0) * (ridge[i] ?? 0));
  return [
    member('own level', 0, new Float64Array(trees.length)),
    member('gradient-boosted trees, Huber', weights[0] ?? 0, trees),
    member('ridge', weights[1] ?? 0, ridge),
    member('stack of both', 0, both),
  ];
}

const average = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
const short = (value: number): number => Number(value.toFixed(4));

export const historyName = ([from, to]: readonly [number | null, number | null]): string =>
  to === null
    ? `${from} or more earlier posts`
    : to - (from ?? 0) === 1
      ? `${from ?? 0} earlier posts`
      : `${from ?? 0} to ${to - 1} earlier posts`;

const size = (n: number): string => (n >= 1e6 ? `${n / 1e6}M` : `${n / 1000}k`);
export const followersName = ([from, to]: readonly [number | null, number | null]): string =>
  from === null
    ? `under ${size(to ?? 0)} followers`
    : to === null
      ? `${size(from)} followers or more`
      : `${size(from)} to ${size(to)} followers`;
