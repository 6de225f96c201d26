/**
 * Accounts of one field with their posts enter; what is usual among them, where the creator stands, and which posts
 * stood out leave.
 *
 * Views are compared within an account (times its own median) wherever two posts are held against each other: between
 * accounts they say mostly how large the accounts are (notes/science.md section 6).
 */
import { callsIn, youIn } from '../features/caption.ts';
import { hashtagsOf } from '../features/text.ts';
import type { Account, Post } from '../flow.ts';
import { median, quantile, quantileSorted } from '../stats/quantile.ts';
import { normal, seeded } from '../stats/random.ts';
import { localTime } from './timing/zones.ts';

export interface PeerAccount extends Account {
  readonly name: string;
}

export interface PeerFacts {
  readonly name: string;
  /** Posts with views. */
  readonly posts: number;
  readonly followers: number | null;
  /** Median views, with the 80 % range of such a median; null under MEDIAN_FROM posts. */
  readonly usual: Ranged | null;
  /** 90th over 10th percentile of views: how far posts of the account lie apart; null under SPREAD_FROM posts. */
  readonly spread: number | null;
  /** Median views for a hundred followers; null where followers are not known. */
  readonly viewsPer100: number | null;
  /** Posts a week between the first and the last dated post; null where fewer than CADENCE_FROM are dated. */
  readonly perWeek: number | null;
  /** Median length, s. */
  readonly length: number | null;
  /** Hour of the audience's day most posts went out at, and the share that did within an hour of it. */
  readonly hour: { readonly hour: number; readonly share: number; readonly of: number } | null;
  /** Tags in at least two posts, commonest first. */
  readonly tags: readonly { readonly tag: string; readonly posts: number }[];
  /** How captions open: share of captions of each form. */
  readonly hooks: Readonly<Record<Hook, number>> | null;
}

export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const HOOKS = ['question', 'number', 'call', 'viewer', 'plain'] as const;
export type Hook = (typeof HOOKS)[number];

export interface Outlier {
  readonly name: string;
  readonly post: Post;
  /** Views over the median of its account. */
  readonly times: number;
}

export interface Place {
  /** 1 is the highest median. */
  readonly rank: number;
  readonly of: number;
  /** Places that the spread of the medians leaves open, 80 %. */
  readonly low: number;
  readonly high: number;
}

export interface PeersReading {
  readonly own: PeerFacts | null;
  readonly peers: readonly PeerFacts[];
  /** By median views, and by median views for a hundred followers; null where the creator or every peer lacks it. */
  readonly place: Place | null;
  readonly placePer100: Place | null;
  /** Of peers, most remarkable first. */
  readonly outliers: readonly Outlier[];
  /** Over peers, each counting once. */
  readonly field: {
    readonly usual: number | null;
    readonly spread: number | null;
    readonly perWeek: number | null;
    readonly length: number | null;
    readonly tags: readonly { readonly tag: string; readonly accounts: number }[];
  };
}

/** Under these a figure would be a single post's; chosen. */
const MEDIAN_FROM = 3;
const SPREAD_FROM = 10;
const CADENCE_FROM = 4;
/** Views over the account's own median that are worth a look: 1 post of 20 reaches 6.1 times it (40,686 posts of 1,466 TikTok timelines of 2020). */
const WORTH_A_LOOK = 6;
const MOST_OUTLIERS = 12;
const MOST_TAGS = 12;
const DRAWS = 400;
/** 90 % point of the normal: an 80 % interval. */
const Z80 = 1.2815515655446004;
/** The same accounts give the same ranges. */
const SEED = 41;

const WEEK_S = 7 * 86_400;

