/** Readings of a creator's own posts, pushed in by their own scripts as JSON or CSV, and read back by the same owner. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

export const RESULTS_AT_ONCE = 500;

/** Counts beyond this are a mistake: the most watched video of any platform has under 2e10 views. */
const Count = z.int().min(0).max(1e12);
/** Unix ms, from 2010 on. */
const Moment = z.int().min(1_262_304_000_000).max(4_102_444_800_000);

export const ResultReading = z
  .strictObject({
    platform: z.enum(['tiktok', 'reels', 'shorts']),
    /** The post's own id at the platform, or any key the owner likes. */
    post: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    readAt: Moment,
    /** null when the owner does not know it. */
    postedAt: Moment.nullable(),
    views: Count,
    likes: Count.nullable(),
    comments: Count.nullable(),
    shares: Count.nullable(),
    saves: Count.nullable(),
  })
  .refine(({ postedAt, readAt }) => postedAt === null || postedAt <= readAt, 'a post is read after it was posted');
export type ResultReading = z.infer<typeof ResultReading>;

export const ResultsIn = z.strictObject({
  schema: z.literal(1),
  readings: z.array(ResultReading).min(1).max(RESULTS_AT_ONCE),
});
export type ResultsIn = z.infer<typeof ResultsIn>;

export const ResultsKept = z.object({ schema: z.literal(1), kept: z.int().min(1) });

export const ResultsOut = z.object({
  schema: z.literal(1),
  /** Newest reading first. */
  readings: z.array(ResultReading),
  /** Give it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type ResultsOut = z.infer<typeof ResultsOut>;

/** Columns of the CSV form, in any order; the first three are needed, an empty field is null. */
export const RESULT_COLUMNS = [
  'platform',
  'post',
  'read_at',
  'views',
  'posted_at',
  'likes',
  'comments',
  'shares',
  'saves',
] as const;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};
export const parseResultsIn = (input: unknown): Parsed<ResultsIn> => parseUpgraded(ResultsIn, 1, UPGRADES, input);
export const parseResultsOut = (input: unknown): Parsed<ResultsOut> => parseUpgraded(ResultsOut, 1, UPGRADES, input);
