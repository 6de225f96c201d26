/** What people say under a post, from their words alone. */
import { z } from 'zod';
import { ModelsOut, modelsUsed, type Tool } from './tool.ts';

/** As many as the app reads at once (core/advise/comments.ts); a host takes a body of one megabyte. */
const MOST_COMMENTS = 20_000;

const SentimentIn = z.strictObject({
  schema: z.literal(1),
  comments: z.array(z.string().max(2000)).min(1).max(MOST_COMMENTS),
});
const Part = z.object({ count: z.int(), value: z.number(), low: z.number(), high: z.number() });
const SentimentReply = z.object({
  schema: z.literal(1),
  /** In the order sent. */
  comments: z.array(
    z.object({
      label: z.enum(['negative', 'neutral', 'positive']),
      probabilities: z.object({ negative: z.number(), neutral: z.number(), positive: z.number() }),
      /** Language it was read in; any: by every list at once. */
      readAs: z.enum(['en', 'fr', 'es', 'any']),
    }),
  ),
  /** Part of each with the 95 % interval of counting. */
  parts: z.object({ negative: Part, neutral: Part, positive: Part }),
  /** Questions, requests and complaints, with the words that several share; the same words twice count once. */
  kinds: z.array(
    z.object({
      kind: z.enum(['question', 'request', 'complaint']),
      count: z.int(),
      themes: z.array(z.object({ word: z.string(), count: z.int(), examples: z.array(z.string()) })),
      others: z.array(z.string()),
    }),
  ),
  models: ModelsOut,
});

const USES = ['sentiment'] as const;

export const sentimentTool: Tool<z.infer<typeof SentimentIn>, z.infer<typeof SentimentReply>> = {
  name: 'sentiment',
  summary: 'How comments were probably meant, one by one and together, and what keeps coming back in them',
  about:
    'English is read by a model of its words, French and Spanish by lists of feelings; the model’s card says how often it is wrong. The interval of a part is that of counting comments, not of the model’s mistakes. Comments are read and forgotten.',
  models: USES,
  request: SentimentIn,
  reply: SentimentReply,
  example: { schema: 1, comments: ['love this so much', 'the sound is awful', '¿qué harina usas?'] },
  run: async ({ comments }, models) => {
    if (models.sentiment === null) return { refused: 'model_missing' };
    const [{ commentFeelings }, { readComments }] = await Promise.all([
      import('#core/tools/comments.ts'),
      import('#core/advise/comments.ts'),
    ]);
    const told = commentFeelings(models.sentiment, comments);
    const { kinds } = readComments(models.sentiment, comments);
    return {
      schema: 1,
      comments: told.comments.map((one) => ({ ...one, probabilities: { ...one.probabilities } })),
      parts: { ...told.parts },
      kinds: kinds.map(({ themes, others, ...rest }) => ({
        ...rest,
        themes: themes.map((theme) => ({ ...theme, examples: [...theme.examples] })),
        others: [...others],
      })),
      models: modelsUsed(models, USES),
    };
  },
};
