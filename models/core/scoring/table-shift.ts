/**
 * Rows of one table with what was foretold of them enter; by how much each forecast is off where its table stands leaves,
 * told from what came before it alone.
 *
 * Note [A table of its own]
 *   Between tables (years, countries, the way they were gathered) a model keeps its order and is off by a step: fitted on
 *   one of the two training tables and asked about the other, the mean of outcome minus forecast is a third to a half of
 *   their spread. So each row is moved by the mean error of the rows posted before it, strictly earlier to the second:
 *   each author's mean counted as it is sure, then drawn to 0; and by what is left of the own author's errors, drawn
 *   harder. Neither the row's own outcome nor a later row has a part in it. Where few people came before nothing moves.
 */

export interface ToldRow {
  readonly author: string;
  /** Unix seconds; null where not known: such a row neither moves nor is learned from. */
  readonly time: number | null;
  /** Outcome minus forecast, log10 views; null where the outcome is no reading of anything. */
  readonly error: number | null;
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

/** @returns log10 views to add to each forecast, in the order of the rows */
export function tableShifts(rows: readonly ToldRow[]): Float64Array {
  const shifts = new Float64Array(rows.length);
  const order = rows.flatMap(({ time }, at) => (time === null ? [] : [{ time, at }])).sort((a, b) => a.time - b.time);
  const authors = new Map<string, { rows: number; errors: number; own: number }>();
  /** Of the authors' means, each as sure as it is. */
  let [sum, weight] = [0, 0];
  for (let from = 0; from < order.length;) {
    const { time } = order[from]!;
    let to = from;
    while (to < order.length && order[to]!.time === time) to++;
    const hour = order.slice(from, to);
    const table = authors.size < FEWEST_AUTHORS ? 0 : sum / (weight + TABLE_DOUBT);
    for (const { at } of hour) {
      const known = authors.get(rows[at]!.author);
      const own = known === undefined ? 0 : known.own / (known.rows + OWN_DOUBT);
      shifts[at] = authors.size < FEWEST_AUTHORS ? 0 : table + own;
    }
    for (const { at } of hour) {
      const { author, error } = rows[at]!;
      if (error === null) continue;
      const held = Math.max(-MOST, Math.min(MOST, error));
      const before = authors.get(author) ?? { rows: 0, errors: 0, own: 0 };
      const after = { rows: before.rows + 1, errors: before.errors + held, own: before.own + held - table };
      sum += after.errors / (after.rows + AUTHOR_DOUBT) - before.errors / (before.rows + AUTHOR_DOUBT);
      weight += after.rows / (after.rows + AUTHOR_DOUBT) - before.rows / (before.rows + AUTHOR_DOUBT);
      authors.set(author, after);
    }
    from = to;
  }
  return shifts;
}
