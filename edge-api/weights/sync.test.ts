import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseOn, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { releasesOn, rollBack } from '../db/releases.ts';
import { openSqlite } from '../db/sqlite.ts';
import type { Site } from '../host.ts';
import { folderWeights } from './folder.ts';
import type { WeightStore } from './store.ts';
import { syncBuiltModels } from './sync.ts';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A build that ships one model with one file. */
function built(version: string, content: string, hash = sha(content)): Record<string, string> {
  const file = {
    name: 'model.json',
    role: 'plain',
    sha256: hash,
    bytes: content.length,
    gzBytes: 1,
    url: 'https://elsewhere.example/x',
  };
  const model = {
    id: 'reach',
    version,
    createdFrom: [],
    featureSet: 'f',
    files: [file],
    metrics: {},
    licence: 'MIT',
    trainedOn: 'invented',
    notFor: 'use',
  };
  return {
    'models/manifest.json': JSON.stringify({ schema: 1, models: [model] }),
    [`models/${hash}/model.json`]: content,
    [`models/${hash}/model.json.br`]: 'packed',
  };
}

function siteOf(files: Readonly<Record<string, string>>): Site {
  return {
    read: async (path) => (files[path] === undefined ? null : new TextEncoder().encode(files[path])),
    answer: async () => null,
  };
}

let folder: string;
let db: Database;
let weights: WeightStore;
let clock = 0;
const sync = (files: Readonly<Record<string, string>>) =>
  syncBuiltModels({ db, weights, site: siteOf(files), now: () => ++clock, rolloutPercent: 100 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-weights-'));
  const sqlite = openSqlite(':memory:');
  await migrate(sqlite, fileURLToPath(new URL('../db/migrations', import.meta.url)));
  db = databaseOn(sqlite);
  weights = folderWeights(folder);
});
afterEach(() => rm(folder, { recursive: true }));

describe('the models of a build', () => {
  it('are kept with their compressed form and registered once', async () => {
    const files = built('1', 'weights one');
    expect(await sync(files)).toEqual({ kind: 'synced', models: 1, copied: 1 });
    expect(await sync(files)).toEqual({ kind: 'synced', models: 1, copied: 0 });
    expect(await weights.find(sha('weights one'), 'model.json')).toEqual({ bytes: 11, forms: { br: 6 } });
    expect((await readdir(join(folder, sha('weights one')))).sort()).toEqual(['model.json', 'model.json.br']);
    expect(await releasesOn(db, 'stable')).toHaveLength(1);
  });

  it('get addresses of this host, whatever the build says', async () => {
    await sync(built('1', 'weights one'));
    const [release] = await releasesOn(db, 'stable');
    expect(release?.entry).toContain(`"/models/${sha('weights one')}/model.json"`);
    expect(release?.entry).not.toContain('elsewhere');
  });

  it('stay after the next build, so that one can go back to them', async () => {
    await sync(built('1', 'weights one'));
    await sync(built('2', 'weights two'));
    expect((await rollBack(db, 'reach', 99))?.version).toBe('1');
    expect(await weights.find(sha('weights one'), 'model.json')).not.toBeNull();
  });

  it('are refused when a file is not what its name says, is missing, or the index makes no sense', async () => {
    const wrong = sha('something else');
    expect(await sync(built('1', 'weights one', wrong))).toEqual({
      kind: 'none',
      why: 'reach/model.json: its content has another hash',
    });
    expect(await weights.find(wrong, 'model.json')).toBeNull();
    const { 'models/manifest.json': index } = built('1', 'weights one');
    expect(await sync({ 'models/manifest.json': index ?? '' })).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('missing'),
    });
    expect(await sync({ 'models/manifest.json': '{"schema":1,' })).toMatchObject({ kind: 'none' });
    expect(await sync({ 'models/manifest.json': '{"schema":9,"models":[]}' })).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('newer'),
    });
    expect(await sync({})).toMatchObject({ kind: 'none' });
    expect(await releasesOn(db, 'stable')).toEqual([]);
  });

  it('may be none at all', async () => {
    expect(await sync({ 'models/manifest.json': '{"schema":1,"models":[]}' })).toEqual({
      kind: 'synced',
      models: 0,
      copied: 0,
    });
  });
});

describe('a folder of weights', () => {
  const body = new Uint8Array(1_500_000).map((_, i) => i % 251);
  const read = async (slice?: { from: number; to: number }) =>
    Buffer.from(await new Response(await weights.open('0'.repeat(64), 'large.bin', 'plain', slice)).arrayBuffer());

  it('gives large files as a stream and any slice of them', async () => {
    await weights.keep('0'.repeat(64), 'large.bin', body, {});
    expect((await read()).equals(body)).toBe(true);
    expect((await read({ from: 7, to: 1_400_000 })).equals(body.subarray(7, 1_400_001))).toBe(true);
    expect((await read({ from: 1_499_999, to: 1_499_999 })).equals(body.subarray(1_499_999))).toBe(true);
  });
});
