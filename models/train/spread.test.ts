import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputSpread } from '#contracts/manifest.ts';
import { spreadOf } from './spread.ts';

describe('the spread of an input', () => {
  it('is its deciles, a tenth of the rows in each bin', () => {
    const spread = spreadOf(Array.from({ length: 1001 }, (_, i) => i));
    expect(spread?.edges).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
    // 101 values from 0 to 100, then a hundred in each.
    expect(spread?.shares).toEqual([0.100899, ...Array.from({ length: 9 }, () => 0.0999)]);
  });

  it('of a count with few values has as many bins as it can', () => {
    // Sixty per cent have none, thirty have one, ten have five.
    const values = [...Array<number>(60).fill(0), ...Array<number>(30).fill(1), ...Array<number>(10).fill(5)];
    expect(spreadOf(values)).toMatchObject({ shares: [0.6, 0.3, 0.1] });
  });

  it('of one value, or of next to none, is not told', () => {
    expect(spreadOf(Array<number>(50).fill(3))).toBeNull();
    expect(spreadOf([1, 2, 3])).toBeNull();
    expect(spreadOf([])).toBeNull();
  });

  it('fits its contract, rises, and holds every row', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: false, min: -1e6, max: 1e6 }), { maxLength: 200 }), (values) => {
        const spread = spreadOf(values);
        if (spread === null) return;
        expect(InputSpread.safeParse(spread).success).toBe(true);
        expect(spread.edges).toEqual([...spread.edges].sort((a, b) => a - b));
        expect(spread.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
      }),
    );
  });
});
