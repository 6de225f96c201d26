import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  course,
  GROWTH_SET,
  growthForecast,
  growthRow,
  halfLife,
  peakHour,
  understandsGrowth,
  usualPace,
  type Reading,
} from './growth.ts';
import type { GrowthModel } from './model-files.ts';

/** One tree: a pace of .2 where the age is at most 100 h or nothing is known of a slope above .3, else .5 when it was faster. */
const model: GrowthModel = {
  model: 'growth',
  version: '0.0.1',
  featureSet: GROWTH_SET,
  exponent: 1,
  trees: {
    inputs: ['log_age', 'like_rate', 'comment_rate', 'share_rate', 'save_rate', 'log_followers', 'slope', 'slope_span'],
    base: 0.2,
    roots: [0],
    feature: [6, -1, -1],
    threshold: [0.3, 0, 0],
    missingLeft: [1, 0, 0],
    left: [1, 0, 0],
    right: [2, 0, 0],
    value: [0, 0, 0.3],
    cover: [2, 1, 1],
  },
  alone: { ages: [48, 2160], paces: [0.2, 0.2] },
  readings: [48, 2160],
  targets: [48, 2880],
  conformal: {
    levels: [0.1, 0.5, 0.9],
    bands: [true, false].flatMap((alone) => [
      { name: 'soon', alone, age: [48, null], gap: [0, 100], rows: 9, authors: 9, residuals: [-0.1, 0, 0.4] },
      { name: 'late', alone, age: [48, null], gap: [100, null], rows: 9, authors: 9, residuals: [-0.3, 0, 0.3] },
    ]),
  },
};

const at = (ageH: number, views: number): Reading => ({ ageH, views });
const told = (readings: readonly Reading[], targetAgeH: number) => {
  const answer = growthForecast(model, readings, targetAgeH);
  if ('cannotTell' in answer) throw new Error(answer.cannotTell);
  return answer;
};

describe('how far a video still goes', () => {
  it('is the reading plus the pace over the course, worked out by hand', () => {
    // From 50 h to 100 h lies a course of 100/50 - 100/100 = 1; the pace is .2.
    expect(course(1, 50, 100)).toBe(1);
    expect(told([at(50, 1000)], 100)).toEqual({
      value: expect.closeTo(3.2, 12),
      low: expect.closeTo(3.1, 12),
      high: expect.closeTo(3.6, 12),
    });
  });

  it('of one reading goes at the usual pace of its age, on a line over the log of the age', () => {
    const usual = { ages: [50, 200], paces: [0.4, 0.2] };
    expect(usualPace(usual, 100)).toBeCloseTo(0.3, 12);
    expect([usualPace(usual, 10), usualPace(usual, 900)]).toEqual([0.4, 0.2]);
    const answer = growthForecast({ ...model, alone: usual }, [at(100, 1000)], 200);
    // A course of .5 at a pace of .3.
    expect(answer).toMatchObject({ value: expect.closeTo(3.15, 12) as number });
    // Once a rate is known the trees speak: .2.
    expect(growthForecast({ ...model, alone: usual }, [at(100, 1000)], 200, { likesPerView: 0.1 })).toMatchObject({
      value: expect.closeTo(3.1, 12) as number,
    });
  });

  it('goes faster where the readings did', () => {
    // From 50 h to 100 h the views rose by .4 over a course of 1: a slope above .3, so the pace is .5.
    const readings = [at(50, 1000), at(100, 1000 * 10 ** 0.4)];
    expect(told(readings, 200).value).toBeCloseTo(3.4 + 0.5 * 0.5, 12);
    expect(growthRow(readings, {}, 1)[6]).toBeCloseTo(0.4, 12);
    expect(growthRow(readings, {}, 1)[7]).toBeCloseTo(Math.log10(2), 12);
  });

  it('takes no slope from readings hours apart or of the first day', () => {
    expect(growthRow([at(95, 900), at(100, 1000)], {}, 1)[6]).toBeNaN();
    expect(growthRow([at(3, 10), at(100, 1000)], {}, 1)[6]).toBeNaN();
  });

  it('keeps what is not known apart from nothing', () => {
    expect(growthRow([at(60, 10)], {}, 1)[1]).toBeNaN();
    expect(growthRow([at(60, 10)], { likesPerView: 0, followers: 0 }, 1)[1]).toBeCloseTo(-6, 12);
    expect(growthRow([at(60, 10)], { likesPerView: null, followers: 0 }, 1)[5]).toBe(0);
  });

  it.each([
    ['no reading at all', [], 200, 'no_reading'],
    ['a reading of ten hours', [at(10, 500)], 200, 'reading_too_early'],
    ['a reading just under two days', [at(47.9, 500)], 200, 'reading_too_early'],
    ['a reading of half a year', [at(4400, 500)], 4500, 'reading_too_late'],
    ['a year later', [at(100, 500)], 8760, 'target_too_late'],
    ['an age before the only reading', [at(100, 500)], 90, 'target_before_reading'],
    ['nobody has watched', [at(100, 0)], 200, 'no_views'],
  ] as const)('%s cannot be told', (_, readings, targetAgeH, cannotTell) => {
    expect(growthForecast(model, readings, targetAgeH)).toEqual({ cannotTell });
  });

  it('never tells the hour of a peak', () => {
    expect(peakHour()).toEqual({ cannotTell: 'peak_hour_not_in_data' });
  });

  it('refuses a model made with other inputs', () => {
    expect(understandsGrowth(model)).toBe(true);
    expect(understandsGrowth({ ...model, featureSet: 'growth-0' })).toBe(false);
  });
});

