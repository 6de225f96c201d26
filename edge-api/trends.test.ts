/** The trends command: samples, status and an imported file. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { databaseOn } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { listRuns } from './db/source-runs.ts';
import { openSqlite } from './db/sqlite.ts';
import { snapshotOf } from './db/trends.ts';
import { creativeCenterCsv, creativeCenterSamples } from './sources/samples/creative-center.ts';
import { trendSettings } from './sources/settings.ts';
import { importFile, statusLines, trySamples } from './trends.ts';

const job = async () => {
  const sqlite = openSqlite(':memory:');
  await migrate(sqlite, fileURLToPath(new URL('db/migrations', import.meta.url)));
  return {
    db: databaseOn(sqlite),
    settings: trendSettings({}),
    model: async () => null,
    now: () => Date.UTC(2026, 10, 20, 6),
    log: () => {},
  };
};

describe('npm run trends', () => {
  it('-- --samples reads every sample as it should and asks nobody', () => {
    const { ok, lines } = trySamples();
    expect(ok).toBe(true);
    expect(lines.filter((line) => line.endsWith('as it should'))).toHaveLength(7);
  });

  it('-- --import takes a table that a person saved, and names what it left out', async () => {
    const own = await job();
    const { ok, lines } = await importFile(own, { text: creativeCenterCsv, region: 'US', day: 20_777 });
    expect([ok, lines[0]]).toEqual([true, '2 entries read for US.']);
    expect(lines[1]).toContain('no count');
    expect((await snapshotOf(own.db, 'US', 'all'))?.body).toContain('#inventeddance');
  });

  it('-- --import of something else changes nothing and says so', async () => {
    const own = await job();
    expect(await importFile(own, { text: creativeCenterSamples.error, region: 'US', day: 20_777 })).toMatchObject({
      ok: false,
    });
    expect(await snapshotOf(own.db, 'US', 'all')).toBeNull();
  });

  it('-- --status says how to begin where nothing was asked', async () => {
    expect(statusLines(await listRuns((await job()).db))[0]).toContain('PRESAGE_TRENDS=on');
  });
});
