/**
 * Columns with gaps and a target enter; a small network of dense layers leaves.
 *
 * Inputs are standardised, a gap stands at the mean and raises a mark of its own. ReLU in between, one linear output,
 * Huber loss, Adam (Kingma & Ba 2015), weight decay. Plain TypeScript in one fixed order from one seed: the same rows
 * give the same weights to the last bit, which a training loop over a graphics device does not promise.
 */
import { normal, seeded, shuffle } from '#core/stats/random.ts';
import type { Table } from './gbt.ts';

export interface NetSettings {
  /** Units of each hidden layer: [16, 8]. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly decay: number;
  /** Errors beyond count by their size, not its square. */
  readonly delta: number;
  readonly seed: number;
}

/** Row-major [outputs][inputs]. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface Net {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Columns that have gaps: each has a mark beside its value. */
  readonly gaps: readonly number[];
  readonly layers: readonly Layer[];
}

/** Values further off count as that far. */
const MOST_SPREADS = 4;

export function fitNet(table: Table, settings: NetSettings, onEpoch?: (done: number) => void): Net {
  const random = seeded(settings.seed);
  const stats = table.columns.map(spreadOf);
  const gaps = table.columns.flatMap((column, f) => (column.some(Number.isNaN) ? [f] : []));
  const net: Net = {
    mean: stats.map((s) => s.mean),
    scale: stats.map((s) => s.scale),
    gaps,
    layers: layersOf([table.columns.length + gaps.length, ...settings.hidden, 1], random),
  };
  const n = table.target.length;
  const width = table.columns.length + gaps.length;
  const rows = new Float64Array(n * width);
  const raw = new Float64Array(table.columns.length);
  for (let i = 0; i < n; i++) {
    for (let f = 0; f < raw.length; f++) raw[f] = table.columns[f]![i]!;
    rows.set(standardised(net, raw), i * width);
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const state = net.layers.map(({ weights, bias }) => ({
    weights: moments(weights.length),
    bias: moments(bias.length),
  }));
  let step = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    // Falls to nothing over the run, so that the last steps average out.
    const rate = settings.rate * (1 - epoch / settings.epochs);
    for (let from = 0; from < n; from += settings.batch) {
      const slopes = net.layers.map(({ weights, bias }) => ({
        weights: new Float64Array(weights.length),
        bias: new Float64Array(bias.length),
      }));
      const to = Math.min(n, from + settings.batch);
      let mass = 0;
      for (let i = from; i < to; i++) {
        const row = order[i]!;
        const weight = table.weight[row]!;
        mass += weight;
        const values = forward(net.layers, rows.subarray(row * width, (row + 1) * width));
        const error = values.at(-1)![0]! - table.target[row]!;
        const slope = weight * Math.max(-settings.delta, Math.min(settings.delta, error));
        backward(net.layers, values, slope, slopes);
      }
      step++;
      net.layers.forEach((layer, l) => {
        adam(layer.weights, slopes[l]!.weights, state[l]!.weights, { step, rate, mass, decay: settings.decay });
        adam(layer.bias, slopes[l]!.bias, state[l]!.bias, { step, rate, mass, decay: 0 });
      });
    }
    onEpoch?.(epoch + 1);
  }
  return net;
}

export function predictNet(net: Net, row: ArrayLike<number>): number {
  return forward(net.layers, standardised(net, row)).at(-1)?.[0] ?? 0;
}

function spreadOf(column: Float64Array): { mean: number; scale: number } {
  const known = column.filter((x) => !Number.isNaN(x));
  const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
  const variance = known.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, known.length);
  return { mean, scale: Math.sqrt(Math.max(1e-12, variance)) };
}

function standardised({ mean, scale, gaps }: Net, row: ArrayLike<number>): Float64Array {
  const out = new Float64Array(mean.length + gaps.length);
  for (let f = 0; f < mean.length; f++) {
    const x = row[f]!;
    out[f] = Number.isNaN(x) ? 0 : Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, (x - mean[f]!) / scale[f]!));
  }
  gaps.forEach((f, i) => {
    out[mean.length + i] = Number.isNaN(row[f]!) ? 1 : 0;
  });
  return out;
}

/** He et al. 2015: variance 2 / inputs keeps the size of signals through ReLU; the output starts at nothing. */
function layersOf(sizes: readonly number[], random: () => number): Layer[] {
  return sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l] ?? 1;
    const last = l === sizes.length - 2;
    const weights = Float64Array.from({ length: inputs * outputs }, () =>
      last ? 0 : normal(random) * Math.sqrt(2 / inputs),
    );
    return { inputs, outputs, weights, bias: new Float64Array(outputs) };
  });
}

/** Values of every layer, the input first. */
function forward(layers: readonly Layer[], input: Float64Array): Float64Array[] {
  const values = [input];
  layers.forEach((layer, l) => {
    const from = values[l]!;
    const out = layer.bias.slice();
    for (let o = 0; o < layer.outputs; o++) {
      const at = o * layer.inputs;
      let sum = out[o]!;
      for (let i = 0; i < layer.inputs; i++) sum += layer.weights[at + i]! * from[i]!;
      out[o] = l < layers.length - 1 && sum < 0 ? 0 : sum;
    }
    values.push(out);
  });
  return values;
}

function backward(
  layers: readonly Layer[],
  values: readonly Float64Array[],
  slope: number,
  slopes: readonly { readonly weights: Float64Array; readonly bias: Float64Array }[],
): void {
  let above = Float64Array.of(slope);
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]!;
    const from = values[l]!;
    const own = slopes[l]!;
    const below = new Float64Array(layer.inputs);
    for (let o = 0; o < layer.outputs; o++) {
      const s = above[o]!;
      if (s === 0) continue;
      const at = o * layer.inputs;
      own.bias[o]! += s;
      for (let i = 0; i < layer.inputs; i++) {
        own.weights[at + i]! += s * from[i]!;
        below[i]! += s * layer.weights[at + i]!;
      }
    }
    // A unit that was silent passes nothing on.
    if (l > 0) for (let i = 0; i < below.length; i++) if (from[i] === 0) below[i] = 0;
    above = below;
  }
}

interface Moments {
  readonly first: Float64Array;
  readonly second: Float64Array;
}
const moments = (n: number): Moments => ({ first: new Float64Array(n), second: new Float64Array(n) });

function adam(
  values: Float64Array,
  slope: Float64Array,
  { first, second }: Moments,
  { step, rate, mass, decay }: { step: number; rate: number; mass: number; decay: number },
): void {
  const firstMass = 1 - 0.9 ** step;
  const secondMass = 1 - 0.999 ** step;
  for (let i = 0; i < values.length; i++) {
    const g = slope[i]! / mass;
    first[i] = 0.9 * first[i]! + 0.1 * g;
    second[i] = 0.999 * second[i]! + 0.001 * g * g;
    values[i]! -= rate * (first[i]! / firstMass / (Math.sqrt(second[i]! / secondMass) + 1e-8) + decay * values[i]!);
  }
}
