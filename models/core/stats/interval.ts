/** How sure a figure is: a share's Wilson interval, and percentile intervals by drawing whole groups again. */
import { below, type Random } from './random.ts';
import { quantileSorted } from './quantile.ts';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** 95 % two-sided normal quantile. */
const Z95 = 1.959963984540054;

/** Wilson 1927: 95 % interval of a share seen as `hits` of `n`; null for n = 0. */
export function wilson(hits: number, n: number, z = Z95): Bounds | null {
  if (n === 0) return null;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * 95 % percentile bootstrap that draws groups (authors), not rows: rows of one author are alike.
 *
 * @param groups one key per row
 * @param figure from the drawn rows' indices; null draws are left out
 * @returns null when fewer than 3 groups exist or hardly any draw gave a figure
 */
export function groupedBootstrap(
  groups: readonly (string | number)[],
  figure: (rows: Uint32Array) => number | null,
  random: Random,
  draws = 500,
): Bounds | null {
  const members = new Map<string | number, number[]>();
  groups.forEach((key, row) => {
    const list = members.get(key);
    if (list) list.push(row);
    else members.set(key, [row]);
  });
  const all = [...members.values()];
  if (all.length < 3) return null;
  const figures: number[] = [];
  for (let d = 0; d < draws; d++) {
    const drawn: number[] = [];
    for (let g = 0; g < all.length; g++) for (const row of all[below(random, all.length)] ?? []) drawn.push(row);
    const value = figure(Uint32Array.from(drawn));
    if (value !== null) figures.push(value);
  }
  if (figures.length < draws / 2) return null;
  figures.sort((a, b) => a - b);
  return { low: quantileSorted(figures, 0.025) ?? 0, high: quantileSorted(figures, 0.975) ?? 0 };
}
