/** The Workers host: D1, R2 and static assets behind the same routes. */
import { createApp } from './app.ts';
import { Counters } from './db/counters.ts';
import type { D1 } from './db/d1.ts';
import { databaseOn } from './db/database.ts';
import type { Host, Near } from './host.ts';
import { Keys, fromBase64url } from './http/keys.ts';
import { MemoryLimiter } from './http/limits.ts';
import { errorForLog, logText } from './http/log.ts';
import { readFollowedSafely } from './jobs/followed.ts';
import { keepHouse } from './jobs/housekeeping.ts';
import { watch } from './jobs/watch.ts';
import { onCron, onQueue, type TaskBatch, type TaskQueue } from './jobs/trends-queue.ts';
import { modelOnStable } from './jobs/trends-snapshot.ts';
import type { TrendsJob } from './jobs/trends.ts';
import { Meter } from './metrics/meter.ts';
import { inboxTogether, type NewSample } from './samples/inbox.ts';
import { inboxQueued, shelveQueued, type SampleQueue } from './samples/queued.ts';
import { shardsInBucket, type ShardBucket } from './samples/store.ts';
import { settingsFrom } from './settings.ts';
import { siteFromAssets, type Assets } from './site/assets.ts';
import { trendSettings } from './sources/settings.ts';
import { r2Weights, type R2 } from './weights/r2.ts';
import { syncBuiltModels } from './weights/sync.ts';

/** What wrangler.toml binds. */
export interface Bindings {
  readonly DB: D1;
  readonly WEIGHTS: R2;
  readonly ASSETS: Assets;
  readonly SAMPLES: ShardBucket;
  /** 32 random bytes or more as base64url; without it share links and samples answer 503. */
  readonly PRESAGE_SECRET?: string;
  /** settings.ts tells what else may be set, all as text. */
  readonly PRESAGE_FLUSH_SECONDS?: string;
  /** Trend snapshots near whoever asks; without it each isolate reads them from D1 once a minute. */
  readonly NEAR?: KeyValue;
  /** Samples on their way into shards; without it each waits as a row in D1. */
  readonly SAMPLE_QUEUE?: SampleQueue;
  /** Requests to trend sources; without it the cron makes them itself. */
  readonly TRENDS?: TaskQueue;
}

/** The part of Workers' KV interface that is used here. */
interface KeyValue {
  get(key: string): Promise<string | null>;
  put(key: string, text: string, options: { readonly expirationTtl: number }): Promise<void>;
}

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

/** What one isolate keeps between requests; bindings are the same objects for its whole life. */
const isolates = new WeakMap<Bindings['DB'], IsolateHost>();

type IsolateHost = Omit<Host, 'later'> & { readonly flushEveryMs: number; gatheringUntil: number | null };

/** As wrangler.toml has it. */
const WATCH_CRON = '*/5 * * * *';
const SAMPLES_QUEUE = 'presage-samples';
/** Workers end what goes on longer than this after a reply. */
const LONGEST_AFTER_MS = 30_000;

const app = createApp((c) => {
  // holds: the runtime hands in what wrangler.toml binds
  const env = c.env as unknown as Bindings;
  const execution: Execution = c.executionCtx;
  return { ...isolateHost(env), later: (work) => execution.waitUntil(work) };
});

export default {
  async fetch(request: Request, env: Bindings, execution: Execution): Promise<Response> {
    const reply = await app.fetch(request, { ...env }, execution as never);
    // Counts are added after the reply has gone; D1 may be far away.
    gather(isolateHost(env), execution);
    return reply;
  },

  /** Every five minutes a look at the figures and at followed posts that are due; hourly samples into shards, and what is due at the trend sources (off unless the variable PRESAGE_TRENDS is `on`). */
  async scheduled(event: { readonly cron?: string }, env: Bindings): Promise<void> {
    if (event.cron === WATCH_CRON) {
      await Promise.all([watch(isolateHost(env)), readFollowedSafely(isolateHost(env))]);
      return;
    }
    await Promise.all([onCron(trendsJob(env), env.TRENDS), keepHouse(isolateHost(env))]);
  },

  /** A batch that fails is delivered again, whole. */
  async queue(batch: TaskBatch & { readonly queue: string }, env: Bindings): Promise<void> {
    if (batch.queue !== SAMPLES_QUEUE) return await onQueue(trendsJob(env), batch);
    // holds: nothing but inboxQueued sends there
    const samples = batch.messages.map(({ body }) => body as NewSample);
    await shelveQueued(isolateHost(env), samples);
  },
};

const nearIn = (store: KeyValue): Near => ({
  get: (key) => store.get(key),
  put: (key, text, seconds) => store.put(key, text, { expirationTtl: seconds }),
});

/**
 * The first request of every ten seconds waits after its reply and then adds what all have counted meanwhile. Should the
 * runtime end it early, the next request after half a minute takes over. The very first of an isolate does not wait:
 * many isolates never see a second one.
 */
function gather(host: IsolateHost, execution: Execution): void {
  if (host.gatheringUntil !== null && host.now() < host.gatheringUntil) return;
  const waitMs = host.gatheringUntil === null ? 0 : host.flushEveryMs;
  host.gatheringUntil = host.now() + LONGEST_AFTER_MS;
  const work = async (): Promise<void> => {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    host.gatheringUntil = 0;
    await Promise.all([host.counters.flush(host.now()), host.meter.flush()]);
  };
  execution.waitUntil(
    work().catch((error: unknown) => host.log({ level: 'warn', event: 'flush_failed', ...errorForLog(error) })),
  );
}

function trendsJob(env: Bindings): TrendsJob {
  const host = isolateHost(env);
  return {
    db: host.db,
    settings: trendSettings({ ...env }),
    model: () => modelOnStable(host),
    now: host.now,
    log: host.log,
  };
}

function isolateHost(env: Bindings): IsolateHost {
  const before = isolates.get(env.DB);
  if (before) return before;
  const now = (): number => Date.now();
  const db = databaseOn(env.DB);
  const site = siteFromAssets(env.ASSETS);
  const weights = r2Weights(env.WEIGHTS);
  const secret = env.PRESAGE_SECRET === undefined ? null : fromBase64url(env.PRESAGE_SECRET);
  const settings = settingsFrom({ ...env });
  let synced: Promise<void> | null = null;
  const host: IsolateHost = {
    name: 'workers',
    db,
    weights,
    site,
    shards: shardsInBucket(env.SAMPLES),
    near: env.NEAR ? nearIn(env.NEAR) : null,
    // Without a queue one at a time: on Workers a request must not wait for what another has begun.
    inbox: env.SAMPLE_QUEUE ? inboxQueued(db, env.SAMPLE_QUEUE) : inboxTogether(env.DB, (work) => work()),
    keys: secret && new Keys(secret),
    limiter: new MemoryLimiter(),
    ...settings,
    addressOf: (c) => c.req.header('cf-connecting-ip') ?? null,
    counters: new Counters(db),
    meter: new Meter(db),
    process: () => null,
    gatheringUntil: null,
    now,
    log: (line) => console.log(logText(line, now())),
    modelsReady: () =>
      (synced ??= syncBuiltModels({ db, site, weights, now, rolloutPercent: settings.rolloutPercent }).then(
        (outcome) => {
          if (outcome.kind === 'none') host.log({ level: 'warn', event: 'no_models', reason: outcome.why });
        },
        (error: unknown) => {
          synced = null; // the next request tries again
          throw error;
        },
      )),
  };
  isolates.set(env.DB, host);
  return host;
}
