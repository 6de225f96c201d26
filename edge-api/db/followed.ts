/** Queries over followed_posts and followed_readings: posts that this host reads by itself, found by receipt or by when they are due. */
import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { LinkedReading } from '#contracts/linked-result.ts';
import { hashOfToken } from '../http/keys.ts';
import type { Database } from './database.ts';
import { followedPosts, followedReadings } from './schema.ts';

export type FollowedRow = typeof followedPosts.$inferSelect;

/** D1 takes a hundred bound values a statement, a batch a hundred statements (shared notes, edge.md sections 2 and 4). */
const ROWS_AT_ONCE = 90;

export async function keepFollowed(
  db: Database,
  row: Omit<FollowedRow, 'id'>,
  receipt: string,
  reading: LinkedReading,
): Promise<void> {
  const id = hashOfToken(receipt);
  await db.batch([db.insert(followedPosts).values({ ...row, id }), insertReading(db, id, reading)]);
}

export async function followedBy(db: Database, receipt: string): Promise<FollowedRow | null> {
  const [row] = await db
    .select()
    .from(followedPosts)
    .where(eq(followedPosts.id, hashOfToken(receipt)))
    .limit(1);
  return row ?? null;
}

/** Oldest first; one whose time is over is not given out even before it is pruned. */
export async function readingsOf(db: Database, id: string, now: number): Promise<LinkedReading[]> {
  const rows = await db
    .select()
    .from(followedReadings)
    .where(eq(followedReadings.followed, id))
    .orderBy(asc(followedReadings.readAt));
  return rows
    .filter(({ keepUntil }) => keepUntil === null || keepUntil > now)
    .map(({ body }) => LinkedReading.parse(JSON.parse(body)));
}

/** Whether there was something to forget. */
export async function forgetFollowed(db: Database, receipt: string): Promise<boolean> {
  const id = hashOfToken(receipt);
  const gone = await db.delete(followedPosts).where(eq(followedPosts.id, id)).returning({ id: followedPosts.id });
  await db.delete(followedReadings).where(eq(followedReadings.followed, id));
  return gone.length > 0;
}

/** Due now, by post, so that the same posts come together in the same order the next time. */
export const dueFollowed = (db: Database, now: number, most: number): Promise<FollowedRow[]> =>
  db
    .select()
    .from(followedPosts)
    .where(lte(followedPosts.nextAt, now))
    .orderBy(asc(followedPosts.post), asc(followedPosts.id))
    .limit(most);

/** What came of one look at a post: a reading or none, and when the next look is. */
export interface Looked {
  readonly row: FollowedRow;
  readonly reading: LinkedReading | null;
  readonly nextAt: number | null;
  readonly unknown: number;
  readonly validator: string | null;
}

export async function keepLooked(db: Database, looked: readonly Looked[]): Promise<void> {
  const statements = looked.flatMap(({ row, reading, nextAt, unknown, validator }) => [
    db.update(followedPosts).set({ nextAt, unknown, validator }).where(eq(followedPosts.id, row.id)),
    ...(reading ? [insertReading(db, row.id, reading)] : []),
  ]);
  for (let from = 0; from < statements.length; from += ROWS_AT_ONCE) {
    const [first, ...rest] = statements.slice(from, from + ROWS_AT_ONCE);
    if (first) await db.batch([first, ...rest]);
  }
}

/** The newest reading of each; those without one are missing. */
export async function lastReadings(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, LinkedReading>> {
  const last = new Map<string, LinkedReading>();
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    const rows = await db
      .select()
      .from(followedReadings)
      .where(inArray(followedReadings.followed, ids.slice(from, from + ROWS_AT_ONCE)))
      .orderBy(asc(followedReadings.readAt));
    for (const { followed, body } of rows) last.set(followed, LinkedReading.parse(JSON.parse(body)));
  }
  return last;
}

/** Drops readings whose time is over, and posts that have ended with all of theirs. Says how many. */
export async function pruneFollowed(
  db: Database,
  now: number,
): Promise<{ readonly readings: number; readonly posts: number }> {
  const readings = await db
    .delete(followedReadings)
    .where(lte(followedReadings.keepUntil, now))
    .returning({ followed: followedReadings.followed });
  const ended = await db
    .select({ id: followedPosts.id })
    .from(followedPosts)
    .where(lte(followedPosts.endsAt, now))
    .limit(ROWS_AT_ONCE);
  const ids = ended.map(({ id }) => id);
  if (ids.length > 0) {
    await db.batch([
      db.delete(followedReadings).where(inArray(followedReadings.followed, ids)),
      db.delete(followedPosts).where(and(inArray(followedPosts.id, ids), lte(followedPosts.endsAt, now))),
    ]);
  }
  return { readings: readings.length, posts: ids.length };
}

const insertReading = (db: Database, followed: string, reading: LinkedReading) => {
  const row = { followed, readAt: reading.readAt, body: JSON.stringify(reading), keepUntil: reading.keepUntil };
  return db
    .insert(followedReadings)
    .values(row)
    .onConflictDoUpdate({ target: [followedReadings.followed, followedReadings.readAt], set: row });
};
