/** A seed enters, a stream of even numbers in [0, 1) leaves: the same on every machine, so a fit or a bootstrap can be repeated. */
export type Random = () => number;

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, passes gjrand; plenty for subsampling, unfit for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Whole number in [0, n). */
export const below = (random: Random, n: number): number => Math.floor(random() * n);

/** Fisher-Yates in place; returns the same array. */
export function shuffle<T extends { length: number; [index: number]: number }>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    const held = items[i] ?? 0;
    items[i] = items[j] ?? 0;
    items[j] = held;
  }
  return items;
}

/** Standard normal by Box and Muller. */
export function normal(random: Random): number {
  const u = 1 - random(); // never 0, so the logarithm is finite
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random());
}
