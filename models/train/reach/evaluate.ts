/** The exported reach file and held-out authors enter; every figure that is shown anywhere leaves. */
import { parseReachModel } from '#contracts/model-file.ts';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { DraftContext } from '#core/features/feature.ts';
import { historyOf } from '#core/features/history.ts';
import type { Vote } from '#core/flow.ts';
import { bandFor, residualAt } from '#core/scoring/conformal.ts';
import { forecastOf } from '#core/scoring/forecast.ts';
import type { ConformalBand, NetArrays, ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { beatsOwnLevel } from '#core/scoring/platt.ts';
import { ownLevel, predictReach, reachOdds, reachRow, reachWidth } from '#core/scoring/reach.ts';
import { scoreOf } from '#core/scoring/score.ts';
import { movedChance, ownShifts, tableShifts, usualError } from '#core/scoring/table-shift.ts';
import { line, r2 } from '#core/stats/fit.ts';
import { auc, spearman } from '#core/stats/rank.ts';
import type { DatedRow } from '../../data/columns.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { FEWEST_AUTHORS, FOLLOWER_RANGES, HISTORY_RANGES, inRange } from '../calibrate.ts';
import {
  at,
  average,
  coverageOf,
  figure,
  followersName,
  HISTORY_3,
  historyName,
  inWindows,
  measure,
  paired,
  short,
  walkForwardOf,
  type OfRows,
  type Slice,
} from '../figures.ts';
import { hashOf } from '../graph.ts';
import { nnls } from '../nnls.ts';
import type { Level } from './expect.ts';
import { REGISTRY_INPUTS } from './inputs.ts';
import { matrixOf, viewsOnly, type Matrix } from './matrix.ts';
import type { Changes } from './changes.ts';
import { nearMeasure } from './edits-near-check.ts';
import { MEMBERS, SHIPPED, type Member } from './members.ts';
import { rowsWhere, stacked, weighted } from './fit.ts';
import type { Folds, Stack } from './stages.ts';
import { TABLE_NAMES, type Author, type TableName } from './table.ts';
import { FAILURES, triedOf, type Gain } from './tried.ts';

/** Fitted again on other rows; the weights of the stack stay those that ship. */
export interface Refit extends Members {
  readonly level: Level;
  readonly odds: TreeArrays;
}
interface Members {
  readonly trees: TreeArrays;
  readonly net: NetArrays | null;
}

export interface Extras {
  /** model.json and lean.json as they ship. */
  readonly file: Uint8Array;
  readonly lean: Uint8Array;
  readonly test: readonly Author[];
  /** Fitted on what was posted before each cut; the last cut is that of the figures in time. */
  readonly until: readonly (Refit & { readonly window: Readonly<Record<TableName, number>> })[];
  /** Fitted on one table alone, and on views, followers and times alone. */
  readonly only: Readonly<Record<TableName, Refit>>;
  readonly learning: readonly ({
    readonly groups: number;
    readonly rows: number;
    readonly odds: TreeArrays;
  } & Members)[];
  /** What the members count in model.json and in lean.json. */
  readonly stack: Stack;
  readonly leanStack: Stack;
  /** Of the training authors, in the order of the rows. */
  readonly tableOfAuthor: readonly TableName[];
  /** Out-of-fold answers of what ships, on the same rows as the members below. */
  readonly folds: Folds;
  /** The recipe with one thing changed at a time. */
  readonly changes: Changes;
  /** Out-of-fold answers of the members on the training authors, in the order of MEMBERS. */
  readonly members: { readonly matrix: Matrix; readonly answers: readonly Float64Array[] };
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
  readonly width: number;
  readonly band: ConformalBand | null;
  /** Percentile of the outcome and score, 0..1 on one scale. */
  readonly percentile: number;
  readonly score: number;
}

export function evaluateReach(given: Extras, progress: (done: number, of: number) => void): Evaluation {
  const model = modelIn(given.file);
  const poor = modelIn(given.lean);
  const answers = answersOf(model, given.test, whole);
  const firstLean = answersOf(poor, given.test, viewsOnly);
  const lean = TABLE_NAMES.flatMap((table) =>
    putRight(
      poor,
      firstLean.filter((a) => a.table === table),
    ),
  );
  const refitted = ({ level, odds, ...members }: Refit): ReachModel => ({
    ...model,
    ...level,
    ...weighted(members, given.stack),
    odds,
  });
  const windows = inWindows(
    given.until.map(({ window }) => window),
    (w) => {
      const refit = given.until[w];
      return refit === undefined ? [] : answersOf(refitted(refit), given.test, whole);
    },
  );
  const later = windows.at(-1)?.answers ?? [];

  const sets: (readonly [rows: string, split: Measure['split'], slice: string, rows: readonly Answer[]])[] = [];
  const abroad: Answer[] = [];
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
    const known = (list: readonly Answer[]): Answer[] => list.filter((a) => a.table === table && a.history >= 3);
    sets.push([table, 'authors', LEAN, known(lean)]);
    sets.push([table, 'authors', `${LEAN}, ${FIRST}`, known(firstLean)]);
    const hereFirst = firstLean.filter((a) => a.table === table);
    sets.push([table, 'authors', `${LEAN}, ${ASKED}`, known(putRight(poor, hereFirst, tableShifts))]);
    sets.push([table, 'time', HISTORY_3, known(later)]);
    const other = TABLE_NAMES.find((name) => name !== table) ?? table;
    const { level, odds, ...members } = given.only[other];
    const foreign = { ...poor, ...level, ...weighted(members, given.leanStack), odds };
    const strangers = given.test.filter((author) => author.table === table);
    const told = answersOf(foreign, strangers, viewsOnly);
    const right = putRight(foreign, told, tableShifts);
    abroad.push(...right);
    sets.push([table, 'transfer', `${LEAN}, fitted on ${other} alone`, known(putRight(foreign, told))]);
    sets.push([table, 'transfer', `${LEAN}, fitted on ${other} alone, ${ASKED}`, known(right)]);
    sets.push([table, 'transfer', `${LEAN}, fitted on ${other} alone, ${FIRST}`, known(told)]);
  }
  const measures = sets.flatMap(([rows, split, slice, list], i) => {
    progress(i + 1, sets.length);
    return list.length < 50 ? [] : measuresOf({ rows, split, slice }, list);
  });

  measures.push(...nearOf(model, given.test));

  const members = membersOf(given);
  const gain = gainOf(given);
  const learning = learningOf(given, model, answers);
  return {
    schema: 1,
    model: 'reach',
    version: model.version,
    sha256: hashOf(given.file),
    baseline: 'the plain mean of log10 views of the own earlier posts; with none, a line on log10 followers',
    measures,
    coverage: [
      ...coverageOf(answers, TABLE_NAMES),
      ...coverageOf(lean, []).map((c) => ({ ...c, rows: 'lean' })),
      ...coverageOf(abroad, []).map((c) => ({ ...c, rows: 'lean_abroad' })),
    ],
    reliability: TABLE_NAMES.map((table) => reliabilityOf(table, answers)),
    slope: slopesOf(answers),
    scores: TABLE_NAMES.map((table) => ({
      rows: table,
      counts: scoreCounts(answers.filter((a) => a.table === table)),
    })),
    learning,
    members,
    walkForward: walkForwardOf(TABLE_NAMES, windows, (a) => a.beats),
    tried: triedOf({
      measures,
      members,
      learning,
      gain,
      changes: given.changes,
      ceilings: TABLE_NAMES.map((table) => ceilingOf(table, answers)),
    }),
    failures: [...FAILURES],
  };
}

