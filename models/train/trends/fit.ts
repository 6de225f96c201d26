/** Cases enter, one form of the trend model leaves: weights by least absolute error, residuals and thresholds from tags it had not seen. */
import { groupedBootstrap } from '#core/stats/interval.ts';
import { FEWEST_STEPS, sigmoid, weighted } from '#core/trends/forecast.ts';
import { isAtTop } from '#core/trends/judge.ts';
import type { Input, TrendForm, Weights } from '#core/trends/model.ts';
import { seeded } from '#core/stats/random.ts';
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
/** What a stage promises: right more often than wrong, and ten points more often than on any day. Chosen before the thresholds were fitted. */
const PROMISE = 0.55;
const LEAST_LIFT = 0.1;
const CANDIDATES = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
const FOLDS = 5;
/** Keeps inputs that say nearly the same apart; tiny beside the weights of the rows. */
const RIDGE = 1e-2;

export function fitForm(plan: Plan, cases: readonly Case[]): TrendForm {
  const unseen = cases.map(() => 0);
  const [higher, lower] = [cases.map(() => 0), cases.map(() => 0)];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = cases.filter((c) => foldOf(c.key) !== fold);
    const weights = fitWeights(plan.inputs, others);
    const odds = fitOdds(plan.inputs, others);
    cases.forEach((c, i) => {
      if (foldOf(c.key) !== fold) return;
      unseen[i] = weighted(c.inputs, weights);
      higher[i] = sigmoid(weighted(c.inputs, odds.higher));
      lower[i] = sigmoid(weighted(c.inputs, odds.lower));
    });
  }
  const residuals = cases.map((c, i) => c.change - (unseen[i] ?? 0));
  const bands = bandsOf(cases, residuals);
  const changes = cases.map((c) => c.change).sort((a, b) => a - b);
  const odds = fitOdds(plan.inputs, cases);
  const form: Omit<TrendForm, 'say'> = {
    name: plan.name,
    windowDays: plan.windowDays,
    windows: plan.windows,
    coefficients: rounded(fitWeights(plan.inputs, cases)),
    odds: { higher: rounded(odds.higher), lower: rounded(odds.lower) },
    levels: LEVELS,
    bands,
    reference: Array.from({ length: 101 }, (_, i) => round(quantileSorted(changes, i / 100) ?? 0)),
    velocitySd: round(velocitySd(plan, cases)),
  };
  return { ...form, say: sayings(cases, higher, lower) };
}

const rounded = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, round(weight)]));

/** Least absolute error by reweighted least squares; a whisper of ridge keeps inputs that say the same apart. */
function fitWeights(inputs: readonly Input[], cases: readonly Case[]): Partial<Record<Input, number>> {
  const n = inputs.length;
  const rows = cases.map((c) => inputs.map((name) => c.inputs[name]));
  const share = sharesOf(cases);
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

/** A key that was followed for years counts by the root of its days, or a handful of keys would decide. */
function sharesOf(cases: readonly Case[]): number[] {
  const days = new Map<string, number>();
  for (const c of cases) days.set(c.key, (days.get(c.key) ?? 0) + 1);
  return cases.map((c) => 1 / Math.sqrt(days.get(c.key) ?? 1));
}

function fitOdds(inputs: readonly Input[], cases: readonly Case[]): TrendForm['odds'] {
  return {
    higher: fitLogistic(inputs, cases, (c) => c.next > c.last),
    lower: fitLogistic(inputs, cases, (c) => c.next < c.last),
  };
}

/** Logistic regression by Newton's steps, with a whisper of ridge. */
function fitLogistic(
  inputs: readonly Input[],
  cases: readonly Case[],
  came: (c: Case) => boolean,
): Partial<Record<Input, number>> {
  const n = inputs.length;
  const rows = cases.map((c) => inputs.map((name) => c.inputs[name]));
  const share = sharesOf(cases);
  const outcome = cases.map((c) => (came(c) ? 1 : 0));
  let weights = inputs.map(() => 0);
  for (let step = 0; step < 15; step++) {
    const a = Array.from({ length: n }, (_, i): number[] =>
      Array.from({ length: n + 1 }, (_x, j) => (i === j ? RIDGE : j === n ? -RIDGE * (weights[i] ?? 0) : 0)),
    );
    rows.forEach((row, r) => {
      const p = sigmoid(row.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0));
      const w = (share[r] ?? 0) * Math.max(p * (1 - p), 1e-4);
      const pull = (share[r] ?? 0) * ((outcome[r] ?? 0) - p);
      for (let i = 0; i < n; i++) {
        const line = a[i];
        if (!line) continue;
        for (let j = 0; j < n; j++) line[j] = (line[j] ?? 0) + w * (row[i] ?? 0) * (row[j] ?? 0);
        line[n] = (line[n] ?? 0) + pull * (row[i] ?? 0);
      }
    });
    const move = solve(a);
    weights = weights.map((weight, i) => weight + (move[i] ?? 0));
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

/** Each stage from the lowest probability at which it kept the promise on keys that the fit had not seen. */
function sayings(cases: readonly Case[], higher: readonly number[], lower: readonly number[]): TrendForm['say'] {
  const came = { higher: (c: Case) => c.next > c.last, lower: (c: Case) => c.next < c.last };
  const lowest = (side: 'higher' | 'lower', may: (c: Case) => boolean): number | null => {
    const [own, other] = side === 'higher' ? [higher, lower] : [lower, higher];
    const rows = cases.flatMap((c, i) => (may(c) ? [{ c, p: own[i] ?? 0, q: other[i] ?? 0 }] : []));
    const right = came[side];
    // Against any day, not against days of the same kind: "peaking" has to beat what is known without looking.
    const base = cases.filter(right).length / Math.max(1, cases.length);
    return (
      CANDIDATES.find((threshold) => {
        const said = rows.filter(({ p, q }) => p >= threshold && p > q).map(({ c }) => c);
        if (new Set(said.map((c) => c.key)).size < FEWEST_GROUPS) return false;
        const share = said.filter(right).length / said.length;
        if (share < PROMISE || share < base + LEAST_LIFT) return false;
        const bounds = groupedBootstrap(
          said.map((c) => c.key),
          (drawn) => drawn.reduce((n, row) => n + (said[row] && right(said[row]) ? 1 : 0), 0) / drawn.length,
          seeded(1),
          200,
        );
        return bounds !== null && bounds.low > base;
      }) ?? null
    );
  };
  return {
    rising: lowest('higher', () => true),
    peaking: lowest('lower', (c) => isAtTop(c.windows)),
    fading: lowest('lower', (c) => !isAtTop(c.windows)),
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
