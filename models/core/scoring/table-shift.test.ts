import { describe, expect, it } from 'vitest';
import { below, normal, seeded } from '../stats/random.ts';
import { movedChance, ownShifts, tableShifts, type ToldRow } from './table-shift.ts';

const HOUR = 3600;

/** People whose forecasts are all off by `off`, and scatter. */
function table(authors: number, posts: number, off: number, seed: number, scatter = 0.4): ToldRow[] {
  const random = seeded(seed);
  return Array.from({ length: authors * posts }, (_, i) => ({
    author: `author${i % authors}`,
    time: 1_600_000_000 + HOUR * below(random, 5000),
    error: off + scatter * normal(random),
    // The mean size of a normal error with spread .4.
    usual: 0.4 * Math.sqrt(2 / Math.PI),
  }));
}

describe('a table that stands elsewhere', () => {
  it('is found out: late rows are moved by about what all forecasts are off', () => {
    for (const off of [-0.2, 0.3]) {
      const rows = table(300, 20, off, 1);
      const shifts = tableShifts(rows);
      const late = rows.flatMap(({ time }, i) =>
        (time ?? 0) > 1_600_000_000 + 4000 * HOUR ? [shifts[i]?.by ?? 0] : [],
      );
      const mean = late.reduce((a, b) => a + b, 0) / late.length;
      expect(Math.abs(mean - off)).toBeLessThan(0.15 * Math.abs(off));
    }
  });

  it('widens the ranges where errors are half as large again as foretold, and keeps them where they are as foretold', () => {
    const late = (scatter: number): number => {
      const rows = table(300, 20, 0.2, 7, scatter);
      const moved = tableShifts(rows);
      const last = rows.flatMap(({ time }, i) =>
        (time ?? 0) > 1_600_000_000 + 4500 * HOUR ? [moved[i]?.stretch ?? 0] : [],
      );
      return last.reduce((a, b) => a + b, 0) / last.length;
    };
    expect(late(0.6)).toBeGreaterThan(1.35);
    expect(late(0.6)).toBeLessThan(1.5);
    expect(Math.abs(late(0.4) - 1)).toBeLessThan(0.03);
  });

  it('is left alone where forecasts are right: hardly a row moves by a tenth of the scatter', () => {
    const shifts = tableShifts(table(300, 20, 0, 2));
    expect(shifts.filter(({ by }) => Math.abs(by) > 0.04).length / shifts.length).toBeLessThan(0.05);
  });

  it('is left alone while fewer than forty people came before, however far off they were', () => {
    expect(tableShifts(table(39, 50, 2, 3)).every(({ by, stretch }) => by === 0 && stretch === 1)).toBe(true);
  });

  it('counts each person once they are known: one who posts all day does not move the others', () => {
    const quiet = table(60, 8, 0, 4);
    const loud = Array.from({ length: 2000 }, (_, i): ToldRow => ({
      author: 'loud',
      time: 1_600_000_000 + 2 * HOUR * i,
      error: 1.5,
      usual: 0.3,
    }));
    const shifts = tableShifts([...quiet, ...loud]);
    quiet.forEach((_, i) => expect(Math.abs(shifts[i]?.by ?? 1)).toBeLessThan(0.1));
  });
});

describe.each([
  ['the own author alone', ownShifts],
  ['everybody', tableShifts],
])('what has no part where %s has a say', (_, shiftsOf) => {
  const rows = table(80, 10, 0.2, 5);
  const shifts = shiftsOf(rows);

  it('the own outcome, others of the same hour, and all that comes later: scrambled, the shift is the same to the last bit', () => {
    expect(shifts.some(({ by }) => by !== 0)).toBe(true);
    const random = seeded(6);
    for (let k = 0; k < 60; k++) {
      const i = below(random, rows.length);
      const scrambled = rows.map((row) =>
        (row.time ?? 0) >= (rows[i]?.time ?? 0) ? { ...row, error: random() < 0.2 ? null : 5 * normal(random) } : row,
      );
      expect(shiftsOf(scrambled)[i]).toEqual(shifts[i]);
    }
  });

  it('the order of the file, beyond rounding', () => {
    const turned = shiftsOf(rows.toReversed()).toReversed();
    turned.forEach(({ by, stretch }, i) => {
      expect(by).toBeCloseTo(shifts[i]?.by ?? 9, 12);
      expect(stretch).toBeCloseTo(shifts[i]?.stretch ?? 9, 12);
    });
  });

  it('rows without a time or a reading', () => {
    const more = rows.flatMap((row): ToldRow[] => [
      row,
      { author: 'x', time: null, error: 3, usual: 0.3 },
      { ...row, error: null },
    ]);
    const with_ = shiftsOf(more);
    rows.forEach((_row, i) => {
      expect(with_[3 * i]).toEqual(shifts[i]);
      expect(with_[3 * i + 1]).toEqual({ by: 0, stretch: 1 });
    });
  });
});

describe('where the own author alone has a say', () => {
  const rows = table(12, 30, 0.3, 8);
  const shifts = ownShifts(rows);

  it('nobody else has: whatever they do, or if they are not there at all, answers are the same to the last bit', () => {
    const random = seeded(9);
    const strange = rows.map((row) => (row.author === 'author3' ? row : { ...row, error: 9 * normal(random) }));
    const alone = rows.filter(({ author }) => author === 'author3');
    const kept = shifts.filter((_, i) => rows[i]?.author === 'author3');
    expect(ownShifts(strange).filter((_, i) => rows[i]?.author === 'author3')).toEqual(kept);
    expect(ownShifts(alone)).toEqual(kept);
  });

  it('a row moves by what its earlier ones were off, drawn to nothing', () => {
    const told = [0.5, 0.3, -9].map((error, i) => ({ author: 'a', time: i * HOUR, error, usual: 0.3 }));
    expect(ownShifts([...told, { author: 'a', time: 9 * HOUR, error: null, usual: null }]).map(({ by }) => by)).toEqual(
      [
        0,
        0.5 / 61,
        0.8 / 62,
        // The last one counts as a factor of 30.
        (0.8 - 1.5) / 63,
      ],
    );
  });
});

describe('a chance', () => {
  it('moves with the forecast, keeps its order, and stays where the forecast does', () => {
    expect(movedChance(0.3, 0)).toBe(0.3);
    // Log-odds of ½ are 0; .3 of a log10 makes them .9.
    expect(movedChance(0.5, 0.3)).toBeCloseTo(1 / (1 + Math.exp(-0.9)), 12);
    expect(movedChance(0.2, -0.4)).toBeLessThan(movedChance(0.3, -0.4));
    expect(movedChance(0.2, -0.4)).toBeLessThan(0.2);
  });
});
