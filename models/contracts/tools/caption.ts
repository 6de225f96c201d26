/** What the caption says and with which hashtags: from words, own posts and a trend snapshot alone. */
import { z } from 'zod';
import { AccountIn, DraftIn, IntervalOut, ModelsOut, modelsUsed, type Tool } from './tool.ts';

const Words = z.enum(['en', 'fr', 'es']);
const USES = ['hold'] as const;
const draft = {
  platform: 'tiktok',
  caption: 'Two minutes, one loaf. Which crust do you like? #bread #fyp',
  shown: 'a loaf of bread is cut open',
};

const CaptionIn = z.strictObject({
  schema: z.literal(1),
  draft: DraftIn,
  /** Language of the person, for captions too short to tell. */
  language: Words.default('en'),
});

const CaptionReply = z.object({
  schema: z.literal(1),
  /** Predicted hold rank, 0..1; null with `why`. */
  score: IntervalOut.nullable(),
  why: z.enum(['empty', 'no_model', 'unknown_words']).nullable(),
  words: z.array(z.object({ word: z.string(), from: z.enum(['caption', 'shown']), amount: z.number() })),
  known: z.number().nullable(),
  form: z.object({
    language: z.enum(['en', 'fr', 'es', 'other']).nullable(),
    readability: z.union([
      z.enum(['too_short', 'other_language']),
      z.object({ language: Words, formula: z.string(), score: z.number(), words: z.int(), sentences: z.int() }),
    ]),
    limits: z.object({ most: z.int(), mostTags: z.int(), shown: z.int() }),
    length: z.int(),
    over: z.int(),
    firstLine: z.int(),
    tags: z.int(),
    genericTags: z.int(),
    emoji: z.int(),
    asks: z.boolean(),
  }),
  /** Ways to put it, by rules; the difference is the model's, and mostly within its noise. */
  candidates: z.array(
    z.object({
      text: z.string(),
      rules: z.array(z.string()),
      /** What it has over the caption as given, counted in the words; the order goes by these where the model cannot tell. */
      grounds: z.array(z.string()),
      difference: IntervalOut.nullable(),
      beyondNoise: z.boolean(),
      length: z.int(),
    }),
  ),
  models: ModelsOut,
});

export const captionTool: Tool<z.infer<typeof CaptionIn>, z.infer<typeof CaptionReply>> = {
  name: 'caption',
  summary: 'How a caption scores word by word, how it reads, and other ways to put it with the model’s difference',
  about:
    'Candidates are made by rules and never invent a word but one question. A difference is told with the range it would have on two posts, and `beyondNoise` says whether that range leaves 0 out, which it seldom does. Nothing is said of clicks.',
  models: USES,
  request: CaptionIn,
  reply: CaptionReply,
  example: { schema: 1, draft },
  run: async ({ draft: given, language }, models) => {
    const { adviseCaption } = await import('#core/advise/caption.ts');
    const { words, form, candidates, ...rest } = adviseCaption({ draft: given, hold: models.hold, language });
    return {
      schema: 1,
      ...rest,
      words: [...words],
      form: { ...form, limits: { ...form.limits } },
      candidates: candidates.map((one) => ({ ...one, rules: [...one.rules], grounds: [...one.grounds] })),
      models: modelsUsed(models, USES),
    };
  },
};

const HashtagsIn = z.strictObject({
  schema: z.literal(1),
  draft: DraftIn,
  /** Its posts tell what a tag did for the creator. */
  account: AccountIn,
  /** Hashtags of a snapshot as /api/trends gives them; null for none. */
  trends: z
    .array(
      z.object({
        key: z.string().min(1).max(200),
        value: z.number().min(0).nullable(),
        unit: z.string().max(40),
        stage: z.enum(['rising', 'peaking', 'fading', 'cannot_tell']),
        velocity: z.number().min(-100).max(100).nullable(),
        day: z.int().min(0).max(100_000),
      }),
    )
    .max(200)
    .nullable()
    .default(null),
});

const HashtagsReply = z.object({
  schema: z.literal(1),
  /** Best first; the order is one of fit, and no gain is promised. */
  hashtags: z.array(
    z.object({
      tag: z.string(),
      inCaption: z.boolean(),
      fit: z.enum(['word', 'topic', 'none']),
      generic: z.boolean(),
      trend: z.object({ stage: z.string(), velocity: z.number().nullable(), day: z.int() }).nullable(),
      band: z.enum(['small', 'middle', 'large', 'huge']).nullable(),
      own: z.object({ posts: z.int(), times: z.number(), low: z.number(), high: z.number() }).nullable(),
      strength: z.enum(['none', 'weak', 'some']),
      rank: z.number(),
    }),
  ),
});

export const hashtagsTool: Tool<z.infer<typeof HashtagsIn>, z.infer<typeof HashtagsReply>> = {
  name: 'hashtags',
  summary: 'Hashtags ranked by fit to caption and clip, growth, and what they did for the creator, weak evidence named',
  about:
    'Fit comes first, because a tag that names what is in the clip serves who searches. On our tables hashtags explain next to nothing of views, so `rank` is an order and foretells nothing.',
  models: [],
  request: HashtagsIn,
  reply: HashtagsReply,
  example: {
    schema: 1,
    draft,
    trends: [{ key: '#bread', value: 41_000_000, unit: 'views', stage: 'rising', velocity: 0.04, day: 20_700 }],
  },
  run: async ({ draft: given, account, trends }) => {
    const { rankHashtags } = await import('#core/advise/hashtags.ts');
    const ranked = rankHashtags({ draft: given, trends, posts: account?.posts ?? [] });
    return { schema: 1, hashtags: ranked.map((one) => ({ ...one })) };
  },
};
