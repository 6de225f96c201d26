/** What a posted link gives: the public counts that official interfaces tell of it, read now or at fixed ages. A creator's own token travels with one request and is kept nowhere. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { LONGEST_LINK, postLink } from './result-link.ts';
import { ResultReading } from './result.ts';

const { platform, post, readAt, postedAt, views, likes, comments, shares, saves } = ResultReading.shape;
const Moment = readAt;
const Link = z
  .string()
  .max(LONGEST_LINK)
  .refine(
    (text) => postLink(text) !== null,
    'a link to a posted video: youtube.com/shorts/…, youtu.be/…, tiktok.com/@…/video/…, instagram.com/reel/…',
  );

/** Which official interface told the counts. */
export const RESULT_SOURCES = ['youtube_videos', 'tiktok_videos', 'instagram_insights'] as const;

/** Part of the audience still watching at each part of the video; may start over 1, since replays count. */
export const Retention = z.array(z.object({ at: z.number().min(0).max(1), watching: z.number().min(0).max(100) }));

export const LinkedReading = z.object({
  platform,
  post,
  /** As the platform has it, one line; null where it told none. */
  title: z.string().max(200).nullable(),
  readAt,
  postedAt,
  views,
  likes,
  comments,
  shares,
  saves,
  source: z.enum(RESULT_SOURCES),
  /** With the creator's consent only: see Retention. null where it was not asked for or not told. */
  retention: Retention.nullable(),
  /** Mean time watched, ms (Instagram). */
  watchedMs: z.number().min(0).nullable(),
  /** Part of viewers who left in the first 3 s (Instagram), 0..1. */
  skipped: z.number().min(0).max(1).nullable(),
  /** Accounts reached (Instagram). */
  reached: views.nullable(),
  /** The source's terms want it deleted or read anew by then, wherever it is kept; null where they name no day. */
  keepUntil: Moment.nullable(),
});
export type LinkedReading = z.infer<typeof LinkedReading>;

/** Why there are no counts. Closed: an app has a sentence for each. */
export const UNREAD_REASONS = [
  'off',
  'needs_consent',
  'consent_refused',
  'not_there',
  'limited',
  'resting',
  'unreachable',
  'not_understood',
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

const Unread = z.object({
  outcome: z.literal('unread'),
  platform,
  post,
  why: z.enum(UNREAD_REASONS),
  /** One sentence with the next step. */
  detail: z.string().min(1),
  /** From oEmbed, where it told one. */
  title: z.string().max(200).nullable(),
  postedAt,
});

export const LinkRead = z.strictObject({
  schema: z.literal(1),
  link: Link,
  /** The creator's own access token of that platform; null to read what is public. Passed on, never kept. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{10,4096}$/)
    .nullable(),
});
export type LinkRead = z.infer<typeof LinkRead>;

export const LinkReadReply = z.object({
  schema: z.literal(1),
  result: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('read'),
      reading: LinkedReading,
      /** What was asked for beside the counts and not told. */
      without: z.array(z.object({ what: z.literal('retention'), why: z.enum(UNREAD_REASONS) })),
    }),
    Unread,
  ]),
});
export type LinkReadReply = z.infer<typeof LinkReadReply>;

export const FollowRequest = z.strictObject({
  schema: z.literal(1),
  link: Link,
  /** When it was posted, if the platform does not tell; null when that is not known. */
  postedAt,
});
export type FollowRequest = z.infer<typeof FollowRequest>;

const Followed = z.object({
  outcome: z.literal('followed'),
  platform,
  post,
  /** Opens and deletes what is kept of this post; shown this once, the server keeps only its hash. */
  receipt: z.string().min(40),
  postedAt: Moment,
  /** When it will be read again. */
  due: z.array(Moment),
  /** After this nothing of it is kept. */
  endsAt: Moment,
});

export const FollowReply = z.object({
  schema: z.literal(1),
  /** Unread: this server cannot read the post by itself; an app may read it with the creator's token when it is due. */
  result: z.discriminatedUnion('outcome', [Followed, Unread.extend({ due: z.array(Moment) })]),
});
export type FollowReply = z.infer<typeof FollowReply>;

export const FollowedPost = z.object({
  schema: z.literal(1),
  platform,
  post,
  postedAt: Moment,
  /** Oldest first; those whose time to be kept is over are gone. */
  readings: z.array(LinkedReading),
  due: z.array(Moment),
  endsAt: Moment,
  /** Twice in a row the platform did not know it: it is deleted or private, and read no more. */
  gone: z.boolean(),
});
export type FollowedPost = z.infer<typeof FollowedPost>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseLinkRead = (input: unknown): Parsed<LinkRead> => parseUpgraded(LinkRead, 1, UPGRADES, input);
export const parseLinkReadReply = (input: unknown): Parsed<LinkReadReply> =>
  parseUpgraded(LinkReadReply, 1, UPGRADES, input);
export const parseFollowRequest = (input: unknown): Parsed<FollowRequest> =>
  parseUpgraded(FollowRequest, 1, UPGRADES, input);
export const parseFollowReply = (input: unknown): Parsed<FollowReply> => parseUpgraded(FollowReply, 1, UPGRADES, input);
export const parseFollowedPost = (input: unknown): Parsed<FollowedPost> =>
  parseUpgraded(FollowedPost, 1, UPGRADES, input);
