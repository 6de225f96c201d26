import { expect, it } from 'vitest';
import { furthest } from './rung-tolerance.ts';

it('the distance of two answers is the largest, as a share of the largest number; an answer without numbers is far off', () => {
  const answer = (...values: number[]) => ({ out: { data: Float32Array.from(values) } });
  expect(furthest(answer(1, -4), answer(1, -3))).toBeCloseTo(0.25);
  expect(furthest(answer(1, 2), answer(1))).toBe(Infinity);
  expect(furthest(answer(1, 2), answer(1, NaN))).toBe(Infinity);
});
