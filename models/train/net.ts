/**
 * Columns with gaps and a target enter; a small network of dense layers leaves.
 *
 * Inputs are standardised, a gap stands at the mean and raises a mark of its own. ReLU in between, one linear output,
 * Huber loss, Adam (Kingma & Ba 2015), weight decay. Plain TypeScript in one fixed order from one seed: the same rows
 * give the same weights to the last bit, which a training loop over a graphics device does not promise.
 */
import type { NetArrays, NetLayer } from '#core/scoring/model-files.ts';
import { forward, standardised } from '#core/scoring/network.ts';
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

/** As it is fitted: the arrays are written to. */
interface Layer extends NetLayer {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

interface Net extends NetArrays {
  readonly layers: readonly Layer[];
}

/** As many digits as f32 tells apart: the other runtimes multiply in it. */
const DIGITS = 7;

export function fitNet(table: Table, settings: NetSettings, onEpoch?: (done: number) => void): NetArrays {
  const random = seeded(settings.seed);
  const stats = table.columns.map(spreadOf);
  const gaps = table.columns.flatMap((column, f) => (column.some(Number.isNaN) ? [f] : []));
  const net: Net = {
    mean: stats.map((s) => s.mean),
    scale: stats.map((s) => s.scale),
    gaps,
    marks: gaps.map((f) => share(table.columns[f] ?? new Float64Array(0))),
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

/**
 * Networks fitted on one table, each with a weight → one network that answers their weighted sum: side by side, joined in
 * the last unit.
 */
export function mergeNets(parts: readonly { readonly net: NetArrays; readonly weight: number }[]): NetArrays {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing to merge');
  const { mean, scale, gaps, marks, layers } = first.net;
  if (parts.some(({ net }) => net.mean.join() !== mean.join() || net.layers.length !== layers.length))
    throw new RangeError('networks of different tables or depths cannot be merged');
  return {
    mean: mean.map(round),
    scale: scale.map(round),
    gaps,
    marks: marks.map(round),
    layers: layers.map((_, l) => {
      const isFirst = l === 0;
      const isLast = l === layers.length - 1;
      const blocks = parts.flatMap(({ net, weight }) => {
        const layer = net.layers[l];
        return layer === undefined ? [] : [{ layer, weight: isLast ? weight : 1 }];
      });
      const total = (of: (layer: NetLayer) => number): number => blocks.reduce((sum, { layer }) => sum + of(layer), 0);
      const inputs = isFirst ? (layers[0]?.inputs ?? 0) : total((layer) => layer.inputs);
      const outputs = isLast ? 1 : total((layer) => layer.outputs);
      const weights = new Float64Array(inputs * outputs);
      const bias = new Float64Array(outputs);
      let [column, row] = [0, 0];
      for (const { layer, weight } of blocks) {
        for (let o = 0; o < layer.outputs; o++) {
          bias[row + o]! += weight * layer.bias[o]!;
          for (let i = 0; i < layer.inputs; i++)
            weights[(row + o) * inputs + column + i]! += weight * layer.weights[o * layer.inputs + i]!;
        }
        if (!isLast) row += layer.outputs;
        if (!isFirst) column += layer.inputs;
      }
      return { inputs, outputs, weights: Array.from(weights, round), bias: Array.from(bias, round) };
    }),
  };
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));

const share = (column: Float64Array): number => column.filter(Number.isNaN).length / Math.max(1, column.length);

function spreadOf(column: Float64Array): { mean: number; scale: number } {
  const known = column.filter((x) => !Number.isNaN(x));
  const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
  const variance = known.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, known.length);
  return { mean, scale: Math.sqrt(Math.max(1e-12, variance)) };
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
        // A unit that was silent learns nothing and passes nothing on.
        if (from[i] === 0) continue;
        own.weights[at + i]! += s * from[i]!;
        if (l > 0) below[i]! += s * layer.weights[at + i]!;
      }
    }
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
