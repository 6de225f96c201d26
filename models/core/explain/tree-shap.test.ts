import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeArrays } from '../scoring/model-files.ts';
import { goesLeft, predictTrees } from '../scoring/trees.ts';
import { seeded, below, normal, type Random } from '../stats/random.ts';
import { treeShares } from './tree-shap.ts';

/** A random tree of a given depth over few inputs, so that one path asks for the same input more than once. */
function randomTrees(random: Random, count: number, depth: number, inputs: number): TreeArrays {
  const t = {
    inputs: Array.from({ length: inputs }, (_, i) => `x${i}`),
    base: normal(random),
    roots: [] as number[],
    feature: [] as number[],
    threshold: [] as number[],
    missingLeft: [] as number[],
    left: [] as number[],
    right: [] as number[],
    value: [] as number[],
    cover: [] as number[],
  };
  for (let k = 0; k < count; k++) {
    const root = t.feature.length;
    t.roots.push(root);
    const add = (level: number, cover: number): number => {
      const at = t.feature.length;
      const leaf = level === 0 || cover < 2;
      t.feature.push(leaf ? -1 : below(random, inputs));
      t.threshold.push(normal(random));
      t.missingLeft.push(below(random, 2));
      t.left.push(0);
      t.right.push(0);
      t.value.push(leaf ? normal(random) : 0);
      t.cover.push(cover);
      if (!leaf) {
        const part = 1 + below(random, cover - 1);
        t.left[at] = add(level - 1, part) - root;
        t.right[at] = add(level - 1, cover - part) - root;
      }
      return at;
    };
    add(depth, 64);
  }
  return t;
}

/** Shapley values by their definition: every subset of inputs, unknown ones averaged by cover. */
function bruteForce(trees: TreeArrays, row: readonly number[]): number[] {
  const n = trees.inputs.length;
  const value = (known: number): number => {
    let sum = trees.base;
    for (const root of trees.roots) {
      const visit = (node: number): number => {
        const at = root + node;
        const input = trees.feature[at] ?? -1;
        if (input < 0) return trees.value[at] ?? 0;
        const [l, r] = [trees.left[at] ?? 0, trees.right[at] ?? 0];
        if ((known >> input) & 1) return visit(goesLeft(trees, at, row[input] ?? Number.NaN) ? l : r);
        const [cl, cr] = [trees.cover[root + l] ?? 0, trees.cover[root + r] ?? 0];
        return (cl * visit(l) + cr * visit(r)) / (cl + cr);
      };
      sum += visit(0);
    }
    return sum;
  };
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let known = 0; known < 1 << n; known++) {
      if ((known >> i) & 1) continue;
      const size = known.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
      sum += weight * (value(known | (1 << i)) - value(known));
    }
    return sum;
  });
}

const drawRow = (random: Random, n: number): number[] =>
  Array.from({ length: n }, () => (random() < 0.2 ? Number.NaN : normal(random)));

describe('additive shares of trees', () => {
  it('sum to the prediction, also where values are missing', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const trees = randomTrees(random, 20, 6, 8);
        const row = drawRow(random, 8);
        const { base, amounts } = treeShares(trees, row);
        const sum = amounts.reduce((a, b) => a + b, base);
        expect(Math.abs(sum - predictTrees(trees, row))).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('equal Shapley values by their definition on small trees', () => {
    const random = seeded(5);
    for (let k = 0; k < 25; k++) {
      const trees = randomTrees(random, 3, 4, 5);
      const row = drawRow(random, 5);
      const { amounts } = treeShares(trees, row);
      bruteForce(trees, row).forEach((expected, i) => expect(amounts[i]).toBeCloseTo(expected, 12));
    }
  });

  it('give all of a single split to the input it asks for', () => {
    const stump: TreeArrays = {
      inputs: ['views', 'length'],
      base: 10,
      roots: [0],
      feature: [0, -1, -1],
      threshold: [2, 0, 0],
      missingLeft: [1, 0, 0],
      left: [1, 0, 0],
      right: [2, 0, 0],
      value: [0, 1, 5],
      cover: [4, 3, 1],
    };
    // Mean leaf: (3·1 + 1·5) / 4 = 2.
    const { base, amounts } = treeShares(stump, [3, 0]);
    expect(base).toBe(12);
    expect([...amounts]).toEqual([3, 0]);
  });
});
