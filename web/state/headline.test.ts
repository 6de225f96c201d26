import { describe, expect, test } from 'vitest';
import type { Evaluation, Measure } from './evidence.svelte.ts';
import { figureWords, headline, learningCurves, lowerIsBetter, plainCurves, worthOf } from './headline.ts';
import { Words } from './words.svelte.ts';

const words = new Words(['en']);
await words.use('auto');

const measure = (change: Partial<Measure>): Measure => ({
  metric: 'auc_own',
  rows: 'invented',
  split: 'authors',
  slice: 'all',
  n: 100,
  groups: 10,
  model: { value: 0.62, low: 0.58, high: 0.66 },
  baseline: null,
  gain: null,
  ...change,
});
const evaluation = (change: Partial<Evaluation>): Evaluation => ({
  schema: 1,
  model: 'reach',
  version: '1',
  sha256: '',
  baseline: '',
  measures: [],
  coverage: [],
  reliability: [],
  slope: [],
  scores: [],
  learning: [],
  members: [],
  tried: [],
  failures: [],
  ...change,
});

describe('what to lead with', () => {
  test('people never seen come before later months and before other data sets', () => {
    const measures = [
      measure({ split: 'transfer', n: 9000 }),
      measure({ split: 'time', n: 5000 }),
      measure({ split: 'authors', n: 300 }),
    ];
    expect(headline(evaluation({ measures })).order?.split).toBe('authors');
  });
  test('the whole comes before its parts, the larger part before the smaller', () => {
    const parts = [measure({ slice: '0 earlier posts', n: 50 }), measure({ slice: '3 or more earlier posts', n: 80 })];
    expect(headline(evaluation({ measures: parts })).order?.n).toBe(80);
    expect(headline(evaluation({ measures: [...parts, measure({ n: 10 })] })).order?.slice).toBe('all');
  });
  test('a figure without a baseline is never set against one', () => {
    expect(headline(evaluation({ measures: [measure({ metric: 'r2_ratio' })] })).against).toBeNull();
  });
  test('nothing measured, nothing led with', () => {
    expect(headline(evaluation({}))).toEqual({
      coverage: null,
      order: null,
      against: null,
      slope: null,
      measuredOn: null,
    });
  });
  test('curves of a part of a part stay in the file', () => {
    const reliability = ['caption only', 'title and description, not both empty'].map((what) => ({
      what,
      rows: 'invented',
      bins: [],
    }));
    expect(plainCurves(evaluation({ reliability })).map((curve) => curve.what)).toEqual(['caption only']);
  });
});

test('rows held back lead, however many there are out of fold', () => {
  const held = measure({ metric: 'spearman', rows: 'invented_held_out', slice: 'title', n: 100 });
  const many = measure({ metric: 'spearman', rows: 'invented_out_of_fold', slice: 'both', n: 900 });
  expect(headline(evaluation({ measures: [many, held] })).order).toBe(held);
  expect(headline(evaluation({ measures: [many] })).order).toBe(many);
});

test('a model is worth something where its gain lies beyond chance, and the right way', () => {
  const gain = (metric: string, value: number, low: number | null, high: number | null) =>
    worthOf(measure({ metric, gain: { value, low, high } }));
  expect(gain('r2', 0.03, 0.01, 0.05)).toBe('better');
  expect(gain('r2', 0.03, -0.01, 0.05)).toBe('unsure');
  expect(gain('r2', -0.03, -0.05, -0.01)).toBe('worse');
  expect(gain('median_absolute_error', -0.03, -0.05, -0.01)).toBe('better');
  expect(gain('median_absolute_error', 0.03, 0.01, 0.05)).toBe('worse');
  expect(gain('r2', 0.03, null, null)).toBe('unsure');
  expect(worthOf(measure({}))).toBeNull();
  expect(worthOf(null)).toBeNull();
});

test('an interval is told in the unit shown, or not at all', () => {
  expect(figureWords({ low: 0.58, high: 0.66 }, 100, words)).toBe('(58 to 66)');
  expect(figureWords({ low: null, high: null }, 100, words)).toBe('');
});

describe('curves', () => {
  const bins = [{ predicted: 0.2, observed: 0.3, n: 9 }];
  test('of chances and ranks are drawn, whole slices before parts; log views have no place between 0 and 100', () => {
    const whole = { what: 'all', rows: 'a', bins };
    const part = { what: 'all, some', rows: 'a', bins };
    const growth = { what: 'log10 growth', rows: 'a', bins };
    expect(plainCurves(evaluation({ reliability: [part, whole, growth] }))).toEqual([whole]);
    expect(plainCurves(evaluation({ reliability: [part, { ...part, rows: 'b' }, growth] }))).toEqual([part]);
    expect(plainCurves(evaluation({ reliability: [growth] }))).toEqual([]);
  });

  test('of learning go from few to many, one per figure; a single point is none', () => {
    const point = { metric: 'r2', rows: 'a', groups: 5, n: 9, value: 0.1 };
    const learning = [{ ...point, groups: 50, value: 0.2 }, point, { ...point, rows: 'b' }];
    expect(learningCurves(evaluation({ learning }))).toEqual([
      { metric: 'r2', rows: 'a', points: [point, { ...point, groups: 50, value: 0.2 }] },
    ]);
  });

  test('of misses fall when they get better', () => {
    expect(['median_absolute_error', 'mae_ratio', 'r2', 'spearman'].map(lowerIsBetter)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
