/**
 * What networks and moved rows are worth: `npx tsx models/train/reach/ablations.ts [nets|shifts]` prints grouped five-fold R² and
 * AUC of the ratio on training authors with three or more earlier posts, per table. What single inputs and settings of the
 * trees are worth stands on the card (changes.ts).
 *
 * `nets` prints each network beside the shipped trees in a stack of their own; `shifts` what moving the rows of a table by
 * what came before them is worth (core/scoring/table-shift.ts), within each table and on the one that was not fitted on.
 * Reads what `npm run train` left in the cache; nothing is written, no test author is touched. Some ten minutes for the first.
 */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { predictNet } from '#core/scoring/network.ts';
import { ownShifts, tableShifts } from '#core/scoring/table-shift.ts';
import { r2 } from '#core/stats/fit.ts';
import { auc } from '#core/stats/rank.ts';
import { foldOf, FOLDS } from '../../data/split.ts';
import { fitTrees, type Table } from '../gbt.ts';
import { fitNet, mergeNets, type NetSettings } from '../net.ts';
import { place } from '../training-authors.ts';
import { answerRows, NET, NETS, predictRows, RECIPE, rowsWhere, stacked, stackWeights, tableOf } from './fit.ts';
import { type Matrix } from './matrix.ts';
import type { Folds } from './stages.ts';
import { parseAuthors, TABLE_NAMES } from './table.ts';

const NETWORKS: readonly { readonly what: string; readonly net?: Partial<NetSettings>; readonly nets?: number }[] = [
  { what: 'one network' },
  { what: `${NETS} networks`, nets: NETS },
  { what: `${NETS + 2} networks`, nets: NETS + 2 },
  { what: 'one of 64 and 32 units', net: { hidden: [64, 32], decay: 0.02 } },
  { what: 'one trained twice as long', net: { epochs: 12 } },
  { what: 'one with five times the decay', net: { decay: 0.05 } },
];

const cache = (name: string): Buffer => readFileSync(new URL(`../.cache/reach/${name}`, import.meta.url));
// Holds for each cast: the stage of that name wrote it.
const matrixIn = (stage: string): Matrix => deserialize(cache(`${stage}/matrix.bin`)) as Matrix;
const foldsIn = (stage: string): Folds => deserialize(cache(`${stage}/folds.bin`)) as Folds;

const authors = parseAuthors(cache('split/train.jsonl').toString('utf8'));
const fold = authors.map(({ id }) => foldOf(id));
const tableAt = (matrix: Matrix, row: number) => authors[matrix.group[row] ?? 0]?.table;

const wanted = process.argv[2];
if (wanted === undefined || wanted === 'nets') nets();
if (wanted === undefined || wanted === 'shifts') shifts();

function nets(): void {
  const matrix = matrixIn('featurize');
  const folds = foldsIn('folds');
  print('the shipped trees', matrix, folds.trees);
  for (const { what, net: changed, nets: count = 1 } of NETWORKS) {
    const net = outOfFold(matrix, true, (table, outside) => {
      const fitted = mergeNets(
        Array.from({ length: count }, (_, n) => ({
          net: fitNet(table, { ...NET, ...changed, seed: NET.seed + n }),
          weight: 1 / count,
        })),
      );
      return answerRows((row) => predictNet(fitted, row), matrix, outside);
    });
    print(what, matrix, net);
    const both = { trees: folds.trees, net };
    print('  with the trees', matrix, stacked(both, stackWeights(matrix, both)));
  }
}

function shifts(): void {
  const matrix = matrixIn('lean-featurize');
  const within = foldsIn('lean-folds').trees;
  print('within each table, as first foretold', matrix, within);
  print('  moved by the own errors', matrix, moved(matrix, within, ownShifts));
  print('  by those of all', matrix, moved(matrix, within, tableShifts));
  const elsewhere = new Float64Array(matrix.target.length);
  for (const table of TABLE_NAMES) {
    const inside = rowsWhere(matrix, (i) => tableAt(matrix, i) !== table && matrix.copy[i] === 0);
    const outside = rowsWhere(matrix, (i) => tableAt(matrix, i) === table);
    place(elsewhere, outside, predictRows(fitTrees(tableOf(matrix, inside), RECIPE), matrix, outside));
  }
  print('fitted on the other table, as first foretold', matrix, elsewhere);
  print('  moved by the own errors', matrix, moved(matrix, elsewhere, ownShifts));
  print('  by those of all', matrix, moved(matrix, elsewhere, tableShifts));
}

function moved(matrix: Matrix, told: Float64Array, shifts: typeof ownShifts): Float64Array {
  const out = told.slice();
  for (const table of TABLE_NAMES) {
    const rows = rowsWhere(matrix, (i) => matrix.copy[i] === 0 && tableAt(matrix, i) === table);
    const by = shifts(
      Array.from(rows, (i) => ({
        author: String(matrix.group[i]),
        time: matrix.time[i] ?? null,
        error: (matrix.history[i] ?? 0) > 0 ? (matrix.target[i] ?? 0) - (told[i] ?? 0) : null,
        // Only where the middle moves is asked here.
        usual: 1,
      })),
    );
    rows.forEach((row, i) => (out[row] = (told[row] ?? 0) + (by[i]?.by ?? 0)));
  }
  return out;
}

function outOfFold(
  matrix: Matrix,
  copies: boolean,
  answers: (table: Table, outside: Uint32Array) => Float64Array,
): Float64Array {
  const told = new Float64Array(matrix.target.length);
  for (let f = 0; f < FOLDS; f++) {
    const inside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] !== f && (copies || matrix.copy[i] === 0));
    const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f && matrix.copy[i] === 0);
    place(told, outside, answers(tableOf(matrix, inside), outside));
  }
  return told;
}

function print(what: string, matrix: Matrix, told: Float64Array): void {
  const figures = TABLE_NAMES.map((table) => {
    const rows = rowsWhere(
      matrix,
      (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3 && tableAt(matrix, i) === table,
    );
    const outcome = Float64Array.from(rows, (i) => matrix.target[i] ?? 0);
    const prediction = Float64Array.from(rows, (i) => told[i] ?? 0);
    const beaten = outcome.map((y) => Number(y > 0));
    return `${table} R² ${(r2(prediction, outcome) ?? 0).toFixed(4)} AUC ${(auc(prediction, beaten) ?? 0).toFixed(4)}`;
  });
  console.log(`${what.padEnd(50)} ${figures.join(' | ')}`);
}