describe('the age at which half had come', () => {
  it('is told between two readings that hold it', () => {
    // At 150 h: 3.9 + .5·(1 - 2/3) ≈ 4.07, so half is 10^3.77, between the readings of 10^3 and 10^3.9.
    const readings = [at(50, 1000), at(100, 10 ** 3.9)];
    const end = told(readings, 150).value;
    const part = (end - Math.log10(2) - 3) / 0.9;
    const answer = halfLife(model, readings, 150);
    expect(answer).toEqual({ ageH: expect.closeTo(1 / (1 / 50 - part * (1 / 50 - 1 / 100)), 9) });
  });

  it('is told from the forecast where that doubles', () => {
    const steep = { ...model, alone: { ages: [48, 2160], paces: [1, 1] } };
    // From 50 h: 3 + 1·(2 - 100/b) passes the half of the end, 3 + 2 - 100/2000 - log10 2, at 100/b = .05 + log10 2.
    expect(halfLife(steep, [at(50, 1000)], 2000)).toEqual({ ageH: expect.closeTo(100 / (0.05 + Math.log10(2)), 9) });
  });

  it('cannot be told when half had come before the first reading, or the end cannot be told', () => {
    expect(halfLife(model, [at(100, 1000)], 720)).toEqual({ cannotTell: 'half_before_reading' });
    expect(halfLife(model, [at(100, 0), at(200, 0)], 720)).toEqual({ cannotTell: 'no_views' });
    expect(halfLife(model, [at(48, 0), at(100, 1000)], 720)).toEqual({ cannotTell: 'half_before_reading' });
    expect(halfLife(model, [at(20, 1000)], 720)).toEqual({ cannotTell: 'reading_too_early' });
  });
});

describe('laws', () => {
  const age = fc.double({ min: 48, max: 2160, noNaN: true });
  const gap = fc.double({ min: 0, max: 700, noNaN: true });
  const views = fc.integer({ min: 1, max: 1e8 });

  it('asked about its own age, a reading is the answer', () => {
    fc.assert(
      fc.property(age, views, (a, v) => {
        expect(told([at(a, v)], a)).toEqual({ value: Math.log10(v), low: Math.log10(v), high: Math.log10(v) });
      }),
    );
  });

  it('more views at a reading never mean fewer later, at no end of the range', () => {
    fc.assert(
      fc.property(age, gap, views, views, fc.option(views), (a, g, v, more, earlier) => {
        const first = earlier === null || a < 80 ? [] : [at(50, earlier)];
        const [one, two] = [told([...first, at(a, v)], a + g), told([...first, at(a, v + more)], a + g)];
        expect(two.value).toBeGreaterThanOrEqual(one.value);
        expect(two.low).toBeGreaterThanOrEqual(one.low);
        expect(two.high).toBeGreaterThanOrEqual(one.high);
      }),
    );
  });

  it('views never fall with time, the range holds the answer and never reaches under the reading', () => {
    fc.assert(
      fc.property(age, gap, gap, views, (a, g, h, v) => {
        const [one, two] = [told([at(a, v)], a + Math.min(g, h)), told([at(a, v)], a + Math.max(g, h))];
        for (const end of ['value', 'low', 'high'] as const) expect(two[end]).toBeGreaterThanOrEqual(one[end] - 1e-12);
        expect(one.low).toBeGreaterThanOrEqual(Math.log10(v));
        expect(one.low).toBeLessThanOrEqual(one.value);
        expect(one.high).toBeGreaterThanOrEqual(one.value);
      }),
    );
  });

  it('readings taken after the age asked about have no say, nor has their order', () => {
    fc.assert(
      fc.property(age, gap, views, fc.array(fc.tuple(gap, views), { maxLength: 4 }), (a, g, v, later) => {
        const known = [at(a, v)];
        const scrambled = [...later.map(([h, w]) => at(a + g + 1 + h, w)), ...known];
        expect(growthForecast(model, scrambled, a + g)).toEqual(growthForecast(model, known, a + g));
      }),
    );
  });
});
