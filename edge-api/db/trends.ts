/** Queries over trend_readings and trend_snapshots: numbers day by day in, finished snapshots out. */
import { and, asc, eq, gte, inArray, lt, max } from 'drizzle-orm';
import type { SourceItem } from '../sources/source.ts';
import type { Database } from './database.ts';
import { trendReadings, trendSnapshots } from './schema.ts';

export type TrendRow = typeof trendReadings.$inferSelect;
export type SnapshotRow = typeof trendSnapshots.$inferSelect;

/** One row per statement (13 parameters of D1's 100), a hundred rows per batch: 9,556 rows/s against 188 singly (shared notes, edge.md section 4). */
const ROWS_PER_BATCH = 100;

/** A second reading of the same day replaces the first. */
export async function putReadings(
  db: Database,
  {
    source,
    region,
    items,
    today,
    now,
  }: {
    readonly source: string;
    readonly region: string;
    readonly items: readonly SourceItem[];
    readonly today: number;
    readonly now: number;
  },
): Promise<void> {
  const statements = items.map(({ day, ...item }) => {
    const row = { source, region, ...item, day: day ?? today, readAt: now };
    return db
      .insert(trendReadings)
      .values(row)
      .onConflictDoUpdate({
        target: [trendReadings.source, trendReadings.region, trendReadings.kind, trendReadings.key, trendReadings.day],
        set: row,
      });
  });
  for (let from = 0; from < statements.length; from += ROWS_PER_BATCH) {
    const [first, ...rest] = statements.slice(from, from + ROWS_PER_BATCH);
    if (first) await db.batch([first, ...rest]);
  }
}

/** Readings of a region and of the whole world since a day, oldest first. */
export const readingsSince = (db: Database, region: string, day: number): Promise<TrendRow[]> =>
  db
    .select()
    .from(trendReadings)
    .where(and(inArray(trendReadings.region, [...new Set([region, 'world'])]), gte(trendReadings.day, day)))
    .orderBy(asc(trendReadings.day));

/** When anything was last read for a region or the world; null when nothing was. */
export async function lastReadAt(db: Database, region: string): Promise<number | null> {
  const [row] = await db
    .select({ at: max(trendReadings.readAt) })
    .from(trendReadings)
    .where(inArray(trendReadings.region, [...new Set([region, 'world'])]));
  return row?.at ?? null;
}

export async function pruneReadings(db: Database, source: string, beforeDay: number): Promise<void> {
  await db.delete(trendReadings).where(and(eq(trendReadings.source, source), lt(trendReadings.day, beforeDay)));
}

export async function putSnapshot(db: Database, row: SnapshotRow): Promise<void> {
  await db
    .insert(trendSnapshots)
    .values(row)
    .onConflictDoUpdate({ target: [trendSnapshots.region, trendSnapshots.category], set: row });
}

export async function snapshotOf(db: Database, region: string, category: string): Promise<SnapshotRow | null> {
  const [row] = await db
    .select()
    .from(trendSnapshots)
    .where(and(eq(trendSnapshots.region, region), eq(trendSnapshots.category, category)));
  return row ?? null;
}

/** Categories of a region that lost their last item go, so that nothing old is sent for ever. */
export async function dropSnapshots(db: Database, region: string, categories: readonly string[]): Promise<void> {
  if (categories.length === 0) return;
  await db
    .delete(trendSnapshots)
    .where(and(eq(trendSnapshots.region, region), inArray(trendSnapshots.category, [...categories])));
}
