/**
 * A network and one row enter; how much each input moved the answer leaves, exactly: base + Σ amounts = prediction.
 *
 * Integrated gradients (Sundararajan, Taly & Yan 2017, section 3) on the straight path from the mean training row. The
 * paper sums gradients at some 50 points and is off by what they miss. With ReLU the answer is piecewise linear along the
 * path, so the path is cut where a unit starts or falls silent: layer by layer, each cut in closed form. Between two cuts
 * the gradient stands still, and the sum is the integral.
 */
import type { NetArrays, NetLayer } from '../scoring/model-files.ts';
import { forward, standardised, sums } from '../scoring/network.ts';

export interface NetworkShares {
  /** Answer for the mean training row. */
  readonly base: number;
  /** One amount per input; that of its mark is in it. */
  readonly amounts: Float64Array;
}

/** @param row one number per input, NaN where missing */
export function networkShares(net: NetArrays, row: ArrayLike<number>): NetworkShares {
  const inputs = net.mean.length;
  const from = Float64Array.from({ length: inputs + net.gaps.length }, (_, i) => net.marks[i - inputs] ?? 0);
  const to = standardised(net, row);
  const slopes = meanGradient(net.layers, from, to);
  const amounts = new Float64Array(inputs);
  for (let i = 0; i < to.length; i++) {
    const input = i < inputs ? i : (net.gaps[i - inputs] ?? 0);
    amounts[input]! += slopes[i]! * (to[i]! - from[i]!);
  }
  return { base: forward(net.layers, from).at(-1)?.[0] ?? 0, amounts };
}

/** Mean over the straight path of how the answer changes with each value of the first layer. */
function meanGradient(layers: readonly NetLayer[], from: Float64Array, to: Float64Array): Float64Array {
  const [first, ...rest] = layers;
  if (first === undefined) return new Float64Array(from.length).fill(1);
  // What reaches the first layer's sums is gathered over all pieces and carried through its weights once.
  const above = new Float64Array(first.outputs);
  const [a, b] = [sums(first, from), sums(first, to)];
  if (rest.length === 0) above.fill(1);
  else
    for (const [start, end] of pieces(a, b)) {
      const [low, high] = [between(a, b, start), between(a, b, end)];
      const slopes = meanGradient(rest, bent(low), bent(high));
      for (let o = 0; o < above.length; o++) if (low[o]! + high[o]! > 0) above[o]! += (end - start) * slopes[o]!;
    }
  const out = new Float64Array(first.inputs);
  for (let o = 0; o < first.outputs; o++) {
    const s = above[o]!;
    if (s === 0) continue;
    const at = o * first.inputs;
    for (let i = 0; i < first.inputs; i++) out[i]! += s * first.weights[at + i]!;
  }
  return out;
}

/** Parts of 0 to 1 in which no unit crosses zero. */
function pieces(a: Float64Array, b: Float64Array): [start: number, end: number][] {
  const cuts = [0, 1];
  for (let o = 0; o < a.length; o++) {
    if (a[o]! < 0 !== b[o]! < 0) cuts.push(a[o]! / (a[o]! - b[o]!));
  }
  cuts.sort((x, y) => x - y);
  return cuts.slice(1).flatMap((end, i): [number, number][] => {
    const start = cuts[i] ?? 0;
    return end > start ? [[start, end]] : [];
  });
}

const between = (a: Float64Array, b: Float64Array, t: number): Float64Array =>
  a.map((value, o) => value + t * (b[o]! - value));

/** ReLU. A sum within a piece has one sign; rounding at its cut must not give it the other. */
const bent = (values: Float64Array): Float64Array => values.map((value) => Math.max(0, value));
