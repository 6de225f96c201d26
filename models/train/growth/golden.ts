/** Invented videos for the golden cases: a growth file → what it says of them, to be replayed wherever it runs. */
import { growthForecast, type GrowthExtra, type Reading } from '#core/scoring/growth.ts';
import type { GrowthModel } from '#core/scoring/model-files.ts';

interface Invented {
  readonly name: string;
  readonly readings: readonly Reading[];
  readonly targetAgeH: number;
  readonly extra: GrowthExtra;
}

const INVENTED: readonly Invented[] = [
  { name: 'two days old, asked about a week', readings: [{ ageH: 48, views: 1200 }], targetAgeH: 168, extra: {} },
  { name: 'three days old, asked about a month', readings: [{ ageH: 72, views: 8400 }], targetAgeH: 720, extra: {} },
  {
    name: 'two readings and everything else known',
    readings: [
      { ageH: 50, views: 21_000 },
      { ageH: 98, views: 30_500 },
    ],
    targetAgeH: 720,
    extra: {
      likesPerView: 0.11,
      commentsPerView: 0.002,
      sharesPerView: 0.004,
      savesPerView: 0.009,
      followers: 5400,
    },
  },
  {
    name: 'three weeks old and settled',
    readings: [
      { ageH: 240, views: 90_000 },
      { ageH: 504, views: 90_400 },
    ],
    targetAgeH: 1440,
    extra: { likesPerView: 0.05, followers: 120_000 },
  },
  { name: 'asked about its own age', readings: [{ ageH: 200, views: 777 }], targetAgeH: 200, extra: {} },
  { name: 'ten hours old', readings: [{ ageH: 10, views: 300 }], targetAgeH: 168, extra: {} },
];

export const goldenCases = (model: GrowthModel) => ({
  schema: 1,
  model: 'growth',
  version: model.version,
  cases: INVENTED.map(({ name, readings, targetAgeH, extra }) => ({
    name,
    readings,
    targetAgeH,
    extra,
    answer: growthForecast(model, readings, targetAgeH, extra),
  })),
});