/** Before earlier rows had a say; and where those of everybody have one. */
const FIRST = 'as first foretold';
const ASKED = 'with --recalibrate';
const LEAN = `${HISTORY_3}, only views, followers and times known`;

function modelIn(file: Uint8Array): ReachModel {
  const parsed = parseReachModel(JSON.parse(Buffer.from(file).toString('utf8')));
  if (!parsed.ok) throw new Error(`the exported file does not parse: ${parsed.reason}`);
  return parsed.value;
}

// ---------------------------------------------------------------- asking the model

type View = (row: DatedRow) => DatedRow;

const whole: View = (row) => row;
/** A table that does not tell how old the readings are is asked about as such: what is assumed on a phone is left out. */
function answersOf(given: ReachModel, authors: readonly Author[], view: View): Answer[] {
  const model = { ...given, assume: {} };
  return authors.flatMap(({ id, table, rows }) => {
    const seen = rows.map(view);
    return seen.map((row, i) => answerOf(model, id, table, row, contextOf(row, seen.slice(0, i))));
  });
}

function answerOf(model: ReachModel, author: string, table: TableName, row: DatedRow, context: DraftContext): Answer {
  const { account } = context;
  const features = featuresOf(REGISTRY_INPUTS, context, row);
  const inputs = reachRow(model, features.values, account);
  const prediction = predictReach(model, inputs);
  const odds = reachOdds(model, inputs);
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
    width,
    band,
    percentile: forecast.scale.below(outcome),
    score: scoreOf(forecast, [], null, []).score.value / 100,
  };
}

