/** Counts that several processes add to one database, and what a person reads from them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileURLToPath } from 'node:url';
import { databaseOn, type Database } from '../db/database.ts';
import { metricRows, requestsSince } from '../db/metrics.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite, type SqliteD1 } from '../db/sqlite.ts';
import { Meter } from './meter.ts';
import { routeLines } from './routes.ts';

let sqlite: SqliteD1;
let db: Database;
beforeEach(async () => {
  sqlite = openSqlite(':memory:');
  await migrate(sqlite, fileURLToPath(new URL('../db/migrations', import.meta.url)));
  db = databaseOn(sqlite);
});
afterEach(() => sqlite.close());

const AT = 60_000_000; // minute 1000
const request = (status = 200, ms = 3, at = AT) => ({ route: '/health', method: 'GET', status, ms, at });

describe('the meter', () => {
  it('adds to what another process has counted', async () => {
    const [one, other] = [new Meter(db), new Meter(db)];
    for (let i = 0; i < 3; i++) one.count(request());
    for (let i = 0; i < 4; i++) other.count(request());
    await Promise.all([one.flush(), other.flush()]);
    one.count(request());
    await one.flush();
    await one.flush();
    const rows = await metricRows(db);
    expect(rows).toEqual([
      { name: 'duration', labels: '{"route":"/health","le":"0.005"}', value: 8 },
      { name: 'duration_ms', labels: '{"route":"/health"}', value: 24 },
      { name: 'requests', labels: '{"route":"/health","method":"GET","status":"2xx"}', value: 8 },
    ]);
    expect(await requestsSince(db, 1000)).toEqual({ requests: 8, failed: 0 });
    expect(await requestsSince(db, 1001)).toEqual({ requests: 0, failed: 0 });
  });

  it('keeps what could not be written, and writes it once', async () => {
    const meter = new Meter(db);
    meter.count(request(500));
    const batch = vi.spyOn(db, 'batch').mockRejectedValueOnce(new Error('D1_ERROR: busy'));
    await expect(meter.flush()).rejects.toThrow('busy');
    batch.mockRestore();
    meter.count(request(503));
    await meter.flush();
    await meter.flush();
    expect(await requestsSince(db, 0)).toEqual({ requests: 2, failed: 2 });
  });

  it('knows no method that a client invented', async () => {
    const meter = new Meter(db);
    meter.count({ ...request(405), method: 'SECRET-4711' });
    await meter.flush();
    const rows = await metricRows(db);
    expect(rows.map(({ labels }) => labels).join()).not.toContain('4711');
    expect(rows.find(({ name }) => name === 'requests')?.labels).toContain('"other"');
  });

  it('tells per route how many failed, came from a cache, and how long they took', async () => {
    const meter = new Meter(db);
    for (const ms of [1, 2, 4, 30, 20_000]) meter.count(request(ms === 30 ? 304 : ms === 4 ? 500 : 200, ms));
    await meter.flush();
    expect(routeLines(await metricRows(db))).toEqual([
      // Of 1, 2, 4, 30 and 20,000 ms the third is under 5; 95 % of five is all five, and the fifth is beyond the last bucket.
      { route: '/health', requests: 5, failed: 1, notModified: 1, medianMs: 5, p95Ms: null },
    ]);
  });
});
