/** How far a post still goes, from early readings. */
import { z } from 'zod';
import { IntervalOut, ModelsOut, modelsUsed, type Tool } from './tool.ts';

const Count = z.number().min(0).max(1e12);
const Hours = z.number().gt(0).max(100_000);

const PeakIn = z.strictObject({
  schema: z.literal(1),
  /** Views at ages, any order. */
  readings: z
    .array(z.strictObject({ ageH: Hours, views: Count }))
    .min(1)
    .max(500),
  /** Ages asked about, hours since posting. */
  targetsH: z.array(Hours).min(1).max(20).default([168, 720]),
  /** Counts at the latest reading; null where they are not known. */
  likes: Count.nullable().default(null),
  comments: Count.nullable().default(null),
  shares: Count.nullable().default(null),
  saves: Count.nullable().default(null),
  followers: Count.nullable().default(null),
});

const Why = z.enum([
  'no_reading',
  'no_views',
  'reading_too_early',
  'reading_too_late',
  'target_before_reading',
  'target_too_late',
  'half_before_reading',
  'peak_hour_not_in_data',
]);

const PeakReply = z.object({
  schema: z.literal(1),
  ages: z.array(z.object({ ageH: z.number(), views: IntervalOut.nullable(), why: Why.nullable() })),
  half: z.object({ ageH: z.number().nullable(), why: Why.nullable() }),
  peak: z.object({ hour: z.null(), why: Why }),
  models: ModelsOut,
});

const USES = ['growth'] as const;

export const peakTool: Tool<z.infer<typeof PeakIn>, z.infer<typeof PeakReply>> = {
  name: 'peak',
  summary: 'Views at 7 and 30 days from one or more readings, with ranges, and the age of half of them',
  about:
    'Readings under 48 hours say nothing here, because no table holds the first hours; the hour of the peak is therefore never told. Ranges are 80 %.',
  models: USES,
  request: PeakIn,
  reply: PeakReply,
  example: {
    schema: 1,
    readings: [
      { ageH: 50, views: 4200 },
      { ageH: 98, views: 5100 },
    ],
    likes: 310,
  },
  run: async ({ readings, targetsH, likes, comments, shares, saves, followers }, models) => {
    if (models.growth === null) return { refused: 'model_missing' };
    const { peakForecast } = await import('#core/tools/peak.ts');
    const last = readings.reduce((latest, reading) => (reading.ageH > latest.ageH ? reading : latest));
    const per = (count: number | null): number | null =>
      count === null || last.views === 0 ? null : count / last.views;
    const told = peakForecast(models.growth, readings, targetsH, {
      likesPerView: per(likes),
      commentsPerView: per(comments),
      sharesPerView: per(shares),
      savesPerView: per(saves),
      followers,
    });
    return { schema: 1, ...told, ages: told.ages.map((age) => ({ ...age })), models: modelsUsed(models, USES) };
  },
};
