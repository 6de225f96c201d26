import { describe, expect, test } from 'vitest';
import { parseTrendSnapshot, TREND_CATEGORIES, TREND_KINDS } from '#contracts/trends.ts';
import { UNTOLD } from '#core/trends/judge.ts';
import type { Evaluation } from './evidence.svelte.ts';
import { inventedTrends } from '../screens/testing/invented-trends.ts';
import { NOW } from '../screens/testing/invented.ts';
import { memorySettings } from '../screens/testing/memory.ts';
import type { CurrentTrends } from '../remote/trends.ts';
import { LANGUAGES, loadTable } from '../text/language.ts';
import { Preferences } from './preferences.svelte.ts';
import { forecastProof, promiseOf, speedOf, TOLD_STAGES, Trends, type TrendsDoor } from './trends.svelte.ts';

const opened = (ask: TrendsDoor, languages: readonly string[] = []): { trends: Trends; preferences: Preferences } => {
  const preferences = new Preferences(memorySettings(), null);
  return { preferences, trends: new Trends({ ask, clock: () => NOW }, preferences, () => 'fr', languages) };
};
const fresh: TrendsDoor = async (region, category) => ({
  kept: { snapshot: inventedTrends(region, category), fetchedAt: NOW },
  failure: null,
});

test('the invented snapshot is one that the contract accepts', () => {
  expect(parseTrendSnapshot(inventedTrends('FR', 'all')).ok).toBe(true);
});

describe('the list of a place', () => {
  test('a first visit asks for the large country of the language', async () => {
    const { trends } = opened(fresh);
    await trends.load();
    expect(trends.snapshot?.region).toBe('FR');
    expect(trends.busy).toBe(false);
  });

  test('another place is remembered, and its list takes the place of the old one', async () => {
    const { trends, preferences } = opened(fresh);
    await trends.load();
    await trends.choose('MX', 'music');
    expect(preferences.trendsRegion).toBe('MX');
    expect([trends.snapshot?.region, trends.snapshot?.category]).toEqual(['MX', 'music']);
  });

  test('the answer for the place chosen last is shown, however late another one comes', async () => {
    const waiting = new Map<string, (answer: CurrentTrends) => void>();
    const { trends } = opened((region) => new Promise((resolve) => waiting.set(region, resolve)));
    const first = trends.load();
    const second = trends.choose('MX', 'all');
    await Promise.resolve();
    await expect.poll(() => waiting.has('MX')).toBe(true);
    waiting.get('MX')?.(await fresh('MX', 'all', new AbortController().signal));
    await second;
    waiting.get('FR')?.(await fresh('FR', 'all', new AbortController().signal));
    await first;
    expect(trends.snapshot?.region).toBe('MX');
  });

  test('without a network and without a copy there is a reason, not a list', async () => {
    const failure = { code: 'offline_and_missing', what: 'trends', bytes: null } as const;
    const { trends } = opened(async () => ({ kept: null, failure }));
    await trends.load();
    expect(trends.snapshot).toBeNull();
    expect(trends.failure).toEqual(failure);
  });

  test('highest score first, those without one last, and one kind alone where it is chosen', async () => {
    const { trends } = opened(fresh);
    await trends.load();
    const scores = trends.items.map(({ score }) => score?.value ?? null);
    expect(scores.slice(0, 5)).toEqual([88, 63, 51, 44, 17]);
    expect(scores.slice(5).every((score) => score === null)).toBe(true);
    trends.filter('topic');
    expect(trends.items.map(({ key }) => key)).toEqual(['t1', 't2']);
  });

  test('a source that was never read, or three days ago, counts as old', async () => {
    const { trends } = opened(fresh);
    await trends.load();
    expect(trends.age).toMatchObject({ stale: false, staleSources: ['listens', 'topics'] });
  });

  test('the region of the device is one of the choices', () => {
    expect(opened(fresh, ['pt-BR', 'en']).trends.regions).toContain('BR');
  });
});

describe('how fast it moves', () => {
  test.each([
    // e^.1 − 1 = .105; 1 − e^−.1 = .095
    [0.1, { way: 'up', perDay: expect.closeTo(0.1052, 4) as number }],
    [-0.1, { way: 'down', perDay: expect.closeTo(0.0952, 4) as number }],
    [0.002, { way: 'flat' }],
    [null, { way: 'unknown' }],
  ])('%s', (velocity, speed) => expect(speedOf({ velocity })).toEqual(speed));
});

describe('what a stage was worth', () => {
  const figure = { value: 0.5, low: 0.4, high: 0.6 };
  const row = (slice: string, metric: string, n = 10, split: 'groups' | 'transfer' = 'groups') => ({
    ...{ metric, rows: 'tags', split, slice, n, groups: 3, model: figure, baseline: figure, gain: figure },
  });
  const evaluation = {
    measures: [
      row('four_weeks, rising', 'said_and_higher', 20, 'transfer'),
      row('four_weeks, rising', 'said_and_higher', 157),
      row('two_weeks, rising', 'said_and_higher', 0),
    ],
  } as unknown as Evaluation; // holds: only the measures are read

  test('is read from the form that spoke, on keys held back', () => {
    expect(promiseOf(evaluation, 'rising', 28)?.n).toBe(157);
  });
  test('is not told where it was never said, or nothing was measured', () => {
    expect(promiseOf(evaluation, 'rising', 14)).toBeNull();
    expect(promiseOf(evaluation, 'fading', 28)).toBeNull();
    expect(promiseOf(null, 'rising', 28)).toBeNull();
  });
});

describe('what the forecast was worth', () => {
  const measure = (slice: string, gain: number, high: number) => ({
    metric: 'mean_absolute_log_error',
    rows: 'hashtag_daily',
    slice,
    baseline: { value: 0.5, low: 0.4, high: 0.6 },
    gain: { value: gain, low: gain - 0.02, high },
  });
  const measured = (high: number) =>
    ({
      measures: [
        measure('four_weeks, against last_day', -0.4, -0.3),
        measure('four_weeks, against last_window', -0.05, high),
        measure('four_weeks, refitted at 4 dates, against last_window', -0.04, -0.01),
      ],
      coverage: [{ rows: 'hashtag_daily', band: 'four_weeks, all', share: { value: 0.81, low: 0.76, high: 0.86 } }],
    }) as unknown as Evaluation; // holds: forecastProof reads these alone
  test('is told against the best of the naive guesses, and as chance where it may be', () => {
    expect(forecastProof(measured(-0.03))).toEqual({
      against: -0.1,
      walking: -0.08,
      sure: true,
      kept: { value: 0.81, low: 0.76, high: 0.86 },
    });
    expect(forecastProof(measured(0.01))?.sure).toBe(false);
    expect(forecastProof(null)).toBeNull();
  });
});

test.each(LANGUAGES)('%s has words for every stage, reason, kind and category', async (language) => {
  const messages: Readonly<Record<string, string>> = (await loadTable(language)).messages;
  const keys = [
    ...[...TOLD_STAGES, 'cannot_tell'].map((each) => `trends.stage.${each}`),
    ...TOLD_STAGES.map((each) => `trends.came.${each}`),
    ...UNTOLD.map((each) => `trends.why.${each}`),
    ...TREND_KINDS.flatMap((each) => [`trends.kind.${each}`, `trends.kinds.${each}`]),
    ...TREND_CATEGORIES.map((each) => `trends.category.${each}`),
  ];
  expect(keys.filter((key) => !messages[key])).toEqual([]);
});
