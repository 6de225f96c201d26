import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reference, Score } from '../flow.ts';
import { versus } from './compare.ts';
import { MOST_RANKED, rankOf } from './rank.ts';

const aReport = (dots: readonly number[], reference: Reference = 'own_posts'): { readonly score: Score } => ({
  score: {
    value: dots.reduce((a, b) => a + b, 0) / dots.length,
    low: Math.min(...dots),
    high: Math.max(...dots),
    basis: 'learned',
    reference,
    history: 5,
    pBeats: null,
    dots,
    hold: null,
    reach: null,
    level: null,
    outside: [],
  },
});

describe('several versions of a clip', () => {
  it('that never meet are in plain order, and the best is best for sure', () => {
    const { order } = rankOf([aReport([40, 42]), aReport([80, 82]), aReport([10, 12])]);
    expect(order.map(({ index }) => index)).toEqual([1, 0, 2]);
    expect(order.map(({ best }) => best)).toEqual([1, 0, 0]);
    expect(order.map(({ open }) => open)).toEqual([false, false, false]);
  });

  it('worked out by hand: 1 and 3 against 2 and 2 against 0 and 4', () => {
    // Best: A 3 beats 2, 2 and 0 of {0, 4}: ½·(1·½) = ¼. B: 2 beats 1 of {1, 3} and 0 of {0, 4}: ½·½ = ¼. C: 4 beats all: ½.
    const { order } = rankOf([aReport([1, 3]), aReport([2, 2]), aReport([0, 4])]);
    expect(order.map(({ index, best }) => [index, best])).toEqual([
      [2, 0.5],
      [0, 0.25],
      [1, 0.25],
    ]);
    expect(order.map(({ open }) => open)).toEqual([false, true, true]);
  });

  it('the same clip nine times is nine equal chances', () => {
    const { order } = rankOf(Array.from({ length: MOST_RANKED }, () => aReport([30, 50, 70])));
    for (const { best } of order) expect(best).toBeCloseTo(1 / MOST_RANKED, 12);
  });

  it('on two scales is said', () => {
    expect(rankOf([aReport([1]), aReport([2], 'comparable_videos')]).sameScale).toBe(false);
  });

  const dots = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 20, maxLength: 20 });
  it('chances sum to 1 and a clip that is better in every outcome is never behind', () => {
    fc.assert(
      fc.property(fc.array(dots, { minLength: 2, maxLength: MOST_RANKED }), (all) => {
        const { order } = rankOf(all.map((one) => aReport(one)));
        expect(order.reduce((sum, { best }) => sum + best, 0)).toBeCloseTo(1, 9);
        const better = all.map((one, i) => aReport(i === 0 ? one.map((x) => x + 101) : one));
        expect(rankOf(better).order[0]?.index).toBe(0);
      }),
    );
  });

  it('of two says what the comparison of two says', () => {
    fc.assert(
      fc.property(dots, dots, (a, b) => {
        const [one, two] = [aReport(a), aReport(b)];
        const { order } = rankOf([one, two]);
        expect(order.find(({ index }) => index === 1)?.best).toBeCloseTo(versus(one, two).apart, 9);
      }),
    );
  });
});
