import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf, type Reading } from './activity.ts';
import { forecast, inputsOf, windowsOf } from './forecast.ts';
import { judge, stageOf } from './judge.ts';
import type { TrendForm, TrendModel } from './model.ts';
import { growthOf, windowDaysFor } from './velocity.ts';

/** Totals on days 100, 101, …  */
const totals = (...values: number[]): Reading[] => values.map((value, i) => ({ day: 100 + i, value }));
/** Totals after these daily gains, from 0. */
const gaining = (gains: readonly number[]): Reading[] => {
  let sum = 0;
  return totals(0, ...gains.map((gain) => (sum += gain)));
};

/** Weights that a person can follow: the next window moves half as far as the last one did. */
const FORM: TrendForm = {
  name: 'by_hand',
  windowDays: 1,
  windows: 3,
  coefficients: { step: 0.5 },
  odds: { higher: { step: 2 }, lower: { step: -2 } },
  levels: [0.1, 0.5, 0.9],
  bands: [{ fromSteps: 0, rows: 1, groups: 1, residuals: [-0.2, 0, 0.3] }],
  reference: Array.from({ length: 101 }, (_, i) => (i - 50) / 50),
  say: { rising: 0.6, peaking: 0.6, fading: 0.6 },
  velocitySd: 0.1,
};
const MODEL: TrendModel = { schema: 1, model: 'trends', version: 'test', forms: [FORM], testedOn: ['hashtag'] };

