/**
 * A draft, own posts and a trend snapshot enter; hashtags leave, ranked by what each has going for it, weak evidence named.
 *
 * On our tables hashtags explain next to nothing of views (words of hashtags: +.0015 R², notes/science.md section 5), so
 * the order is one of fit first: a tag that names what is in the clip helps people who search. No gain is promised.
 */
import { isGenericTag } from '../features/hashtags.ts';
import { hashtagsOf, plainWords } from '../features/text.ts';
import { topicsOf } from '../features/topic.ts';
import type { Draft, Post } from '../flow.ts';
import { fitOf, type Fit } from './trend-fit.ts';

/** What this needs of an item of the trend snapshot. */
export interface TrendTag {
  readonly key: string;
  readonly value: number | null;
  readonly unit: string;
  readonly stage: 'rising' | 'peaking' | 'fading' | 'cannot_tell';
  /** Log growth per day. */
  readonly velocity: number | null;
  /** Day of the newest number, days since 1970. */
  readonly day: number;
}

export interface HashtagInput {
  readonly draft: Pick<Draft, 'caption' | 'shown'>;
  /** Hashtags of the snapshot; null when there is none on the device. */
  readonly trends: readonly TrendTag[] | null;
  readonly posts: readonly Post[];
}

/** How many others a post would stand among, by the total views of the tag. */
export type Band = 'small' | 'middle' | 'large' | 'huge';

/** What the creator's own posts with this tag did against their own level. */
export interface OwnRecord {
  readonly posts: number;
  /** Factor on views, drawn to 1 where posts are few, with its 80 % range. */
  readonly times: number;
  readonly low: number;
  readonly high: number;
}

/** How much there is to go by: `some` only where own posts show a difference beyond their range. */
export type Strength = 'none' | 'weak' | 'some';

export interface RankedTag {
  /** Without '#', as written. */
  readonly tag: string;
  readonly inCaption: boolean;
  readonly fit: Fit;
  readonly generic: boolean;
  readonly trend: Pick<TrendTag, 'stage' | 'velocity' | 'day'> | null;
  readonly band: Band | null;
  readonly own: OwnRecord | null;
  readonly strength: Strength;
  /** 0 to 1, for the order only: it foretells nothing. */
  readonly rank: number;
}

/** Rows shown at most. */
const MOST = 20;
/** Posts' worth of doubt that draws a tag's record to the own level, as in features/account.ts DOUBT. */
const DOUBT = 2;
/** 90 % point of the normal: an 80 % interval. */
const Z80 = 1.2815515655446004;

/**
 * Shares of the order. Fit first, because a tag that fits serves who searches whatever it does for reach; growth
 * next; own record last, since it is mostly noise. Chosen, not learned: nothing here could be learned from (see above).
 */
const SHARE = { fit: 0.6, growth: 0.25, own: 0.15 } as const;
/** log per day at which growth counts fully: velocitySd in models/zoo/trends is about .07, and two of them are rare. */
const FULL_GROWTH = 0.14;

export function rankHashtags({ draft, trends, posts }: HashtagInput): readonly RankedTag[] {
  const written = hashtagsOf(draft.caption);
  const known = new Map((trends ?? []).map((item) => [plain(item.key), item]));
  const records = ownRecords(posts);
  const names = new Map<string, string>();
  for (const tag of [...written, ...[...records.keys()], ...[...known.keys()], ...namedTopics(draft)])
    if (tag !== '' && !names.has(plain(tag))) names.set(plain(tag), tag.replace(/^#/u, ''));
  return (
    [...names]
      .map(([key, tag]): RankedTag => {
        const trend = known.get(key) ?? null;
        const own = records.get(key) ?? null;
        const inCaption = written.some((other) => plain(other) === key);
        const generic = isGenericTag(tag);
        const fit = generic ? 'none' : fitOf(tag, draft);
        return {
          tag,
          inCaption,
          fit,
          generic,
          trend: trend && { stage: trend.stage, velocity: trend.velocity, day: trend.day },
          band: trend && bandOf(trend),
          own,
          strength: strengthOf(own, trend),
          rank: rankOf(fit, trend, own, generic),
        };
      })
      // What does not fit and is not in the caption is no suggestion.
      .filter(({ inCaption, fit }) => inCaption || fit !== 'none')
      .sort((a, b) => b.rank - a.rank || (a.tag < b.tag ? -1 : 1))
      .slice(0, MOST)
  );
}

const plain = (tag: string): string =>
  tag
    .replace(/^[#＃]/u, '')
    .normalize('NFC')
    .toLowerCase();

/** The topics a person named in words, as tags: #food for "bakes bread". */
const namedTopics = (draft: Pick<Draft, 'caption' | 'shown'>): readonly string[] => [
  ...topicsOf(draft),
  // Long words of the line of what is shown are what somebody would search for.
  ...plainWords(draft.shown).filter((word) => word.length >= 5),
];

function rankOf(fit: Fit, trend: TrendTag | null, own: OwnRecord | null, generic: boolean): number {
  if (generic) return 0;
  const growth = trend?.velocity ?? 0;
  const pull = own === null ? 0 : Math.log2(own.times);
  return (
    SHARE.fit * (fit === 'word' ? 1 : fit === 'topic' ? 0.6 : 0) +
    (SHARE.growth * (1 + clamp(growth / FULL_GROWTH))) / 2 +
    (SHARE.own * (1 + clamp(pull))) / 2
  );
}

const clamp = (value: number): number => Math.min(1, Math.max(-1, value));

function strengthOf(own: OwnRecord | null, trend: TrendTag | null): Strength {
  if (own !== null && own.posts >= 5 && (own.low > 1 || own.high < 1)) return 'some';
  return own !== null || (trend !== null && trend.stage !== 'cannot_tell') ? 'weak' : 'none';
}

/** Factors of a hundred on total views: chosen, for the order of size only. */
function bandOf({ value, unit }: TrendTag): Band | null {
  if (value === null || unit !== 'views') return null;
  if (value < 1e6) return 'small';
  if (value < 1e8) return 'middle';
  return value < 1e10 ? 'large' : 'huge';
}

/** Per tag: mean log10 views of posts with it less the own mean, drawn in by DOUBT, with the range of such a mean. */
function ownRecords(posts: readonly Post[]): ReadonlyMap<string, OwnRecord> {
  const seen = posts.filter(({ views, caption }) => views > 0 && caption !== null);
  const logs = seen.map(({ views }) => Math.log10(views));
  const mean = logs.reduce((a, b) => a + b, 0) / Math.max(1, logs.length);
  const variance = logs.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, logs.length - 1);
  const byTag = new Map<string, { sum: number; n: number }>();
  seen.forEach(({ caption }, i) => {
    for (const tag of new Set(hashtagsOf(caption ?? '').map(plain))) {
      const record = byTag.get(tag) ?? { sum: 0, n: 0 };
      record.sum += (logs[i] ?? mean) - mean;
      record.n++;
      byTag.set(tag, record);
    }
  });
  // With two posts in all there is no spread to judge by.
  if (seen.length < 3) return new Map();
  return new Map(
    [...byTag].map(([tag, { sum, n }]) => {
      const value = sum / (n + DOUBT);
      const half = Z80 * Math.sqrt(variance / (n + DOUBT));
      return [tag, { posts: n, times: 10 ** value, low: 10 ** (value - half), high: 10 ** (value + half) }];
    }),
  );
}
