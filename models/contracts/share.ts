/** A share link: what the maker sends (numbers, versions, a date), what comes back, and what the page shows. No video, no handle, no free text. */
import { z } from 'zod';
import { parseUpgraded, type Parsed, type Upgrades } from './parse.ts';

/** 12 of 62 characters: 71 bits, nobody guesses one. */
export const SHARE_ID = /^[0-9A-Za-z]{12}$/;
/** How long a link may live. Chosen: a quarter by default, a year at most. */
export const SHARE_DAYS = { usual: 90, most: 366 } as const;

const Whole = z.int().min(0).max(100);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A model by name and version: the closed set of ids and a version that has no room for words. */
export const ModelVersion = z.strictObject({
  id: z.enum(['reach', 'hold', 'growth', 'engage', 'sentiment', 'trends']),
  version: z.string().regex(/^[0-9]{1,6}(\.[0-9a-f]{1,12}){0,3}$/),
});
export type ModelVersion = z.infer<typeof ModelVersion>;

export const ShareForecast = z
  .strictObject({
    score: Whole,
    /** 80 % range around it. */
    low: Whole,
    high: Whole,
    basis: z.enum(['learned', 'mixed', 'prior']),
    models: z.array(ModelVersion).max(4),
    /** Day on which the forecast was made, as the device's calendar has it. */
    date: z.iso.date(),
    /** Names the whole forecast (core/learn/prediction.ts): a link made before posting can be checked afterwards. */
    prediction: Sha256.nullable(),
  })
  .refine(({ low, score, high }) => low <= score && score <= high, 'the range must hold the score')
  .refine(({ basis, models }) => basis === 'prior' || models.length > 0, 'a learned score names its models');
export type ShareForecast = z.infer<typeof ShareForecast>;

export const ShareRequest = z.strictObject({
  schema: z.literal(1),
  forecast: ShareForecast,
  days: z.int().min(1).max(SHARE_DAYS.most),
});
export type ShareRequest = z.infer<typeof ShareRequest>;

/** A link that is kept on the server and can be deleted by whoever holds the token. */
export const ShareReceipt = z.object({
  schema: z.literal(1),
  id: z.string().regex(SHARE_ID),
  path: z.string().startsWith('/s/'),
  /** Shown this once; the server keeps only its hash. */
  deletionToken: z.string().min(40),
  /** Unix ms. */
  expiresAt: z.int(),
});
export type ShareReceipt = z.infer<typeof ShareReceipt>;

/** A link that holds everything itself: nothing is kept, so nothing can be deleted; it ends on its day. */
export const SignedShare = z.object({
  schema: z.literal(1),
  path: z.string().startsWith('/s/v1.'),
  expiresAt: z.int(),
});
export type SignedShare = z.infer<typeof SignedShare>;

/** No version before 1 was shipped. */
const UPGRADES: Upgrades = {};

export const parseShareRequest = (input: unknown): Parsed<ShareRequest> =>
  parseUpgraded(ShareRequest, 1, UPGRADES, input);
export const parseShareReceipt = (input: unknown): Parsed<ShareReceipt> =>
  parseUpgraded(ShareReceipt, 1, UPGRADES, input);
export const parseSignedShare = (input: unknown): Parsed<SignedShare> => parseUpgraded(SignedShare, 1, UPGRADES, input);
