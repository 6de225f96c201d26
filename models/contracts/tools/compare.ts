/** Which version is better: two to nine drafts, clips or cuts, by their numbers. */
import { z } from 'zod';
import { CaseIn, ExpectOut, ScoreOut, caseOf, expectOut } from './score.ts';
import { AccountIn, ModelsOut, modelsUsed, type Tool } from './tool.ts';

const CompareIn = z.strictObject({
  schema: z.literal(1),
  account: AccountIn,
  versions: z
    .array(CaseIn.omit({ account: true, priors: true }).extend({ name: z.string().min(1).max(60) }))
    .min(2)
    .max(9),
  priors: z.boolean().default(true),
});

const CompareReply = z.object({
  schema: z.literal(1),
  /** Highest score first. */
  ranking: z.array(z.object({ name: z.string(), score: ScoreOut, expect: ExpectOut })),
  /** Every two of them, in the order of the ranking: B is the one that stands lower. */
  pairs: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      /** Chance that B lands higher, each with luck of its own; and when luck strikes both alike. */
      apart: z.number(),
      alike: z.number(),
      verdict: z.enum(['a', 'a_maybe', 'open', 'b_maybe', 'b']),
      sameScale: z.boolean(),
      /** Reasons that move the two differently, most telling first; points in favour of B. */
      reasons: z.array(z.object({ name: z.string(), points: z.number() })),
      /** Features told apart. */
      differ: z.array(z.string()),
    }),
  ),
  models: ModelsOut,
});

const USES = ['reach', 'hold', 'top', 'engage'] as const;

export const compareTool: Tool<z.infer<typeof CompareIn>, z.infer<typeof CompareReply>> = {
  name: 'compare',
  summary: 'Which of two to nine versions is the better bet, with the chance, the reasons and the features that differ',
  about:
    'Each version is scored as by score; the chance that one lands higher than another is counted over their equally likely outcomes, once with luck apart and once with the same luck for both. Under 3 in 5 it is called open.',
  models: USES,
  request: CompareIn,
  reply: CompareReply,
  example: {
    schema: 1,
    versions: [
      { name: 'question', draft: { caption: 'Which crust do you like? #bread', shown: 'a loaf is cut open' } },
      { name: 'plain', draft: { caption: 'bread', shown: 'a loaf is cut open' } },
    ],
  },
  run: async ({ account, versions, priors }, models) => {
    const [{ judgedCase }, { expectationsOf }, { versus, differences, compareFeatures }] = await Promise.all([
      import('#core/tools/case.ts'),
      import('#core/tools/expectations.ts'),
      import('#core/advise/compare.ts'),
    ]);
    const judged = versions
      .map(({ name, ...version }) => {
        const one = judgedCase(caseOf({ ...version, account, priors }), models);
        const { draft } = version;
        return { name, ...one, expect: expectOut(expectationsOf(models, { draft, account, features: one.features })) };
      })
      .toSorted((x, y) => y.score.value - x.score.value);
    const pairs = judged.flatMap((a, i) =>
      judged.slice(i + 1).map((b) => ({
        a: a.name,
        b: b.name,
        ...versus(a, b),
        reasons: differences(a.explanation.reasons, b.explanation.reasons).map(({ name, points }) => ({
          name,
          points,
        })),
        differ: [...compareFeatures(a.features, b.features).differ],
      })),
    );
    return {
      schema: 1,
      ranking: judged.map(({ name, score, expect }) => ({
        name,
        expect,
        score: { ...score, dots: [...score.dots], outside: [...score.outside] },
      })),
      pairs,
      models: modelsUsed(models, USES),
    };
  },
};
