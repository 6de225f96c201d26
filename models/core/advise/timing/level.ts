/** Posts in → how far each lies above or below what the creator was getting around then, so that growth of the account is not taken for a good hour. */

export interface Dated {
  /** Unix seconds. */
  readonly time: number;
  /** log10 views. */
  readonly y: number;
}

/** Weight halves every 8 posts to either side. Notes (science.md section 6): the own level is known after 4 to 6 posts; chosen. */
const HALF_LIFE = 8;
/** Posts' worth of the overall mean that the local level is drawn to: it matters for the first few posts only. Chosen. */
const DOUBT = 2;

/**
 * Each post against the mean of its neighbours, itself left out. Both sides count: what is asked is which hours did
 * better, not what could have been foretold.
 *
 * @param posts oldest first
 * @returns log10 ratios, one per post
 */
export function aboveLevel(posts: readonly Dated[]): Float64Array {
  const n = posts.length;
  const out = new Float64Array(n);
  const keep = 2 ** (-1 / HALF_LIFE);
  const mean = posts.reduce((sum, { y }) => sum + y, 0) / Math.max(1, n);
  // Two passes of fading sums give every neighbour's weight without comparing all pairs.
  const [before, weightBefore] = fading(posts, keep);
  const [after, weightAfter] = fading(posts.toReversed(), keep);
  for (let i = 0; i < n; i++) {
    const j = n - 1 - i;
    const weight = (weightBefore[i] ?? 0) + (weightAfter[j] ?? 0) + DOUBT;
    const level = ((before[i] ?? 0) + (after[j] ?? 0) + DOUBT * mean) / weight;
    out[i] = (posts[i]?.y ?? 0) - level;
  }
  return out;
}

/** Sum and weight of what came before each post, fading with distance; the post itself is not in it. */
function fading(posts: readonly Dated[], keep: number): [sum: Float64Array, weight: Float64Array] {
  const sum = new Float64Array(posts.length);
  const weight = new Float64Array(posts.length);
  let s = 0;
  let w = 0;
  posts.forEach(({ y }, i) => {
    sum[i] = s;
    weight[i] = w;
    s = keep * (s + y);
    w = keep * (w + 1);
  });
  return [sum, weight];
}
