import { describe, expect, it } from 'vitest';
import { r2 } from '#core/stats/fit.ts';
import { normal, seeded } from '#core/stats/random.ts';
import type { Table } from './gbt.ts';
import { predictNet } from '#core/scoring/network.ts';
import { fitNet, mergeNets, type NetSettings } from './net.ts';

const SETTINGS: NetSettings = { hidden: [16, 8], epochs: 25, batch: 32, rate: 0.01, decay: 0, delta: 1, seed: 3 };

/** y = |a| - b²/2 + noise of .1; a is missing in a tenth of the rows, where y is 2. */
function invented(n: number, seed: number): Table {
  const random = seeded(seed);
  const a = Float64Array.from({ length: n }, () => (random() < 0.1 ? Number.NaN : normal(random)));
  const b = Float64Array.from({ length: n }, () => normal(random));
  return {
    inputs: ['a', 'b'],
    columns: [a, b],
    target: Float64Array.from(
      a,
      (x, i) => (Number.isNaN(x) ? 2 : Math.abs(x) - (b[i] ?? 0) ** 2 / 2) + 0.1 * normal(random),
    ),
    weight: new Float64Array(n).fill(1),
    group: Uint32Array.from({ length: n }, (_, i) => i),
  };
}
const FITTING = invented(2000, 1);
const UNSEEN = invented(500, 2);
const row = (table: Table, i: number): number[] => table.columns.map((column) => column[i] ?? Number.NaN);

describe('a network', () => {
  const net = fitNet(FITTING, SETTINGS);

  it('learns a bend, a curve and what a gap means, which no straight line can', () => {
    const answers = Float64Array.from(UNSEEN.target, (_, i) => predictNet(net, row(UNSEEN, i)));
    expect(r2(answers, UNSEEN.target)).toBeGreaterThan(0.85);
  });

  it('comes out the same to the last bit from one seed, and differently from another', () => {
    expect(fitNet(FITTING, SETTINGS)).toEqual(net);
    expect(fitNet(FITTING, { ...SETTINGS, seed: 4 })).not.toEqual(net);
  });

  it('has as many layers as it was told and a mark for each input with gaps', () => {
    expect(net.gaps).toEqual([0]);
    expect(net.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [3, 16],
      [16, 8],
      [8, 1],
    ]);
  });

  it('side by side with another answers their weighted sum, with as many digits as f32 has', () => {
    const other = fitNet(FITTING, { ...SETTINGS, seed: 4 });
    const merged = mergeNets([
      { net, weight: 0.75 },
      { net: other, weight: 0.5 },
    ]);
    for (let i = 0; i < 50; i++) {
      const sum = 0.75 * predictNet(net, row(UNSEEN, i)) + 0.5 * predictNet(other, row(UNSEEN, i));
      expect(predictNet(merged, row(UNSEEN, i))).toBeCloseTo(sum, 5);
    }
    expect(merged.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [3, 32],
      [32, 16],
      [16, 1],
    ]);
  });

  it('knows the share of rows in which an input is missing', () => {
    expect(net.marks[0]).toBeCloseTo(0.1, 1);
  });
});
