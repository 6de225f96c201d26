/** A matrix enters; fitted members and their predictions leave. The recipe of the shipped trees stands here and nowhere else. */
import type { NetArrays, ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { predictReach } from '#core/scoring/reach.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { auc } from '#core/stats/rank.ts';
import { fitTrees, type Table, type TreeSettings } from '../gbt.ts';
import { mergeTrees } from '../merge-trees.ts';
import { fitNet, mergeNets, type NetSettings } from '../net.ts';
import { nnls } from '../nnls.ts';
import type { Matrix } from './matrix.ts';

/** Chosen by grouped five-fold figures on the training authors; see `tried` in evaluation.json. */
export const RECIPE: TreeSettings = {
  loss: { kind: 'huber', delta: 1 },
  trees: 200,
  rate: 0.06,
  leaves: 16,
  leafRows: 60,
  l2: 10,
  columns: 0.3,
  rows: 0.7,
  bins: 64,
  monotone: {},
  seed: 2025,
};

/** Fits of the recipe from seeds of their own, whose mean is shipped; what the second is worth stands on the card. */
export const BAGS = 2;

/** The other member: one wider or trained for longer does no better in the stack (ablations.ts). */
export const NET: NetSettings = {
  hidden: [32, 16],
  epochs: 6,
  batch: 128,
  rate: 0.002,
  decay: 0.01,
  delta: 1,
  seed: 6,
};

/** Networks whose mean is shipped: one alone depends on its seed more than trees do; ablations.ts prints what more are worth. */
export const NETS = 3;

/** The same for the chance to beat the own level. A head of its own: what decides above or below is not what decides how far. */
export const ODDS_RECIPE: TreeSettings = { ...RECIPE, loss: { kind: 'logistic' }, l2: 5, leaves: 12 };

/** A shortened copy counts this much beside the row it was made of. By eye. */
export const COPY_WEIGHT = 0.5;

/** By eye on the training folds: 10 to 1,000 differ by under .001 R². */
export const RIDGE_PENALTY = 100;

export function tableOf(matrix: Matrix, rows: ArrayLike<number>, groupsFrom = matrix.group): Table {
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(rows, (i) => column[i] ?? Number.NaN);
  return {
    inputs: matrix.inputs,
    columns: matrix.columns.map(take),
    target: take(matrix.target),
    weight: Float64Array.from(rows, (i) => (matrix.copy[i] ? COPY_WEIGHT : 1)),
    group: Uint32Array.from(rows, (i) => groupsFrom[i] ?? 0),
  };
}

/** @param bags fewer than are shipped where only a curve or another cut is drawn */
export function fitReach(table: Table, progress: (done: number, of: number) => void, bags: number = BAGS): TreeArrays {
  const parts = Array.from({ length: bags }, (_, bag) => ({
    trees: fitTrees(table, { ...RECIPE, seed: RECIPE.seed + bag }, (done) =>
      progress(bag * RECIPE.trees + done, bags * RECIPE.trees),
    ),
    weight: 1 / bags,
  }));
  return mergeTrees(parts);
}

/** @param nets fewer than are shipped where only a curve or another cut is drawn */
export function fitReachNet(
  table: Table,
  progress: (done: number, of: number) => void,
  nets: number = NETS,
): NetArrays {
  const parts = Array.from({ length: nets }, (_, n) => ({
    net: fitNet(table, { ...NET, seed: NET.seed + n }, (done) => progress(n * NET.epochs + done, nets * NET.epochs)),
    weight: 1 / nets,
  }));
  return mergeNets(parts);
}

/** How much of the answer each member gives. */
export interface Weights {
  readonly trees: number;
  readonly net: number;
}

/** Non-negative least squares on what fits that had not seen the authors said of rows as they are. */
export function stackWeights(matrix: Matrix, { trees, net }: Readonly<Record<keyof Weights, Float64Array>>): Weights {
  const rows = rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= STACKED_FROM);
  const take = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i] ?? 0);
  const [ofTrees = 1, ofNet = 0] = nnls(
    [take(trees), take(net)],
    take(matrix.target),
    new Float64Array(rows.length).fill(1),
  );
  return { trees: round(ofTrees), net: round(ofNet) };
}

/** Earlier posts from which a row counts for the weights: those that the figures are told of. */
const STACKED_FROM = 3;
const round = (value: number): number => Number(value.toPrecision(4));

export const stacked = (
  { trees, net }: Readonly<Record<keyof Weights, Float64Array>>,
  weights: Weights,
): Float64Array => trees.map((told, i) => weights.trees * told + weights.net * (net[i] ?? 0));

/** The members with their weights in them, as the model file holds them. */
export const weighted = (
  { trees, net }: { readonly trees: TreeArrays; readonly net: NetArrays | null },
  weights: Weights,
): Pick<ReachModel, 'trees' | 'net'> => ({
  trees: mergeTrees([{ trees, weight: weights.trees }]),
  ...(net === null ? {} : { net: mergeNets([{ net, weight: weights.net }]) }),
});

/**
 * How many log-odds one log10 of the network is worth beside the trees for the chance: of a few steps the one that puts
 * most pairs in order, out of fold. Platt's curve calibrates the sum afterwards.
 */
export function oddsPerNet(
  matrix: Matrix,
  { net, odds }: { readonly net: Float64Array; readonly odds: Float64Array },
): number {
  const rows = rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= STACKED_FROM);
  const beaten = Array.from(rows, (i) => Number((matrix.target[i] ?? 0) > 0));
  const order = (step: number): number =>
    auc(
      Array.from(rows, (i) => (odds[i] ?? 0) + step * (net[i] ?? 0)),
      beaten,
    ) ?? 0;
  return ODDS_STEPS.reduce((best, step) => (order(step) > order(best) ? step : best), 0);
}

const ODDS_STEPS: readonly number[] = [0.5, 1, 1.5, 2, 3];

/** Log-odds of an outcome above the own level. */
export function fitOdds(table: Table, progress: (done: number, of: number) => void): TreeArrays {
  const target = table.target.map((ratio) => (ratio > 0 ? 1 : 0));
  return fitTrees({ ...table, target }, ODDS_RECIPE, (done) => progress(done, ODDS_RECIPE.trees));
}

export const predictRows = (trees: TreeArrays, matrix: Matrix, rows: ArrayLike<number>): Float64Array =>
  answerRows((row) => predictTrees(trees, row), matrix, rows);

export const predictMembers = (
  members: Pick<ReachModel, 'trees' | 'net'>,
  matrix: Matrix,
  rows: ArrayLike<number>,
): Float64Array => answerRows((row) => predictReach(members, row), matrix, rows);

/** What a function of a row says of each of the rows. */
export function answerRows(
  of: (row: ArrayLike<number>) => number,
  matrix: Matrix,
  rows: ArrayLike<number>,
): Float64Array {
  const row = new Float64Array(matrix.columns.length);
  return Float64Array.from(rows, (i) => of(fill(row, matrix, i)));
}

export const rowsWhere = (matrix: Matrix, is: (row: number) => boolean): Uint32Array => {
  const rows: number[] = [];
  for (let i = 0; i < matrix.target.length; i++) if (is(i)) rows.push(i);
  return Uint32Array.from(rows);
};

function fill(row: Float64Array, matrix: Matrix, i: number): Float64Array {
  for (let f = 0; f < row.length; f++) row[f] = matrix.columns[f]![i]!;
  return row;
}
