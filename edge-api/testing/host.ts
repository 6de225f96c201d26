/** The whole app on a database in memory, without a server: for tests that need neither a port nor a file. */
import { fileURLToPath } from 'node:url';
import { createApp } from '../app.ts';
import { Counters } from '../db/counters.ts';
import { databaseOn } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/sqlite.ts';
import { keepToken, newToken, type Scope } from '../db/tokens.ts';
import type { Host } from '../host.ts';
import { Keys } from '../http/keys.ts';
import { MemoryLimiter } from '../http/limits.ts';
import type { LogLine } from '../http/log.ts';
import { Meter } from '../metrics/meter.ts';
import { inboxTogether } from '../samples/inbox.ts';
import type { ShardStore } from '../samples/store.ts';
import { resultSettings } from '../sources/results-settings.ts';

const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));

export interface TestApp {
  readonly host: Host;
  readonly log: readonly LogLine[];
  readonly app: ReturnType<typeof createApp>;
  /** Moves the host's clock. */
  pass(ms: number): void;
  token(...scopes: Scope[]): Promise<string>;
  close(): void;
}

/** @param now what the host's clock says at first, Unix ms */
export async function testApp(now: number, parts: Partial<Host> = {}): Promise<TestApp> {
  const sqlite = openSqlite(':memory:');
  await migrate(sqlite, MIGRATIONS);
  const db = databaseOn(sqlite);
  const log: LogLine[] = [];
  let clock = now;
  const host: Host = {
    name: 'node',
    db,
    weights: {
      find: async () => null,
      open: async () => new Uint8Array(),
      keep: async () => {},
    },
    // A built app of one page, a single byte.
    site: {
      read: async (path) => (path === 'index.html' ? new Uint8Array(1) : null),
      answer: async () => null,
    },
    shards: shardsInMemory(),
    near: null,
    inbox: inboxTogether(sqlite, setImmediate),
    keys: new Keys(new Uint8Array(32).fill(7)),
    limiter: new MemoryLimiter(),
    writesPerMinute: 1_000_000,
    rolloutPercent: 100,
    origins: [],
    publicOrigin: null,
    addressOf: () => '192.0.2.1',
    // No test reaches a platform by itself.
    results: resultSettings({ PRESAGE_RESULTS: 'off' }),
    counters: new Counters(db),
    meter: new Meter(db),
    metricsToken: null,
    hooks: [],
    process: () => null,
    modelsReady: async () => {},
    now: () => clock,
    log: (line) => void log.push(line),
    later: (work) => void work.catch(() => {}),
    ...parts,
  };
  return {
    host,
    log,
    app: createApp(() => host),
    pass: (ms) => void (clock += ms),
    async token(...scopes) {
      const made = newToken({ owner: 'tester', scopes, perMinute: 1_000_000, expiresAt: null }, clock);
      await keepToken(db, made.row);
      return made.token;
    },
    close: () => sqlite.close(),
  };
}

export function shardsInMemory(): ShardStore {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    put: async (name, bytes) => void files.set(name, bytes),
    get: async (name) => files.get(name) ?? null,
    remove: async (name) => void files.delete(name),
    list: async () => [...files.keys()].map((name) => ({ name, writtenAt: 0 })),
  };
}
