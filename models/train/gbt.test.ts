import { describe, expect, it } from 'vitest';
import { predictTrees } from '#core/scoring/trees.ts';
import { r2 } from '#core/stats/fit.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { binColumns } from './bins.ts';
import { fitTrees, type Table, type TreeSettings } from './gbt.ts';

const SETTINGS: TreeSettings = {
  loss: { kind: 'squared' },
  trees: 80,
  rate: 0.1,
  leaves: 8,
  leafRows: 10,
  l2: 1,
  columns: 1,
  rows: 1,
  bins: 64,
  monotone: {},
  seed: 1,
};

/** y = step of a + line of b + noise; c is noise; a is missing in a fifth of the rows, where y is 3. */
function invented(n: number, seed: number): Table {
  const random = seeded(seed);
  const a = Float64Array.from({ length: n }, () => (random() < 0.2 ? Number.NaN : random()));
  const b = Float64Array.from({ length: n }, () => random());
  const c = Float64Array.from({ length: n }, () => random());
  const target = Float64Array.from(
    a,
    (x, i) => (Number.isNaN(x) ? 3 : x > 0.5 ? 1 : 0) + (b[i] ?? 0) + 0.2 * normal(random),
  );
  return {
    inputs: ['a', 'b', 'c'],
    columns: [a, b, c],
    target,
    weight: new Float64Array(n).fill(1),
    group: Uint32Array.from({ length: n }, (_, i) => i >> 2),
  };
}
const rowOf = (table: Table, i: number): number[] => table.columns.map((column) => column[i] ?? Number.NaN);
const predictAll = (trees: ReturnType<typeof fitTrees>, table: Table): Float64Array =>
  Float64Array.from(table.target, (_, i) => predictTrees(trees, rowOf(table, i)));

const FITTING = invented(3000, 1);
const UNSEEN = invented(1000, 2);

describe('histogram trees', () => {
  it('learn a step, a line and what a gap means, on rows they never saw', () => {
    // Noise of .2 leaves 1 - .04 / variance(≈1.6) ≈ .975 at best.
    expect(r2(predictAll(fitTrees(FITTING, SETTINGS), UNSEEN), UNSEEN.target)).toBeGreaterThan(0.96);
  });

  it('come out the same, byte for byte, from the same rows and seed', () => {
    const drawn = { ...SETTINGS, rows: 0.6, columns: 0.7 };
    expect(JSON.stringify(fitTrees(FITTING, drawn))).toBe(JSON.stringify(fitTrees(FITTING, drawn)));
    expect(JSON.stringify(fitTrees(FITTING, { ...drawn, seed: 2 }))).not.toBe(JSON.stringify(fitTrees(FITTING, drawn)));
  });

  it('never fall with an input they were told to rise with', () => {
    const falling = { ...FITTING, target: FITTING.target.map((y, i) => y - 2 * (FITTING.columns[1]?.[i] ?? 0)) };
    const trees = fitTrees(falling, { ...SETTINGS, monotone: { b: 1 } });
    for (let i = 0; i < 50; i++) {
      const [a = 0, , c = 0] = rowOf(UNSEEN, i);
      let before = Number.NEGATIVE_INFINITY;
      for (let b = 0; b <= 1; b += 0.05) {
        const now = predictTrees(trees, [a, b, c]);
        expect(now).toBeGreaterThanOrEqual(before - 1e-9);
        before = now;
      }
    }
  });

  it('with pinball loss leave the asked share of outcomes under them', () => {
    for (const quantile of [0.1, 0.5, 0.9]) {
      const trees = fitTrees(FITTING, { ...SETTINGS, loss: { kind: 'pinball', quantile } });
      const predicted = predictAll(trees, UNSEEN);
      const under = UNSEEN.target.filter((y, i) => y <= (predicted[i] ?? 0)).length / UNSEEN.target.length;
      expect(Math.abs(under - quantile)).toBeLessThan(0.05);
    }
  });

  it('with logistic loss tell log-odds whose mean chance is the share that happened', () => {
    const target = FITTING.target.map((y) => (y > 1 ? 1 : 0));
    const trees = fitTrees({ ...FITTING, target }, { ...SETTINGS, loss: { kind: 'logistic' } });
    const chance = predictAll(trees, FITTING).map((x) => 1 / (1 + Math.exp(-x)));
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(mean(chance) - mean(target))).toBeLessThan(0.02);
  });

  it('with Huber loss are not carried away by one wild outcome', () => {
    const wild = { ...FITTING, target: FITTING.target.map((y, i) => (i === 7 ? 1e6 : y)) };
    const robust = fitTrees(wild, { ...SETTINGS, loss: { kind: 'huber', delta: 1 } });
    expect(r2(predictAll(robust, UNSEEN), UNSEEN.target)).toBeGreaterThan(0.95);
  });

  it('leave a leaf no fewer rows than asked', () => {
    const trees = fitTrees(FITTING, { ...SETTINGS, leafRows: 100 });
    trees.feature.forEach((f, i) => f === -1 && expect(trees.cover[i]).toBeGreaterThanOrEqual(100));
  });
});

describe('bins', () => {
  it('keep two values apart that differ in 32 bits, and gaps in a bin of their own', () => {
    const { bins, edges, width } = binColumns([Float64Array.from([1, 2, Number.NaN, 2, 3])], 8);
    expect([...(bins[0] ?? [])]).toEqual([0, 1, width - 1, 1, 2]);
    expect(edges[0]).toEqual([1.5, 2.5]);
  });
});
