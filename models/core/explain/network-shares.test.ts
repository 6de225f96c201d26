import { describe, expect, it } from 'vitest';
import type { NetArrays } from '../scoring/model-files.ts';
import { predictNet } from '../scoring/network.ts';
import { normal, seeded } from '../stats/random.ts';
import { networkShares } from './network-shares.ts';

/** y = relu(x) - 2·relu(-x) + mark: one unit for each side, one for the gap of its only input. */
const BEND: NetArrays = {
  mean: [10],
  scale: [5],
  gaps: [0],
  marks: [0.25],
  layers: [
    { inputs: 2, outputs: 3, weights: [1, 0, -1, 0, 0, 1], bias: [0, 0, 0] },
    { inputs: 3, outputs: 1, weights: [1, -2, 1], bias: [0.5] },
  ],
};

function random(hidden: readonly number[], inputs: number, seed: number): NetArrays {
  const draw = seeded(seed);
  const gaps = Array.from({ length: inputs }, (_, f) => f).filter((f) => f % 2 === 0);
  const sizes = [inputs + gaps.length, ...hidden, 1];
  return {
    mean: Array.from({ length: inputs }, () => normal(draw)),
    scale: Array.from({ length: inputs }, () => 0.5 + draw()),
    gaps,
    marks: gaps.map(() => draw()),
    layers: sizes.slice(1).map((outputs, l) => ({
      inputs: sizes[l] ?? 1,
      outputs,
      weights: Array.from({ length: outputs * (sizes[l] ?? 1) }, () => normal(draw) / Math.sqrt(sizes[l] ?? 1)),
      bias: Array.from({ length: outputs }, () => 0.3 * normal(draw)),
    })),
  };
}

describe('shares of a network', () => {
  it('are those worked out by hand', () => {
    // The mean row: z = 0, mark .25, so base = .5 + .25. A value of 20 is z = 2: its own 2, and the mark is not raised: -.25.
    const high = networkShares(BEND, [20]);
    expect(high.base).toBe(0.75);
    expect([...high.amounts]).toEqual([1.75]);
    // z = -1: -2, and the mark again.
    expect([...networkShares(BEND, [5]).amounts]).toEqual([-2.25]);
    // Missing: z stays 0, the mark goes from .25 to 1.
    expect([...networkShares(BEND, [Number.NaN]).amounts]).toEqual([0.75]);
  });

  it.each([[[]], [[16]], [[32, 16]], [[24, 12, 6]]])(
    'sum to the prediction within 1e-12, hidden layers %s',
    (hidden) => {
      const draw = seeded(9);
      const net = random(hidden, 12, 4);
      for (let k = 0; k < 50; k++) {
        const row = Array.from({ length: 12 }, (_, f) => (f % 2 === 0 && draw() < 0.3 ? Number.NaN : 3 * normal(draw)));
        const { base, amounts } = networkShares(net, row);
        expect(Math.abs(base + amounts.reduce((a, b) => a + b, 0) - predictNet(net, row))).toBeLessThan(1e-12);
      }
    },
  );

  it('are what ever finer sums of gradients along the path come to', () => {
    const net = random([32, 16], 6, 7);
    const row = [2, -1.5, Number.NaN, 0.7, -3, 1.1];
    const steps = 4000;
    const summed = row.map(() => 0);
    // The path in plain values, by differences of the network itself; a gap moves no plain value, so it is left out here.
    const at = (t: number, moved: number, by: number): number[] =>
      row.map((x, f) =>
        Number.isNaN(x) ? x : (net.mean[f] ?? 0) + t * (x - (net.mean[f] ?? 0)) + (f === moved ? by : 0),
      );
    const known: NetArrays = { ...net, marks: net.gaps.map((f) => (Number.isNaN(row[f] ?? 0) ? 1 : 0)) };
    for (let k = 0; k < steps; k++) {
      row.forEach((x, f) => {
        if (Number.isNaN(x)) return;
        const t = (k + 0.5) / steps;
        const slope = (predictNet(known, at(t, f, 1e-6)) - predictNet(known, at(t, f, -1e-6))) / 2e-6;
        summed[f] = (summed[f] ?? 0) + (slope * (x - (net.mean[f] ?? 0))) / steps;
      });
    }
    const exact = networkShares(known, row);
    row.forEach((_, f) => expect(exact.amounts[f]).toBeCloseTo(summed[f] ?? 0, 3));
  });
});
