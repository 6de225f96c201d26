import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codedPictures, type CodedPicture } from './coded.ts';

/** Pictures at 20 a second, a sync sample of 9000 bytes every second, 100 bytes for each other one. */
const steady = (count: number): CodedPicture[] =>
  Array.from({ length: count }, (_, n) => ({ at: n / 20, bytes: n % 20 === 0 ? 9000 : 100, key: n % 20 === 0 }));

describe('the list of coded pictures', () => {
  it('tells the bytes of each quarter second without its sync samples', () => {
    // Five pictures a quarter; in the first of each second one of them is a sync sample.
    expect(codedPictures(steady(40), 2)?.changeBytes).toEqual([400, 500, 500, 500, 400, 500, 500, 500]);
  });
  it('shows where much changes', () => {
    const pictures = steady(40).map((one) => (one.at >= 1.25 && one.at < 1.5 ? { ...one, bytes: 1000 } : one));
    expect(codedPictures(pictures, 2)?.changeBytes.indexOf(5000)).toBe(5);
  });
  it('of a codec whose pictures all stand alone, all are told', () => {
    const alone = steady(20).map((one) => ({ ...one, key: true, bytes: 10 }));
    expect(codedPictures(alone, 1)?.changeBytes).toEqual([50, 50, 50, 50]);
  });
  it('a quarter second without a picture is unknown, not empty', () => {
    const gap = steady(20).filter(({ at }) => at < 0.25 || at >= 0.5);
    expect(codedPictures(gap, 1)?.changeBytes[1]).toBeNull();
  });
  it('even pictures are even, and a gap is found with its place', () => {
    expect(codedPictures(steady(40), 2)?.uneven).toBe(0);
    const found = codedPictures(
      steady(40).filter((_, n) => n < 10 || n > 13),
      2,
    );
    // One of 35 steps is five times as long; it begins at the tenth picture.
    expect(found?.uneven).toBeCloseTo(1 / 35, 9);
    expect(found?.longestStepAt).toBeCloseTo(0.45, 9);
  });
  it('a clip of one picture has bytes and no rhythm; none has nothing', () => {
    expect(codedPictures(steady(1), 0.5)).toMatchObject({ uneven: null, longestStepAt: null });
    expect(codedPictures([], 3)).toBeNull();
    expect(codedPictures(steady(3), 0)).toBeNull();
  });
  it('no byte is told twice or lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.double({ min: 0, max: 9.99, noNaN: true }), bytes: fc.nat(1e6) })),
        (list) => {
          const pictures = list.toSorted((a, b) => a.at - b.at).map((one) => ({ ...one, key: false }));
          const told = codedPictures(pictures, 10)?.changeBytes ?? [];
          expect(told.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)).toBe(
            pictures.reduce((sum, { bytes }) => sum + bytes, 0),
          );
        },
      ),
    );
  });
});
