/** An account's earlier posts enter; how far each one landed from its own level at the time leaves. */
import type { Account } from '../flow.ts';
import { historyOf } from '../features/history.ts';

/** From here on a person is compared with their own posts instead of with other people (issue: "from 20 on"). */
export const OWN_POSTS_FROM = 20;

/** A level rests on at least so many posts: skill is flat from 4 to 6 earlier posts on (science note, section 6). */
export const LEVEL_FROM = 5;

/**
 * Outcome of each post: log10 views minus the mean of the posts before it. Nothing later is looked at, so these are
 * outcomes of the same kind as the one that is foretold; the first LEVEL_FROM posts have no level to speak of.
 */
export function ownOutcomes(account: Account): number[] {
  const { views } = historyOf(account);
  const outcomes: number[] = [];
  let sum = 0;
  views.forEach((v, i) => {
    if (i >= LEVEL_FROM) outcomes.push(v - sum / i);
    sum += v;
  });
  return outcomes;
}
