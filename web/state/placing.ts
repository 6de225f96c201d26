/** Views that a post got, and the posts before it: where it lands on the scale of the score. */
import type { Account, Report } from '#core/flow.ts';

/** With fewer posts a rank jumps by tens. Chosen with the score's own rule: under five posts it leans on others. */
const POSTS_MIN = 5;

export interface Placing {
  /** 0..100: share of the earlier posts with fewer views; half of those with as many. */
  readonly did: number;
  readonly posts: number;
}

/** Null where the score was not told against the own posts, or too few of them are known. */
export function placingOf(report: Report, account: Account | null, views: number): Placing | null {
  if (report.score.reference !== 'own_posts' || account === null) return null;
  const made = report.madeAt / 1000;
  const earlier = account.posts.filter(({ time }) => time === null || time < made);
  if (earlier.length < POSTS_MIN) return null;
  const under = earlier.filter((post) => post.views < views).length;
  const same = earlier.filter((post) => post.views === views).length;
  return { did: (100 * (under + same / 2)) / earlier.length, posts: earlier.length };
}
