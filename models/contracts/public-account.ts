/** What official interfaces and public feeds tell of an account that somebody named: counts and captions of its posts, and no word about its people. */
import { z } from 'zod';
import { PLATFORMS } from '#core/flow.ts';
import { accountName, LONGEST_ACCOUNT } from './account-name.ts';
import { UNREAD_REASONS } from './linked-result.ts';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';
import { ResultReading } from './result.ts';
import { TOKEN_FORM, TOKEN_KINDS } from './token-kinds.ts';

export { TOKEN_KINDS, type TokenKind } from './token-kinds.ts';

const { readAt: Moment, views: Count } = ResultReading.shape;
const platform = z.enum(PLATFORMS);
/** A creator's own access token of a platform. It travels with one request and is kept nowhere. */
export const CreatorToken = z.string().regex(TOKEN_FORM);

/** What is asked: YouTube's public feed or its Data API, Instagram's Business Discovery. TikTok offers nothing official of this kind. */
export const ACCOUNT_SOURCES = ['youtube_feed', 'youtube_videos', 'instagram_discovery'] as const;

/** Why there are no figures. Closed: an app has a sentence for each. */
export const ACCOUNT_REASONS = [...UNREAD_REASONS, 'no_interface', 'needs_channel_id'] as const;
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

/** More posts are not kept of one account. */
export const MOST_ACCOUNT_POSTS = 100;
export const LONGEST_CAPTION = 2200;

export const PublicPost = z.object({
  /** The platform's own id or short code: for a link to it. */
  post: z.string().regex(/^[\w-]{1,32}$/),
  /** Unix ms; null where it was not told. */
  time: Moment.nullable(),
  views: Count,
  likes: Count.nullable(),
  comments: Count.nullable(),
  caption: z.string().max(LONGEST_CAPTION).nullable(),
  /** s; null where the source does not tell it. */
  length: z.number().positive().max(86_400).nullable(),
});
export type PublicPost = z.infer<typeof PublicPost>;

export const PublicAccount = z.object({
  platform,
  /** '@name', or YouTube's id of the channel: what the same account is asked for again by. */
  account: z.string().min(1).max(64),
  /** As it calls itself; null where the source does not tell it. */
  name: z.string().max(100).nullable(),
  followers: Count.nullable(),
  /** Newest first. */
  posts: z.array(PublicPost).max(MOST_ACCOUNT_POSTS),
  /** Posts that were told of and are not among `posts`. */
  left: z.object({ notShort: z.int().min(0), noViews: z.int().min(0) }),
  source: z.enum(ACCOUNT_SOURCES),
  readAt: Moment,
  /** The source's terms want it deleted or read anew by then; null where they name no day. */
  keepUntil: Moment.nullable(),
});
export type PublicAccount = z.infer<typeof PublicAccount>;

export const AccountRead = z
  .strictObject({
    schema: z.literal(1),
    platform,
    /** '@name', a link to the profile, or YouTube's id of the channel. */
    account: z.string().min(1).max(LONGEST_ACCOUNT),
    /** The asking creator's own token, where the interface wants one; null reads what is public. */
    token: CreatorToken.nullable(),
  })
  .refine(({ platform, account }) => accountName(platform, account) !== null, {
    path: ['account'],
    message: 'the name of an account, a link to its profile, or the id of a channel (UC…)',
  });
export type AccountRead = z.infer<typeof AccountRead>;

const unread = z.object({
  outcome: z.literal('unread'),
  why: z.enum(ACCOUNT_REASONS),
  /** One sentence with the next step. */
  detail: z.string().min(1),
});

export const AccountReadReply = z.object({
  schema: z.literal(1),
  result: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('read'), account: PublicAccount }),
    unread.extend({ platform }),
  ]),
});
export type AccountReadReply = z.infer<typeof AccountReadReply>;

export const TokenTry = z.strictObject({ schema: z.literal(1), kind: z.enum(TOKEN_KINDS), token: CreatorToken });
export type TokenTry = z.infer<typeof TokenTry>;

export const TokenTryReply = z.object({
  schema: z.literal(1),
  result: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('works') }), unread]),
});
export type TokenTryReply = z.infer<typeof TokenTryReply>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseAccountRead = (input: unknown): Parsed<AccountRead> => parseUpgraded(AccountRead, 1, UPGRADES, input);
export const parseAccountReadReply = (input: unknown): Parsed<AccountReadReply> =>
  parseUpgraded(AccountReadReply, 1, UPGRADES, input);
export const parseTokenTry = (input: unknown): Parsed<TokenTry> => parseUpgraded(TokenTry, 1, UPGRADES, input);
export const parseTokenTryReply = (input: unknown): Parsed<TokenTryReply> =>
  parseUpgraded(TokenTryReply, 1, UPGRADES, input);
