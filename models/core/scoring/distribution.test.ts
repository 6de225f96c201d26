import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandFor, inside, residualAt } from './conformal.ts';
import { fromOutcomes, fromQuantiles, logistic, RANKS } from './distribution.ts';
import type { ConformalTable } from './model-files.ts';
import { ownOutcomes } from './own-posts.ts';
import { beatsOwnLevel, probability } from './platt.ts';
import { anAccount } from '../invented-cases.ts';

describe('F', () => {
  it('of quantiles is linear between them and flat outside', () => {
    const f = fromQuantiles([-1, 0, 2]);
    expect([-5, -1, -0.5, 0, 1, 2, 5].map(f.below)).toEqual([0, 0, 0.25, 0.5, 0.75, 1, 1]);
    expect([0, 0.25, 0.5, 1].map(f.at)).toEqual([-1, -0.5, 0, 2]);
  });
  it('of four outcomes puts them at 1/8, 3/8, 5/8 and 7/8', () => {
    const f = fromOutcomes([3, 1, 2, 4]);
    expect([1, 2, 3, 4].map(f.below)).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect(f.below(0)).toBe(0);
    expect(f.below(2.5)).toBe(0.5);
  });
  it('puts an outcome among equals in their middle', () => {
    expect(fromOutcomes([1, 1, 1, 1]).below(1)).toBeCloseTo(0.5, 9);
    expect(fromOutcomes([0, 1, 1, 2]).below(1)).toBeCloseTo(0.5, 9);
  });
  it('of a logistic curve has its 90th percentile where it was asked for', () => {
    expect(logistic(0.4).below(0.4)).toBeCloseTo(0.9, 12);
    expect(logistic(0.4).at(0.1)).toBeCloseTo(-0.4, 12);
  });
  it('of ranks is the identity, held to 0..1', () => {
    expect([-1, 0.3, 2].map(RANKS.below)).toEqual([0, 0.3, 1]);
    expect([-1, 0.3, 2].map(RANKS.at)).toEqual([0, 0.3, 1]);
  });
  it('never falls, and its inverse leads back, for any outcomes with any ties', () => {
    const outcomes = fc.array(
      fc.integer({ min: -20, max: 20 }).map((n) => n / 10),
      { minLength: 2, maxLength: 40 },
    );
    fc.assert(
      fc.property(outcomes, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (values, p) => {
        const f = fromOutcomes(values);
        expect(f.below(f.at(p))).toBeCloseTo(p, 9);
        expect(f.below(f.at(p) + 0.01)).toBeGreaterThanOrEqual(f.below(f.at(p)));
      }),
      { seed: 3 },
    );
  });
});

const TABLE: ConformalTable = {
  levels: [0.1, 0.5, 0.9],
  bands: [
    { name: 'small, new', followers: [null, 10_000], history: [0, 3], rows: 1, authors: 1, residuals: [-2, 0, 2] },
    { name: 'small', followers: [null, 10_000], history: null, rows: 1, authors: 1, residuals: [-1, 0, 1] },
    { name: 'all', followers: null, history: null, rows: 1, authors: 1, residuals: [-0.5, 0.1, 0.7] },
  ],
};

describe('bands', () => {
  it('are found by followers and earlier posts, the first that fits', () => {
    expect(bandFor(TABLE, 500, 2)?.name).toBe('small, new');
    expect(bandFor(TABLE, 500, 3)?.name).toBe('small');
    expect(bandFor(TABLE, 10_000, 2)?.name).toBe('all');
  });
  it('take an unknown number of followers only where any will do', () => {
    expect(bandFor(TABLE, null, 2)?.name).toBe('all');
    expect(inside([null, null], null)).toBe(false);
    expect(inside(null, null)).toBe(true);
  });
  it('fall back to the last one, and to none in an empty table', () => {
    expect(bandFor({ levels: [], bands: [] }, 1, 1)).toBeNull();
    const [first] = TABLE.bands;
    expect(bandFor({ ...TABLE, bands: first ? [first] : [] }, 1e9, 99)?.name).toBe('small, new');
  });
  it('give residuals between levels in a straight line and hold the ends', () => {
    const all = TABLE.bands[2];
    if (!all) throw new Error('three bands');
    const found = [0.01, 0.1, 0.3, 0.5, 0.9, 0.99].map((p) => residualAt(TABLE, all, p));
    [-0.5, -0.5, -0.2, 0.1, 0.7, 0.7].forEach((r, i) => expect(found[i]).toBeCloseTo(r, 12));
  });
});

describe('the chance to beat the own level', () => {
  it('is the logistic curve of the band of history: 1/(1+e^-1) = .731', () => {
    expect(probability({ a: 2, b: 0 }, 0.5)).toBeCloseTo(0.7310585786, 9);
    const beats = [
      { history: [0, 3], platt: { a: 1, b: 0 } },
      { history: [3, null], platt: { a: 2, b: 0 } },
    ] as const;
    expect(beatsOwnLevel(beats, 10, 0.5)).toBeCloseTo(0.7310585786, 9);
    expect(beatsOwnLevel(beats, 2, 0)).toBe(0.5);
    expect(beatsOwnLevel([], 2, 0)).toBeNull();
  });
});

describe('own outcomes', () => {
  it('are each post against the mean of the others', () => {
    // log10 views 3 six times and 4 once: the 4 stands 1 over the others, each 3 stands 1/6 under them.
    const outcomes = ownOutcomes(anAccount([1e3, 1e3, 1e3, 1e3, 1e3, 1e4, 1e3]));
    expect(outcomes).toHaveLength(7);
    expect(outcomes[5]).toBeCloseTo(1, 12);
    expect(outcomes[6]).toBeCloseTo(-1 / 6, 12);
    expect(ownOutcomes(anAccount([1e3]))).toEqual([]);
  });
});
