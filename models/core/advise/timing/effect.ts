/**
 * Differences from the own level with their local moments → the effect of every hour of the week: shrunken, with its
 * range, and whether there is evidence of any at all.
 *
 * y = Φ·b + noise, b ~ N(0, λ·σ²·I). How large λ is nobody knows: eight sizes, none among them, are weighed by how well
 * they explain the posts times a prior (PRIOR below), and the effect is their mean. So with few or noisy posts it stays
 * near none, and opens up as they agree. Whether to speak of evidence is asked apart, by shuffling (see `evidence`).
 */
import { below, seeded } from '../../stats/random.ts';
import { COLUMNS, rowOf, weekRows } from './slots.ts';

export interface Moment {
  readonly weekday: number;
  readonly hour: number;
  /** log10 ratio to the own level. */
  readonly above: number;
}

export interface Effect {
  /** Per hour of the week, log10: posterior mean over the week's own mean, and 80 % interval. */
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Share of shuffled posts that show as strong a pattern: small is evidence. */
  readonly p: number;
  /** Posterior expectation of the share of variance that the hour of the week explains. */
  readonly explained: number;
  /** Standard deviation of a single post around its level and effect, log10. */
  readonly noise: number;
}

/**
 * Share of the variance within a creator that time explains, and how likely each is beforehand. Three sets gave
 * .9 %, -.1 % and -.4 % (notes/science.md section 5), so none gets half, and the mean is 1.4 %. This is the prior over
 * the platforms; no source tells us WHICH hours, so every hour begins equal.
 */
const PRIOR: readonly (readonly [explained: number, probability: number])[] = [
  [0, 0.5],
  [0.005, 0.2],
  [0.01, 0.12],
  [0.02, 0.08],
  [0.05, 0.05],
  [0.1, 0.03],
  [0.2, 0.015],
  [0.4, 0.005],
];

/** Under this share of shuffles evidence is spoken of: wrong for 1 in 20 creators without any effect. */
export const EVIDENCE_P = 0.05;
/** Enough to tell 5 % from 7 %; fewer with very many posts, where they take longer and the answer is clearer. */
const SHUFFLES = 499;
const MOST_WORK = 150_000;
const FEWEST_SHUFFLES = 99;
/** With so many shuffles as strong as what was seen the answer is no, and the rest need not be drawn. */
const ENOUGH = 30;
/** The same posts give the same answer. */
const SEED = 20_261_105;

/** log10; a factor of 1 + 2e-9 on views. */
const ROUNDING = 1e-9;

/** 90 % point of the normal: an 80 % interval. */
const Z80 = 1.2815515655446004;

