/** What was counted in the shards → drift of inputs and skill on outcomes that people gave, where there are enough of them. */
import type { Spreads, ShardStats } from '../samples/stats.ts';
import { OUTCOME_STEPS } from '../samples/stats.ts';

/** One input of a model: how far the samples lie from its training rows. */
export interface Drift {
  readonly model: string;
  readonly input: string;
  readonly n: number;
  /** Population stability index; under 0.1 is calm, over 0.25 another population (Siddiqi 2006, Credit Risk Scorecards, ch. 8). */
  readonly psi: number;
}

export interface FieldSkill {
  readonly model: string;
  readonly version: string;
  readonly n: number;
  /** Spearman of score and percentile; null under LEAST_TO_TELL or without spread. */
  readonly spearman: number | null;
}

export interface Field {
  readonly drift: readonly Drift[];
  readonly skill: readonly FieldSkill[];
  readonly rungs: Readonly<Record<string, number>>;
  readonly plain: number;
  readonly noisy: number;
}

/** Without any drift a PSI of ten bins is about 9/n (Yurdakul 2018): at 500 that is .018, far under .1. */
export const LEAST_FOR_DRIFT = 500;
/** The standard error of Spearman's rho under no relation is 1/sqrt(n − 1): at 200 it is .07. */
export const LEAST_TO_TELL = 200;
/** At 3,200 each, five points are twice the standard error of the difference of two versions, sqrt(2/(n − 1)) = .025. */
export const LEAST_TO_COMPARE = 3200;
/** An empty bin would make the index infinite. The usual half a row. */
const HALF_A_ROW = 0.5;

/** @param stats of the shards that count; those counted against other spreads add no drift */
export function fieldOf(stats: readonly ShardStats[], spreads: Spreads, spreadsNow: string): Field {
  const rungs: Record<string, number> = {};
  const outcomes = new Map<string, Map<string, number>>();
  const bins = new Map<string, number[]>();
  for (const one of stats) {
    for (const [rung, n] of Object.entries(one.rungs)) rungs[rung] = (rungs[rung] ?? 0) + n;
    for (const [model, cells] of Object.entries(one.outcomes)) {
      const sum = outcomes.get(model) ?? new Map<string, number>();
      outcomes.set(model, sum);
      for (const [cell, n] of Object.entries(cells)) sum.set(cell, (sum.get(cell) ?? 0) + n);
    }
    if (one.spreads !== spreadsNow) continue;
    for (const [input, counts] of Object.entries(one.inputs)) {
      const sum = bins.get(input) ?? counts.map(() => 0);
      bins.set(input, sum);
      counts.forEach((n, i) => (sum[i] = (sum[i] ?? 0) + n));
    }
  }
  return {
    drift: Object.entries(spreads).flatMap(([model, own]) =>
      Object.entries(own).flatMap(([input, { shares }]) => {
        const counts = bins.get(`${model} ${input}`) ?? [];
        const n = counts.reduce((sum, one) => sum + one, 0);
        return n < LEAST_FOR_DRIFT ? [] : [{ model, input, n, psi: psi(counts, shares) }];
      }),
    ),
    skill: [...outcomes].flatMap(([name, cells]) => {
      const [model = '', version = ''] = name.split('@');
      const n = [...cells.values()].reduce((sum, one) => sum + one, 0);
      return [{ model, version, n, spearman: n < LEAST_TO_TELL ? null : spearmanOfCells(cells) }];
    }),
    rungs,
    plain: stats.reduce((sum, { plain }) => sum + plain, 0),
    noisy: stats.reduce((sum, { noisy }) => sum + noisy, 0),
  };
}

/** Sum over bins of (a − e)·ln(a/e): `counts` as shares against the shares expected. */
export function psi(counts: readonly number[], expected: readonly number[]): number {
  const n = counts.reduce((sum, one) => sum + one, 0);
  const floor = HALF_A_ROW / n;
  return expected.reduce((sum, share, i) => {
    const e = Math.max(share, floor);
    const a = Math.max((counts[i] ?? 0) / n, floor);
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/** Spearman's rho of a table of counts, ties with their middle rank; null when one of the two never varies. */
export function spearmanOfCells(cells: ReadonlyMap<string, number>): number | null {
  const rows = [...cells].map(([cell, n]) => {
    const [x = 0, y = 0] = cell.split(' ').map(Number);
    return { x, y, n };
  });
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  const ranksBy = (of: (row: (typeof rows)[number]) => number): readonly number[] => {
    const counts = Array.from({ length: OUTCOME_STEPS + 1 }, () => 0);
    for (const row of rows) counts[of(row)]! += row.n;
    let below = 0;
    return counts.map((n) => {
      const rank = below + (n + 1) / 2;
      below += n;
      return rank;
    });
  };
  const [xs, ys] = [ranksBy(({ x }) => x), ranksBy(({ y }) => y)];
  const middle = (all + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (const { x, y, n } of rows) {
    const dx = (xs[x] ?? 0) - middle;
    const dy = (ys[y] ?? 0) - middle;
    xy += n * dx * dy;
    xx += n * dx * dx;
    yy += n * dy * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
