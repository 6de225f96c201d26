/** The tools that judge a clip by its numbers: score, analyze, features. */
import { z } from 'zod';
import { FEATURES, FEATURE_SET } from '#core/features/registry.ts';
import type { ToolCase } from '#core/tools/case.ts';
import type { Expectations } from '#core/tools/expectations.ts';
import {
  AccountIn,
  DraftIn,
  IntervalOut,
  MeasuredIn,
  ModelsOut,
  SignalsIn,
  modelsUsed,
  type Tool,
  type ToolModels,
} from './tool.ts';

export const CaseIn = z.strictObject({
  draft: DraftIn,
  account: AccountIn,
  signals: SignalsIn,
  features: MeasuredIn,
  /** Whether the declared terms of picture and sound count. */
  priors: z.boolean().default(true),
});

export const caseOf = ({ features, ...rest }: z.infer<typeof CaseIn>): ToolCase => ({
  ...rest,
  measured: features?.values ?? null,
});

const ScoreIn = CaseIn.extend({ schema: z.literal(1) });
type ScoreIn = z.infer<typeof ScoreIn>;

/** MissingReason of core/flow.ts; the set grows with what the app perceives, so a program must not count on its end. */
const Missing = z.string();
const Value = z.union([z.number(), z.string()]).nullable();

export const ScoreOut = z.object({
  /** 0..100: better than so many of 100 comparable posts. */
  value: z.number(),
  /** 80 % range. */
  low: z.number(),
  high: z.number(),
  basis: z.enum(['learned', 'mixed', 'prior']),
  /** What it is a percentile of. */
  reference: z.enum(['own_posts', 'comparable_accounts', 'comparable_videos', 'none']),
  history: z.number(),
  pBeats: z.number().nullable(),
  /** Twenty equally likely outcomes. */
  dots: z.array(z.number()),
  hold: IntervalOut.nullable(),
  reach: IntervalOut.nullable(),
  level: z.number().nullable(),
  outside: z.array(z.string()),
});

export const ReasonOut = z.object({
  name: z.string(),
  value: Value,
  /** On the score; base + the sum of all points is the score. */
  points: z.number(),
  basis: z.enum(['learned', 'prior', 'measured']),
  /** Seconds from the start of the clip; null where it speaks of the whole. */
  at: z.number().nullable(),
  source: z.string(),
});

const Advice = z.object({
  code: z.string(),
  severity: z.enum(['fix', 'know', 'fine']),
  at: z.number().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.string(),
  source: z.string(),
});

