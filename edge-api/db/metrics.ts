/** Queries over metric_totals and request_minutes: additions in, sums out. */
import { gte, lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { metricTotals, requestMinutes } from './schema.ts';

export type TotalRow = typeof metricTotals.$inferSelect;
export type MinuteRow = typeof requestMinutes.$inferSelect;

/** Adds to what is there, whoever else adds at the same time. One batch: all or nothing. */
export async function addMetrics(
  db: Database,
  totals: readonly TotalRow[],
  minutes: readonly MinuteRow[],
): Promise<void> {
  const statements = [
    ...totals.map((row) =>
      db
        .insert(metricTotals)
        .values(row)
        .onConflictDoUpdate({
          target: [metricTotals.name, metricTotals.labels],
          set: { value: sql`${metricTotals.value} + excluded.value` },
        }),
    ),
    ...minutes.map((row) =>
      db
        .insert(requestMinutes)
        .values(row)
        .onConflictDoUpdate({
          target: requestMinutes.minute,
          set: {
            requests: sql`${requestMinutes.requests} + excluded.requests`,
            failed: sql`${requestMinutes.failed} + excluded.failed`,
          },
        }),
    ),
  ];
  const [first, ...rest] = statements;
  if (first) await db.batch([first, ...rest]);
}

export const metricRows = (db: Database): Promise<TotalRow[]> =>
  db.select().from(metricTotals).orderBy(metricTotals.name, metricTotals.labels);

/** @param from the first minute since 1970 that counts */
export async function requestsSince(
  db: Database,
  from: number,
): Promise<{ readonly requests: number; readonly failed: number }> {
  const [row] = await db
    .select({
      requests: sql<number>`coalesce(sum(${requestMinutes.requests}), 0)`,
      failed: sql<number>`coalesce(sum(${requestMinutes.failed}), 0)`,
    })
    .from(requestMinutes)
    .where(gte(requestMinutes.minute, from));
  return row ?? { requests: 0, failed: 0 };
}

export async function pruneMinutes(db: Database, before: number): Promise<void> {
  await db.delete(requestMinutes).where(lt(requestMinutes.minute, before));
}
