/** The trend snapshot that an app fetches and keeps, and the fitted model behind it: unknown JSON in, typed values out. */
import { z } from 'zod';
import { STAGES, UNTOLD } from '#core/trends/judge.ts';
import { INPUTS, type TrendModel } from '#core/trends/model.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { TREND_CATEGORIES, TREND_KINDS, TREND_REGION } from './trend-places.ts';

export {
  TREND_CATEGORIES,
  TREND_KINDS,
  TREND_REGION,
  TRENDS_STALE_AFTER_MS,
  trendsAge,
  type TrendsAge,
} from './trend-places.ts';

export const TrendKind = z.enum(TREND_KINDS);
export type TrendKind = z.infer<typeof TrendKind>;
export const TrendCategory = z.enum(TREND_CATEGORIES);
export type TrendCategory = z.infer<typeof TrendCategory>;

const Percentile = z.number().min(0).max(100);

export const TrendItem = z.object({
  kind: TrendKind,
  /** Identity within its source: '#cats', a recording's id. */
  key: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  /** Artist or channel; null where the source names none. */
  by: z.string().max(200).nullable(),
  source: z.string().min(1),
  category: TrendCategory,
  /** The newest number, and what it counts. */
  value: z.number().nonnegative().nullable(),
  measure: z.enum(['total', 'rate']),
  unit: z.enum(['views', 'searches', 'listens', 'posts', 'charting']),
  rank: z.int().positive().nullable(),
  /** Day of that number, days since 1970, UTC. */
  day: z.int(),
  /** Days of activity that were at hand, up to four weeks. */
  days: z.int().nonnegative(),
  /** Log growth per day. */
  velocity: z.number().nullable(),
  /** Change of velocity per day. */
  momentum: z.number().nullable(),
  stage: z.enum(STAGES),
  /** Why the stage cannot be told; null when it can. */
  why: z.enum(UNTOLD).nullable(),
  /** Percentile of the expected change, with its 80 % range. */
  score: z.object({ value: Percentile, low: Percentile, high: Percentile }).nullable(),
  /** Probability that the next `horizonDays` hold more than the last. */
  higher: z.number().min(0).max(1).nullable(),
  horizonDays: z.int().positive().nullable(),
  /** Held-back rows of this kind existed when the forecast was measured; else it is taken on trust. */
  tested: z.boolean(),
});
export type TrendItem = z.infer<typeof TrendItem>;

export const TrendSource = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  licence: z.string().min(1),
  /** Unix ms of its last good reading; null when there is none yet. */
  readAt: z.int().nullable(),
});
export type TrendSource = z.infer<typeof TrendSource>;

export const TrendSnapshot = z.object({
  schema: z.literal(1),
  region: z.string().regex(TREND_REGION),
  category: TrendCategory,
  /** Unix ms. */
  madeAt: z.int().nonnegative(),
  /** Version of the forecast; null when no model was at hand, and every stage is untold. */
  model: z.string().nullable(),
  sources: z.array(TrendSource),
  /** Highest score first, those without one last. */
  items: z.array(TrendItem).max(500),
});
export type TrendSnapshot = z.infer<typeof TrendSnapshot>;

/** A snapshot as a device keeps it. */
export interface KeptTrends {
  readonly snapshot: TrendSnapshot;
  /** Unix ms by the device's clock. */
  readonly fetchedAt: number;
}

/** No version before 1 was shipped. */
const SNAPSHOT_UPGRADES: Upgrades = {};
const MODEL_UPGRADES: Upgrades = {};

export const parseTrendSnapshot = (input: unknown): Parsed<TrendSnapshot> =>
  parseUpgraded(TrendSnapshot, 1, SNAPSHOT_UPGRADES, input);

export const parseTrendModel = (input: unknown): Parsed<TrendModel> => parseUpgraded(Model, 1, MODEL_UPGRADES, input);

const ascending = (values: readonly number[]): boolean => values.every((v, i) => i === 0 || v >= (values[i - 1] ?? v));
const Numbers = z.array(z.number()).refine(ascending, 'must ascend');
const Probability = z.number().gt(0).lt(1).nullable();
const Weights = z.partialRecord(z.enum(INPUTS), z.number());

const Form = z
  .object({
    name: z.string().min(1),
    windowDays: z.int().positive(),
    windows: z.int().min(2),
    coefficients: Weights,
    odds: z.object({ higher: Weights, lower: Weights }),
    levels: Numbers.min(2).refine((l) => l.includes(0.1) && l.includes(0.9), 'without .1 or .9'),
    bands: z
      .array(
        z.object({
          fromSteps: z.number().nonnegative(),
          rows: z.int().nonnegative(),
          groups: z.int().nonnegative(),
          residuals: Numbers,
        }),
      )
      .min(1),
    reference: Numbers.length(101),
    say: z.object({ rising: Probability, peaking: Probability, fading: Probability }),
    velocitySd: z.number().nonnegative(),
  })
  .refine((form) => form.bands.every((band) => band.residuals.length === form.levels.length), 'one residual per level')
  .refine((form) => ascending(form.bands.map((band) => band.fromSteps)), 'bands must ascend');

const Model: z.ZodType<TrendModel> = z.object({
  schema: z.literal(1),
  model: z.literal('trends'),
  version: z.string().min(1),
  forms: z.array(Form).min(1),
  testedOn: z.array(z.string()),
}) as unknown as z.ZodType<TrendModel>; // holds: the same shape; zod writes optional keys as `| undefined`
