/**
 * The trends job: what is due is asked, read and kept; then the snapshots are made anew. Both hosts run it, Node in its
 * own process and Workers over a queue. It throws for bugs only: a source that fails is a row in source_runs.
 */
import { breakerOf, pruneRuns, putRun, requestStateOf, type SourceRun } from '../db/source-runs.ts';
import { pruneReadings, putReadings } from '../db/trends.ts';
import type { Database } from '../db/database.ts';
import type { LogLine } from '../http/log.ts';
import { after, breakerAt } from '../sources/breaker.ts';
import { fetchText, type Fetching } from '../sources/fetcher.ts';
import { SOURCES } from '../sources/registry.ts';
import { dayOf, type Source, type SourceRequest } from '../sources/source.ts';
import { userAgentOf, type TrendSettings } from '../sources/settings.ts';
import { CREATIVE_CENTER } from '../sources/creative-center.ts';
import { makeSnapshots, type ModelInUse } from './trends-snapshot.ts';

export interface TrendsJob {
  readonly db: Database;
  readonly settings: TrendSettings;
  readonly model: () => Promise<ModelInUse | null>;
  readonly now: () => number;
  readonly log: (line: LogLine) => void;
  readonly signal?: AbortSignal;
  /** Other than the host's own, in tests. */
  readonly fetch?: NonNullable<Fetching['fetch']>;
  readonly sources?: readonly Source[];
}

/** One request to one source. Names only: the address is built again where the task is done, so none can be slipped in. */
export interface TrendTask {
  readonly source: string;
  readonly label: string;
}

const HOUR_MS = 3_600_000;
/** A day's reading that comes a little early still counts for that day. */
const EARLY_MS = HOUR_MS;
/** The largest feed (Wikimedia) lists a thousand; nobody looks beyond the first hundred. */
const MOST_ITEMS = 100;
const KEEP_DAYS = 365;
const KEEP_RUNS_MS = 90 * 24 * HOUR_MS;

/** Requests whose source's pace has come round since they last gave something good. */
export async function dueTasks(job: TrendsJob): Promise<TrendTask[]> {
  const now = job.now();
  const due: TrendTask[] = [];
  for (const source of job.sources ?? SOURCES) {
    for (const { label } of source.requests(job.settings, now)) {
      const { goodAt } = await requestStateOf(job.db, source.id, label);
      if (goodAt === null || now - goodAt >= source.everyHours * HOUR_MS - EARLY_MS)
        due.push({ source: source.id, label });
    }
  }
  return due;
}

/** @returns null when the task names nothing that is asked now */
export async function readTask(job: TrendsJob, task: TrendTask): Promise<SourceRun | null> {
  const source = (job.sources ?? SOURCES).find(({ id }) => id === task.source);
  const request = source?.requests(job.settings, job.now()).find(({ label }) => label === task.label);
  return source && request ? readOne(job, source, request) : null;
}

/** Everything that is due, one after the other, then the snapshots. What a host without a queue does. */
export async function runTrends(job: TrendsJob): Promise<readonly SourceRun[]> {
  const runs: SourceRun[] = [];
  for (const task of await dueTasks(job)) {
    job.signal?.throwIfAborted();
    const run = await readTask(job, task);
    if (run) runs.push(run);
  }
  await finishTrends(job);
  const bad = runs.filter(({ outcome }) => outcome === 'failed' || outcome === 'layout_changed');
  if (runs.length > 0) {
    job.log({
      level: bad.length > 0 ? 'warn' : 'info',
      event: 'trends',
      asked: runs.length,
      failed: bad.length,
      why: [...new Set(bad.map(({ source, why }) => `${source}: ${why ?? 'unknown'}`))].join('; '),
    });
  }
  return runs;
}

/** Drops what may no longer be kept, and makes the snapshots anew where something was read since. */
export async function finishTrends(job: TrendsJob): Promise<void> {
  const now = job.now();
  for (const { id, keepDays } of [...(job.sources ?? SOURCES), { ...CREATIVE_CENTER, keepDays: null }]) {
    await pruneReadings(job.db, id, dayOf(now) - (keepDays ?? KEEP_DAYS));
  }
  await pruneRuns(job.db, now - KEEP_RUNS_MS);
  await makeSnapshots(job);
}

async function readOne(job: TrendsJob, source: Source, request: SourceRequest): Promise<SourceRun> {
  const { db, settings, now } = job;
  const startedAt = now();
  const breaker = await breakerOf(db, source.id);
  const before = await requestStateOf(db, source.id, request.label);
  const run = {
    source: source.id,
    label: request.label,
    startedAt,
    items: 0,
    quarantined: 0,
    why: null,
    excerpt: null,
  };
  if (breakerAt(breaker, startedAt) === 'open') {
    const resting: SourceRun = { ...run, ms: 0, outcome: 'resting', why: `${breaker.failures} failures in a row` };
    await putRun(db, resting, breaker, before);
    return resting;
  }
  const reply = await fetchText(request.url, {
    hosts: source.hosts,
    userAgent: userAgentOf(settings),
    etag: before.etag,
    modified: before.modified,
    ...(job.signal ? { signal: job.signal } : {}),
    ...(job.fetch ? { fetch: job.fetch } : {}),
  });
  const ms = now() - startedAt;
  const good = { ...before, goodAt: startedAt };
  if (reply.kind === 'unchanged') {
    return keep(db, { ...run, ms, outcome: 'unchanged' }, after(breaker, true, now()), good);
  }
  if (reply.kind === 'failed') {
    const why = reply.status === null ? reply.why : `${reply.why} ${reply.status}`;
    return keep(db, { ...run, ms, outcome: 'failed', why }, after(breaker, false, now()), before);
  }
  const { items, quarantined } = source.parse(reply.text);
  const [first] = quarantined;
  const counted = {
    items: items.length,
    quarantined: quarantined.length,
    why: first?.reason ?? null,
    excerpt: first?.excerpt ?? null,
  };
  if (items.length === 0 && first) {
    // The validators stay the old ones: once we can read the new layout, the same reply is asked for again.
    return keep(db, { ...run, ms, ...counted, outcome: 'layout_changed' }, after(breaker, false, now()), before);
  }
  await putReadings(db, {
    source: source.id,
    region: request.region,
    items: items.slice(0, MOST_ITEMS),
    today: dayOf(startedAt),
    now: startedAt,
  });
  const outcome = items.length === 0 ? 'empty' : 'read';
  const validators = { etag: reply.etag, modified: reply.modified, goodAt: startedAt };
  return keep(db, { ...run, ms, ...counted, outcome }, after(breaker, true, now()), validators);
}

async function keep(
  db: Database,
  run: SourceRun,
  ...state: [Parameters<typeof putRun>[2], Parameters<typeof putRun>[3]]
): Promise<SourceRun> {
  await putRun(db, run, ...state);
  return run;
}
