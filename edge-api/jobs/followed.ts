/** Reads the counts of followed posts that are due, and drops what may no longer be kept. Both hosts run it every few minutes. */
import type { LinkedReading } from '#contracts/linked-result.ts';
import { nextReading } from '#core/learn/reading-times.ts';
import { dueFollowed, keepLooked, lastReadings, pruneFollowed, type FollowedRow, type Looked } from '../db/followed.ts';
import type { Host } from '../host.ts';
import { errorForLog } from '../http/log.ts';
import { youtubeCounts, youtubeReading, type Reader } from '../results-read.ts';
import type { PostCounts } from '../sources/results-source.ts';
import { YOUTUBE_IDS } from '../sources/results-youtube.ts';

/** Calls in one go: at 50 posts each, a tenth of a day's 10,000 units in an hour on Workers' five-minute cron. */
const MOST_CALLS = 8;
/** One that the platform does not know twice in a row is deleted or private. */
const UNKNOWN_TWICE = 2;

export interface FollowedDone {
  readonly read: number;
  readonly unknown: number;
  readonly failed: number;
  readonly pruned: number;
}

/** The same for a host's clock: what was done is logged, a bug too, and nothing is thrown. */
export async function readFollowedSafely(
  host: Pick<Host, 'db' | 'results' | 'now' | 'log'>,
  options: Pick<Reader, 'fetch' | 'signal'> = {},
): Promise<void> {
  try {
    const done = await readFollowed(host, options);
    if (Object.values(done).some((n) => n > 0)) {
      host.log({ level: done.failed > 0 ? 'warn' : 'info', event: 'followed', ...done });
    }
  } catch (error) {
    if (options.signal?.aborted) return;
    host.log({ level: 'error', event: 'followed_failed', ...errorForLog(error) });
  }
}

export async function readFollowed(
  { db, results: settings, now }: Pick<Host, 'db' | 'results' | 'now'>,
  options: Pick<Reader, 'fetch' | 'signal'> = {},
): Promise<FollowedDone> {
  const reader: Reader = { db, settings, now, ...options };
  const done = { read: 0, unknown: 0, failed: 0 };
  if (settings.on && settings.youtubeKey !== null) {
    const due = await dueFollowed(db, now(), MOST_CALLS * YOUTUBE_IDS);
    for (let from = 0; from < due.length; from += YOUTUBE_IDS) {
      options.signal?.throwIfAborted();
      const looked = await readBatch(reader, due.slice(from, from + YOUTUBE_IDS));
      // They stay due, and the breaker says when they are tried again.
      if (looked === null) {
        done.failed += due.length - from;
        break;
      }
      await keepLooked(db, looked);
      done.read += looked.filter(({ reading }) => reading !== null).length;
      done.unknown += looked.filter(({ reading }) => reading === null).length;
    }
  }
  const pruned = await pruneFollowed(db, now());
  return { ...done, pruned: pruned.readings + pruned.posts };
}

/** null when the source told nothing. */
async function readBatch(reader: Reader, rows: readonly FollowedRow[]): Promise<Looked[] | null> {
  const { db, settings, now } = reader;
  const ids = [...new Set(rows.map(({ post }) => post))];
  const told = await youtubeCounts(reader, ids, { etag: sharedEtag(rows, ids.length) });
  if (told.ok === false) return null;
  const at = now();
  if (told.ok === 'unchanged') {
    const last = await lastReadings(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => {
      const before = last.get(row.id);
      return lookedAt(row, before ? again(before, at) : null, row.validator, at);
    });
  }
  const validator = told.etag === null ? null : `${ids.length} ${told.etag}`;
  return rows.map((row) => {
    const counts: PostCounts | undefined = told.value.get(row.post);
    return lookedAt(row, counts ? youtubeReading(row.post, counts, settings, at) : null, validator, at);
  });
}

function lookedAt(row: FollowedRow, reading: LinkedReading | null, validator: string | null, now: number): Looked {
  const unknown = reading === null ? row.unknown + 1 : 0;
  const nextAt = unknown >= UNKNOWN_TWICE ? null : nextReading(row.postedAt, now);
  return { row, reading, nextAt, unknown, validator };
}

/** The same counts at a later moment: a reading says when it was taken, and its time to be kept starts anew. */
const again = (before: LinkedReading, readAt: number): LinkedReading => ({
  ...before,
  readAt,
  keepUntil: before.keepUntil === null ? null : before.keepUntil + (readAt - before.readAt),
});

/** The validator of a reply holds for exactly the posts that it held: all of these have it, and it held no others. */
function sharedEtag(rows: readonly FollowedRow[], posts: number): string | null {
  const [first] = rows;
  if (!first?.validator || rows.some(({ validator }) => validator !== first.validator)) return null;
  const [, count, etag] = /^(\d+) (.+)$/.exec(first.validator) ?? [];
  return Number(count) === posts ? (etag ?? null) : null;
}
