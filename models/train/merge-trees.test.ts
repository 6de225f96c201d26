import { describe, expect, it } from 'vitest';
import { treeShares } from '#core/explain/tree-shap.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { r2 } from '#core/stats/fit.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { fitTrees, type Table, type TreeSettings } from './gbt.ts';
import { mergeTrees } from './merge-trees.ts';

const SETTINGS: TreeSettings = {
  loss: { kind: 'squared' },
  trees: 20,
  rate: 0.1,
  leaves: 8,
  leafRows: 10,
  l2: 1,
  columns: 1,
  rows: 0.7,
  bins: 64,
  monotone: {},
  seed: 1,
};

function invented(n: number, seed: number): Table {
  const random = seeded(seed);
  const a = Float64Array.from({ length: n }, () => (random() < 0.1 ? Number.NaN : random()));
  const b = Float64Array.from({ length: n }, () => random());
  return {
    inputs: ['a', 'b'],
    columns: [a, b],
    target: Float64Array.from(a, (x, i) => (x > 0.5 ? 1 : 0) + (b[i] ?? 0) + 0.2 * normal(random)),
    weight: new Float64Array(n).fill(1),
    group: Uint32Array.from({ length: n }, (_, i) => i),
  };
}
const TABLE = invented(2000, 1);
const UNSEEN = invented(500, 2);
const rowOf = ({ columns }: Table, i: number): number[] => columns.map((column) => column[i] ?? Number.NaN);

describe('merged trees', () => {
  const one = fitTrees(TABLE, SETTINGS);
  const two = fitTrees(TABLE, { ...SETTINGS, seed: 2, trees: 7 });
  const both = mergeTrees([
    { trees: one, weight: 0.75 },
    { trees: two, weight: 0.25 },
  ]);

  it('answer the weighted sum of what each answers, and explain it without a rest', () => {
    for (let i = 0; i < 50; i++) {
      const row = rowOf(UNSEEN, i);
      // Leaf values keep five digits.
      expect(predictTrees(both, row)).toBeCloseTo(0.75 * predictTrees(one, row) + 0.25 * predictTrees(two, row), 3);
      const { base, amounts } = treeShares(both, row);
      expect(amounts.reduce((a, b) => a + b, base)).toBeCloseTo(predictTrees(both, row), 9);
    }
  });

  it('of different inputs are refused', () => {
    expect(() =>
      mergeTrees([
        { trees: one, weight: 1 },
        { trees: { ...two, inputs: ['b', 'a'] }, weight: 1 },
      ]),
    ).toThrow(RangeError);
  });
});

describe('a forest', () => {
  const forest = fitTrees(TABLE, { ...SETTINGS, forest: true, trees: 40, leaves: 30, columns: 1, l2: 0 });

  it('is the mean of its trees: each alone answers around the target, not a part of it', () => {
    const [root = 0, next = 0] = forest.roots;
    const first = { ...forest, roots: [0] };
    const alone = rowOf(UNSEEN, 3);
    const step = predictTrees(first, alone) - forest.base;
    expect(next).toBeGreaterThan(root);
    // One of 40 trees moves the answer by about a fortieth of the way.
    expect(Math.abs(step)).toBeLessThan(2 / 40);
    expect(
      r2(
        Float64Array.from(UNSEEN.target, (_, i) => predictTrees(forest, rowOf(UNSEEN, i))),
        UNSEEN.target,
      ),
    ).toBeGreaterThan(0.8);
  });

  it('grows the same twice from one seed', () => {
    const again = fitTrees(TABLE, { ...SETTINGS, forest: true, trees: 40, leaves: 30, columns: 1, l2: 0 });
    expect(JSON.stringify(again)).toBe(JSON.stringify(forest));
  });
});
