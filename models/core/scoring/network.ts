/**
 * A small network as flat arrays and one row of inputs enter; its answer leaves.
 *
 * Inputs are standardised and held at ±4, a gap stands at the mean and raises a mark of its own, ReLU in between, one
 * linear output. What is standardised here is what every other runtime is fed, so that they only multiply.
 */
import type { NetArrays, NetLayer } from './model-files.ts';

/** Spreads beyond which a value counts as that far: a follower count typed wrongly must not carry the answer away. */
const MOST_SPREADS = 4;

/** @param row one number per input, NaN where missing */
export const predictNet = (net: NetArrays, row: ArrayLike<number>): number =>
  forward(net.layers, standardised(net, row)).at(-1)?.[0] ?? 0;

/** Values in spreads from the mean, then one mark per input that has gaps. */
export function standardised(
  { mean, scale, gaps }: Pick<NetArrays, 'mean' | 'scale' | 'gaps'>,
  row: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(mean.length + gaps.length);
  for (let f = 0; f < mean.length; f++) {
    const x = row[f] ?? Number.NaN;
    out[f] = Number.isNaN(x) ? 0 : Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, (x - mean[f]!) / scale[f]!));
  }
  gaps.forEach((f, i) => {
    out[mean.length + i] = Number.isNaN(row[f] ?? Number.NaN) ? 1 : 0;
  });
  return out;
}

/** Values of every layer, the input first. */
export function forward(layers: readonly NetLayer[], input: Float64Array): Float64Array[] {
  const values = [input];
  layers.forEach((layer, l) => {
    const out = sums(layer, values[l]!);
    if (l < layers.length - 1) for (let o = 0; o < out.length; o++) if (out[o]! < 0) out[o] = 0;
    values.push(out);
  });
  return values;
}

/** What goes into the units of a layer, before they bend. */
export function sums({ inputs, outputs, weights, bias }: NetLayer, from: Float64Array): Float64Array {
  const out = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    const at = o * inputs;
    let sum = bias[o]!;
    for (let i = 0; i < inputs; i++) sum += weights[at + i]! * from[i]!;
    out[o] = sum;
  }
  return out;
}
