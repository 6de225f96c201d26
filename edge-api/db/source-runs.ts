/** Queries over source_runs and source_states: what came of each request, and what the next one needs to know. */
import { and, desc, eq, lt, max } from 'drizzle-orm';
import { CLOSED, type BreakerState } from '../sources/breaker.ts';
import type { Database } from './database.ts';
import { sourceRuns, sourceStates } from './schema.ts';

export type SourceRun = typeof sourceRuns.$inferSelect;

export interface RequestState {
  readonly etag: string | null;
  readonly modified: string | null;
  readonly goodAt: number | null;
}

/** The breaker guards a whole source; its row stands under this label, which no request has. */
const WHOLE = '*';

export async function breakerOf(db: Database, source: string): Promise<BreakerState> {
  const [row] = await db.select().from(sourceStates).where(stateOf(source, WHOLE));
  return row ? { failures: row.failures, failedAt: row.failedAt } : CLOSED;
}

export async function requestStateOf(db: Database, source: string, label: string): Promise<RequestState> {
  const [row] = await db.select().from(sourceStates).where(stateOf(source, label));
  return { etag: row?.etag ?? null, modified: row?.modified ?? null, goodAt: row?.goodAt ?? null };
}

/** The run, the breaker after it, and the validators of a good reply: one batch, all or nothing. */
export async function putRun(
  db: Database,
  run: SourceRun,
  breaker: BreakerState,
  request: RequestState,
): Promise<void> {
  const { source, label } = run;
  const whole = { source, label: WHOLE, etag: null, modified: null, ...breaker, goodAt: request.goodAt };
  const own = { source, label, ...request, failures: 0, failedAt: null };
  const target = [sourceStates.source, sourceStates.label];
  await db.batch([
    db.insert(sourceRuns).values(run).onConflictDoNothing(),
    db.insert(sourceStates).values(whole).onConflictDoUpdate({ target, set: whole }),
    db.insert(sourceStates).values(own).onConflictDoUpdate({ target, set: own }),
  ]);
}

/** When each source last gave something good, Unix ms. */
export async function lastGood(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ source: sourceStates.source, at: max(sourceStates.goodAt) })
    .from(sourceStates)
    .groupBy(sourceStates.source);
  return new Map(rows.flatMap(({ source, at }) => (at === null ? [] : [[source, at] as const])));
}

/** Newest first. */
export const listRuns = (db: Database, limit = 50): Promise<SourceRun[]> =>
  db.select().from(sourceRuns).orderBy(desc(sourceRuns.startedAt)).limit(limit);

export async function pruneRuns(db: Database, before: number): Promise<void> {
  await db.delete(sourceRuns).where(lt(sourceRuns.startedAt, before));
}

const stateOf = (source: string, label: string) => and(eq(sourceStates.source, source), eq(sourceStates.label, label));
