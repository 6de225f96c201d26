import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midRank, shareBelow } from './ecdf.ts';
import { line, meanAbsolute, r2 } from './fit.ts';
import { groupedBootstrap, wilson } from './interval.ts';
import { conformalQuantile, median, quantile } from './quantile.ts';
import { normal, seeded, shuffle } from './random.ts';
import { auc, pearson, ranks, spearman } from './rank.ts';

describe('quantiles', () => {
  it('lie between order statistics as NumPy puts them', () => {
    // numpy.quantile([1, 2, 3, 4], [.25, .5, .9]) = [1.75, 2.5, 3.7]
    expect([0.25, 0.5, 0.9].map((p) => quantile([4, 1, 3, 2], p))).toEqual([1.75, 2.5, 3.7]);
    expect(median([])).toBeNull();
  });

  it('for a conformal bound stand one rank further out', () => {
    // Nine residuals: the 90 % bound is the ⌈.9·10⌉ = 9th, the 10 % bound the ⌊.1·10⌋ = 1st.
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(conformalQuantile(nine, 0.9)).toBe(9);
    expect(conformalQuantile(nine, 0.1)).toBe(1);
    expect(conformalQuantile([5], 0.975)).toBe(5);
  });
});

describe('shares under a value', () => {
  it('run evenly between quantiles', () => {
    expect(shareBelow([0, 1, 3], 2)).toBe(0.75);
    expect(shareBelow([0, 1, 3], -5)).toBe(0);
    expect(shareBelow([0, 1, 3], 9)).toBe(1);
  });

  it('never fall as the value rises', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -9, max: 9 }), { minLength: 2, maxLength: 30 }),
        fc.double({ noNaN: true, min: -10, max: 10 }),
        fc.double({ noNaN: true, min: 0, max: 5 }),
        (values, x, more) => {
          const sorted = values.sort((a, b) => a - b);
          expect(shareBelow(sorted, x + more)).toBeGreaterThanOrEqual(shareBelow(sorted, x));
        },
      ),
    );
  });

  it('count a tie half', () => {
    expect(midRank([1, 2, 2, 3], 2)).toBe(0.5);
    expect(midRank([], 2)).toBeNull();
  });
});

describe('ranks', () => {
  it('are shared by ties', () => expect([...ranks([10, 20, 20, 5])]).toEqual([2, 3.5, 3.5, 1]));

  it('agree with scipy.stats', () => {
    // spearmanr([1,2,3,4,5], [5,6,7,8,7]) = .8207826816681233; pearsonr of the same = .8320502943378437
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
    expect(pearson([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8320502943378437, 12);
    expect(pearson([1, 1], [2, 3])).toBeNull();
  });

  it('give the chance that a hit stands above a miss', () => {
    // Pairs: .35 beats .1 and not .4; .8 beats both: 3 of 4.
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(auc([1, 1], [0, 1])).toBe(0.5);
    expect(auc([1, 2], [1, 1])).toBeNull();
  });
});

describe('fits', () => {
  it('worse than the mean are under 0', () => {
    expect(r2([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(r2([2, 2, 2], [1, 2, 3])).toBe(0);
    expect(r2([3, 2, 1], [1, 2, 3])).toBe(-3);
    expect(r2([1], [1])).toBeNull();
  });

  it('find the least-squares line', () => {
    expect(line([0, 1, 2], [1, 3, 5])).toEqual({ slope: 2, intercept: 1 });
    expect(line([1, 1], [0, 1])).toBeNull();
    expect(meanAbsolute([1, 2], [2, 4])).toBe(1.5);
  });
});

describe('intervals', () => {
  it('of a share agree with Wilson 1927', () => {
    // statsmodels proportion_confint(8, 10, method='wilson') = (.4901625, .9433178)
    const bounds = wilson(8, 10);
    expect(bounds?.low).toBeCloseTo(0.4901625, 6);
    expect(bounds?.high).toBeCloseTo(0.9433178, 6);
    expect(wilson(0, 0)).toBeNull();
  });

  it('that draw authors are wider than those that draw rows, when rows of one author are alike', () => {
    const random = seeded(3);
    const author = Array.from({ length: 400 }, (_, i) => i >> 4);
    const level = Array.from({ length: 25 }, () => normal(random));
    const value = author.map((a) => level[a] ?? 0);
    const mean = (rows: Uint32Array): number => rows.reduce((sum, i) => sum + (value[i] ?? 0), 0) / rows.length;
    const grouped = groupedBootstrap(author, mean, seeded(1), 300);
    const single = groupedBootstrap(
      value.map((_, i) => i),
      mean,
      seeded(1),
      300,
    );
    const width = (b: typeof grouped): number => (b ? b.high - b.low : Number.NaN);
    expect(width(grouped)).toBeGreaterThan(2 * width(single));
  });

  it('need three groups', () => expect(groupedBootstrap(['a', 'b'], () => 1, seeded(1))).toBeNull());
});

describe('random numbers', () => {
  it('repeat from a seed and differ between seeds', () => {
    const five = (seed: number): number[] => Array.from({ length: 5 }, seeded(seed));
    expect(five(9)).toEqual(five(9));
    expect(five(9)).not.toEqual(five(10));
  });

  it('keep what they shuffle', () => {
    expect([...shuffle(Uint32Array.from([1, 2, 3, 4, 5]), seeded(2))].sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
