/** Outcomes, or their quantiles, enter; F and its inverse leave: the scale that a score is a percentile of. */

export interface Distribution {
  /** F(outcome): the part of comparable outcomes under it, 0..1. */
  readonly below: (outcome: number) => number;
  /** F⁻¹(p): the outcome at a probability. */
  readonly at: (p: number) => number;
}

/** Ranks: F is the identity on 0..1. */
export const RANKS: Distribution = {
  below: (rank) => Math.min(1, Math.max(0, rank)),
  at: (p) => Math.min(1, Math.max(0, p)),
};

/** @param quantiles outcomes at probabilities 0, 1/(n-1) … 1; ascending, at least 2 */
export function fromQuantiles(quantiles: readonly number[]): Distribution {
  const last = quantiles.length - 1;
  return between(quantiles.map((outcome, i) => ({ outcome, p: i / last })));
}

/**
 * The i-th of n outcomes stands at (i - ½)/n (Hazen 1914), so a typical one scores 50.
 * One mean gap outside the smallest and the largest F reaches 0 and 1.
 *
 * @param outcomes any order, at least 2
 */
export function fromOutcomes(outcomes: readonly number[]): Distribution {
  const sorted = [...outcomes].sort((a, b) => a - b);
  const n = sorted.length;
  const first = sorted[0] ?? 0;
  const last = sorted[n - 1] ?? 0;
  const gap = Math.max((last - first) / Math.max(1, n - 1), n * APART);
  return between([
    { outcome: first - gap, p: 0 },
    ...sorted.map((outcome, i) => ({ outcome, p: (i + 0.5) / n })),
    { outcome: last + gap, p: 1 },
  ]);
}

/** Logistic around 0: closed forms for F and its inverse. @param half distance from 0 to the 90th percentile */
export function logistic(half: number): Distribution {
  // F(half) = .9 when the scale is half / ln 9.
  const scale = half / Math.log(9);
  return {
    below: (outcome) => 1 / (1 + Math.exp(-outcome / scale)),
    at: (p) => scale * Math.log(p / (1 - p)),
  };
}

interface Knot {
  readonly outcome: number;
  readonly p: number;
}

/** Equal outcomes are drawn this far apart (log10 views or rank; .0002 % of the views) around their place, so that F has an inverse. */
const APART = 1e-6;

/** Linear between knots, flat outside. */
function between(ties: readonly Knot[]): Distribution {
  const knots = parted(ties);
  const xs = knots.map((k) => k.outcome);
  const ps = knots.map((k) => k.p);
  return { below: (outcome) => line(xs, ps, outcome), at: (p) => line(ps, xs, p) };
}

function parted(knots: readonly Knot[]): Knot[] {
  const out: Knot[] = [];
  let i = 0;
  while (i < knots.length) {
    const outcome = knots[i]?.outcome ?? 0;
    let j = i;
    while (j + 1 < knots.length && (knots[j + 1]?.outcome ?? 0) - outcome < APART) j++;
    for (let k = i; k <= j; k++) {
      const apart = outcome + (k - (i + j) / 2) * APART;
      out.push({ outcome: Math.max(apart, (out.at(-1)?.outcome ?? -Infinity) + APART / 100), p: knots[k]?.p ?? 0 });
    }
    i = j + 1;
  }
  return out;
}

function line(xs: readonly number[], ys: readonly number[], x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] ?? 0)) return ys[0] ?? 0;
  if (x >= (xs[last] ?? 0)) return ys[last] ?? 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const a = xs[low] ?? 0;
  const b = xs[high] ?? 0;
  const from = ys[low] ?? 0;
  const to = ys[high] ?? 0;
  return from + ((to - from) * (x - a)) / (b - a);
}
