/** When to post, from own posts alone; and a plan to find out. */
import { z } from 'zod';
import type { Tool } from './tool.ts';

const Time = z.number().min(946_684_800).max(4_102_444_800);
const Slot = z.strictObject({ weekday: z.int().min(0).max(6), hour: z.int().min(0).max(23) });

const TimingIn = z.strictObject({
  schema: z.literal(1),
  posts: z.array(z.strictObject({ time: Time.nullable(), views: z.number().min(0).max(1e12).nullable() })).max(5000),
  /** ISO 3166-1 alpha-2 of the audience; its largest zone is used unless `zone` names one. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  /** IANA name: Europe/Paris. */
  zone: z.string().max(64).nullable().default(null),
  /** When the views were read, Unix seconds. */
  readAt: Time.nullable().default(null),
  /** Slots to try in turn, and how often; null for none. */
  plan: z
    .strictObject({
      slots: z.array(Slot).min(2).max(4),
      postsPerWeek: z.int().min(1).max(28),
      weeks: z.int().min(1).max(26),
      /** Nothing is planned before it, Unix seconds; null is now. */
      from: Time.nullable().default(null),
    })
    .nullable()
    .default(null),
});

const TimedSlot = z.object({
  weekday: z.int(),
  hour: z.int(),
  /** Factor on views against an hour chosen blindly, 80 % range. */
  times: z.number(),
  low: z.number(),
  high: z.number(),
  posts: z.int(),
});

const TimingReply = z.object({
  schema: z.literal(1),
  /** null where the zone is not known. */
  timing: z
    .object({
      zone: z.string(),
      posts: z.int(),
      evidence: z.boolean(),
      why: z.enum(['few_posts', 'one_slot', 'not_beyond_chance']).nullable(),
      p: z.number().nullable(),
      explained: z.number().nullable(),
      noise: z.number().nullable(),
      week: z.array(TimedSlot),
      best: z.array(TimedSlot),
      usual: TimedSlot.nullable(),
      skipped: z.array(z.object({ why: z.enum(['no_time', 'no_views', 'too_fresh']), count: z.int() })),
    })
    .nullable(),
  why: z.enum(['no_zone', 'unknown_zone']).nullable(),
  plan: z
    .object({
      posts: z.array(z.object({ arm: z.int(), time: z.number(), weekday: z.int(), hour: z.number() })),
      needed: z.array(z.object({ times: z.number(), postsPerArm: z.number(), weeks: z.number() })).nullable(),
    })
    .nullable(),
});

export const timingTool: Tool<z.infer<typeof TimingIn>, z.infer<typeof TimingReply>> = {
  name: 'timing',
  summary: 'What the hour of the week does to views, mostly "no evidence"; and a plan to find out',
  about:
    'A shrunken estimate from own posts in the zone of the audience. `evidence` is said where one shuffle of the posts in twenty shows as strong a pattern; without it the best slots are only what to try.',
  models: [],
  request: TimingIn,
  reply: TimingReply,
  example: {
    schema: 1,
    zone: 'Europe/Paris',
    posts: Array.from({ length: 16 }, (_, i) => ({
      time: 1_788_000_000 + i * 205_200,
      views: 900 + ((i * 373) % 1700),
    })),
    plan: {
      slots: [
        { weekday: 2, hour: 18 },
        { weekday: 5, hour: 11 },
      ],
      postsPerWeek: 3,
      weeks: 4,
      from: 1_792_000_000,
    },
  },
  run: async ({ posts, country, zone, readAt, plan }, _models, now) => {
    const { timing, planExperiment } = await import('#core/advise/timing/timing.ts');
    const told = timing({ posts, country, zone, readAt });
    if (!told.ok) return { schema: 1, timing: null, why: told.why, plan: null };
    const { week, best, usual, skipped, ...rest } = told.timing;
    const planned =
      plan && planExperiment({ ...plan, zone: rest.zone, from: plan.from ?? now / 1000, noise: rest.noise });
    return {
      schema: 1,
      timing: { ...rest, week: [...week], best: [...best], usual, skipped: [...skipped] },
      why: null,
      plan: planned && { posts: [...planned.posts], needed: planned.needed && [...planned.needed] },
    };
  },
};
