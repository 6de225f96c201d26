/**
 * An author's id enters; the side it stands on leaves, before anything is fitted.
 *
 * The side follows from a hash of the id alone, so more data moves nobody and a second table cannot put a person on
 * both sides. The cut in time is a date per table, fixed here for the same reason.
 */

export type Side = 'train' | 'test';

/** 3 of 20 authors are for testing: enough for an R² to about ±.03, and the rest is what the model lives on. */
const TEST_OF_20 = 3;

/** Folds among the training authors, for predictions on people a fit has not seen. */
export const FOLDS = 5;

export const sideOf = (author: string): Side => (fnv1a(author) % 20 < TEST_OF_20 ? 'test' : 'train');

/** Uses other digits of the hash than the side does, so the folds are even among the training authors. */
export const foldOf = (author: string): number => Math.floor(fnv1a(author) / 20) % FOLDS;

/** The last fifth of each table in time, rounded to a day; rows from here on are later (Unix seconds). */
export const LATER_FROM = {
  tiktok_2020: Date.UTC(2020, 9, 31) / 1000,
  tiktok_vn_2025: Date.UTC(2025, 4, 15) / 1000,
} as const;

/**
 * Cuts of the walk-forward figures: what was posted before each is fitted on, what follows until the next is asked about.
 * The middle of each table, 13 of 20 and the last fifth of its posts, rounded to days; fixed before anything was fitted.
 */
export const WINDOWS = [
  { tiktok_2020: Date.UTC(2020, 9, 1) / 1000, tiktok_vn_2025: Date.UTC(2025, 3, 24) / 1000 },
  { tiktok_2020: Date.UTC(2020, 9, 21) / 1000, tiktok_vn_2025: Date.UTC(2025, 4, 6) / 1000 },
  LATER_FROM,
] as const;

/** 32-bit FNV-1a with a final mix (murmur3), so that low digits are even too. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
