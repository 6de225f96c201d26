/** A matrix enters; fitted members and their predictions leave. The recipe of the shipped trees stands here and nowhere else. */
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { fitTrees, type Table, type TreeSettings } from '../gbt.ts';
import { mergeTrees } from '../merge-trees.ts';
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

/** Fits of the recipe from seeds of their own, whose mean is shipped; ablations.ts prints what the second is worth. */
export const BAGS = 2;

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

/** Log-odds of an outcome above the own level. */
export function fitOdds(table: Table, progress: (done: number, of: number) => void): TreeArrays {
  const target = table.target.map((ratio) => (ratio > 0 ? 1 : 0));
  return fitTrees({ ...table, target }, ODDS_RECIPE, (done) => progress(done, ODDS_RECIPE.trees));
}

export const predictRows = (trees: TreeArrays, matrix: Matrix, rows: ArrayLike<number>): Float64Array =>
  answerRows((row) => predictTrees(trees, row), matrix, rows);

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
