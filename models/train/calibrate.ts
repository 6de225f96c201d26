/** Predictions on people a fit never saw and their outcomes enter; intervals, chances and reference distributions leave. */
import type {
  ConformalBand,
  ConformalTable,
  Platt,
  ReachModel,
  ReferenceDistribution,
} from '#core/scoring/model-files.ts';
import { conformalQuantile, quantileSorted } from '#core/stats/quantile.ts';

export interface Held {
  readonly prediction: Float64Array;
  readonly outcome: Float64Array;
  /** Usual size of the error of each row; the residuals are told in multiples of it. */
  readonly width: Float64Array;
  /** Log-odds of an outcome above 0. */
  readonly odds: Float64Array;
  readonly history: ArrayLike<number>;
  /** NaN where not known. */
  readonly followers: Float64Array;
  readonly group: ArrayLike<number>;
}

type Range = readonly [from: number | null, to: number | null];

/** By eye: skill is flat from 4 to 6 earlier posts on (science note, section 6), the spread of errors from about ten. */
export const HISTORY_RANGES: readonly Range[] = [
  [0, 1],
  [1, 3],
  [3, 10],
  [10, null],
];
/** The bands that issue 3 asks to be covered. */
export const FOLLOWER_RANGES: readonly Range[] = [
  [null, 1e4],
  [1e4, 1e5],
  [1e5, 1e6],
  [1e6, null],
];
/** Under so many authors a band is pooled with its neighbour. */
export const FEWEST_AUTHORS = 40;

/** .025, .075 … .975 for the twenty dots, .1 and .9 for the 80 % range. */
export const LEVELS: readonly number[] = [
  ...new Set([...Array.from({ length: 20 }, (_, i) => (2 * i + 1) / 40), 0.1, 0.9]),
].sort((a, b) => a - b);

/** Residual quantiles by followers within history (Mondrian); then by history for unknown followers; then for all. */
export function conformal(held: Held): ConformalTable {
  const rows = Array.from(held.prediction, (_, i) => i);
  const bands: ConformalBand[] = [];
  for (const history of HISTORY_RANGES) {
    const here = rows.filter((i) => inRange(history, held.history[i] ?? 0));
    for (const followers of pooled(held, here)) {
      const inside = here.filter((i) => inRange(followers, held.followers[i] ?? Number.NaN));
      bands.push(bandOf(held, inside, `followers ${say(followers)}, posts ${say(history)}`, followers, history));
    }
    if (authorsIn(held, here) >= FEWEST_AUTHORS) bands.push(bandOf(held, here, `posts ${say(history)}`, null, history));
  }
  bands.push(bandOf(held, rows, 'all', null, null));
  return { levels: LEVELS, bands: bands.filter((band) => band.rows > 0) };
}

/** Neighbouring follower ranges joined until each holds enough authors. */
export function pooled(held: Held, rows: readonly number[]): Range[] {
  const out: Range[] = [];
  let from: number | null = null;
  FOLLOWER_RANGES.forEach(([, to], i) => {
    const inside = rows.filter((row) => inRange([from, to], held.followers[row] ?? Number.NaN));
    const last = i === FOLLOWER_RANGES.length - 1;
    if (authorsIn(held, inside) >= FEWEST_AUTHORS) {
      out.push([from, to]);
      from = to;
    } else if (last) {
      const before = out.pop();
      out.push([before ? before[0] : null, null]);
    }
  });
  return out;
}

function bandOf(
  held: Held,
  rows: readonly number[],
  name: string,
  followers: Range | null,
  history: Range | null,
): ConformalBand {
  const residuals = Float64Array.from(
    rows,
    (i) => ((held.outcome[i] ?? 0) - (held.prediction[i] ?? 0)) / (held.width[i] ?? 1),
  ).sort();
  return {
    name,
    followers,
    history,
    rows: rows.length,
    authors: authorsIn(held, rows),
    residuals: LEVELS.map((p) => round(conformalQuantile(residuals, p))),
  };
}

export function references(held: Held): ReferenceDistribution[] {
  return HISTORY_RANGES.map((history) => {
    const outcomes = Float64Array.from(
      Array.from(held.outcome).filter((_, i) => inRange(history, held.history[i] ?? 0)),
    ).sort();
    return { history, quantiles: Array.from({ length: 101 }, (_, p) => round(quantileSorted(outcomes, p / 100) ?? 0)) };
  });
}

export function beatsCurves(held: Held): ReachModel['beats'] {
  return HISTORY_RANGES.map((history) => {
    const rows = Array.from(held.prediction, (_, i) => i).filter((i) => inRange(history, held.history[i] ?? 0));
    return {
      history,
      platt: platt(
        rows.map((i) => held.odds[i] ?? 0),
        rows.map((i) => (held.outcome[i] ?? 0) > 0),
      ),
    };
  });
}

/** Platt 1999, section 2.1, with its smoothed targets; Newton's method on two numbers. */
export function platt(scores: readonly number[], happened: readonly boolean[]): Platt {
  const yes = happened.filter(Boolean).length;
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (happened.length - yes + 2);
  let a = 0;
  let b = Math.log((yes + 1) / (happened.length - yes + 1));
  for (let round_ = 0; round_ < 50; round_++) {
    let ga = 0;
    let gb = 0;
    let haa = 1e-9;
    let hab = 0;
    let hbb = 1e-9;
    scores.forEach((x, i) => {
      const p = 1 / (1 + Math.exp(-(a * x + b)));
      const d = p - (happened[i] ? high : low);
      const h = p * (1 - p);
      ga += d * x;
      gb += d;
      haa += h * x * x;
      hab += h * x;
      hbb += h;
    });
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 0)) break;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    a -= da;
    b -= db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return { a: round(a), b: round(b) };
}

export const inRange = ([from, to]: Range, value: number): boolean =>
  !Number.isNaN(value) && (from === null || value >= from) && (to === null || value < to);

const authorsIn = (held: Held, rows: readonly number[]): number => new Set(rows.map((i) => held.group[i])).size;

const say = ([from, to]: Range): string => {
  if (from === null) return to === null ? 'any' : `under ${short(to)}`;
  return to === null
    ? `${short(from)} or more`
    : to === from + 1
      ? `${short(from)}`
      : `${short(from)} to under ${short(to)}`;
};
const short = (n: number): string => (n >= 1e6 ? `${n / 1e6}M` : n >= 1000 ? `${n / 1000}k` : `${n}`);

const round = (value: number): number => Number(value.toPrecision(6));
