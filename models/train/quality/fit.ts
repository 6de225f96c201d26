/**
 * Series of spoilt pictures enter, the head that orders each leaves: the less spoilt of two pictures of one series must
 * have the higher value (RankNet, Burges and others 2005). No picture has a label of its own.
 */
import { seeded } from '#core/stats/random.ts';
import { FEATURES, type Head } from './body.ts';

/** One frame spoilt in one way: features of the frame as it is, then spoilt more and more. */
export interface Series {
  readonly frame: string;
  readonly kind: string;
  readonly features: readonly (readonly number[])[];
}

export const RECIPE = { hidden: 12, steps: 2500, batch: 96, rate: 0.004, decay: 0.05, seed: 41 } as const;

export type Recipe = { readonly [Name in keyof typeof RECIPE]: number };

export function fitHead(series: readonly Series[], recipe: Recipe = RECIPE): Head {
  const all = series.flatMap(({ features }) => features);
  const mean = Array.from({ length: FEATURES }, (_, i) => all.reduce((sum, row) => sum + row[i]!, 0) / all.length);
  const scale = mean.map((m, i) => {
    const variance = all.reduce((sum, row) => sum + (row[i]! - m) ** 2, 0) / all.length;
    return variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
  });
  const rows = series.map(({ features }) => features.map((row) => row.map((v, i) => (v - mean[i]!) * scale[i]!)));
  const random = seeded(recipe.seed);
  const { hidden } = recipe;
  const count = hidden * FEATURES + 2 * hidden;
  const weights = new Float64Array(count);
  for (let i = 0; i < hidden * FEATURES; i++) weights[i] = (random() - 0.5) * (2 / Math.sqrt(FEATURES));
  for (let h = 0; h < hidden; h++) weights[hidden * FEATURES + hidden + h] = random() - 0.5;
  const adam = { first: new Float64Array(count), second: new Float64Array(count) };
  const gradient = new Float64Array(count);
  const net = new HeadNet(weights, hidden);
  for (let step = 1; step <= recipe.steps; step++) {
    gradient.fill(0);
    for (let n = 0; n < recipe.batch; n++) {
      const levels = rows[Math.floor(random() * rows.length)]!;
      const better = Math.floor(random() * (levels.length - 1));
      const worse = better + 1 + Math.floor(random() * (levels.length - 1 - better));
      const [a, b] = [net.run(levels[better]!), net.run(levels[worse]!)];
      // -log sigma(a - b); its slope
      const slope = -1 / (1 + Math.exp(a.value - b.value)) / recipe.batch;
      net.back(levels[better]!, a.hidden, slope, gradient);
      net.back(levels[worse]!, b.hidden, -slope, gradient);
    }
    const rate = recipe.rate * Math.min(1, 2 * (1 - step / (recipe.steps + 1)));
    for (let i = 0; i < count; i++) {
      const g = gradient[i]! + (recipe.decay * weights[i]!) / 10;
      adam.first[i] = 0.9 * adam.first[i]! + 0.1 * g;
      adam.second[i] = 0.999 * adam.second[i]! + 0.001 * g * g;
      const m = adam.first[i]! / (1 - 0.9 ** step);
      const v = adam.second[i]! / (1 - 0.999 ** step);
      weights[i]! -= (rate * m) / (Math.sqrt(v) + 1e-8);
    }
  }
  const f32 = (value: number): number => Math.fround(value);
  return {
    mean: mean.map(f32),
    scale: scale.map(f32),
    first: Array.from({ length: hidden }, (_, h) =>
      Array.from(weights.subarray(h * FEATURES, (h + 1) * FEATURES), f32),
    ),
    firstBias: Array.from(weights.subarray(hidden * FEATURES, hidden * FEATURES + hidden), f32),
    second: Array.from(weights.subarray(hidden * FEATURES + hidden), f32),
  };
}

class HeadNet {
  readonly #weights: Float64Array;
  readonly #hidden: number;

  constructor(weights: Float64Array, hidden: number) {
    this.#weights = weights;
    this.#hidden = hidden;
  }

  run(row: readonly number[]): { readonly value: number; readonly hidden: readonly number[] } {
    const n = this.#hidden;
    const bias = n * FEATURES;
    const hidden = Array.from({ length: n }, (_, h) => {
      let sum = this.#weights[bias + h]!;
      for (let i = 0; i < FEATURES; i++) sum += this.#weights[h * FEATURES + i]! * row[i]!;
      return Math.tanh(sum);
    });
    return { value: hidden.reduce((sum, v, h) => sum + v * this.#weights[bias + n + h]!, 0), hidden };
  }

  back(row: readonly number[], hidden: readonly number[], slope: number, gradient: Float64Array): void {
    const n = this.#hidden;
    const bias = n * FEATURES;
    for (let h = 0; h < n; h++) {
      const v = hidden[h]!;
      gradient[bias + n + h]! += slope * v;
      const inner = slope * this.#weights[bias + n + h]! * (1 - v * v);
      gradient[bias + h]! += inner;
      for (let i = 0; i < FEATURES; i++) gradient[h * FEATURES + i]! += inner * row[i]!;
    }
  }
}
