/** Comments under a posted video, a page at a time: their text and nothing about who wrote them. They pass through the edge, which keeps none. */
import { z } from 'zod';
import { UNREAD_REASONS } from './linked-result.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { CreatorToken } from './public-account.ts';
import { LONGEST_LINK, postLink } from './result-link.ts';
import { ResultReading } from './result.ts';

const { platform, post, readAt: Moment } = ResultReading.shape;

export const COMMENT_SOURCES = ['youtube_comments', 'instagram_comments'] as const;
/** Closed: an app has a sentence for each. */
export const COMMENT_REASONS = [...UNREAD_REASONS, 'no_interface', 'comments_off'] as const;
export type CommentReason = (typeof COMMENT_REASONS)[number];

/** YouTube gives so many at once, Instagram half of it. */
export const COMMENTS_A_PAGE = 100;
/** Longer ones are cut: what somebody means stands at the beginning. */
export const LONGEST_COMMENT = 2000;

export const CommentsRead = z.strictObject({
  schema: z.literal(1),
  link: z
    .string()
    .max(LONGEST_LINK)
    .refine((text) => postLink(text) !== null, 'a link to a posted video'),
  /** The creator's own token; null reads what is public. Passed on, never kept. */
  token: CreatorToken.nullable(),
  /** Where to go on, as the page before told it; null for the first. */
  page: z
    .string()
    .regex(/^[\w.=-]{1,600}$/)
    .nullable(),
});
export type CommentsRead = z.infer<typeof CommentsRead>;

export const CommentsReadReply = z.object({
  schema: z.literal(1),
  result: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('read'),
      platform,
      post,
      comments: z.array(z.string().max(LONGEST_COMMENT)).max(COMMENTS_A_PAGE),
      /** null at the end. */
      next: z.string().nullable(),
      source: z.enum(COMMENT_SOURCES),
      readAt: Moment,
      /** The source's terms want them deleted by then, wherever they are kept; null where they name no day. */
      keepUntil: Moment.nullable(),
    }),
    z.object({
      outcome: z.literal('unread'),
      platform,
      post,
      why: z.enum(COMMENT_REASONS),
      /** One sentence with the next step. */
      detail: z.string().min(1),
    }),
  ]),
});
export type CommentsReadReply = z.infer<typeof CommentsReadReply>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseCommentsRead = (input: unknown): Parsed<CommentsRead> =>
  parseUpgraded(CommentsRead, 1, UPGRADES, input);
export const parseCommentsReadReply = (input: unknown): Parsed<CommentsReadReply> =>
  parseUpgraded(CommentsReadReply, 1, UPGRADES, input);
