import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageHours, mergedSeries, settledReading } from './reading-series.ts';
import { READING_AGES_H, readingPlan } from './reading-times.ts';

const POSTED = Date.UTC(2026, 10, 1, 12);
const HOUR = 3_600_000;
const at = (hours: number, views: number, postedAt: number | null = POSTED) => ({
  readAt: POSTED + hours * HOUR,
  postedAt,
  views,
});

describe('readings of one post', () => {
  it('are one series: in order, and of two within ten minutes the later', () => {
    const series = mergedSeries([at(24, 900), at(1, 100), at(1.1, 120), at(24, 905)]);
    expect(series.map(({ views }) => views)).toEqual([120, 905]);
  });

  it('merged twice are the same series', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ h: fc.double({ min: 0.1, max: 900, noNaN: true }), v: fc.nat() })), (rows) => {
        const once = mergedSeries(rows.map(({ h, v }) => at(h, v)));
        expect(mergedSeries(once)).toEqual(once);
      }),
    );
  });

  it('are judged by the first from a week on; before it they are too early', () => {
    expect(settledReading([at(1, 10), at(72, 400)])).toBeNull();
    expect(settledReading([at(720, 900), at(72, 400), at(170, 700)])?.views).toBe(700);
    expect(settledReading([at(5, 10, null), at(9, 20, null)])?.views).toBe(20);
  });

  it('have an age where the day of posting is known', () => {
    expect([ageHours(at(6, 1)), ageHours(at(6, 1, null)), ageHours(at(6, 1, null), POSTED)]).toEqual([6, null, 6]);
  });
});

describe('the plan of readings', () => {
  const states = (hours: number, read: readonly number[]): string[] =>
    readingPlan(
      POSTED,
      read.map((h) => POSTED + h * HOUR),
      POSTED + hours * HOUR,
    ).map(({ state }) => state);

  it('says at 25 hours that 1 h was done, 6 h missed and 24 h is due', () => {
    expect(states(25, [2])).toEqual(['done', 'missed', 'due', 'ahead', 'ahead', 'ahead']);
  });
  it('has nothing due before the first hour, and all behind it after two months', () => {
    expect(states(0.5, [])).toEqual(Array(6).fill('ahead'));
    expect(states(1500, [721])).toEqual(['missed', 'missed', 'missed', 'missed', 'missed', 'done']);
  });
  it('never has two due at once', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 2000, noNaN: true })),
        (now, read) => {
          expect(states(now, read).filter((state) => state === 'due').length).toBeLessThanOrEqual(1);
          expect(states(now, read)).toHaveLength(READING_AGES_H.length);
        },
      ),
    );
  });
});