/** As score-table tells them: each answer moved by what rows before it were off, the own author's or, where that is asked for, everybody's. */
function putRight(
  { conformal }: ReachModel,
  list: readonly Answer[],
  shiftsOf: typeof ownShifts = ownShifts,
): Answer[] {
  const shifts = shiftsOf(
    list.map(({ author, time, history, outcome, prediction, band, width }) => ({
      author,
      time,
      error: history > 0 ? outcome - prediction : null,
      usual: band === null ? null : usualError(conformal, band, width),
    })),
  );
  return list.map((a, i) => {
    const { by, stretch } = shifts[i] ?? { by: 0, stretch: 1 };
    const prediction = a.prediction + by;
    return {
      ...a,
      prediction,
      width: a.width * stretch,
      low: prediction + stretch * (a.low - a.prediction),
      high: prediction + stretch * (a.high - a.prediction),
      beats: movedChance(a.beats, by),
    };
  });
}

// ---------------------------------------------------------------- figures

function measuresOf(slice: Slice, list: readonly Answer[]): Measure[] {
  const groups = list.map((a) => a.author);
  const numbers = (of: (a: Answer) => number): Float64Array => Float64Array.from(list, of);
  const outcome = numbers((a) => a.outcome);
  const prediction = numbers((a) => a.prediction);
  const beaten = numbers((a) => Number(a.outcome > 0));
  const views = numbers((a) => a.level + a.outcome);
  const foretold = numbers((a) => a.level + a.prediction);
  const of = (metric: string, model: OfRows, baseline: OfRows | null): Measure[] =>
    measure(slice, metric, groups, model, baseline);
  return [
    ...of('r2_ratio', paired(r2, prediction, outcome), paired(r2, new Float64Array(list.length), outcome)),
    ...of(
      'auc_own',
      paired(
        auc,
        numbers((a) => a.beats),
        beaten,
      ),
      null,
    ),
    ...of('spearman', paired(spearman, prediction, outcome), null),
    ...of(
      'r2_views',
      paired(r2, foretold, views),
      paired(
        r2,
        numbers((a) => a.level),
        views,
      ),
    ),
  ];
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
    ({ groups, rows, odds, ...members }) => ({
      groups,
      rows,
      answers: answersOf({ ...model, ...weighted(members, given.stack), odds }, given.test, whole),
    }),
  );
  const { matrix } = given.members;
  points.push({ groups: new Set(matrix.group).size, rows: matrix.target.length, answers });
  return points.flatMap(({ groups, rows, answers: list }) =>
    TABLE_NAMES.flatMap((table) => {
      const some = list.filter((a) => a.table === table && a.history >= 3);
      const prediction = some.map((a) => a.prediction);
      const outcome = some.map((a) => a.outcome);
      const point = (metric: string, value: number | null) => ({
        metric,
        rows: table,
        groups,
        n: rows,
        value: short(value ?? 0),
      });
      const beaten = outcome.map((y) => Number(y > 0));
      const chances = some.map((a) => a.beats);
      return [
        point('r2_ratio', r2(prediction, outcome)),
        point('auc_own', auc(chances, beaten)),
        point('spearman', spearman(prediction, outcome)),
      ];
    }),
  );
}

