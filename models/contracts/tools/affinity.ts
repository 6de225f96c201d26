/** How alike two accounts are, from exported or public numbers and words alone. */
import { z } from 'zod';
import { isZone } from '#core/advise/timing/zones.ts';
import { AccountShape, IntervalOut, type Tool } from './tool.ts';

const Peer = AccountShape.extend({ name: z.string().max(100).default('') });

const AffinityIn = z.strictObject({
  schema: z.literal(1),
  a: Peer,
  b: Peer,
  /** IANA name of the zone in which hours are compared. */
  zone: z.string().max(64).refine(isZone, 'an IANA zone: Europe/Paris').default('UTC'),
});

const PART = z.enum(['words', 'tags', 'topics', 'size', 'response', 'hours']);
const AffinityReply = z.object({
  schema: z.literal(1),
  /** 0 nothing alike to 1 the same, 80 % range over drawn posts; null where too little is known. */
  likeness: IntervalOut.nullable(),
  parts: z.array(z.object({ part: PART, likeness: IntervalOut.nullable(), shared: z.array(z.string()) })),
  missing: z.array(PART),
  potential: z.enum(['close', 'related', 'apart', 'cannot_tell']),
  posts: z.array(z.int()).length(2),
});

const posts = (captions: readonly string[], views: number) =>
  captions.map((caption, i) => ({
    time: 1_788_000_000 + i * 180_000,
    views: views + 137 * i,
    caption,
    likes: views / 20,
  }));

export const affinityTool: Tool<z.infer<typeof AffinityIn>, z.infer<typeof AffinityReply>> = {
  name: 'affinity',
  summary: 'How alike two accounts are, part by part, with a range and what is missing',
  about:
    'Uncalibrated: no pairs of accounts with a known outcome exist, so a likeness is no probability and says nothing of the success of working together. Parts: words, tags, topics, size, response and hours.',
  models: [],
  request: AffinityIn,
  reply: AffinityReply,
  example: {
    schema: 1,
    zone: 'Europe/Paris',
    a: {
      name: 'one',
      platform: 'tiktok',
      followers: 4200,
      posts: posts(
        ['Rye bread, no knead #bread', 'Soup in one pot #soup', 'Crust test #bread', 'Flour talk #bread'],
        1800,
      ),
    },
    b: {
      name: 'two',
      platform: 'tiktok',
      followers: 9800,
      posts: posts(
        ['Sourdough at home #bread', 'Oven bread #baking', 'My starter #bread', 'Bread knife test #bread'],
        2600,
      ),
    },
  },
  run: async ({ a, b, zone }) => {
    const { affinityOf } = await import('#core/advise/affinity.ts');
    const { parts, missing, posts: counted, ...rest } = affinityOf(a, b, zone);
    return {
      schema: 1,
      ...rest,
      parts: parts.map((part) => ({ ...part, shared: [...part.shared] })),
      missing: [...missing],
      posts: [...counted],
    };
  },
};