/** @param zone IANA name of the audience's zone */
export function readPeers(own: PeerAccount | null, peers: readonly PeerAccount[], zone: string): PeersReading {
  const facts = peers.map((peer) => factsOf(peer, zone));
  return {
    own: own && factsOf(own, zone),
    peers: facts,
    place: placeOf(own, peers, () => 1),
    placePer100: placeOf(own, peers, ({ followers }) => (followers !== null && followers > 0 ? 100 / followers : null)),
    outliers: peers
      .flatMap(outliersOf)
      .sort((a, b) => b.times - a.times)
      .slice(0, MOST_OUTLIERS),
    field: {
      usual: median(facts.flatMap(({ usual }) => usual?.value ?? [])),
      spread: median(facts.flatMap(({ spread }) => spread ?? [])),
      perWeek: median(facts.flatMap(({ perWeek }) => perWeek ?? [])),
      length: median(facts.flatMap(({ length }) => length ?? [])),
      tags: counted(facts.map(({ tags }) => tags.map(({ tag }) => tag)))
        .slice(0, MOST_TAGS)
        .map(([tag, accounts]) => ({ tag, accounts })),
    },
  };
}

/** A draft held against what is usual in the field: what it shares, and where it differs. It says what is usual, not what works. */
export interface BesidePeers {
  /** s; null where the clip's or every account's is not known. */
  readonly length: { readonly own: number; readonly usual: number } | null;
  /** How the caption opens, and the mean share of captions that open so; null without a caption, or where no account shows enough of them. */
  readonly hook: { readonly own: Hook; readonly share: number } | null;
  /** Its hashtags that accounts of the field use, with how many of them do. */
  readonly tags: readonly { readonly tag: string; readonly accounts: number }[];
}

export function besidePeers(
  clip: { readonly caption: string; readonly length: number | null },
  { peers, field }: Pick<PeersReading, 'peers' | 'field'>,
): BesidePeers {
  const own = hookOf(clip.caption);
  const shares = peers.flatMap(({ hooks }) => hooks?.[own] ?? []);
  const tags = new Set(hashtagsOf(clip.caption).map(plain));
  return {
    length: clip.length === null || field.length === null ? null : { own: clip.length, usual: field.length },
    hook:
      clip.caption.trim() === '' || shares.length === 0
        ? null
        : { own, share: shares.reduce((a, b) => a + b, 0) / shares.length },
    tags: counted(peers.map((peer) => peer.tags.map(({ tag }) => tag)))
      .filter(([tag]) => tags.has(tag))
      .map(([tag, accounts]) => ({ tag, accounts })),
  };
}

export function factsOf(account: PeerAccount, zone: string): PeerFacts {
  const posts = seenPosts(account);
  const views = posts.map((post) => post.views);
  const usual = median(views);
  const { followers } = account;
  return {
    name: account.name,
    posts: posts.length,
    followers,
    usual: usual !== null && views.length >= MEDIAN_FROM ? { value: usual, ...medianRange(views) } : null,
    spread: views.length >= SPREAD_FROM ? (quantile(views, 0.9) ?? 0) / Math.max(1, quantile(views, 0.1) ?? 1) : null,
    viewsPer100:
      usual !== null && views.length >= MEDIAN_FROM && followers !== null && followers > 0
        ? (100 * usual) / followers
        : null,
    perWeek: cadence(posts),
    length: median(posts.flatMap(({ length }) => length ?? [])),
    hour: usualHour(posts, zone),
    tags: counted(posts.map(({ caption }) => hashtagsOf(caption ?? '').map(plain)))
      .filter(([, n]) => n >= 2)
      .slice(0, MOST_TAGS)
      .map(([tag, n]) => ({ tag, posts: n })),
    hooks: hooksOf(posts),
  };
}

