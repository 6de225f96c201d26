/** A matrix enters; fitted members and their predictions leave. The recipe of the shipped trees stands here and nowhere else. */
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { fitTrees, type Table, type TreeSettings } from '../gbt.ts';
import { fitRidge, predictRidge } from '../ridge.ts';
import { INPUTS } from './inputs.ts';
import type { Matrix } from './matrix.ts';

/** Chosen by grouped five-fold figures on the training authors; see `tried` in evaluation.json. */
export const RECIPE: TreeSettings = {
  loss: { kind: 'huber', delta: 1 },
  trees: 300,
  rate: 0.05,
  leaves: 24,
  leafRows: 40,
  l2: 10,
  columns: 0.3,
  rows: 0.7,
  bins: 64,
  monotone: {},
  seed: 2025,
};

/** The same for the chance to beat the own level. A head of its own: what decides above or below is not what decides how far. */
export const ODDS_RECIPE: TreeSettings = { ...RECIPE, loss: { kind: 'logistic' }, trees: 200, l2: 5, leaves: 16 };

/** A shortened copy counts this much beside the row it was made of. */
export const COPY_WEIGHT = 0.3;

/** By eye on the training folds: 10 to 1,000 differ by under .001 R². */
const RIDGE_PENALTY = 100;

export function tableOf(matrix: Matrix, rows: ArrayLike<number>, groupsFrom = matrix.group): Table {
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(rows, (i) => column[i] ?? Number.NaN);
  return {
    inputs: INPUTS,
    columns: matrix.columns.map(take),
    target: take(matrix.target),
    weight: Float64Array.from(rows, (i) => (matrix.copy[i] ? COPY_WEIGHT : 1)),
    group: Uint32Array.from(rows, (i) => groupsFrom[i] ?? 0),
  };
}

export function fitReach(table: Table, progress: (done: number, of: number) => void): TreeArrays {
  return fitTrees(table, RECIPE, (done) => progress(done, RECIPE.trees));
}

/** Log-odds of an outcome above the own level. */
export function fitOdds(table: Table, progress: (done: number, of: number) => void): TreeArrays {
  const target = table.target.map((ratio) => (ratio > 0 ? 1 : 0));
  return fitTrees({ ...table, target }, ODDS_RECIPE, (done) => progress(done, ODDS_RECIPE.trees));
}

export function predictRows(trees: TreeArrays, matrix: Matrix, rows: ArrayLike<number>): Float64Array {
  const row = new Float64Array(INPUTS.length);
  return Float64Array.from(rows, (i) => predictTrees(trees, fill(row, matrix, i)));
}

export function ridgeRows(table: Table, matrix: Matrix, rows: ArrayLike<number>): Float64Array {
  const model = fitRidge(table, RIDGE_PENALTY);
  const row = new Float64Array(INPUTS.length);
  return Float64Array.from(rows, (i) => predictRidge(model, fill(row, matrix, i)));
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