const Change = z.object({
  name: z.string(),
  at: z.number().nullable(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  unit: z.string(),
  rescored: IntervalOut.nullable(),
  basis: z.enum(['learned', 'prior', 'measured']),
  source: z.string(),
});

const FeaturesOut = z.object({
  /** Hash of names and versions: numbers of another set are refused. */
  set: z.string(),
  values: z.record(z.string(), z.number().nullable()),
  missing: z.record(z.string(), Missing),
});

const NotTold = z.enum(['no_model', 'few_posts', 'learned_on_tiktok']);

/** Beside the score: what the models of the best quarter and of reactions expect, where the input allows. */
export const ExpectOut = z.object({
  topQuarter: z.object({
    /** Of landing above the 75th percentile of the own earlier posts; null with the reason in `why`. */
    chance: z.number().nullable(),
    /** The two ways of telling it, which the chance lies between. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** What a quarter is by definition. */
    usual: z.number(),
    posts: z.int(),
    basis: z.literal('learned'),
    why: NotTold.nullable(),
  }),
  engagement: z.object({
    /** Likes, comments and shares for each view, 80 % range; null with the reason in `why`. */
    rate: IntervalOut.nullable(),
    usual: z.number().nullable(),
    from: z.enum(['own_posts', 'followers', 'nothing']),
    posts: z.int(),
    basis: z.literal('learned'),
    why: NotTold.nullable(),
  }),
});

export const expectOut = ({ topQuarter, engagement }: Expectations): z.infer<typeof ExpectOut> => ({
  topQuarter: { ...topQuarter, basis: 'learned' },
  engagement: { ...engagement, rate: engagement.rate && { ...engagement.rate }, basis: 'learned' },
});

const ScoreReply = z.object({
  schema: z.literal(1),
  score: ScoreOut,
  expect: ExpectOut,
  base: z.number(),
  reasons: z.array(ReasonOut),
  cannotTell: z.array(z.object({ name: z.string(), why: Missing })),
  featureSet: z.string(),
  models: ModelsOut,
});
type ScoreReply = z.infer<typeof ScoreReply>;

const USES = ['reach', 'hold', 'top', 'engage'] as const;
const draft = {
  platform: 'tiktok',
  caption: 'Two minutes, one loaf. Which crust? #bread',
  shown: 'a loaf is cut open',
};
const account = {
  platform: 'tiktok',
  followers: 4200,
  posts: [
    { time: 1_788_000_000, views: 1800, caption: 'Soup in one pot', length: 21, likes: 110 },
    { time: 1_788_260_000, views: 2600, caption: 'Rye, no knead', length: 18 },
    { time: 1_788_520_000, views: 950, caption: null, length: null },
    { time: 1_788_780_000, views: 3100, caption: 'Crust test', length: 24, likes: 190 },
  ],
};
/** A few numbers of a file, by hand: a clip of twelve seconds with two cuts. */
const exampleFeatures = { set: FEATURE_SET, values: { length_s: 12, cut_count: 2 } };

async function judged(given: ScoreIn, models: ToolModels) {
  const [{ judgedCase }, { expectationsOf }] = await Promise.all([
    import('#core/tools/case.ts'),
    import('#core/tools/expectations.ts'),
  ]);
  const { features, score, explanation } = judgedCase(caseOf(given), models);
  const { base, reasons, cannotTell } = explanation;
  return {
    reply: {
      schema: 1,
      score: { ...score, dots: [...score.dots], outside: [...score.outside] },
      expect: expectOut(expectationsOf(models, { ...given, features })),
      base,
      reasons: reasons.map((reason) => ({ ...reason })),
      cannotTell: cannotTell.map((one) => ({ ...one })),
      featureSet: features.set,
      models: modelsUsed(models, USES),
    } satisfies ScoreReply,
    features,
    explanation,
  };
}

export const scoreTool: Tool<ScoreIn, ScoreReply> = {
  name: 'score',
  summary: 'How a clip will land, with its range and its reasons, from draft, account and the numbers of the file',
  about:
    'The score of the app’s report: 0 to 100 with an 80 % range, and reasons that add up to it. Without an account it is a rank among comparable videos, or says that there is nothing to compare with. Beside it, on TikTok, the chance of the best quarter of the own posts and the reactions per view to expect. Send signals of an exported report, or the features that a first call gave; words and account are always computed from what is sent here.',
  models: USES,
  request: ScoreIn,
  reply: ScoreReply,
  example: { schema: 1, draft, account, features: exampleFeatures },
  run: async (given, models) => (await judged(given, models)).reply,
};

const AnalyzeReply = ScoreReply.extend({
  features: FeaturesOut,
  /** Checks of the file against what the apps ask for; empty without signals. */
  advice: z.array(Advice),
  /** What to change first; null when nothing is worth it. */
  change: Change.nullable(),
});

export const analyzeTool: Tool<ScoreIn, z.infer<typeof AnalyzeReply>> = {
  name: 'analyze',
  summary: 'The whole report on a clip that is not here: score, reasons, checks of the file, what to change first',
  about:
    'As score, with every feature, the checks of the file (they need signals) and the one change that is worth making. Nothing is promised of a change beyond the score it would have.',
  models: USES,
  request: ScoreIn,
  reply: AnalyzeReply,
  example: { schema: 1, draft, account, features: exampleFeatures },
  run: async (given, models) => {
    const { reply, features, explanation } = await judged(given, models);
    return {
      ...reply,
      features: { set: features.set, values: { ...features.values }, missing: { ...features.missing } },
      advice: explanation.advice.map((one) => ({ ...one })),
      change: explanation.change && { ...explanation.change },
    };
  },
};

const FeaturesIn = CaseIn.pick({ draft: true, account: true, signals: true }).extend({ schema: z.literal(1) });
const FeaturesReply = FeaturesOut.extend({
  schema: z.literal(1),
  /** What each is: its unit, its range and one sentence. */
  about: z.array(
    z.object({
      name: z.string(),
      version: z.int(),
      family: z.string(),
      unit: z.string(),
      range: z.array(z.number()).length(2),
      about: z.string(),
    }),
  ),
});

export const featuresTool: Tool<z.infer<typeof FeaturesIn>, z.infer<typeof FeaturesReply>> = {
  name: 'features',
  summary: 'Every feature of a draft, an account and the signals of a file, with unit, range and meaning',
  about:
    'The values that the models see. Missing ones are null with the reason; 0 is a value. The set names this version of the definitions: numbers of another set are refused by the other tools.',
  models: [],
  request: FeaturesIn,
  reply: FeaturesReply,
  example: { schema: 1, draft, account },
  run: async ({ draft: words, account: person, signals }) => {
    const { computeFeatures } = await import('#core/features/registry.ts');
    const { set, values, missing } = computeFeatures({ draft: words, account: person, signals });
    const about = FEATURES.map(({ name, version, family, unit, range, about: says }) => ({
      name,
      version,
      family,
      unit,
      range: [...range],
      about: says,
    }));
    return { schema: 1, set, values: { ...values }, missing: { ...missing }, about };
  },
};
