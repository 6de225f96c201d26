/** Cases enter, one form of the trend model leaves: weights by least absolute error, residuals and thresholds from tags it had not seen. */
import { FEWEST_STEPS } from '#core/trends/forecast.ts';
import type { Input, TrendForm } from '#core/trends/model.ts';
import { conformalQuantile, quantileSorted } from '#core/stats/quantile.ts';
import { fnv1a } from '../../data/split.ts';
import type { Case, Shape } from './cases.ts';

export interface Plan extends Shape {
  readonly name: string;
  readonly inputs: readonly Input[];
}

/** Residual quantiles that are kept; .1 and .9 are the range. */
const LEVELS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98]; // prettier-ignore
/** Lower bounds of the bands, in rounding steps of the last window: few steps, wide residuals. Chosen before fitting. */
const BANDS = [FEWEST_STEPS, 10, 30, 100];
/** A band of fewer tags than this is pooled with the one below. */
const FEWEST_GROUPS = 15;
/** A direction is said from the lowest probability at which two of three such sayings came true in training. */
const PROMISE = 2 / 3;
const CANDIDATES = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
const FEWEST_SAYINGS = 100;
const FOLDS = 5;

export function fitForm(plan: Plan, cases: readonly Case[]): TrendForm {
  const unseen = cases.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitWeights(
      plan.inputs,
      cases.filter((c) => foldOf(c.key) !== fold),
    );
    cases.forEach((c, i) => {
      if (foldOf(c.key) === fold) unseen[i] = predict(weights, c);
    });
  }
  const residuals = cases.map((c, i) => c.change - (unseen[i] ?? 0));
  const bands = bandsOf(cases, residuals);
  const changes = cases.map((c) => c.change).sort((a, b) => a - b);
  const form: Omit<TrendForm, 'say'> = {
    name: plan.name,
    windowDays: plan.windowDays,
    windows: plan.windows,
    coefficients: Object.fromEntries(
      Object.entries(fitWeights(plan.inputs, cases)).map(([name, weight]) => [name, round(weight)]),
    ),
    levels: LEVELS,
    bands,
    reference: Array.from({ length: 101 }, (_, i) => round(quantileSorted(changes, i / 100) ?? 0)),
    velocitySd: round(velocitySd(plan, cases)),
  };
  return { ...form, say: sayings(cases, unseen, residuals) };
}

const predict = (weights: Readonly<Partial<Record<Input, number>>>, c: Case): number =>
  // holds: the keys of the weights are inputs
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * c.inputs[name as Input], 0);

/** Least absolute error by reweighted least squares; a whisper of ridge keeps inputs that say the same apart. */
function fitWeights(inputs: readonly Input[], cases: readonly Case[]): Partial<Record<Input, number>> {
  const n = inputs.length;
  const rows = cases.map((c) => inputs.map((name) => c.inputs[name]));
  // A tag that was followed for years counts by the root of its days, or a handful of tags would decide.
  const days = new Map<string, number>();
  for (const c of cases) days.set(c.key, (days.get(c.key) ?? 0) + 1);
  const share = cases.map((c) => 1 / Math.sqrt(days.get(c.key) ?? 1));
  let weights = inputs.map(() => 0);
  for (let round = 0; round < 40; round++) {
    const a = Array.from({ length: n }, (_, i): number[] =>
      Array.from({ length: n + 1 }, (_x, j) => (i === j ? 1e-3 : 0)),
    );
    rows.forEach((row, r) => {
      const c = cases[r];
      if (!c) return;
      const error = c.change - row.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0);
      // Errors under .02 (2 %) count as that: below, rounding decides.
      const w = (share[r] ?? 0) / Math.max(Math.abs(error), 0.02);
      for (let i = 0; i < n; i++) {
        const line = a[i];
        if (!line) continue;
        for (let j = 0; j < n; j++) line[j] = (line[j] ?? 0) + w * (row[i] ?? 0) * (row[j] ?? 0);
        line[n] = (line[n] ?? 0) + w * (row[i] ?? 0) * c.change;
      }
    });
    weights = solve(a);
  }
  return Object.fromEntries(inputs.map((name, i) => [name, weights[i] ?? 0]));
}

/** Gauss with row exchange on the augmented matrix. */
function solve(a: number[][]): number[] {
  const n = a.length;
  for (let column = 0; column < n; column++) {
    const best = a.slice(column).reduce((top, line, i) => (Math.abs(line[column] ?? 0) > Math.abs(a[top]?.[column] ?? 0) ? column + i : top), column); // prettier-ignore
    [a[column], a[best]] = [a[best] ?? [], a[column] ?? []];
    const pivot = a[column] ?? [];
    for (const line of a) {
      if (line === pivot) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      for (let j = column; j <= n; j++) line[j] = (line[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return a.map((line, i) => (line[n] ?? 0) / (line[i] ?? 1));
}

function bandsOf(cases: readonly Case[], residuals: readonly number[]): TrendForm['bands'] {
  const bands: TrendForm['bands'][number][] = [];
  let from = 0;
  for (let i = 0; i < BANDS.length; i++) {
    const upper = BANDS[i + 1] ?? Infinity;
    const inside = cases.flatMap((c, r) => {
      const steps = c.last / c.windows.step;
      return steps >= (BANDS[from] ?? 0) && steps < upper ? [r] : [];
    });
    const groups = new Set(inside.map((r) => cases[r]?.key)).size;
    if (groups < FEWEST_GROUPS && i < BANDS.length - 1) continue;
    if (groups < FEWEST_GROUPS && bands.length > 0) continue; // the band below stands for the rest
    const sorted = inside.map((r) => residuals[r] ?? 0).sort((a, b) => a - b);
    bands.push({
      fromSteps: BANDS[from] ?? 0,
      rows: inside.length,
      groups,
      residuals: LEVELS.map((level) => round(conformalQuantile(sorted, level))),
    });
    from = i + 1;
  }
  return bands;
}

function sayings(cases: readonly Case[], predicted: readonly number[], residuals: readonly number[]): TrendForm['say'] {
  const sorted = [...residuals].sort((a, b) => a - b);
  const under = (value: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
  const higher = predicted.map((change) => 1 - under(-change));
  const lowest = (probability: readonly number[], came: (c: Case) => boolean): number | null =>
    CANDIDATES.find((threshold) => {
      const said = cases.filter((_, i) => (probability[i] ?? 0) >= threshold);
      return said.length >= FEWEST_SAYINGS && said.filter(came).length / said.length >= PROMISE;
    }) ?? null;
  return {
    higher: lowest(higher, (c) => c.next > c.last),
    lower: lowest(
      higher.map((p) => 1 - p),
      (c) => c.next < c.last,
    ),
  };
}

/** Spread of the step between two windows, by its middle half, since single leaps of a thousandfold exist. Noise is still in it, so velocities are drawn in too little rather than too much. */
function velocitySd({ windowDays }: Shape, cases: readonly Case[]): number {
  const steps = cases.map((c) => c.inputs.step / windowDays).sort((a, b) => a - b);
  const half = (quantileSorted(steps, 0.75) ?? 0) - (quantileSorted(steps, 0.25) ?? 0);
  return half / 1.349; // a normal's quartiles stand 1.349 sd apart
}

export const foldOf = (key: string): number => Math.floor(fnv1a(key) / 20) % FOLDS;

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
