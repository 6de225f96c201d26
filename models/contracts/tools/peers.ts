/** How others in the field do: accounts with their posts in, what is usual among them, the own place and what stood out, out. */
import { z } from 'zod';
import { isZone } from '#core/advise/timing/zones.ts';
import { AccountShape, IntervalOut, type Tool } from './tool.ts';

const Peer = AccountShape.extend({ name: z.string().min(1).max(100) });
const MOST_PEERS = 50;

const PeersIn = z.strictObject({
  schema: z.literal(1),
  own: AccountShape.extend({ name: z.string().max(100).default('own') })
    .nullable()
    .default(null),
  peers: z.array(Peer).min(1).max(MOST_PEERS),
  /** IANA name of the zone in which hours are told. */
  zone: z.string().max(64).refine(isZone, 'an IANA zone: Europe/Paris').default('UTC'),
});

const HOOKS = ['question', 'number', 'call', 'viewer', 'plain'] as const;
const Facts = z.object({
  name: z.string(),
  posts: z.int(),
  followers: z.number().nullable(),
  /** Median views, with the 80 % range of such a median; null under three posts. */
  usual: IntervalOut.nullable(),
  /** 90th over 10th percentile of views; null under ten posts. */
  spread: z.number().nullable(),
  viewsPer100: z.number().nullable(),
  perWeek: z.number().nullable(),
  /** Median, s. */
  length: z.number().nullable(),
  hour: z.object({ hour: z.number(), share: z.number(), of: z.int() }).nullable(),
  tags: z.array(z.object({ tag: z.string(), posts: z.int() })),
  /** Share of captions that open so. */
  hooks: z.record(z.enum(HOOKS), z.number()).nullable(),
});
const Place = z.object({ rank: z.int(), of: z.int(), low: z.int(), high: z.int() }).nullable();

const PeersReply = z.object({
  schema: z.literal(1),
  own: Facts.nullable(),
  peers: z.array(Facts),
  /** By median views, and by median views for a hundred followers; `low` and `high` are the places left open, 80 %. */
  place: Place,
  placePer100: Place,
  /** Posts at least six times their account's median, most remarkable first. */
  outliers: z.array(
    z.object({
      name: z.string(),
      times: z.number(),
      views: z.number(),
      time: z.number().nullable(),
      caption: z.string().nullable(),
    }),
  ),
  field: z.object({
    usual: z.number().nullable(),
    spread: z.number().nullable(),
    perWeek: z.number().nullable(),
    length: z.number().nullable(),
    tags: z.array(z.object({ tag: z.string(), accounts: z.int() })),
  }),
});
type PeersReply = z.infer<typeof PeersReply>;

const posts = (captions: readonly string[], views: readonly number[]) =>
  captions.map((caption, i) => ({ time: 1_788_000_000 + i * 260_000, views: views[i] ?? 0, caption }));

export const peersTool: Tool<z.infer<typeof PeersIn>, PeersReply> = {
  name: 'peers',
  summary:
    'How named accounts of a field do: medians with ranges, cadence, hours, tags, hooks, the own place, posts that stood out',
  about:
    'Posts are held against their own account; between accounts only medians are compared, with the range that a median of so few posts has. Numbers come from you: POST /api/accounts/read fetches those that official interfaces tell. It says what is usual, not what works.',
  models: [],
  request: PeersIn,
  reply: PeersReply,
  example: {
    schema: 1,
    zone: 'Europe/Paris',
    own: {
      name: 'own',
      platform: 'tiktok',
      followers: 4200,
      posts: posts(
        ['Rye bread, no knead #bread', 'Soup in one pot #soup', 'Crust test #bread', 'Flour talk #bread'],
        [1800, 2600, 950, 3100],
      ),
    },
    peers: [
      {
        name: 'one',
        platform: 'tiktok',
        followers: 9800,
        posts: posts(
          ['Sourdough at home #bread', 'Oven bread #baking', 'My starter #bread', 'Which flour? #bread'],
          [5200, 4100, 6900, 3900],
        ),
      },
      {
        name: 'two',
        platform: 'tiktok',
        followers: 2100,
        posts: posts(
          ['3 loaves, one bowl #bread', 'Crumb check #bread', 'You need this pan', 'Morning bake'],
          [900, 1200, 700, 1500],
        ),
      },
    ],
  },
  run: async ({ own, peers, zone }) => {
    const { readPeers } = await import('#core/advise/peers.ts');
    const read = readPeers(own, peers, zone);
    const facts = (one: (typeof read.peers)[number]): z.infer<typeof Facts> => ({
      ...one,
      tags: one.tags.map((tag) => ({ ...tag })),
      hooks: one.hooks && { ...one.hooks },
    });
    return {
      schema: 1,
      own: read.own && facts(read.own),
      peers: read.peers.map(facts),
      place: read.place,
      placePer100: read.placePer100,
      outliers: read.outliers.map(({ name, times, post }) => ({
        name,
        times,
        views: post.views,
        time: post.time,
        caption: post.caption,
      })),
      field: { ...read.field, tags: read.field.tags.map((tag) => ({ ...tag })) },
    };
  },
};
