/** The embedded host: one process, one SQLite file, the built app and the API on one port. */
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { Counters } from './db/counters.ts';
import { databaseOn } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openSqlite } from './db/sqlite.ts';
import type { Host } from './host.ts';
import { Keys } from './http/keys.ts';
import { MemoryLimiter } from './http/limits.ts';
import { GatheredLines, errorForLog, logText, type LogLine } from './http/log.ts';
import { readFollowedSafely } from './jobs/followed.ts';
import { keepHouse } from './jobs/housekeeping.ts';
import { watch } from './jobs/watch.ts';
import { modelOnStable } from './jobs/trends-snapshot.ts';
import { scheduleTrends } from './jobs/trends-schedule.ts';
import { Meter } from './metrics/meter.ts';
import { shardsInFolder } from './samples/folder.ts';
import { inboxTogether } from './samples/inbox.ts';
import { quickIndex } from './quick.ts';
import { secretIn } from './secret.ts';
import { settingsFrom } from './settings.ts';
import { siteFromDisk } from './site/disk.ts';
import { trendSettings } from './sources/settings.ts';
import { folderWeights } from './weights/folder.ts';
import { syncBuiltModels } from './weights/sync.ts';

/** A shard is due when its oldest sample has waited an hour; this often somebody looks. */
const KEEP_HOUSE_EVERY_MS = 60_000;
/** An alert is told within this. */
const WATCH_EVERY_MS = 60_000;
/** A 2 GB clip shared over slow Wi-Fi (10 Mb/s) takes 27 minutes; Node itself would cut it after five. */
const LONGEST_REQUEST_MS = 30 * 60_000;
/** Open connections get this long to finish when the host is told to stop. */
const STOP_WITHIN_MS = 3000;

export interface NodeOptions {
  /** Folder of the checkout: holds dist/ and edge-api/db/migrations/. */
  readonly root: string;
  /** Folder of the database and the kept weights; made when absent. */
  readonly data: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly hostname: string;
  readonly write?: (line: string) => void;
  /** Built files, when not in root/dist; the contract suite has its own. */
  readonly dist?: string;
  /** Over the environment's, by the same names (settings.ts). */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningHost {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Finishes what is open, writes what is counted, closes the file. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws Error with a system code (EADDRINUSE, EACCES) when port or folder can't be had */
export async function startHost(options: NodeOptions): Promise<RunningHost> {
  const now = (): number => Date.now();
  const lines = options.write ? null : new GatheredLines((text) => process.stdout.write(text));
  const write = options.write ?? ((line: string) => lines?.add(line));
  const log = (line: LogLine): void => {
    write(logText(line, now()));
    if (line.level === 'error') lines?.flush();
  };

  mkdirSync(options.data, { recursive: true });
  const sqlite = openSqlite(join(options.data, 'presage.db'));
  const applied = await migrate(sqlite, join(options.root, 'edge-api/db/migrations'));
  if (applied.length > 0) log({ level: 'info', event: 'migrated', migrations: applied.join(' ') });

  const db = databaseOn(sqlite);
  const counters = new Counters(db);
  const meter = new Meter(db);
  const startedAt = now();
  const later = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => log({ level: 'warn', event: 'later_failed', reason: String(error) }));
  };
  const settings = settingsFrom({ ...process.env, ...options.settings });
  const host: Host = {
    name: 'node',
    db,
    weights: folderWeights(join(options.data, 'models')),
    site: siteFromDisk(options.dist ?? join(options.root, 'dist')),
    shards: shardsInFolder(join(options.data, 'samples')),
    near: null,
    inbox: inboxTogether(sqlite, setImmediate),
    keys: new Keys(secretIn(options.data)),
    limiter: new MemoryLimiter(),
    ...settings,
    addressOf: (c) => addressOf(c.env as unknown as HttpBindings, settings.behindProxy), // holds: the listener hands them in
    counters,
    meter,
    process: () => ({ residentBytes: process.memoryUsage.rss(), startedAt }),
    modelsReady: () => Promise.resolve(),
    now,
    log,
    later,
  };

  const synced = await syncBuiltModels(host);
  if (synced.kind === 'none') log({ level: 'warn', event: 'no_models', reason: synced.why });
  else log({ level: 'info', event: 'models', count: synced.models, copied: synced.copied });

  const app = createApp(() => host);
  const listener = getRequestListener(app.fetch);
  const quick = quickIndex(host);
  const server = createServer({ requestTimeout: LONGEST_REQUEST_MS }, (incoming, outgoing) => {
    if (quick(incoming, outgoing)) return;
    if (!isShare(incoming)) return void listener(incoming, outgoing);
    // A shared-in video may be large, and a browser reads no reply before it has sent everything. So its bytes are let
    // through and dropped here, where no route can see them, and the reply follows the last of them.
    incoming.resume();
    incoming.once('end', () => void listener(incoming, outgoing));
  });
  const port = await listen(server, options.port, options.hostname).catch((error: unknown) => {
    sqlite.close();
    throw error;
  });
  const flush = async (): Promise<void> => {
    await Promise.all([counters.flush(now()), meter.flush()]);
  };
  const timer = setInterval(() => later(flush()), settings.flushEveryMs);
  timer.unref();
  const keeping = setInterval(() => later(keepHouse(host)), KEEP_HOUSE_EVERY_MS);
  keeping.unref();
  const stopping = new AbortController();
  let watched: Promise<void> | null = null;
  const look = (): void => {
    watched ??= watch(host, { signal: stopping.signal })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log({ level: 'error', event: 'watch_failed', ...errorForLog(error) });
      })
      .finally(() => {
        watched = null;
      });
  };
  let following: Promise<void> | null = null;
  const follow = (): void => {
    following ??= readFollowedSafely(host, { signal: stopping.signal }).finally(() => {
      following = null;
    });
  };
  const readings = setInterval(follow, KEEP_HOUSE_EVERY_MS);
  readings.unref();
  const watching = setInterval(look, WATCH_EVERY_MS);
  watching.unref();
  const trends = scheduleTrends({
    db,
    settings: trendSettings(process.env),
    model: () => modelOnStable(host),
    now,
    log,
  });

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    clearInterval(timer);
    clearInterval(keeping);
    clearInterval(watching);
    clearInterval(readings);
    stopping.abort();
    await following;
    await trends?.stop();
    await stop(server);
    await watched;
    await flush();
    sqlite.close();
    lines?.flush();
  };
  return {
    url: `http://${shownName(options.hostname)}:${port}`,
    fetch: async (request) => app.fetch(request),
    close: () => (closing ??= close()),
  };
}

/** Behind a proxy of the operator's own the last entry of X-Forwarded-For is the one that it wrote. */
function addressOf({ incoming }: HttpBindings, behindProxy: boolean): string | null {
  if (!behindProxy) return incoming?.socket?.remoteAddress ?? null;
  const forwarded = [incoming.headers['x-forwarded-for']].flat().join(',');
  return forwarded.split(',').at(-1)?.trim() || null;
}

const isShare = ({ method, url }: IncomingMessage): boolean => method === 'POST' && /^\/share(\?|$)/.test(url ?? '');

function listen(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      // holds: a TCP server that listens has an address object
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  await closed;
  clearTimeout(timer);
}

/** Browsers grant workers and storage to localhost by name; a bare loopback address counts too but reads worse. */
function shownName(hostname: string): string {
  if (hostname === '127.0.0.1' || hostname === '0.0.0.0' || hostname === '::') return 'localhost';
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
