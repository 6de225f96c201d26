import { describe, expect, it } from 'vitest';
import { anAccount } from '../invented-cases.ts';
import { bothChances, topChance, understandsTop, type TopModel } from './top.ts';

/** One leaf: log-odds of 0.4, whatever is known. */
const MODEL: TopModel = {
  model: 'top',
  version: '1',
  featureSet: '',
  trees: {
    inputs: ['history_count'],
    base: 0.4,
    roots: [],
    feature: [],
    threshold: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    cover: [],
  },
  level: { intercept: 0, slope: 1, unknown: 3 },
  expectation: {
    intercept: 0,
    slope: 1,
    unknownFollowers: 3,
    youngDrop: 0,
    youngDays: 1,
    person: 1,
    days: [],
    order: { variance: 0, scale: 1 },
    alone: 1,
    daysApart: 1,
  },
  assume: {},
  chances: [
    { history: [3, 10], platt: { a: 2, b: -1 } },
    { history: [10, null], platt: { a: 1, b: -1 } },
  ],
};

describe('the chance of the own best quarter', () => {
  it('is calibrated by the number of earlier posts: log-odds of .4 are 2·.4 - 1 with five and .4 - 1 with ten', () => {
    expect(topChance(MODEL, {}, anAccount([1, 2, 3, 4, 5]))).toBeCloseTo(1 / (1 + Math.exp(0.2)), 12);
    expect(topChance(MODEL, {}, anAccount([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).toBeCloseTo(1 / (1 + Math.exp(0.6)), 12);
  });

  it('is not told under four earlier posts, nor of nobody', () => {
    expect(topChance(MODEL, {}, anAccount([1, 2, 3]))).toBeNull();
    expect(topChance(MODEL, {}, null)).toBeNull();
  });

  it('of two who agree is theirs, and of two who contradict each other alike is a half', () => {
    expect(bothChances(0.2, 0.2)).toBeCloseTo(0.2, 12);
    expect(bothChances(0.1, 0.9)).toBeCloseTo(0.5, 12);
    // Odds of 1:4 and 4:6 have the geometric mean 1:√6.
    expect(bothChances(0.2, 0.4)).toBeCloseTo(1 / (1 + Math.sqrt(6)), 12);
  });

  it('of a model for other inputs is refused', () => {
    expect(understandsTop(MODEL)).toBe(false);
  });
});
