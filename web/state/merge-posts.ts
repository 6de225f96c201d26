/** Posts known and posts imported → one list, oldest first: the same post is one, and what an export lacks is completed by another. */
import { seconds, share } from '#core/units.ts';
import type { Post } from '#core/flow.ts';
import type { ImportedPost } from '#contracts/exports/exports.ts';

export interface Merged {
  readonly posts: readonly Post[];
  readonly added: number;
  readonly updated: number;
  /** Exports without views that completed a known post. */
  readonly completed: number;
  /** Exports without views that belong to no known post: there is nothing to keep of them. */
  readonly unmatched: number;
}

/** An export without an id is the post of the nearest second within this, when there is only one; notes/platform-exports.md section 6. */
const NEAR_S = 60;

/**
 * Whether a post's hour is known. A day alone is kept as its noon; posts that were pasted before this was noted down
 * stand at noon to the second and carry no id.
 */
export function knowsHour(post: Pick<Post, 'time' | 'dayOnly' | 'id'>): boolean {
  if (post.time === null || post.dayOnly === true) return false;
  if (post.id) return true;
  const at = new Date(post.time * 1000);
  return at.getHours() !== 12 || at.getMinutes() !== 0 || at.getSeconds() !== 0;
}

const dayOf = (time: number): string => new Date(time * 1000).toDateString();

export function mergeImported(known: readonly Post[], imported: readonly ImportedPost[]): Merged {
  const posts: Post[] = [...known];
  const byId = new Map<string, number>();
  const byMinute = new Map<number, number[]>();
  const index = (post: Post, at: number): void => {
    if (post.id) byId.set(post.id, at);
    if (post.time !== null && knowsHour(post)) {
      const slot = byMinute.get(Math.floor(post.time / NEAR_S));
      if (slot) slot.push(at);
      else byMinute.set(Math.floor(post.time / NEAR_S), [at]);
    }
  };
  posts.forEach(index);
  const near = (time: number): number | null => {
    const minute = Math.floor(time / NEAR_S);
    const found = [minute - 1, minute, minute + 1]
      .flatMap((each) => byMinute.get(each) ?? [])
      .filter((at) => Math.abs((posts[at]?.time ?? 0) - time) <= NEAR_S);
    // Two candidates: left unjoined.
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  // A post typed with its day alone is the one that an export has on that day, when both have just one.
  const typed = lonely(posts, (post) => (post.time !== null && !post.id && !knowsHour(post) ? dayOf(post.time) : null));
  const lone = lonely(imported, (one) => (one.time !== null && one.views !== null ? dayOf(one.time) : null));
  const onDay = (one: ImportedPost): number | null => {
    if (one.time === null) return null;
    const day = dayOf(one.time);
    const at = lone.get(day) === undefined ? undefined : typed.get(day);
    return at !== undefined && !posts[at]?.id ? at : null;
  };
  let [added, updated, completed, unmatched] = [0, 0, 0, 0];
  // With views first: those without can only complete what is there.
  for (const one of [...imported].sort((a, b) => Number(a.views === null) - Number(b.views === null))) {
    const same =
      (one.id === null ? undefined : byId.get(one.id)) ??
      (one.time === null || one.dayOnly ? null : unlessOther(near(one.time), one.id, posts)) ??
      onDay(one);
    const old = same === null || same === undefined ? undefined : posts[same];
    if (old !== undefined && same !== null && same !== undefined) {
      posts[same] = joined(old, one);
      index(posts[same], same);
      if (one.views === null) completed++;
      else updated++;
    } else if (one.views === null) unmatched++;
    else {
      posts.push(joined(null, one));
      index(posts.at(-1) ?? joined(null, one), posts.length - 1);
      added++;
    }
  }
  const sorted = posts
    .map((post, at) => ({ post, at }))
    .sort((a, b) => (a.post.time ?? -Infinity) - (b.post.time ?? -Infinity) || a.at - b.at)
    .map(({ post }) => post);
  return { posts: sorted, added, updated, completed, unmatched };
}

/** Where each key stands that stands once. */
function lonely<Item>(items: readonly Item[], keyOf: (item: Item) => string | null): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  items.forEach((item, at) => {
    const key = keyOf(item);
    if (key === null) return;
    if (found.has(key)) twice.add(key);
    found.set(key, at);
  });
  for (const key of twice) found.delete(key);
  return found;
}

/** A known post with another id is another post, however near in time. */
function unlessOther(at: number | null, id: string | null, posts: readonly Post[]): number | null {
  const theirs = at === null ? null : posts[at]?.id;
  return theirs && id !== null && theirs !== id ? null : at;
}

/** The newer reading wins where it tells something; an hour known once is kept. */
function joined(old: Post | null, one: ImportedPost): Post {
  const hourKnown = old !== null && knowsHour(old);
  const time = one.time === null || (one.dayOnly && hourKnown) ? (old?.time ?? null) : one.time;
  const dayOnly = one.time === null || (one.dayOnly && hourKnown) ? (old?.dayOnly ?? false) : one.dayOnly;
  const id = one.id ?? old?.id ?? null;
  const told = {
    likes: one.likes ?? old?.likes ?? null,
    comments: one.comments ?? old?.comments ?? null,
    shares: one.shares ?? old?.shares ?? null,
    saves: one.saves ?? old?.saves ?? null,
    stayed: one.stayed === null || one.stayed > 1 ? (old?.stayed ?? null) : share(one.stayed),
  };
  return {
    time,
    views: one.views ?? old?.views ?? 0,
    caption: one.caption ?? old?.caption ?? null,
    length: one.length === null ? (old?.length ?? null) : seconds(one.length),
    sound: one.sound ?? old?.sound ?? null,
    ...(id === null ? {} : { id }),
    ...(dayOnly ? { dayOnly: true } : {}),
    ...told,
  };
}
