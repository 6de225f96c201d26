/**
 * Training posts with forecasts by fits that had not seen their authors → cells by what a person can still change, for
 * `core/explain/counterfactual.ts`: how many posts lie in each, and how far off the forecasts were there; and the groups of
 * edits-near.ts beside them.
 *
 * A cell of few posts or few people is left out: it would show single rows, and no edit should lead there.
 */
import type { EditCell, EditNear } from '#core/scoring/model-files.ts';
import { quantileSorted } from '#core/stats/quantile.ts';
import { nearOf } from './edits-near.ts';
import { INPUTS } from './inputs.ts';

/** Inputs that edits move, with the quantiles that cut them; ties are one cut. */
const CUTS: Readonly<Record<string, readonly number[]>> = {
  length_s: [0.15, 0.3, 0.5, 0.7, 0.85],
  hashtag_count: [0.25, 0.5, 0.75],
  days_since_last: [0.25, 0.5, 0.75],
};
/** By eye: a mean over so many has a standard error of about a tenth of a typical error. */
const FEWEST_ROWS = 100;
/** As for the bands of the ranges. */
const FEWEST_AUTHORS = 40;

export interface Answered {
  /** [inputs][rows], as in the matrix. */
  readonly columns: readonly ArrayLike<number>[];
  readonly outcome: ArrayLike<number>;
  readonly prediction: ArrayLike<number>;
  readonly group: ArrayLike<number>;
  /** Rows to use, by index. */
  readonly rows: ArrayLike<number>;
}

export function editCells(answered: Answered): { readonly cells: EditCell[]; readonly near?: EditNear } {
  const rows = Array.from(answered.rows);
  const names = Object.keys(CUTS);
  const columnOf = (name: string): ArrayLike<number> => answered.columns[INPUTS.indexOf(name)] ?? [];
  const cuts = names.map((name) => cutsOf(columnOf(name), rows, CUTS[name] ?? []));
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const key = names.map((name, i) => placeOf(columnOf(name)[row] ?? Number.NaN, cuts[i] ?? []));
    if (key.includes(-1)) continue;
    const known = found.get(key.join());
    if (known) known.push(row);
    else found.set(key.join(), [row]);
  }
  const cells = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, inside]): EditCell[] => {
      const places = key.split(',').map(Number);
      const bounds = Object.fromEntries(
        names.map((name, i) => {
          const at = places[i] ?? 0;
          return [name, [cuts[i]?.[at - 1] ?? null, cuts[i]?.[at] ?? null] as const];
        }),
      );
      const cell = cellOf(answered, inside, bounds);
      return cell.rows >= FEWEST_ROWS && cell.authors >= FEWEST_AUTHORS ? [cell] : [];
    });
  const near = nearOf(answered);
  return near === null ? { cells } : { cells, near };
}

/** Mean residual; its standard error counts each author's posts as one draw. */
function cellOf(
  { outcome, prediction, group }: Answered,
  inside: readonly number[],
  bounds: EditCell['bounds'],
): EditCell {
  const residual = (row: number): number => (outcome[row] ?? 0) - (prediction[row] ?? 0);
  const excess = inside.reduce((sum, row) => sum + residual(row), 0) / inside.length;
  const byAuthor = new Map<number, number>();
  for (const row of inside) {
    const author = group[row] ?? 0;
    byAuthor.set(author, (byAuthor.get(author) ?? 0) + residual(row) - excess);
  }
  const squares = [...byAuthor.values()].reduce((sum, part) => sum + part * part, 0);
  return {
    bounds,
    rows: inside.length,
    authors: byAuthor.size,
    excess: short(excess),
    error: short(Math.sqrt(squares) / inside.length),
  };
}

function cutsOf(column: ArrayLike<number>, rows: readonly number[], at: readonly number[]): number[] {
  const known = Float64Array.from(rows, (row) => column[row] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return [...new Set(at.flatMap((p) => quantileSorted(known, p) ?? []))];
}

/** -1 for a value that is not known. */
const placeOf = (value: number, cuts: readonly number[]): number =>
  Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length;

const short = (value: number): number => Number(value.toPrecision(4));
