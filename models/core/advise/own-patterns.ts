/**
 * Own posts enter; what they have in common where they did better or worse than usual leaves, most of it "may be chance".
 *
 * Each post is held against what the creator was getting around then (timing/level.ts). Groups are compared with all
 * others; a difference is spoken of only beyond the range it has after allowing for how many groups were looked at.
 */
import { captionCounts } from '../features/caption.ts';
import { hashtagCounts } from '../features/hashtags.ts';
import type { Post } from '../flow.ts';
import { aboveLevel } from './timing/level.ts';

export const PATTERN_GROUPS = [
  'under_15_s',
  'from_15_to_30_s',
  'from_30_to_60_s',
  'over_60_s',
  'asks',
  'asks_nothing',
  'no_tags',
  'one_to_three_tags',
  'four_tags_or_more',
  'long_caption',
  'short_caption',
] as const;
export type PatternGroup = (typeof PATTERN_GROUPS)[number];

export interface Pattern {
  readonly group: PatternGroup;
  readonly posts: number;
  /** Factor on views against the own posts around them, drawn to 1 where posts are few; with its 80 % range. */
  readonly times: number;
  readonly low: number;
  readonly high: number;
  /** Holds at 95 % after allowing for all groups that were looked at (Bonferroni). */
  readonly beyondChance: boolean;
}

export interface OwnPatterns {
  /** Posts with views and a caption or length. */
  readonly posts: number;
  /** Most posts first; empty under FEWEST posts. */
  readonly patterns: readonly Pattern[];
}

/** Two groups of ten: under this a difference by a factor of two is chance more often than not. Chosen. */
export const FEWEST_FOR_PATTERNS = 20;
const FEWEST_IN_GROUP = 5;
/** Posts' worth of doubt, as in features/account.ts. */
const DOUBT = 2;
const Z80 = 1.2815515655446004;
/** Captions of more words than these are long: two lines on a phone. Chosen. */
const LONG_WORDS = 15;

/** What the groups are told by; null where the post does not tell it. */
interface Traits {
  readonly length: number | null;
  readonly caption: { readonly questions: number; readonly words: number; readonly tags: number } | null;
}

const traitsOf = ({ length, caption }: Post): Traits => {
  if (caption === null) return { length, caption };
  const { questions, words } = captionCounts(caption);
  return { length, caption: { questions, words, tags: hashtagCounts(caption).count } };
};

const byLength =
  (from: number, to: number) =>
  ({ length }: Traits): boolean | null =>
    length === null ? null : length >= from && length < to;
const byCaption =
  (is: (caption: NonNullable<Traits['caption']>) => boolean) =>
  ({ caption }: Traits): boolean | null =>
    caption === null ? null : is(caption);

const IN_GROUP: Readonly<Record<PatternGroup, (post: Traits) => boolean | null>> = {
  under_15_s: byLength(0, 15),
  from_15_to_30_s: byLength(15, 30),
  from_30_to_60_s: byLength(30, 60),
  over_60_s: byLength(60, Infinity),
  asks: byCaption(({ questions }) => questions > 0),
  asks_nothing: byCaption(({ questions }) => questions === 0),
  no_tags: byCaption(({ tags }) => tags === 0),
  one_to_three_tags: byCaption(({ tags }) => tags >= 1 && tags <= 3),
  four_tags_or_more: byCaption(({ tags }) => tags >= 4),
  long_caption: byCaption(({ words }) => words > LONG_WORDS),
  short_caption: byCaption(({ words }) => words <= LONG_WORDS),
};

export function ownPatterns(posts: readonly Post[]): OwnPatterns {
  const seen = posts.filter(({ views }) => views > 0);
  if (seen.length < FEWEST_FOR_PATTERNS) return { posts: seen.length, patterns: [] };
  const above = aboveLevel(seen.map(({ time, views }) => ({ time: time ?? 0, y: Math.log10(views) })));
  const variance = above.reduce((sum, v) => sum + v * v, 0) / seen.length;
  const traits = seen.map(traitsOf);
  const groups = PATTERN_GROUPS.map((group) => {
    const [inside, outside] = [[] as number[], [] as number[]];
    traits.forEach((post, i) => {
      const is = IN_GROUP[group](post);
      if (is === null) return;
      (is ? inside : outside).push(above[i] ?? 0);
    });
    return { group, inside, outside };
  }).filter(({ inside, outside }) => inside.length >= FEWEST_IN_GROUP && outside.length >= FEWEST_IN_GROUP);
  const z = zOf(0.05 / Math.max(1, groups.length));
  const patterns = groups.map(({ group, inside, outside }): Pattern => {
    const n = inside.length;
    const difference = mean(inside) - mean(outside);
    const error = Math.sqrt(variance * (1 / n + 1 / outside.length));
    const value = difference * (n / (n + DOUBT));
    return {
      group,
      posts: n,
      times: 10 ** value,
      low: 10 ** (value - Z80 * error),
      high: 10 ** (value + Z80 * error),
      beyondChance: Math.abs(difference) > z * error,
    };
  });
  return { posts: seen.length, patterns: patterns.toSorted((a, b) => b.posts - a.posts) };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** Two-sided normal quantile: Abramowitz & Stegun 26.2.23, error under 4.5e-4. @param p both tails together */
function zOf(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p / 2));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}
