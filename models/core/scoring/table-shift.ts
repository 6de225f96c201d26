/**
 * Rows of one table with what was foretold of them enter; by how much each forecast is off where its table stands, and how
 * much wider its range should be, leaves, told from what came before it alone.
 *
 * Note [A table of its own]
 *   Between tables (years, countries, the way they were gathered) a model keeps its order and is off by a step: fitted on
 *   one of the two training tables and asked about the other, the mean of outcome minus forecast is a third to a half of
 *   their spread. What is known of that step are the errors of rows posted before, strictly earlier to the second.
 *   `ownShifts` moves a row by the mean error of the same author's, drawn to 0: nobody else has a say, so an answer does not
 *   hang on who else is in the file. `tableShifts` uses everybody's: each author's mean counted as it is sure, then drawn
 *   to 0; and what is left of the own author's errors, drawn harder; and stretches the range by how the size of the errors
 *   compares with what was foretold of it. It finds nearly all of the step, where it is asked for, and moves nothing where
 *   few people came before. In neither has the row's own outcome or a later row a part.
 */
import { residualAt } from './conformal.ts';
import { DOT_LEVELS } from './forecast.ts';
import type { ConformalBand, ConformalTable } from './model-files.ts';

export interface ToldRow {
  readonly author: string;
  /** Unix seconds; null where not known: such a row neither moves nor is learned from. */
  readonly time: number | null;
  /** Outcome minus forecast, log10 views; null where the outcome is no reading of anything. */
  readonly error: number | null;
  /** The mean size of such an error by the row's own range, log10 views; null where it has none. */
  readonly usual: number | null;
}

export interface Moved {
  /** log10 views to add to the forecast. */
  readonly by: number;
  /** To multiply the width of its range by. */
  readonly stretch: number;
}

/** People who must have come before: the fewest of any band of the ranges. */
const FEWEST_AUTHORS = 40;
/**
 * Rows' worth of doubt about one author's mean, authors' worth about the table's, rows' worth about what is the author's own.
 * By eye on both ways between the training tables and within each; halving either of the last two moves R² by under .004
 * (`npx tsx models/train/reach/ablations.ts shifts` prints what they are worth).
 */
const AUTHOR_DOUBT = 5;
const TABLE_DOUBT = 20;
const OWN_DOUBT = 80;
/** Rows' worth of doubt where the own author alone is asked: with less, people of a known table lose what others gain. */
const OWN_ALONE_DOUBT = 60;
/** A hit counts as a factor of 30, not as itself. */
const MOST = 1.5;

/** No error counts as more than so many usual ones. */
const MOST_USUAL = 4;

/** By the own author's earlier errors alone. @returns one per row, in their order */
export function ownShifts(rows: readonly ToldRow[]): Moved[] {
  const moved = rows.map((): Moved => UNMOVED);
  const authors = new Map<string, { readonly rows: number; readonly errors: number }>();
  for (const hour of hoursOf(rows)) {
    for (const at of hour) {
      const known = authors.get(rows[at]!.author);
      if (known !== undefined) moved[at] = { by: known.errors / (known.rows + OWN_ALONE_DOUBT), stretch: 1 };
    }
    for (const at of hour) {
      const { author, error } = rows[at]!;
      if (error === null) continue;
      const before = authors.get(author) ?? { rows: 0, errors: 0 };
      authors.set(author, { rows: before.rows + 1, errors: before.errors + held(error) });
    }
  }
  return moved;
}

/** By everybody's earlier errors. @returns one per row, in their order */
export function tableShifts(rows: readonly ToldRow[]): Moved[] {
  const moved = rows.map((): Moved => UNMOVED);
  const authors = new Map<string, Author>();
  /** Over the authors: of what each is off, and of how large their errors are, as sure as it is. */
  let [sum, sizes, weight] = [0, 0, 0];
  for (const hour of hoursOf(rows)) {
    const few = authors.size < FEWEST_AUTHORS;
    const table = few ? 0 : sum / (weight + TABLE_DOUBT);
    for (const at of few ? [] : hour) {
      const known = authors.get(rows[at]!.author);
      const own = known === undefined ? 0 : known.own / (known.rows + OWN_DOUBT);
      moved[at] = { by: table + own, stretch: (sizes + TABLE_DOUBT) / (weight + TABLE_DOUBT) };
    }
    for (const at of hour) {
      const { author, error, usual } = rows[at]!;
      if (error === null || usual === null) continue;
      const size = Math.min(MOST_USUAL, Math.abs(error - table) / usual);
      const before = authors.get(author) ?? NOBODY;
      const after = {
        rows: before.rows + 1,
        errors: before.errors + held(error),
        sizes: before.sizes + size,
        own: before.own + held(error) - table,
      };
      sum += after.errors / (after.rows + AUTHOR_DOUBT) - before.errors / (before.rows + AUTHOR_DOUBT);
      sizes += after.sizes / (after.rows + AUTHOR_DOUBT) - before.sizes / (before.rows + AUTHOR_DOUBT);
      weight += after.rows / (after.rows + AUTHOR_DOUBT) - before.rows / (before.rows + AUTHOR_DOUBT);
      authors.set(author, after);
    }
  }
  return moved;
}

/** A chance to beat the own level, once the forecast has moved. */
export const movedChance = (chance: number, by: number): number =>
  by === 0 ? chance : 1 / (1 + Math.exp(-(Math.log(chance / (1 - chance)) + ODDS_PER_LOG10 * by)));

/**
 * Log-odds per log10 views. Of 1, 1.5, 2, 3 and 4 the one that put chances nearest to what came about on the table that was
 * not fitted on, both ways on training authors; moving them as far as each row's own range says puts fewer pairs in order.
 */
const ODDS_PER_LOG10 = 3;

/** Rows whose moment is known, those of one moment together, in the order of time. */
function hoursOf(rows: readonly ToldRow[]): number[][] {
  const order = rows.flatMap(({ time }, at) => (time === null ? [] : [{ time, at }])).sort((a, b) => a.time - b.time);
  const hours: number[][] = [];
  order.forEach(({ time, at }, i) => {
    if (i > 0 && order[i - 1]?.time === time) hours.at(-1)?.push(at);
    else hours.push([at]);
  });
  return hours;
}

const held = (error: number): number => Math.max(-MOST, Math.min(MOST, error));

interface Author {
  readonly rows: number;
  readonly errors: number;
  readonly sizes: number;
  readonly own: number;
}

const NOBODY: Author = { rows: 0, errors: 0, sizes: 0, own: 0 };
const UNMOVED: Moved = { by: 0, stretch: 1 };

/** Mean size of an outcome's distance from its forecast, by twenty equally likely ones; what `usual` is made of. */
export function usualError(conformal: ConformalTable, band: ConformalBand, width: number): number {
  return (width * DOT_LEVELS.reduce((sum, p) => sum + Math.abs(residualAt(conformal, band, p)), 0)) / DOT_LEVELS.length;
}
