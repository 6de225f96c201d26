import { beforeEach, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { channelCommand } from '../weights/channels.ts';
import { Counters, counts } from './counters.ts';
import { databaseOn, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { register, releasesOn } from './releases.ts';
import { openSqlite } from './sqlite.ts';

const build = (model: string, version: string) => ({
  id: `${model}-${version}`,
  model,
  version,
  featureSet: 'f',
  entry: '{}',
});

let db: Database;
beforeEach(async () => {
  const sqlite = openSqlite(':memory:');
  await migrate(sqlite, fileURLToPath(new URL('migrations', import.meta.url)));
  db = databaseOn(sqlite);
});

const served = async (): Promise<string[]> => (await releasesOn(db, 'stable')).map(({ id }) => id);
const say = (...args: string[]) => channelCommand(db, args, 900);

describe('a channel', () => {
  it('serves the newest build of each model', async () => {
    await register(db, [build('reach', '1'), build('hold', '1')], 100);
    await register(db, [build('reach', '2'), build('hold', '1')], 200);
    expect(await served()).toEqual(['hold-1', 'reach-2']);
    expect(await releasesOn(db, 'candidate')).toEqual([]);
  });

  it('is back at the older build when an older checkout is started', async () => {
    await register(db, [build('reach', '1')], 100);
    await register(db, [build('reach', '2')], 200);
    await register(db, [build('reach', '1')], 300);
    expect(await served()).toEqual(['reach-1']);
  });

  it('goes back in one call, and a new build does not push it forward', async () => {
    await register(db, [build('reach', '1')], 100);
    await register(db, [build('reach', '2')], 200);
    expect((await say('back', 'reach')).ok).toBe(true);
    expect(await served()).toEqual(['reach-1']);
    await register(db, [build('reach', '3')], 300);
    expect(await served()).toEqual(['reach-1']);
    expect((await say('follow', 'reach')).lines[0]).toContain('3');
    expect(await served()).toEqual(['reach-3']);
    await register(db, [build('reach', '4')], 400);
    expect(await served()).toEqual(['reach-4']);
  });

  it('says so when there is nothing to go back to', async () => {
    await register(db, [build('reach', '1')], 100);
    expect(await say('back', 'reach')).toMatchObject({ ok: false });
    expect(await say('back', 'nobody')).toMatchObject({ ok: false });
    expect(await say('follow', 'nobody')).toMatchObject({ ok: false });
    expect(await served()).toEqual(['reach-1']);
  });

  it('can be pinned to a build by version or by id', async () => {
    for (const [version, at] of [
      ['1', 100],
      ['2', 200],
      ['3', 300],
    ] as const)
      await register(db, [build('reach', version)], at);
    expect((await say('pin', 'reach', '1')).ok).toBe(true);
    expect(await served()).toEqual(['reach-1']);
    expect((await say('pin', 'reach', 'reach-2')).ok).toBe(true);
    expect(await served()).toEqual(['reach-2']);
    expect((await say('pin', 'reach', 'reach-')).lines[0]).toContain('3 builds');
    expect((await say('pin', 'reach', '9')).ok).toBe(false);
    expect((await say('pin', 'reach')).ok).toBe(false);
    expect(await served()).toEqual(['reach-2']);
  });

  it('is listed with what was downloaded', async () => {
    expect((await say('list')).lines).toEqual(['No model was ever served from here.']);
    await register(db, [build('reach', '1')], Date.UTC(2026, 0, 2));
    await say('pin', 'reach', '1');
    const counters = new Counters(db);
    counters.add('model_file', 'reach@1/model.json');
    await counters.flush(Date.UTC(2026, 0, 3));
    const { lines } = await say('list');
    expect(lines[0]).toMatch(/^reach +1 +reach-1 +2026-01-02T00:00:00.000Z +stable \(pinned\)$/);
    expect(lines.at(-1)).toBe('2026-01-03  model_file  reach@1/model.json  1');
  });

  it('explains itself to someone who asks wrongly', async () => {
    for (const args of [[], ['back'], ['forward', 'reach']]) {
      expect(await say(...args)).toMatchObject({ ok: false, lines: [expect.stringContaining('Usage')] });
    }
  });
});

describe('counters', () => {
  const DAY = Date.UTC(2026, 4, 1, 23, 59);

  it('add to the row of the day', async () => {
    const counters = new Counters(db);
    for (let i = 0; i < 3; i++) counters.add('model_file', 'a');
    counters.add('model_file', 'b');
    await counters.flush(DAY);
    counters.add('model_file', 'a');
    await counters.flush(DAY);
    await counters.flush(DAY);
    counters.add('model_file', 'a');
    await counters.flush(DAY + 120_000);
    expect(await counts(db)).toEqual([
      { day: '2026-05-02', name: 'model_file', label: 'a', count: 1 },
      { day: '2026-05-01', name: 'model_file', label: 'a', count: 4 },
      { day: '2026-05-01', name: 'model_file', label: 'b', count: 1 },
    ]);
  });

  it('are kept when the database does not take them', async () => {
    const broken = databaseOn(openSqlite(':memory:'));
    const counters = new Counters(broken);
    counters.add('model_file', 'a');
    await expect(counters.flush(DAY)).rejects.toThrow();
    await expect(counters.flush(DAY)).rejects.toThrow();
  });

  it('do not grow without end', () => {
    const counters = new Counters(db);
    for (let i = 0; i < 2000; i++) counters.add('model_file', String(i));
    return counters.flush(DAY).then(async () => expect(await counts(db)).toHaveLength(500));
  });
});
