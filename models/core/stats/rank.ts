/** Paired numbers enter; how well one orders the other leaves (Spearman, area under the ROC curve). */

/** Ranks from 1, ties share their mean rank. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const out = new Float64Array(n);
  for (let i = 0; i < n;) {
    let j = i + 1;
    while (j < n && values[order[j] ?? 0] === values[order[i] ?? 0]) j++;
    const shared = (i + 1 + j) / 2;
    for (let k = i; k < j; k++) out[order[k] ?? 0] = shared;
    i = j;
  }
  return out;
}

/** Pearson; null under 2 pairs or without spread. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  if (n < 2) return null;
  let ma = 0;
  let mb = 0;
  for (let i = 0; i < n; i++) {
    ma += (a[i] ?? 0) / n;
    mb += (b[i] ?? 0) / n;
  }
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < n; i++) {
    const x = (a[i] ?? 0) - ma;
    const y = (b[i] ?? 0) - mb;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

export const spearman = (a: ArrayLike<number>, b: ArrayLike<number>): number | null => pearson(ranks(a), ranks(b));

/** Chance that a random positive scores above a random negative, ties half; null without both. */
export function auc(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): number | null {
  const n = scores.length;
  const r = ranks(scores);
  let positives = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (!positive[i]) continue;
    positives++;
    sum += r[i] ?? 0;
  }
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return null;
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
