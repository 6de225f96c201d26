/**
 * Two accounts enter; how alike they are, part by part, with a range from drawing their posts again, leaves.
 *
 * No pairs of accounts with a known outcome exist, so nothing here is calibrated: a likeness of .6 is no probability, and
 * says nothing of the success of working together. The parts and their shares of the whole are declared below.
 */
import { contentWords } from '../features/words.ts';
import { hashtagsOf, plainCaption } from '../features/text.ts';
import { topicsOf } from '../features/topic.ts';
import type { Post } from '../flow.ts';
import { median, quantile } from '../stats/quantile.ts';
import { below, seeded, type Random } from '../stats/random.ts';
import type { PeerAccount, Ranged } from './peers.ts';
import { localTime } from './timing/zones.ts';

export const AFFINITY_PARTS = ['words', 'tags', 'topics', 'size', 'response', 'hours'] as const;
export type AffinityPart = (typeof AFFINITY_PARTS)[number];

export interface PartLikeness {
  readonly part: AffinityPart;
  /** 0 nothing alike to 1 the same; null where a side lacks what it takes. */
  readonly likeness: Ranged | null;
  /** What both sides share, most telling first; empty where the part has no words. */
  readonly shared: readonly string[];
}

export type Potential = 'close' | 'related' | 'apart' | 'cannot_tell';

export interface Affinity {
  /** Weighted mean of the parts that are known, 80 % range over drawn posts; null under LEAST_PARTS of them, or where nothing of what they post is known. */
  readonly likeness: Ranged | null;
  readonly parts: readonly PartLikeness[];
  readonly missing: readonly AffinityPart[];
  /** In words: what the whole range allows to say. */
  readonly potential: Potential;
  readonly posts: readonly [number, number];
}

/** Declared: what two accounts are about counts most, when they post least. */
const SHARE: Readonly<Record<AffinityPart, number>> = {
  words: 0.3,
  tags: 0.2,
  topics: 0.2,
  size: 0.12,
  response: 0.12,
  hours: 0.06,
};
const LEAST_PARTS = 2;
/** Fewer posts or captions of a side make its words and hours a matter of chance; chosen. */
const LEAST_POSTS = 3;
/** Declared borders of the words; both ends of the range must lie on one side. */
const CLOSE = 0.5;
const APART = 0.25;
const DRAWS = 100;
const SEED = 59;
const MOST_SHARED = 8;

/** @param zone IANA name of the audience's zone */
export function affinityOf(a: PeerAccount, b: PeerAccount, zone: string): Affinity {
  const sides = [sideOf(a, zone), sideOf(b, zone)] as const;
  const point = compare(sides[0], sides[1]);
  const random = seeded(SEED);
  const draws = Array.from({ length: DRAWS }, () => compare(again(sides[0], random), again(sides[1], random)));
  const parts = AFFINITY_PARTS.map((part): PartLikeness => {
    const value = point[part];
    return {
      part,
      likeness:
        value === null
          ? null
          : ranged(
              value,
              draws.map((draw) => draw[part]),
            ),
      shared: value === null ? [] : sharedOf(part, sides),
    };
  });
  const whole = wholeOf(point);
  const likeness = whole === null ? null : ranged(whole, draws.map(wholeOf));
  return {
    likeness,
    parts,
    missing: parts.flatMap(({ part, likeness: known }) => (known === null ? [part] : [])),
    potential: potentialOf(likeness),
    posts: [sides[0].posts.length, sides[1].posts.length],
  };
}

/** One post as the parts see it, so that drawing posts again redoes no text. */
interface Seen {
  readonly views: number;
  readonly likes: number | null;
  readonly words: readonly string[];
  readonly tags: readonly string[];
  readonly topics: readonly string[];
  readonly hour: number | null;
  readonly hasCaption: boolean;
}

interface Side {
  readonly followers: number | null;
  readonly posts: readonly Seen[];
}

function sideOf({ followers, posts }: PeerAccount, zone: string): Side {
  return { followers, posts: posts.filter(({ views }) => views >= 1).map((post) => seenOf(post, zone)) };
}

function seenOf({ views, likes, caption, time, dayOnly }: Post, zone: string): Seen {
  const text = caption ?? '';
  return {
    views,
    likes: likes ?? null,
    words: contentWords(plainCaption(text)),
    tags: hashtagsOf(text).map((tag) => tag.toLowerCase()),
    topics: topicsOf({ caption: text, shown: '' }),
    hour: time === null || dayOnly === true ? null : localTime(zone, time).hour,
    hasCaption: text.trim() !== '',
  };
}

const again = (side: Side, random: Random): Side => ({
  ...side,
  posts: side.posts.map((post) => side.posts[below(random, side.posts.length)] ?? post),
});

type Likenesses = Readonly<Record<AffinityPart, number | null>>;

const compare = (a: Side, b: Side): Likenesses => ({
  words: cosine(counts(a, 'words'), counts(b, 'words')),
  tags: cosine(counts(a, 'tags'), counts(b, 'tags')),
  topics: cosine(counts(a, 'topics'), counts(b, 'topics')),
  size: sizes(a, b),
  response: responses(a, b),
  hours: overlap(hoursOf(a), hoursOf(b)),
});

