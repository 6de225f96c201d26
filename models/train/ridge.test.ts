import { describe, expect, it } from 'vitest';
import { nnls } from './nnls.ts';
import { fitRidge, predictRidge } from './ridge.ts';

describe('ridge', () => {
  it('finds a line through points without noise, and what a gap adds', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? Number.NaN : i / 10));
    const target = x.map((v) => (Number.isNaN(v) ? 7 : 1 + 2 * v));
    const rows = { weight: new Float64Array(40).fill(1), group: new Uint32Array(40) };
    const model = fitRidge({ inputs: ['x'], columns: [x], target, ...rows }, 1e-6);
    expect(predictRidge(model, [2.5])).toBeCloseTo(6, 4);
    expect(predictRidge(model, [Number.NaN])).toBeCloseTo(7, 4);
  });
});

describe('weights of a stack', () => {
  it('are 0 for a member that points the wrong way', () => {
    const target = Float64Array.from([1, 2, 3, 4]);
    const ones = new Float64Array(4).fill(1);
    const [good, wrong] = nnls([target.map((y) => y / 2), target.map((y) => -y)], target, ones);
    expect(good).toBeCloseTo(2, 9);
    expect(wrong).toBe(0);
  });
});
