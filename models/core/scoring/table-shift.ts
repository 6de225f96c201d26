/**
 * Rows of one table with what was foretold of them enter; by how much each forecast is off where its table stands, and how
 * much wider its range should be, leaves, told from what came before it alone.
 *
 * Note [A table of its own]
 *   Between tables (years, countries, the way they were gathered) a model keeps its order and is off by a step: fitted on
 *   one of the two training tables and asked about the other, the mean of outcome minus forecast is a third to a half of
 *   their spread. So each row is moved by the mean error of the rows posted before it, strictly earlier to the second:
 *   each author's mean counted as it is sure, then drawn to 0; and by what is left of the own author's errors, drawn
 *   harder. Its range is stretched by how the size of their errors compares with what was foretold of it. Neither the row's own outcome nor a later row has a part in it. Where few people came before nothing moves.
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
/** A hit counts as a factor of 30, not as itself. */
const MOST = 1.5;

/** No error counts as more than so many usual ones. */
const MOST_USUAL = 4;

/** @returns one per row, in their order */
export function tableShifts(rows: readonly ToldRow[]): Moved[] {
  const moved = rows.map((): Moved => UNMOVED);
  const order = rows.flatMap(({ time }, at) => (time === null ? [] : [{ time, at }])).sort((a, b) => a.time - b.time);
  const authors = new Map<string, Author>();
  /** Over the authors: of what each is off, and of how large their errors are, as sure as it is. */
  let [sum, sizes, weight] = [0, 0, 0];
  for (let from = 0; from < order.length;) {
    const { time } = order[from]!;
    let to = from;
    while (to < order.length && order[to]!.time === time) to++;
    const hour = order.slice(from, to);
    const few = authors.size < FEWEST_AUTHORS;
    const table = few ? 0 : sum / (weight + TABLE_DOUBT);
    for (const { at } of few ? [] : hour) {
      const known = authors.get(rows[at]!.author);
      const own = known === undefined ? 0 : known.own / (known.rows + OWN_DOUBT);
      moved[at] = { by: table + own, stretch: (sizes + TABLE_DOUBT) / (weight + TABLE_DOUBT) };
    }
    for (const { at } of hour) {
      const { author, error, usual } = rows[at]!;
      if (error === null || usual === null) continue;
      const held = Math.max(-MOST, Math.min(MOST, error));
      const size = Math.min(MOST_USUAL, Math.abs(error - table) / usual);
      const before = authors.get(author) ?? NOBODY;
      const after = {
        rows: before.rows + 1,
        errors: before.errors + held,
        sizes: before.sizes + size,
        own: before.own + held - table,
      };
      sum += after.errors / (after.rows + AUTHOR_DOUBT) - before.errors / (before.rows + AUTHOR_DOUBT);
      sizes += after.sizes / (after.rows + AUTHOR_DOUBT) - before.sizes / (before.rows + AUTHOR_DOUBT);
      weight += after.rows / (after.rows + AUTHOR_DOUBT) - before.rows / (before.rows + AUTHOR_DOUBT);
      authors.set(author, after);
    }
    from = to;
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