/** Posts that hold each item, on a log scale so that a tag under every post does not speak for all; null under LEAST_POSTS captions. */
function counts({ posts }: Side, of: 'words' | 'tags' | 'topics'): ReadonlyMap<string, number> | null {
  const captions = posts.filter(({ hasCaption }) => hasCaption);
  if (captions.length < LEAST_POSTS) return null;
  const out = new Map<string, number>();
  for (const post of captions) for (const item of new Set(post[of])) out.set(item, (out.get(item) ?? 0) + 1);
  for (const [item, n] of out) out.set(item, Math.log1p(n));
  return out;
}

/** Two sides without a single tag are alike in nothing that can be seen: null, not 1. */
function cosine(a: ReadonlyMap<string, number> | null, b: ReadonlyMap<string, number> | null): number | null {
  if (a === null || b === null || a.size === 0 || b.size === 0) return null;
  let dot = 0;
  for (const [item, value] of a) dot += value * (b.get(item) ?? 0);
  return dot / (norm(a) * norm(b));
}

const norm = (map: ReadonlyMap<string, number>): number => Math.hypot(...map.values());

/** Followers, or usual views where followers are unknown: 1 for the same, 0 at a hundred times and more. */
function sizes(a: Side, b: Side): number | null {
  const by = (one: (side: Side) => number | null): number | null => {
    const [x, y] = [one(a), one(b)];
    return x === null || y === null ? null : Math.max(0, 1 - Math.abs(Math.log10(x / y)) / 2);
  };
  return by(({ followers }) => (followers !== null && followers > 0 ? followers : null)) ?? by(usualViews);
}

const usualViews = ({ posts }: Side): number | null =>
  posts.length < LEAST_POSTS ? null : median(posts.map(({ views }) => views));

/** Likes per view, or views per follower where likes are unknown: 1 for the same, 0 at ten times and more. */
function responses(a: Side, b: Side): number | null {
  const rate = ({ posts }: Side): number | null => {
    const rates = posts.flatMap(({ likes, views }) => (likes === null || likes < 1 ? [] : [likes / views]));
    return rates.length < LEAST_POSTS ? null : median(rates);
  };
  const reach = (side: Side): number | null => {
    const usual = usualViews(side);
    return usual === null || side.followers === null || side.followers <= 0 ? null : usual / side.followers;
  };
  const near = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : Math.max(0, 1 - Math.abs(Math.log10(x / y)));
  return near(rate(a), rate(b)) ?? near(reach(a), reach(b));
}

/** Share of posts per hour of the day, each spread over its neighbours: 23 h and 0 h are an hour apart. */
function hoursOf({ posts }: Side): Float64Array | null {
  const hours = posts.flatMap(({ hour }) => (hour === null ? [] : [Math.floor(hour)]));
  if (hours.length < LEAST_POSTS) return null;
  const out = new Float64Array(24);
  for (const hour of hours)
    for (const [step, part] of [
      [-1, 0.25],
      [0, 0.5],
      [1, 0.25],
    ] as const)
      out[(hour + step + 24) % 24] = (out[(hour + step + 24) % 24] ?? 0) + part / hours.length;
  return out;
}

/** Shared mass of two distributions. */
const overlap = (a: Float64Array | null, b: Float64Array | null): number | null =>
  a === null || b === null ? null : a.reduce((sum, value, hour) => sum + Math.min(value, b[hour] ?? 0), 0);

function wholeOf(parts: Likenesses): number | null {
  // Two accounts of one size that get alike are not alike: something of what they post must be known.
  if (parts.words === null && parts.tags === null && parts.topics === null) return null;
  let sum = 0;
  let share = 0;
  let known = 0;
  for (const part of AFFINITY_PARTS) {
    const value = parts[part];
    if (value === null) continue;
    sum += SHARE[part] * value;
    share += SHARE[part];
    known++;
  }
  return known < LEAST_PARTS ? null : sum / share;
}

/** The likeness of drawn posts is lower than that of all posts, as rare words fall out: the range is moved to hold the point. */
function ranged(value: number, drawn: readonly (number | null)[]): Ranged {
  const known = drawn.filter((one) => one !== null);
  if (known.length === 0) return { value, low: value, high: value };
  return {
    value,
    low: Math.min(value, quantile(known, 0.1) ?? value),
    high: Math.max(value, quantile(known, 0.9) ?? value),
  };
}

function potentialOf(likeness: Ranged | null): Potential {
  if (likeness === null) return 'cannot_tell';
  if (likeness.low >= CLOSE) return 'close';
  if (likeness.high < APART) return 'apart';
  return likeness.low >= APART ? 'related' : 'cannot_tell';
}

function sharedOf(part: AffinityPart, [a, b]: readonly [Side, Side]): readonly string[] {
  if (part !== 'words' && part !== 'tags' && part !== 'topics') return [];
  const [x, y] = [counts(a, part), counts(b, part)];
  if (x === null || y === null) return [];
  return [...x]
    .flatMap(([item, value]) => (y.has(item) ? [{ item, weight: value * (y.get(item) ?? 0) }] : []))
    .sort((p, q) => q.weight - p.weight || (p.item < q.item ? -1 : 1))
    .slice(0, MOST_SHARED)
    .map(({ item }) => item);
}
