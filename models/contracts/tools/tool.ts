/** What a tool for programs is: numbers and text in, numbers and reasons out, by the same functions as in the app. Never media. */
import { z } from 'zod';
import type { ReportModels } from '#core/report.ts';
import type { EngageModel } from '#core/scoring/engage.ts';
import type { TopModel } from '#core/scoring/top.ts';
import type { GrowthModel, SentimentModel } from '#core/scoring/model-files.ts';
import { FEATURES, FEATURE_SET } from '#core/features/registry.ts';
import type { Account, Draft, Signals as CoreSignals } from '#core/flow.ts';
import type { Seconds } from '#core/units.ts';
import { Signals } from '../history.ts';
import { parseUpgraded, type Parsed, type Upgrades } from '../parse.ts';

export const TOOL_MODELS = ['reach', 'hold', 'growth', 'sentiment', 'top', 'engage'] as const;
export type ToolModelId = (typeof TOOL_MODELS)[number];

/** The models at hand; null for one that is not, or that was made for other features. */
export interface ToolModels extends ReportModels {
  readonly growth: GrowthModel | null;
  readonly sentiment: SentimentModel | null;
  readonly top: TopModel | null;
  readonly engage: EngageModel | null;
  /** Version of each that is at hand. */
  readonly versions: Readonly<Partial<Record<ToolModelId, string>>>;
}

/** A tool that cannot answer with what is at hand says why instead. */
export interface ToolRefusal {
  readonly refused: 'model_missing';
}

export interface Tool<In extends { readonly schema: number } = never, Out = unknown> {
  readonly name: string;
  /** One line for lists. */
  readonly summary: string;
  /** Two or three sentences for the docs: what the answer rests on and what it is not. */
  readonly about: string;
  /** Models it asks when they are there. */
  readonly models: readonly ToolModelId[];
  readonly request: z.ZodType<In>;
  readonly reply: z.ZodType<Out>;
  /** A request that works as it stands. */
  readonly example: unknown;
  /** @param now Unix ms */
  readonly run: (given: In, models: ToolModels, now: number) => Promise<Out | ToolRefusal>;
}

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};
export const parseToolRequest = <In extends { readonly schema: number }>(
  { request }: Pick<Tool<In>, 'request'>,
  input: unknown,
): Parsed<In> => parseUpgraded(request, 1, UPGRADES, input);

export const isRefusal = (reply: unknown): reply is ToolRefusal =>
  typeof reply === 'object' && reply !== null && 'refused' in reply;

// ---------------------------------------------------------------- parts that requests share

export const LONGEST_CAPTION = 10_000;
const MOST_POSTS = 5000;
/** Unix seconds, 2000 to 2100. */
const Time = z.number().min(946_684_800).max(4_102_444_800);
const Count = z.number().min(0).max(1e12);

export const PlatformName = z.enum(['tiktok', 'reels', 'shorts']);

export const DraftIn: z.ZodType<Draft, unknown> = z.strictObject({
  platform: PlatformName.default('tiktok'),
  caption: z.string().max(LONGEST_CAPTION).default(''),
  /** "In one line: what do we see?" */
  shown: z.string().max(2000).default(''),
  /** ISO 3166-1 alpha-2 of the audience. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  posting: z
    .strictObject({ hour: z.number().min(0).lt(24), weekday: z.int().min(0).max(6) })
    .nullable()
    .default(null),
  originalSound: z.boolean().nullable().default(null),
  sound: z.string().max(200).nullable().default(null),
  plannedAt: Time.nullable().default(null),
  readAfterDays: z.number().min(0.1).max(3650).nullable().default(null),
});

export const AccountShape = z.strictObject({
  platform: PlatformName,
  followers: Count.nullable().default(null),
  /** Oldest first. */
  posts: z
    .array(
      z.strictObject({
        time: Time.nullable().default(null),
        views: Count,
        caption: z.string().max(LONGEST_CAPTION).nullable().default(null),
        // holds: a length of seconds; the brand is on the same number
        length: (z.number().min(0).max(86_400) as unknown as z.ZodType<Seconds>).nullable().default(null),
        likes: Count.nullable().default(null),
      }),
    )
    .max(MOST_POSTS)
    .default([]),
  readAt: Time.nullable().default(null),
});
export const AccountIn: z.ZodType<Account | null, unknown> = AccountShape.nullable().default(null);

/** What the app measured in the file: `signals` of an exported report. Parts of a newer app are left out. */
export const SignalsIn: z.ZodType<CoreSignals | null, unknown> = Signals.transform(
  ({ clip, picture, sound, soundMissing }) =>
    // holds: parsed above; an optional part that is absent is left out, not undefined, since JSON knows no undefined
    ({ clip, picture, sound, soundMissing }) as CoreSignals,
)
  .nullable()
  .default(null);

const KNOWN: ReadonlyMap<string, readonly [number, number]> = new Map(FEATURES.map(({ name, range }) => [name, range]));

/** Numbers of picture, sound and format as `features` or `npm run score -- --json` gave them, of this very feature set. */
export const MeasuredIn = z
  .strictObject({
    set: z.literal(FEATURE_SET, 'the numbers are of another feature set; compute them again with this version'),
    values: z.record(z.string().max(64), z.number().nullable()),
  })
  .refine(
    ({ values }) =>
      Object.entries(values).every(([name, value]) => {
        const range = KNOWN.get(name);
        return range !== undefined && (value === null || (value >= range[0] && value <= range[1]));
      }),
    'each name is a feature of this set and each value lies in its range',
  )
  .nullable()
  .default(null);

// ---------------------------------------------------------------- parts that replies share

export const IntervalOut = z.object({ value: z.number(), low: z.number(), high: z.number() });
export const ModelsOut = z.array(z.object({ id: z.enum(TOOL_MODELS), version: z.string() }));

export const modelsUsed = (
  { versions }: Pick<ToolModels, 'versions'>,
  ids: readonly ToolModelId[],
): z.infer<typeof ModelsOut> =>
  ids.flatMap((id) => {
    const version = versions[id];
    return version === undefined ? [] : [{ id, version }];
  });
