import { describe, expect, it } from 'vitest';
import { chanceAbove } from './exceed.ts';
import type { ConformalTable } from './model-files.ts';

const TABLE: ConformalTable = {
  levels: [0.1, 0.5, 0.9],
  bands: [{ name: 'all', followers: null, history: null, rows: 100, authors: 50, residuals: [-1, 0, 2] }],
};
const [BAND] = TABLE.bands;
if (!BAND) throw new Error('the table has a band');

describe('the chance to land further above', () => {
  it.each([
    [-1, 0.9],
    [-0.5, 0.7],
    [0, 0.5],
    [1, 0.3],
    // At and beyond the outermost level half of what is left is told.
    [2, 0.05],
    [9, 0.05],
    [-9, 0.95],
  ])('than %f is %f', (distance, chance) => expect(chanceAbove(TABLE, BAND, distance)).toBeCloseTo(chance, 12));
});
