/**
 * The groups of edits-near.ts and posts they were not made of enter; how many posts they let pass leaves, as they are and
 * with their inputs mixed. A check that lets mixed ones pass as often checks nothing.
 */
import type { Measure } from '#contracts/evaluation.ts';
import { isNearReal } from '#core/explain/near.ts';
import type { EditNear } from '#core/scoring/model-files.ts';
import { seeded, shuffle } from '#core/stats/random.ts';
import { at, average, measure, type OfRows } from '../figures.ts';
import type { Answered } from './edits.ts';
import { NEAR_INPUTS, valuesAt } from './edits-near.ts';
import { INPUTS } from './inputs.ts';

export type Posts = Pick<Answered, 'columns' | 'rows'>;

/** Each input keeps its values and gives them to other posts: common one by one, odd together. */
export function mixed({ columns, rows }: Posts): Posts {
  const random = seeded(3);
  return {
    rows,
    columns: columns.map((column, i) => {
      if (!NEAR_INPUTS.includes(INPUTS[i] ?? '')) return column;
      const from = shuffle(Array.from(rows), random);
      const out = Float64Array.from(column);
      Array.from(rows).forEach((row, place) => (out[row] = column[from[place] ?? 0] ?? Number.NaN));
      return out;
    }),
  };
}

/** 1 for each post that passes, 0 for each that does not, in the order of `rows`. */
export const passing = (near: EditNear, { columns, rows }: Posts): Float64Array =>
  Float64Array.from(Array.from(rows), (row) => Number(isNearReal(near, valuesAt(columns, row))));

/** Posts as they are beside the same posts mixed, drawn by author. */
export function nearMeasure(near: EditNear, posts: Posts, authors: readonly string[], table: string): Measure[] {
  const share =
    (passes: Float64Array): OfRows =>
    (drawn) =>
      average(drawn === null ? passes : at(passes, drawn));
  return measure(
    { rows: table, split: 'authors', slice: NEAR_SLICE },
    'near_real',
    authors,
    share(passing(near, posts)),
    share(passing(near, mixed(posts))),
  );
}

/** Named once: the card reads the figure back. */
export const NEAR_SLICE = 'posts beside the same with their inputs mixed';
