/** What a record may say with 5, 30 and 300 results; expected values by hand, or the interval's own formula. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seeded } from '../stats/random.ts';
import { FEW, trackRecord, type Judged } from './record.ts';

const judged = (did: number, value = 0, pBeats: number | null = null): Judged => ({
  said: { low: value - 0.4, value, high: value + 0.4 },
  did,
  pBeats,
});

describe('the record of a creator', () => {
  it('is none without a result', () => expect(trackRecord([])).toBeNull());

  it('of five results counts them, with the range of so few, and says nothing else', () => {
    const record = trackRecord([0.1, -0.2, 0.3, 0.9, -0.9].map((did) => judged(did)));
    expect(record).toMatchObject({ of: 5, inside: 3, under: 1, over: 1, width: 'as_promised' });
    // Wilson for 3 of 5: .23 to .88 (statsmodels proportion_confint).
    expect(record?.kept.low).toBeCloseTo(0.2307, 3);
    expect(record?.kept.high).toBeCloseTo(0.8824, 3);
    expect([record?.lean, record?.off, record?.order, record?.beats, record?.lately]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('of thirty says how far off, and that saying "as usual" was no worse where it was', () => {
    // Forecasts without any relation to what came.
    const random = seeded(3);
    const record = trackRecord(Array.from({ length: 30 }, () => judged(0.3 * normal(random), 0.2 * normal(random))));
    expect(record?.off?.better).not.toBe('said');
    expect(record?.order && record.order.low < 0 && record.order.high > 0).toBe(true);
    expect(record?.lately).toBeNull();
  });

  it('of three hundred sees skill, a lean and ranges that are too narrow', () => {
    const random = seeded(5);
    const results = Array.from({ length: 300 }, () => {
      const value = 0.4 * normal(random);
      // Twice what was said, on the whole.
      return judged(value + Math.log10(2) + 0.5 * normal(random), value, 0.5);
    });
    const record = trackRecord(results);
    expect(record?.off?.better).toBe('said');
    expect(record?.width).toBe('too_narrow');
    expect(record?.lean && record.lean.low > 1 && record.lean.low < 2 && record.lean.high > 2).toBe(true);
    expect(record?.order && record.order.low > 0).toBe(true);
    // More than half beat their level, and half was said.
    expect(record?.beats && record.beats.said < record.beats.low).toBe(true);
  });

  it('sees that it got worse lately, and calls no single run of misses so', () => {
    const good = Array.from({ length: 100 }, (_, i) => judged(i % 10 < 8 ? 0 : 1));
    const bad = Array.from({ length: 20 }, (_, i) => judged(i % 10 < 3 ? 0 : 1));
    expect(trackRecord([...good, ...bad])?.lately).toMatchObject({ inside: 6, of: 20, worse: true });
    expect(trackRecord([...good, ...good.slice(0, 20)])?.lately).toMatchObject({ inside: 16, worse: false });
  });

  it('with forecasts that are all the same has no order to speak of', () => {
    const record = trackRecord(Array.from({ length: 12 }, (_, i) => judged(i / 30)));
    expect(record?.order).toBeNull();
  });

  it('where nothing is foretold beyond the usual, finds no skill at least 19 times in 20', () => {
    let found = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = seeded(seed);
      const record = trackRecord(Array.from({ length: 40 }, () => judged(0.4 * normal(random), 0.05 * normal(random))));
      if (record?.off?.better === 'said') found++;
    }
    expect(found).toBeLessThanOrEqual(10);
  });

  it('every interval holds its value, whatever came', () => {
    const some = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(some, some, fc.option(fc.double({ min: 0, max: 1, noNaN: true }))), {
          minLength: 1,
          maxLength: 60,
        }),
        (rows) => {
          const record = trackRecord(rows.map(([did, value, p]) => judged(did, value, p)));
          expect(record).not.toBeNull();
          if (!record) return;
          expect(record.inside + record.under + record.over).toBe(rows.length);
          expect(record.lean === null).toBe(rows.length < FEW);
          for (const one of [record.kept, record.lean, record.order, record.beats]) {
            if (!one) continue;
            expect(one.low).toBeLessThanOrEqual(one.value + 1e-9);
            expect(one.high).toBeGreaterThanOrEqual(one.value - 1e-9);
          }
        },
      ),
    );
  });
});
