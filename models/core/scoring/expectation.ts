/**
 * Earlier posts and followers enter; the log10 views that the next post may expect from them alone leaves.
 *
 * Own views wander slowly around a level that the followers hint at: a Gaussian process over posts (Rasmussen & Williams
 * 2006, section 2.2) whose covariance has a constant part (this person), two that fade with days, one that fades with
 * posts in between, and a part of each post alone. Views of a young post are read as lower by what it has yet to gather.
 * The parameters are fitted on training authors and travel with the model file.
 */
import type { Earlier } from '../features/history.ts';
import type { ExpectationParameters } from './model-files.ts';

/** One post as the process sees it. */
export interface Point {
  /** Unix days; null when only the order is known. */
  readonly day: number | null;
  /** Days from posting to reading; null when not known: then it counts as grown up. */
  readonly age: number | null;
}

/** Older posts say next to nothing beyond these, and the work grows with the cube. */
const MOST_POSTS = 50;

/** @returns log10 views; with no earlier post what the followers alone lead one to expect */
export function expectedViews(
  parameters: ExpectationParameters,
  {
    posts,
    followers,
    readAt,
  }: { posts: readonly Pick<Earlier, 'views' | 'time'>[]; followers: number | null; readAt: number | null },
  next: Point,
): number {
  const used = posts.slice(-MOST_POSTS);
  const points: Point[] = used.map(({ time }) => ({
    day: time === null ? null : time / 86_400,
    age: time === null || readAt === null ? null : Math.max(0, readAt - time) / 86_400,
  }));
  points.push(next);
  const surprise = used.map((post, i) => post.views - prior(parameters, followers, points[i]?.age ?? null));
  return prior(parameters, followers, next.age) + lastGiven(parameters, points, surprise);
}

/** Log10 views of a post of somebody with so many followers, of whom nothing else is known. */
export function prior(parameters: ExpectationParameters, followers: number | null, age: number | null): number {
  const { intercept, slope, unknownFollowers, youngDrop, youngDays } = parameters;
  const size = followers === null ? unknownFollowers : Math.log10(1 + Math.max(0, followers));
  const young = age === null ? 0 : youngDrop / (1 + age / youngDays);
  return intercept + slope * size - young;
}

/** Covariance of two posts of one person that stand `apart` posts from each other. */
export function covariance(p: ExpectationParameters, a: Point, b: Point, apart: number): number {
  const days = a.day === null || b.day === null ? apart * p.daysApart : Math.abs(a.day - b.day);
  return (
    p.person +
    p.days.reduce((sum, { variance, scale }) => sum + variance * Math.exp(-days / scale), 0) +
    p.order.variance * Math.exp(-apart / p.order.scale) +
    (apart === 0 ? p.alone : 0)
  );
}

/** Mean of the last point given the surprises of the others: row by row, the lower Cholesky factor and its forward solution. */
function lastGiven(p: ExpectationParameters, points: readonly Point[], surprise: readonly number[]): number {
  const rows: Float64Array[] = [];
  const solved: number[] = [];
  let expected = 0;
  points.forEach((point, i) => {
    const row = new Float64Array(i + 1);
    let own = covariance(p, point, point, 0);
    expected = 0;
    for (let j = 0; j < i; j++) {
      const other = rows[j];
      const there = points[j];
      if (!other || !there) continue;
      let sum = covariance(p, point, there, i - j);
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      const value = sum / (other[j] ?? 1);
      row[j] = value;
      own -= value * value;
      expected += value * (solved[j] ?? 0);
    }
    row[i] = Math.sqrt(Math.max(own, 1e-9));
    rows.push(row);
    solved.push(((surprise[i] ?? 0) - expected) / (row[i] ?? 1));
  });
  return expected;
}