/** @param moments at least 3 */
export function effectOf(moments: readonly Moment[]): Effect {
  const n = moments.length;
  const rows = moments.map(({ weekday, hour }) => rowOf(weekday, hour));
  const mean = moments.reduce((sum, { above }) => sum + above, 0) / n;
  const y = Float64Array.from(moments, ({ above }) => above - mean);
  centre(rows);
  const gram = gramOf(rows);
  // Posts that all did the same differ by rounding only, which is no pattern.
  if (y.every((value) => Math.abs(value) < ROUNDING)) y.fill(0);
  const total = y.reduce((sum, value) => sum + value * value, 0);
  const spread = Math.max(total, 1e-12);
  const projected = project(rows, y);
  const fits = PRIOR.map(([explained, probability]) =>
    fit(gram, projected, spread, n, explained / (1 - explained), Math.log(probability)),
  );
  const most = Math.max(...fits.map(({ logWeight }) => logWeight));
  const weights = fits.map(({ logWeight }) => Math.exp(logWeight - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  const week = centredWeek();
  const out = { mean: [] as number[], low: [] as number[], high: [] as number[] };
  for (const row of week) {
    let m = 0;
    let second = 0;
    fits.forEach((each, k) => {
      const w = (weights[k] ?? 0) / sum;
      const [value, variance] = each.at(row);
      m += w * value;
      second += w * (variance + value * value);
    });
    const sd = Math.sqrt(Math.max(0, second - m * m));
    out.mean.push(m);
    out.low.push(m - Z80 * sd);
    out.high.push(m + Z80 * sd);
  }
  const noise2 = fits.reduce((s, { noise2 }, k) => s + ((weights[k] ?? 0) / sum) * noise2, 0);
  return {
    ...out,
    p: evidence(rows, y),
    explained: PRIOR.reduce((s, [explained], k) => s + ((weights[k] ?? 0) / sum) * explained, 0),
    noise: Math.sqrt(noise2),
  };
}

/**
 * Does any pattern beyond chance show? The posts' differences are shuffled over their moments; p is the share of shuffles
 * whose Σ (Φᵀy)² is as large (Fisher's permutation test on the score of the variance, exact for posts that can be
 * exchanged; Phipson & Smyth 2010 for the +1; Besag & Clifford 1991 for stopping early).
 */
function evidence(rows: readonly Float64Array[], y: Float64Array): number {
  const n = y.length;
  const shuffles = Math.max(FEWEST_SHUFFLES, Math.min(SHUFFLES, Math.floor(MOST_WORK / n)));
  // Column by column: the sums of a shuffle are what takes the time, and memory is then read in order.
  const columns = Array.from({ length: COLUMNS }, (_, c) => Float64Array.from(rows, (row) => row[c] ?? 0));
  const strength = (values: Float64Array): number => {
    let all = 0;
    for (const column of columns) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += values[i]! * column[i]!;
      all += sum * sum;
    }
    return all;
  };
  const seen = strength(y);
  const random = seeded(SEED + n);
  const shuffled = y.slice();
  let asStrong = 0;
  for (let s = 0; s < shuffles; s++) {
    for (let i = n - 1; i > 0; i--) {
      const j = below(random, i + 1);
      const held = shuffled[i]!;
      shuffled[i] = shuffled[j]!;
      shuffled[j] = held;
    }
    if (strength(shuffled) >= seen * (1 - 1e-12)) asStrong++;
    if (asStrong === ENOUGH) return ENOUGH / (s + 1);
  }
  return (asStrong + 1) / (shuffles + 1);
}

interface Fit {
  /** log of prior × marginal likelihood, up to a constant. */
  readonly logWeight: number;
  readonly noise2: number;
  readonly at: (row: Float64Array) => [mean: number, variance: number];
}

/** Ridge with its evidence, σ² integrated out under Jeffreys' prior (Bishop 2006, section 3.5, with λ in units of σ²). */
function fit(
  gram: Float64Array,
  projected: Float64Array,
  total: number,
  n: number,
  lambda: number,
  logPrior: number,
): Fit {
  if (lambda === 0)
    return {
      logWeight: logPrior - ((n - 1) / 2) * Math.log(total),
      noise2: total / (n - 1),
      at: () => [0, 0],
    };
  const p = COLUMNS;
  const a = Float64Array.from(gram);
  for (let c = 0; c < p; c++) a[c * p + c] = (a[c * p + c] ?? 0) + 1 / lambda;
  const root = cholesky(a, p);
  const half = forward(root, projected, p);
  const rss = Math.max(total - half.reduce((s, v) => s + v * v, 0), 1e-12);
  let logDet = p * Math.log(lambda);
  for (let c = 0; c < p; c++) logDet += 2 * Math.log(root[c * p + c] ?? 1);
  const noise2 = rss / (n - 1);
  return {
    logWeight: logPrior - logDet / 2 - ((n - 1) / 2) * Math.log(rss),
    noise2,
    at: (row) => {
      const u = forward(root, row, p);
      let mean = 0;
      let size = 0;
      for (let c = 0; c < p; c++) {
        mean += (u[c] ?? 0) * (half[c] ?? 0);
        size += (u[c] ?? 0) ** 2;
      }
      return [mean, noise2 * size];
    },
  };
}

/** Columns less their mean over the posts, in place: the level takes up what all posts share. */
function centre(rows: readonly Float64Array[]): void {
  for (let c = 0; c < COLUMNS; c++) {
    const mean = rows.reduce((s, row) => s + (row[c] ?? 0), 0) / rows.length;
    for (const row of rows) row[c] = (row[c] ?? 0) - mean;
  }
}

/** Hours of the week less the week's mean, so that effects are told against an hour chosen blindly. */
function centredWeek(): readonly Float64Array[] {
  const rows = weekRows();
  centre(rows);
  return rows;
}

function gramOf(rows: readonly Float64Array[]): Float64Array {
  const p = COLUMNS;
  const out = new Float64Array(p * p);
  for (const row of rows)
    for (let a = 0; a < p; a++) {
      const value = row[a] ?? 0;
      if (value === 0) continue;
      for (let b = 0; b < p; b++) out[a * p + b] = (out[a * p + b] ?? 0) + value * (row[b] ?? 0);
    }
  return out;
}

function project(rows: readonly Float64Array[], y: Float64Array): Float64Array {
  const out = new Float64Array(COLUMNS);
  rows.forEach((row, i) => {
    for (let c = 0; c < COLUMNS; c++) out[c] = (out[c] ?? 0) + (row[c] ?? 0) * (y[i] ?? 0);
  });
  return out;
}

/** Lower triangle L with L·Lᵀ = a; a is positive definite because 1/λ stands on its diagonal. */
function cholesky(a: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let s = a[i * p + j] ?? 0;
      for (let k = 0; k < j; k++) s -= (out[i * p + k] ?? 0) * (out[j * p + k] ?? 0);
      out[i * p + j] = i === j ? Math.sqrt(s) : s / (out[j * p + j] ?? 1);
    }
  return out;
}

/** L·x = b → x. */
function forward(root: Float64Array, b: Float64Array, p: number): Float64Array {
  const x = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    let s = b[i] ?? 0;
    for (let k = 0; k < i; k++) s -= (root[i * p + k] ?? 0) * (x[k] ?? 0);
    x[i] = s / (root[i * p + i] ?? 1);
  }
  return x;
}