/** A count that is missing or under 1 is no view of anything. */
const seenPosts = ({ posts }: Account): readonly Post[] => posts.filter(({ views }) => views >= 1);
const plain = (tag: string): string => tag.replace(/^[#＃]/u, '').toLowerCase();

function medianRange(views: readonly number[]): { low: number; high: number } {
  const sorted = views.toSorted((a, b) => a - b);
  return { low: medianAt(sorted, -Z80), high: medianAt(sorted, Z80) };
}

/**
 * The median of posts drawn again is one of the posts near the middle: its rank spreads by √n / 2 (the order statistics
 * of a binomial count; Conover 1999, section 3.2), whatever the views are like.
 *
 * @param z standard deviations from the middle
 */
function medianAt(sorted: readonly number[], z: number): number {
  const p = 0.5 + z / (2 * Math.sqrt(sorted.length));
  return quantileSorted(sorted, Math.min(1, Math.max(0, p))) ?? 0;
}

function cadence(posts: readonly Post[]): number | null {
  const times = posts.flatMap(({ time }) => time ?? []).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (times.length < CADENCE_FROM || first === undefined || last === undefined || last <= first) return null;
  return ((times.length - 1) * WEEK_S) / (last - first);
}

function usualHour(posts: readonly Post[], zone: string): PeerFacts['hour'] {
  const hours = posts.flatMap(({ time, dayOnly }) =>
    time === null || dayOnly === true ? [] : [Math.floor(localTime(zone, time).hour)],
  );
  if (hours.length < CADENCE_FROM) return null;
  const near = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    n: hours.filter((h) => [0, 1, 23].includes((h - hour + 24) % 24)).length,
  }));
  const best = near.reduce((a, b) => (b.n > a.n ? b : a));
  return { hour: best.hour, share: best.n / hours.length, of: hours.length };
}

/** What the first words of a caption do: ask, count, call for an act, speak to the viewer, or none of these. */
export function hookOf(caption: string): Hook {
  const first = caption.split(/[\n.!]/u)[0] ?? '';
  if (/[?¿？]/u.test(first)) return 'question';
  if (/^\W*\d/u.test(first)) return 'number';
  if (callsIn(first) > 0) return 'call';
  return youIn(first) > 0 ? 'viewer' : 'plain';
}

function hooksOf(posts: readonly Post[]): PeerFacts['hooks'] {
  const captions = posts.flatMap(({ caption }) => (caption === null || caption.trim() === '' ? [] : [caption]));
  if (captions.length < MEDIAN_FROM) return null;
  const share = (hook: Hook): number => captions.filter((caption) => hookOf(caption) === hook).length / captions.length;
  return {
    question: share('question'),
    number: share('number'),
    call: share('call'),
    viewer: share('viewer'),
    plain: share('plain'),
  };
}

function outliersOf(peer: PeerAccount): Outlier[] {
  const posts = seenPosts(peer);
  const usual = median(posts.map(({ views }) => views));
  if (usual === null || posts.length < SPREAD_FROM) return [];
  return posts
    .map((post) => ({ name: peer.name, post, times: post.views / usual }))
    .filter(({ times }) => times >= WORTH_A_LOOK);
}

/** Where the own median lies among the peers'; the range from drawing everybody's posts again. */
function placeOf(
  own: PeerAccount | null,
  peers: readonly PeerAccount[],
  unit: (account: PeerAccount) => number | null,
): Place | null {
  const usable = (account: PeerAccount): number[] | null => {
    const per = unit(account);
    const views = seenPosts(account).map((post) => post.views);
    return per === null || views.length < MEDIAN_FROM ? null : views.map((v) => v * per);
  };
  const mine = own && usable(own);
  const others = peers.flatMap((peer) => {
    const values = usable(peer);
    return values ? [values] : [];
  });
  if (!mine || others.length === 0) return null;
  const all = [mine, ...others].map((one) => one.toSorted((a, b) => a - b));
  const rankOf = ([me = 0, ...them]: readonly number[]): number => 1 + them.filter((one) => one > me).length;
  const random = seeded(SEED);
  const ranks = Array.from({ length: DRAWS }, () => rankOf(all.map((one) => medianAt(one, normal(random)))));
  return {
    rank: rankOf(all.map((one) => medianAt(one, 0))),
    of: others.length + 1,
    low: Math.round(quantile(ranks, 0.1) ?? 1),
    high: Math.round(quantile(ranks, 0.9) ?? 1),
  };
}

/** How many of the lists hold each item, commonest first. */
function counted(lists: readonly (readonly string[])[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const list of lists) for (const item of new Set(list)) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
