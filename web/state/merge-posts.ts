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

export function mergeImported(known: readonly Post[], imported: readonly ImportedPost[]): Merged {
  const posts: Post[] = [...known];
  const byId = new Map<string, number>();
  const byMinute = new Map<number, number[]>();
  const index = (post: Post, at: number): void => {
    if (post.id) byId.set(post.id, at);
    if (post.time !== null && post.dayOnly !== true) {
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
  let [added, updated, completed, unmatched] = [0, 0, 0, 0];
  // With views first: those without can only complete what is there.
  for (const one of [...imported].sort((a, b) => Number(a.views === null) - Number(b.views === null))) {
    const same =
      (one.id === null ? undefined : byId.get(one.id)) ??
      (one.time === null || one.dayOnly ? null : unlessOther(near(one.time), one.id, posts));
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

/** A known post with another id is another post, however near in time. */
function unlessOther(at: number | null, id: string | null, posts: readonly Post[]): number | null {
  const theirs = at === null ? null : posts[at]?.id;
  return theirs && id !== null && theirs !== id ? null : at;
}

/** The newer reading wins where it tells something; an hour known once is kept. */
function joined(old: Post | null, one: ImportedPost): Post {
  const hourKnown = old?.time != null && old.dayOnly !== true;
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
