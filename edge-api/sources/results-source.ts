/** What an adapter that reads counts of posts gives: the counts by post id, or why the reply was not understood. Each `parse` is pure and no text makes it throw. */
import { quarantine, type Quarantined } from './source.ts';

/** Counts of one post as a source told them; null where it tells none. */
export interface PostCounts {
  readonly title: string | null;
  /** Unix ms. */
  readonly postedAt: number | null;
  readonly views: number;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
  readonly watchedMs: number | null;
  readonly skipped: number | null;
  readonly reached: number | null;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Quarantined };

/** Posts by their id; one that is missing here is deleted, private, or somebody else's. */
export type PostsReply = Parsed<ReadonlyMap<string, PostCounts>>;

export const NO_COUNTS = {
  title: null,
  postedAt: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  watchedMs: null,
  skipped: null,
  reached: null,
} as const satisfies Omit<PostCounts, 'views'>;

export const notUnderstood = (reason: string, text: string): { readonly ok: false; readonly why: Quarantined } => ({
  ok: false,
  why: quarantine(reason, text),
});

/** Unix ms of an ISO 8601 time with its zone, also `+0000` as Instagram writes it; null for anything else. */
export function momentOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return null;
  const ms = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return ms >= EARLIEST_MS && ms <= LATEST_MS ? ms : null;
}

/** As in the contract: 2010 to 2100. */
const EARLIEST_MS = 1_262_304_000_000;
const LATEST_MS = 4_102_444_800_000;

/** A whole count of at least 0 up to what a contract takes; null for anything else. */
export function countUpTo(count: number | null): number | null {
  return count !== null && count <= 1e12 ? count : null;
}
