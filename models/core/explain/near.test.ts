import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditNear } from '../scoring/model-files.ts';
import { distanceToReal, isNearReal } from './near.ts';

const near: EditNear = {
  inputs: [
    { name: 'length_s', log: true },
    { name: 'hashtag_count', log: false },
  ],
  // Clips of 9 s with two hashtags, clips of 99 s with eight.
  groups: [
    { middle: [1, 2], spread: [0.1, 1] },
    { middle: [2, 8], spread: [0.1, 2] },
  ],
  fewest: { rows: 50, authors: 20 },
  neighbours: 1,
  limit: 2,
};

describe('how far a post is from real ones', () => {
  it('counts in spreads of the nearest group, worked out by hand', () => {
    expect(distanceToReal(near, { length_s: 9, hashtag_count: 2 })).toBeCloseTo(0, 12);
    // log10(1 + 99) = 2; 4 hashtags too few at a spread of 2.
    expect(distanceToReal(near, { length_s: 99, hashtag_count: 4 })).toBeCloseTo(2, 12);
    // Mean of the two: 0 and √((1/.1)² + (6/2)²) = √109.
    const both = { ...near, neighbours: 2 };
    expect(distanceToReal(both, { length_s: 9, hashtag_count: 2 })).toBeCloseTo(Math.sqrt(109) / 2, 12);
  });

  it('lets what is not known neither help nor harm, up to half', () => {
    // One of two inputs, one spread off, counted for both.
    expect(distanceToReal(near, { length_s: null, hashtag_count: 3 })).toBeCloseTo(Math.SQRT2, 12);
    expect(distanceToReal(near, {})).toBeNull();
    expect(isNearReal(near, {})).toBe(false);
  });

  it('finds each input common and both together odd', () => {
    expect(isNearReal(near, { length_s: 9, hashtag_count: 2 })).toBe(true);
    expect(isNearReal(near, { length_s: 99, hashtag_count: 8 })).toBe(true);
    expect(isNearReal(near, { length_s: 9, hashtag_count: 8 })).toBe(false);
  });

  it('says nothing against a post where a model file knows no groups', () => {
    expect(isNearReal(undefined, { length_s: 1e9 })).toBe(true);
  });

  it('never grows with more groups to be near to', () => {
    const value = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(value, value, (length, tags) => {
        const post = { length_s: length, hashtag_count: tags };
        const one = { ...near, groups: near.groups.slice(0, 1) };
        expect(distanceToReal(near, post)).toBeLessThanOrEqual(distanceToReal(one, post) ?? 0);
        expect(distanceToReal(near, post)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
