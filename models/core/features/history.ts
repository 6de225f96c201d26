/** Account in; its earlier posts as log views, times and lengths out, with the sums that the account features share. */
import type { Account, Post } from '../flow.ts';
import { median } from '../stats/quantile.ts';
import { hashtagsOf } from './text.ts';

export interface History {
  /** Oldest first; posts without a view are no reading of anything and are left out. */
  readonly posts: readonly Earlier[];
  /** log10 views, oldest first. */
  readonly views: readonly number[];
  /** Plain mean of log10 views: the own level that a score is told against. Null without posts. */
  readonly level: number | null;
  /** Standard deviation of log10 views; null under 2 posts. */
  readonly spread: number | null;
  readonly middle: number | null;
}

export interface Earlier {
  readonly views: number;
  /** Unix seconds. */
  readonly time: number | null;
  /** s */
  readonly length: number | null;
  readonly tags: readonly string[] | null;
  readonly sound: string | null;
  /** log10 of (count + 1) / views. */
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  /** log10 of (likes + comments + shares) / views; null where the likes are not known or nobody reacted. */
  readonly engagement: number | null;
}

/** Forty features look at one account: its history is worked out once per account object, which is never changed. */
const KNOWN = new WeakMap<Account, History>();

export function historyOf(account: Account): History {
  const known = KNOWN.get(account);
  if (known) return known;
  const made = makeHistory(account);
  KNOWN.set(account, made);
  return made;
}

function makeHistory(account: Account): History {
  const posts = account.posts
    .filter((post) => post.views > 0)
    .map((post) => ({
      views: Math.log10(post.views),
      time: post.time,
      length: post.length !== null && post.length > 0 ? post.length : null,
      tags: post.caption === null ? null : hashtagsOf(post.caption).map((tag) => tag.toLowerCase()),
      sound: post.sound ?? null,
      likes: perView(post.likes, post.views),
      comments: perView(post.comments, post.views),
      shares: perView(post.shares, post.views),
      engagement: engagementOf(post),
    }));
  const views = posts.map((post) => post.views);
  const level = mean(views);
  return { posts, views, level, spread: deviation(views, level), middle: median(views) };
}

const perView = (count: number | null | undefined, views: number): number | null =>
  count == null ? null : Math.log10((Math.max(0, count) + 1) / views);

/** A table that leaves shares or comments out counts them as none: in the tables the likes are 98 of 100 reactions. */
export function engagementOf({ views, likes, comments, shares }: Post): number | null {
  if (likes == null || views <= 0) return null;
  const reactions = likes + (comments ?? 0) + (shares ?? 0);
  return reactions > 0 ? Math.log10(reactions / views) : null;
}

export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Sample standard deviation; null under 2 values. */
export function deviation(values: readonly number[], around: number | null): number | null {
  if (values.length < 2 || around === null) return null;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - around) ** 2, 0) / (values.length - 1));
}

/**
 * Weighted mean of the posts' views minus their plain mean, drawn to 0 where the weights rest on little:
 * Σ w·(v - level) / (Σ w + prior).
 */
export function weightedExcess(
  history: History,
  weight: (post: Earlier, fromLast: number) => number | null,
  prior: number,
): number | null {
  if (history.level === null) return null;
  let sum = 0;
  let mass = 0;
  const last = history.posts.length - 1;
  history.posts.forEach((post, i) => {
    const w = weight(post, last - i);
    if (w === null) return;
    sum += w * (post.views - (history.level ?? 0));
    mass += w;
  });
  return mass + prior > 0 && mass > 0 ? sum / (mass + prior) : null;
}
