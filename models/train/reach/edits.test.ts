import { describe, expect, it } from 'vitest';
import { editCells } from './edits.ts';
import { INPUTS } from './inputs.ts';

/** Forty-five people with posts of 10 s and of 60 s; the long ones do better than foretold by .2. */
const people = 45;
const rows = Array.from({ length: people * 8 }, (_, i) => ({ author: i % people, length: i % 2 === 0 ? 10 : 60 }));
const answered = {
  columns: INPUTS.map((name) =>
    Float64Array.from(rows, ({ length }) =>
      name === 'length_s' ? length : name === 'hashtag_count' ? 3 : name === 'days_since_last' ? 1 : Number.NaN,
    ),
  ),
  outcome: rows.map(({ length }) => (length === 60 ? 0.2 : 0)),
  prediction: rows.map(() => 0),
  group: rows.map(({ author }) => author),
  rows: rows.map((_, i) => i),
};

describe('cells of what can be changed', () => {
  it('tell how far off forecasts were in them', () => {
    const { cells } = editCells(answered);
    expect(cells.map(({ excess }) => excess).sort()).toEqual([0, 0.2]);
    for (const { error } of cells) expect(error).toBeCloseTo(0, 12);
  });

  it('are of many people, or are not there', () => {
    const few = { ...answered, group: rows.map(({ author }) => author % 20) };
    expect(editCells(few).cells).toEqual([]);
  });

  it('count the posts of one person as one draw, worked out by hand', () => {
    const split = {
      ...answered,
      outcome: rows.map(({ author, length }) => (length === 10 ? 0 : author % 2 === 0 ? 1 : -1)),
    };
    const long = editCells(split).cells.find(({ bounds }) => (bounds['length_s']?.[0] ?? 0) > 10);
    // 45 people with 4 posts each: 23 at +1, 22 at -1, mean 1/45; each person's sum is 4·(±1 - 1/45).
    const mean = 1 / 45;
    const squares = 23 * (4 * (1 - mean)) ** 2 + 22 * (4 * (-1 - mean)) ** 2;
    expect(long?.error).toBeCloseTo(Math.sqrt(squares) / 180, 4);
  });
});
