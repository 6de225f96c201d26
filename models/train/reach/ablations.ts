/**
 * What single choices are worth: `npx tsx models/train/reach/ablations.ts` prints grouped five-fold R² and AUC of the ratio
 * on training authors with three or more earlier posts, per table, for the recipe and for the recipe with one thing changed.
 *
 * Reads the matrix that `npm run train` left in the cache; nothing is written, no test author is touched. Some ten minutes.
 */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { r2 } from '#core/stats/fit.ts';
import { auc } from '#core/stats/rank.ts';
import { foldOf, FOLDS } from '../../data/split.ts';
import { fitTrees, type TreeSettings } from '../gbt.ts';
import { predictRows, RECIPE, rowsWhere, tableOf } from './fit.ts';
import { withInputs, type Matrix } from './matrix.ts';
import { parseAuthors, TABLE_NAMES } from './table.ts';

interface Change {
  readonly what: string;
  readonly without?: RegExp;
  readonly recipe?: Partial<TreeSettings>;
  readonly copies?: boolean;
  readonly seeds?: number;
}

const CHANGES: readonly Change[] = [
  { what: 'the recipe, one seed' },
  { what: 'two seeds', seeds: 2 },
  { what: 'without shortened copies', copies: false },
  { what: 'without reactions to earlier posts', without: /_rate$/ },
  { what: 'without hour and weekday', without: /^planned_(hour|weekday)$/ },
  { what: 'without the age of the reading', without: /^read_after_days$/ },
  { what: 'without what the process over own posts expects', without: /^expected_excess$/ },
  { what: 'squared loss', recipe: { loss: { kind: 'squared' } } },
  { what: '24 leaves of 40 posts', recipe: { leaves: 24, leafRows: 40 } },
  { what: '8 leaves of 100 posts', recipe: { leaves: 8, leafRows: 100 } },
];

const cache = (name: string): Buffer => readFileSync(new URL(`../.cache/reach/${name}`, import.meta.url));

// Holds: the featurize stage wrote it.
const all = deserialize(cache('featurize/matrix.bin')) as Matrix;
const authors = parseAuthors(cache('split/train.jsonl').toString('utf8'));
const fold = authors.map(({ id }) => foldOf(id));

for (const { what, without, recipe, copies = true, seeds = 1 } of CHANGES) {
  const matrix = without
    ? withInputs(
        all,
        all.inputs.filter((name) => !without.test(name)),
      )
    : all;
  const told = new Float64Array(matrix.target.length);
  for (let f = 0; f < FOLDS; f++) {
    const inside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] !== f && (copies || matrix.copy[i] === 0));
    const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f && matrix.copy[i] === 0);
    const table = tableOf(matrix, inside);
    for (let seed = 0; seed < seeds; seed++) {
      const trees = fitTrees(table, { ...RECIPE, ...recipe, seed: RECIPE.seed + seed });
      predictRows(trees, matrix, outside).forEach((value, i) => {
        const row = outside[i] ?? 0;
        told[row] = (told[row] ?? 0) + value / seeds;
      });
    }
  }
  const figures = TABLE_NAMES.map((table) => {
    const rows = rowsWhere(
      matrix,
      (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3 && authors[matrix.group[i] ?? 0]?.table === table,
    );
    const outcome = Float64Array.from(rows, (i) => matrix.target[i] ?? 0);
    const prediction = Float64Array.from(rows, (i) => told[i] ?? 0);
    const beaten = outcome.map((y) => Number(y > 0));
    return `${table} R² ${(r2(prediction, outcome) ?? 0).toFixed(4)} AUC ${(auc(prediction, beaten) ?? 0).toFixed(4)}`;
  });
  console.log(`${what.padEnd(50)} ${figures.join(' | ')}`);
}