describe('the activity of a hashtag', () => {
  it('is what each day added to its total', () => {
    expect(activityOf(totals(1001, 1011, 1011, 1041), 'total')).toEqual({ lastDay: 103, gains: [10, 0, 30], step: 1 });
  });

  it('is known as finely as the source rounds', () => {
    expect(activityOf(totals(100_700_000, 101_200_000), 'total')).toEqual({
      lastDay: 101,
      gains: [500_000],
      step: 100_000,
    });
  });

  it('counts none on a day when the total falls: videos were taken away', () => {
    expect(activityOf(totals(50, 43, 44), 'total')?.gains).toEqual([0, 1]);
  });

  it('fills a short gap evenly, and starts anew after a long one', () => {
    const at = (day: number, value: number): Reading => ({ day, value });
    expect(activityOf([at(1, 10), at(4, 40)], 'total')?.gains).toEqual([10, 10, 10]);
    expect(activityOf([at(1, 1), at(2, 5), at(6, 40), at(7, 41)], 'total')?.gains).toEqual([1]);
    expect(activityOf([at(1, 10), at(3, 30)], 'rate')?.gains).toEqual([10, 20, 30]);
  });

  it('cannot be had from one total, nor from no readings, nor from readings that are no numbers', () => {
    expect(activityOf(totals(7), 'total')).toBeNull();
    expect(activityOf([], 'rate')).toBeNull();
    expect(
      activityOf(
        [
          { day: 1, value: Number.NaN },
          { day: 2.5, value: 3 },
          { day: 3, value: -1 },
        ],
        'rate',
      ),
    ).toBeNull();
  });

  it('does not depend on the order of the readings, and holds four weeks at most', () => {
    const readings = fc.uniqueArray(fc.record({ day: fc.nat(60), value: fc.nat(1e6) }), { selector: (r) => r.day });
    fc.assert(
      fc.property(readings, fc.constantFrom('total' as const, 'rate' as const), (list, measure) => {
        const activity = activityOf(list, measure);
        expect(activityOf(list.toReversed(), measure)).toEqual(activity);
        expect(activity?.gains.length ?? 0).toBeLessThanOrEqual(28);
        for (const gain of activity?.gains ?? []) expect(gain).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('velocity', () => {
  it('compares whole weeks where there are two, else thirds', () => {
    expect([1, 2, 5, 9, 13, 14, 28].map(windowDaysFor)).toEqual([null, 1, 1, 3, 4, 7, 7]);
  });

  it('of a thousand, then two thousand a day is the log of two over a week, drawn in a little', () => {
    const weeks = [...Array.from({ length: 7 }, () => 1001), ...Array.from({ length: 7 }, () => 2002)];
    const growth = growthOf({ lastDay: 14, gains: weeks, step: 1 }, 0.1);
    // ln((14014 + 1) / (7007 + 1)) / 7 = .09901; rounding noise is about (1/7007)², far under .1².
    expect(growth?.velocity).toBeCloseTo(0.09901, 4);
    expect(growth?.momentum).toBeNull();
  });

  it('is none, and does not quicken, where every week is the same', () => {
    const growth = growthOf({ lastDay: 28, gains: Array.from({ length: 28 }, () => 500), step: 1 }, 0.1);
    expect(growth).toMatchObject({ velocity: 0, momentum: 0, windowDays: 7 });
  });

  it('is drawn in more, the noisier the days are, and never beyond what was seen or across none', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 2, maxLength: 28 }), (gains) => {
        const calm = growthOf({ lastDay: 1, gains, step: 1 }, 10);
        const strict = growthOf({ lastDay: 1, gains, step: 1 }, 0.01);
        expect(Math.abs(strict?.velocity ?? 0)).toBeLessThanOrEqual(Math.abs(calm?.velocity ?? 0) + 1e-12);
        expect((strict?.velocity ?? 0) * (calm?.velocity ?? 0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('does not depend on the unit: ten times as many views grow as fast', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 4, maxLength: 28 }), (gains) => {
        const judged = [1, 10].map((unit) => {
          const readings = gaining(gains).map(({ day, value }) => ({ day, value: value * unit }));
          return judge(readings, 'total', MODEL);
        });
        expect(judged[1]?.velocity ?? 0).toBeCloseTo(judged[0]?.velocity ?? 0, 9);
        expect(judged[1]?.stage).toBe(judged[0]?.stage);
      }),
    );
  });
});

describe('the forecast', () => {
  const seen = (gains: readonly number[]) => {
    const activity = activityOf(gaining(gains), 'total');
    const windows = activity && windowsOf(activity, FORM);
    return windows && forecast(windows, FORM);
  };

  it('moves half as far as the last step, by these weights', () => {
    // step = ln((20 + 1) / (10 + 1)) = .6466
    expect(seen([7, 10, 20])?.change).toBeCloseTo(0.3233, 4);
    expect(seen([7, 10, 20])?.low).toBeCloseTo(0.1233, 4);
    expect(seen([7, 10, 20])?.high).toBeCloseTo(0.6233, 4);
    // 1 / (1 + e^(-2 × .6466)) = .7847
    expect(seen([7, 10, 20])?.higher).toBeCloseTo(0.7847, 3);
  });

  it('is withheld under five rounding steps: that is rounding', () => {
    expect(seen([3, 3, 4])).toBeNull();
    expect(seen([3, 3, 5])).not.toBeNull();
  });

  it('has finite inputs whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 3, maxLength: 28 }), (gains) => {
        const activity = activityOf(gaining(gains), 'total');
        const windows = activity && windowsOf(activity, FORM);
        expect(windows).not.toBeNull();
        if (windows) for (const value of Object.values(inputsOf(windows))) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('the stage', () => {
  const at = (higher: number, lower: number, sums: readonly number[]) =>
    stageOf({ higher, lower }, { sums, latest: [], step: 1 }, FORM).stage;

  it('is rising, peaking or fading when the chance is high enough, else it cannot be told', () => {
    expect(at(0.7, 0.2, [10, 5, 3])).toBe('rising');
    expect(at(0.2, 0.7, [10, 5, 3])).toBe('peaking');
    expect(at(0.2, 0.7, [10, 15, 3])).toBe('fading');
    expect(at(0.5, 0.5, [10, 15, 3])).toBe('cannot_tell');
  });

  it('is never said where it did not keep its promise in training', () => {
    const silent = { ...FORM, say: { rising: null, peaking: null, fading: null } };
    const windows = { sums: [10, 5, 3], latest: [10], step: 1 };
    expect(stageOf({ higher: 0.99, lower: 0.01 }, windows, silent)).toEqual({ stage: 'cannot_tell', why: 'unsure' });
    expect(stageOf({ higher: 0.01, lower: 0.99 }, windows, silent)).toEqual({ stage: 'cannot_tell', why: 'unsure' });
  });

  it('comes with the reason when there is too little to tell from', () => {
    expect(judge([], 'total', MODEL)).toMatchObject({ stage: 'cannot_tell', why: 'no_numbers', score: null });
    expect(judge(totals(5), 'total', MODEL)).toMatchObject({ why: 'too_short', velocity: null });
    expect(judge(gaining([5, 6]), 'total', MODEL)).toMatchObject({ why: 'too_short', days: 2 });
    expect(judge(gaining([1, 1, 1]), 'total', MODEL)).toMatchObject({ why: 'too_coarse', score: null });
    expect(judge(gaining([9, 9, 9]), 'total', null)).toMatchObject({ why: 'no_model', score: null });
  });

  it('is not said of a kind that the model was never measured on; its growth still is', () => {
    expect(judge(gaining([11, 20, 41]), 'total', MODEL, false)).toMatchObject({
      stage: 'cannot_tell',
      why: 'untested',
    });
    expect(judge(gaining([11, 20, 41]), 'total', MODEL, false).velocity).toBeGreaterThan(0);
  });

  it('comes with a score between 0 and 100 inside its range', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e6), { minLength: 3, maxLength: 28 }), (gains) => {
        const { score, higher } = judge(gaining(gains), 'total', MODEL);
        if (!score) return;
        expect(0 <= score.low && score.low <= score.value && score.value <= score.high && score.high <= 100).toBe(true);
        expect(higher !== null && higher >= 0 && higher <= 1).toBe(true);
      }),
    );
  });

  it('of a series that grows scores above one that shrinks', () => {
    const up = judge(gaining([11, 20, 40]), 'total', MODEL);
    const down = judge(gaining([41, 20, 11]), 'total', MODEL);
    expect(up.score?.value).toBeGreaterThan(down.score?.value ?? 100);
    expect([up.stage, down.stage]).toEqual(['rising', 'fading']);
  });
});