/**
 * R² of the ratio that knowing everybody's level of the moment would give, and nothing of the clip: half the mean squared
 * step from one post to the next of the same person is left over.
 */
function ceilingOf(table: TableName, answers: readonly Answer[]): number {
  const list = answers.filter((a) => a.table === table && a.history >= 3);
  const steps = list.flatMap((a, i) => {
    const next = list[i + 1];
    return next?.author === a.author ? [(next.level + next.outcome - a.level - a.outcome) ** 2 / 2] : [];
  });
  const mean = average(Float64Array.from(list, (a) => a.outcome));
  const variance = average(Float64Array.from(list, (a) => (a.outcome - mean) ** 2));
  return short(1 - average(Float64Array.from(steps)) / variance);
}

/** Whether held-out posts lie near the groups that edits must stay near; the same rows as the first figures. */
function nearOf(model: ReachModel, test: readonly Author[]): Measure[] {
  const near = model.edits?.near;
  if (near === undefined) return [];
  return TABLE_NAMES.flatMap((table) => {
    const authors = test.filter((author) => author.table === table);
    const matrix = matrixOf(authors, model, false, () => {});
    const rows = rowsWhere(matrix, (i) => (matrix.history[i] ?? 0) >= 3);
    const names = Array.from(rows, (i) => authors[matrix.group[i] ?? 0]?.id ?? '');
    return nearMeasure(near, { columns: matrix.columns, rows }, names, table);
  });
}

/** Training rows as they are, of authors with 3 or more earlier posts. */
const known3 = (matrix: Matrix): Uint32Array =>
  rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3);

/** R² and AUC out of fold of what ships, per table, and beside that of its trees alone, drawn by author. */
function gainOf({ members: { matrix }, folds, stack, tableOfAuthor }: Extras): Gain {
  const rows = known3(matrix);
  const whole = stacked(folds, stack);
  const tables = TABLE_NAMES.map((table) => {
    const here = rows.filter((i) => tableOfAuthor[matrix.group[i] ?? 0] === table);
    const [target, told] = [at(matrix.target, here), at(whole, here)];
    return figure(
      r2(told, target) ?? 0,
      Array.from(here, (i) => String(matrix.group[i])),
      paired(r2, told, target),
    );
  });
  const target = at(matrix.target, rows);
  const told = at(whole, rows);
  const trees = at(folds.trees, rows);
  const difference: OfRows = (i) => {
    const [a, b] = [paired(r2, told, target)(i), paired(r2, trees, target)(i)];
    return a === null || b === null ? null : a - b;
  };
  const groups = Array.from(rows, (i) => String(matrix.group[i]));
  return { tables, trees: short(r2(trees, target) ?? 0), gain: figure(difference(null) ?? 0, groups, difference) };
}

/**
 * Grouped five-fold figures of the members on training authors with 3 or more earlier posts, and the weight each earns in a
 * non-negative stack of all: the two that ship as they ship, from several seeds and with copies, the others once as they are.
 */
function membersOf({ members: { matrix, answers }, folds, stack: ships }: Extras): Evaluation['members'] {
  const rows = known3(matrix);
  const target = at(matrix.target, rows);
  const beaten = target.map((y) => Number(y > 0));
  const asShipped: Partial<Record<Member, Float64Array>> = {
    'gradient-boosted trees, Huber': folds.trees,
    'network of all inputs': folds.net,
  };
  const told = MEMBERS.map((name, m) => at(asShipped[name] ?? answers[m] ?? matrix.target, rows));
  const weights = nnls(told, target, new Float64Array(rows.length).fill(1));
  const line = (
    name: string,
    weight: number,
    prediction: Float64Array,
    shipped: boolean,
  ): Evaluation['members'][number] => ({
    name,
    weight: short(weight),
    metric: 'r2_ratio',
    value: short(r2(prediction, target) ?? 0),
    auc: short(auc(prediction, beaten) ?? 0.5),
    rows: 'both',
    shipped,
  });
  return [
    ...MEMBERS.map((name, m) => line(name, weights[m] ?? 0, told[m] ?? target, SHIPPED.has(name))),
    line('stack that ships', 1, at(stacked(folds, ships), rows), true),
  ];
}
