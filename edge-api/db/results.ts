/** Queries over result_readings: an owner's own readings, written together, read back in pages. */
import { and, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import type { ResultReading } from '#contracts/result.ts';
import type { Database } from './database.ts';
import { resultReadings } from './schema.ts';

/** Rows per transaction (shared notes, edge.md section 4). */
const ROWS_PER_BATCH = 100;

/** A second reading of the same post at the same moment replaces the first. */
export async function keepResults(db: Database, owner: string, readings: readonly ResultReading[]): Promise<void> {
  const statements = readings.map((reading) =>
    db
      .insert(resultReadings)
      .values({ owner, ...reading })
      .onConflictDoUpdate({
        target: [resultReadings.owner, resultReadings.platform, resultReadings.post, resultReadings.readAt],
        set: reading,
      }),
  );
  for (let from = 0; from < statements.length; from += ROWS_PER_BATCH) {
    const [first, ...rest] = statements.slice(from, from + ROWS_PER_BATCH);
    if (first) await db.batch([first, ...rest]);
  }
}

export interface ResultsWanted {
  readonly platform?: ResultReading['platform'] | undefined;
  readonly post?: string | undefined;
  /** Where the page before ended. */
  readonly after?: Pick<ResultReading, 'readAt' | 'platform' | 'post'> | undefined;
  readonly most: number;
}

/** Newest first. */
export async function resultsOf(db: Database, owner: string, wanted: ResultsWanted): Promise<ResultReading[]> {
  const { readAt, platform, post } = resultReadings;
  const { after } = wanted;
  const conditions: (SQL | undefined)[] = [
    eq(resultReadings.owner, owner),
    wanted.platform && eq(platform, wanted.platform),
    wanted.post === undefined ? undefined : eq(post, wanted.post),
    after &&
      or(
        lt(readAt, after.readAt),
        and(eq(readAt, after.readAt), lt(platform, after.platform)),
        and(eq(readAt, after.readAt), eq(platform, after.platform), lt(post, after.post)),
      ),
  ];
  const rows = await db
    .select()
    .from(resultReadings)
    .where(and(...conditions))
    .orderBy(desc(readAt), desc(platform), desc(post))
    .limit(wanted.most);
  return rows.map(({ owner: _owner, ...reading }) => reading);
}

/** How many readings of a post there were to forget. */
export async function forgetResults(
  db: Database,
  owner: string,
  of: Pick<ResultReading, 'platform' | 'post'>,
): Promise<number> {
  const gone = await db
    .delete(resultReadings)
    .where(
      and(eq(resultReadings.owner, owner), eq(resultReadings.platform, of.platform), eq(resultReadings.post, of.post)),
    )
    .returning({ readAt: resultReadings.readAt });
  return gone.length;
}
