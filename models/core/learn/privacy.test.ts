import { describe, expect, it } from 'vitest';
import { seeded } from '../stats/random.ts';
import { KEPT_FEATURES, laplace, privateVector, randomised } from './privacy.ts';

const N = 20_000;
const draws = (of: (random: () => number) => number): number[] => {
  const random = seeded(7);
  return Array.from({ length: N }, () => of(random));
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('laplace', () => {
  it('is right on average and spreads by the width over epsilon', () => {
    // Far from the ends of the range, so that holding inside it changes nothing: scale b = 100/50 = 2, E|noise| = b.
    const noisy = draws((random) => laplace(0, [-50, 50], 50, random));
    expect(Math.abs(mean(noisy))).toBeLessThan(0.1);
    expect(mean(noisy.map(Math.abs))).toBeGreaterThan(1.9);
    expect(mean(noisy.map(Math.abs))).toBeLessThan(2.1);
  });

  it('stays in the range, on its grid, whatever the value', () => {
    const random = seeded(1);
    for (const value of [-1e9, 0, 0.3, 1, 1e9]) {
      for (let i = 0; i < 200; i++) {
        const noisy = laplace(value, [0, 1], 0.5, random);
        expect(noisy).toBeGreaterThanOrEqual(0);
        expect(noisy).toBeLessThanOrEqual(1);
        expect(Math.abs(noisy * 1000 - Math.round(noisy * 1000))).toBeLessThan(1e-9);
      }
    }
  });

  it('makes two values as alike as epsilon promises', () => {
    // In every part of the range the likelihoods under 0 and under 1 differ by at most e^ε = e. Sampling error: 5 %.
    const share = (value: number, bin: number): number =>
      draws((random) => (Math.min(4, Math.floor(laplace(value, [0, 1], 1, random) * 5)) === bin ? 1 : 0)).reduce(
        (a, b) => a + b,
      ) / N;
    for (let bin = 0; bin < 5; bin++) {
      const ratio = share(0, bin) / share(1, bin);
      expect(ratio).toBeLessThan(Math.E * 1.05);
      expect(ratio).toBeGreaterThan(1 / (Math.E * 1.05));
    }
  });
});

describe('randomised response', () => {
  it('tells the truth as often as epsilon allows', () => {
    // ε = ln 3 with three options: 3 / (3 + 2) = 0.6.
    const random = seeded(3);
    const told = Array.from({ length: N }, () => randomised('b', ['a', 'b', 'c'], Math.log(3), random));
    const share = (option: string): number => told.filter((one) => one === option).length / N;
    expect(share('b')).toBeCloseTo(0.6, 1);
    expect(share('a')).toBeCloseTo(0.2, 1);
    expect(share('c')).toBeCloseTo(0.2, 1);
  });
});

describe('a private vector', () => {
  const features = Array.from({ length: 20 }, (_, i) => ({ name: `f${i}`, range: [0, 10] as const }));

  it('tells a few features, drawn without looking at them', () => {
    const random = seeded(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 4000; i++) {
      const vector = privateVector({ f0: 10 }, features, 4, random);
      const told = Object.entries(vector).filter(([, value]) => value !== null);
      expect(told).toHaveLength(KEPT_FEATURES);
      for (const [name] of told) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    // 4000 · 4 / 20 = 800 each; f0 is known, the others are gaps, and nobody can tell.
    expect(counts.size).toBe(20);
    for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(120);
  });
});
