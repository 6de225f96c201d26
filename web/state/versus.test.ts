import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flatbread } from '../screens/testing/invented.ts';
import { compareFeatures, differences, versus } from './versus.ts';

const withDots = (dots: readonly number[]) => ({ score: { ...flatbread.score, dots } });

describe('which of two clips is the better bet', () => {
  test('by hand: outcomes 1 and 3 against 2 and 4 win in three of four pairs', () => {
    expect(versus(withDots([1, 3]), withDots([2, 4]))).toMatchObject({ apart: 0.75, alike: 1, verdict: 'b_maybe' });
  });
  test('the same forecast twice is open', () => {
    const dots = flatbread.score.dots;
    expect(versus(withDots(dots), withDots(dots))).toMatchObject({ apart: 0.5, alike: 0.5, verdict: 'open' });
  });
  test('law: swapping the two turns the chance round', () => {
    const dots = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(dots, dots, (a, b) => {
        expect(versus(withDots(a), withDots(b)).apart).toBeCloseTo(1 - versus(withDots(b), withDots(a)).apart, 12);
      }),
    );
  });
  test('scores against different people are not on one scale', () => {
    const videos = { score: { ...flatbread.score, reference: 'comparable_videos' as const } };
    expect(versus(flatbread, videos).sameScale).toBe(false);
  });
});

test('a reason that only one clip has counts in full', () => {
  const [first] = flatbread.explanation.reasons;
  expect(differences(first ? [first] : [], [])).toMatchObject([{ points: -9, b: null }]);
});

test('features: a gap in both is alike, a gap in one is not', () => {
  const of = (values: Record<string, number | null>) => ({ set: '', values, missing: {} });
  expect(compareFeatures(of({ x: null, y: null, z: 1 }), of({ x: null, y: 2, z: 1.0001 }))).toEqual({
    differ: ['y'],
    same: ['x', 'z'],
  });
});
