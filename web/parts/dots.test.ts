import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisMarks, countBeyond, placeDots, tallest } from './dots.ts';

describe('the dot forecast', () => {
  test('a dot just above the middle stands right of it, one just below left of it', () => {
    expect(placeDots([49.9, 50.1]).map((dot) => dot.at)).toEqual([47, 53]);
  });
  test('dots of one bin stand on each other', () => {
    expect(placeDots([62.5, 63, 67]).map(({ at, row }) => [at, row])).toEqual([
      [65, 0],
      [65, 1],
      [65, 2],
    ]);
  });
  test('the mock-up: 15 of 20 pass the typical post', () => {
    const quantiles = [28, 34, 40, 46, 48, 51, 53, 57, 60, 63, 64, 65, 66, 69, 70, 71, 75, 77, 82, 88];
    expect(countBeyond(placeDots(quantiles))).toBe(15);
  });
  test('law: filled dots are exactly those beyond 50, all stay on the scale, none share a place', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 20, maxLength: 20 }), (q) => {
        const dots = placeDots(q);
        expect(countBeyond(dots)).toBe(q.filter((x) => x > 50).length);
        expect(dots.every((dot) => dot.at >= 5 && dot.at <= 95)).toBe(true);
        expect(dots.every((dot) => dot.beyond === dot.at > 50)).toBe(true);
        expect(new Set(dots.map((dot) => `${dot.at}/${dot.row}`)).size).toBe(20);
        expect(tallest(dots)).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('labels under the axis', () => {
  test('a wide range shows all three', () => {
    expect(axisMarks(38, 64, 80).map((mark) => mark.text)).toEqual(['0', '38', '64', '80', '100']);
  });
  test('labels closer than 8 lose the middle one', () => {
    expect(axisMarks(50, 55, 75).map((mark) => mark.text)).toEqual(['0', '50', '75', '100']);
  });
  test('an end close to 0 or 100 is left to the axis', () => {
    expect(axisMarks(3, 50, 97).map((mark) => mark.text)).toEqual(['0', '50', '100']);
    expect(axisMarks(14, 54, 91).map((mark) => mark.text)).toEqual(['0', '14', '54', '100']);
  });
});
