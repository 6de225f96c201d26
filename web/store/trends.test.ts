import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trendsAge, type TrendSnapshot } from '#contracts/trends.ts';
import { currentTrends, fetchTrends } from '../remote/trends.ts';
import { Database } from './db.ts';
import { TrendStore } from './trends.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

const SNAPSHOT: TrendSnapshot = {
  schema: 1,
  region: 'US',
  category: 'all',
  madeAt: NOW - 2 * HOUR,
  model: '1',
  sources: [
    { id: 'wikimedia', name: 'Wikimedia', licence: 'CC0', readAt: NOW - 2 * HOUR },
    { id: 'listenbrainz', name: 'ListenBrainz', licence: 'CC0', readAt: null },
  ],
  items: [],
};

let db: Database;
let shelf: TrendStore;
let answer: () => Response;
const asked: Request[] = [];
beforeEach(() => {
  db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  shelf = new TrendStore(db);
  asked.length = 0;
  answer = () => Response.json(SNAPSHOT);
  vi.stubGlobal('location', new URL('https://presage.example/'));
  vi.stubGlobal('fetch', async (url: URL, init?: RequestInit) => {
    asked.push(new Request(url, init));
    return answer();
  });
});
afterEach(() => {
  db.close();
  vi.unstubAllGlobals();
});
const offline = (): never => {
  throw new TypeError('fetch failed');
};
const ask = (now = NOW) => currentTrends('US', 'all', { shelf, now });

describe('trends on the device', () => {
  it('come from the host, and from the device when there is no network', async () => {
    expect(await ask()).toEqual({ kept: { snapshot: SNAPSHOT, fetchedAt: NOW }, failure: null });
    expect(asked[0]?.url).toBe('https://presage.example/api/trends?region=US&category=all&none=empty');
    answer = offline;
    const later = await ask(NOW + HOUR);
    expect(later.kept).toEqual({ snapshot: SNAPSHOT, fetchedAt: NOW });
    expect(later.failure).toEqual({ code: 'offline_and_missing', what: 'trends', bytes: null });
  });

  it('are null when none was ever fetched, with or without a host that has any', async () => {
    answer = offline;
    expect((await ask()).kept).toBeNull();
    answer = () => new Response(null, { status: 204 });
    expect(await ask()).toEqual({ kept: null, failure: null });
    answer = () => new Response('{}', { status: 404 });
    expect(await ask()).toEqual({ kept: null, failure: null });
    expect(await currentTrends('US', 'music', { shelf, now: NOW })).toEqual({ kept: null, failure: null });
  });

  it('stay as they are when the host sends something else, or those of another place', async () => {
    await ask();
    for (const body of ['not json', '{"schema":99}', JSON.stringify({ ...SNAPSHOT, region: 'FR' })]) {
      answer = () => new Response(body);
      expect(await ask()).toEqual({
        kept: { snapshot: SNAPSHOT, fetchedAt: NOW },
        failure: { code: 'download_corrupt', what: 'trends' },
      });
    }
  });

  it('that a damaged copy holds are none', async () => {
    await ask();
    await db.trends.put({ region: 'US', category: 'all', fetchedAt: NOW, snapshot: { schema: 1, items: 'spoilt' } });
    expect(await shelf.get('US', 'all')).toEqual({ ok: true, value: null });
  });

  it('are asked for by region, never by anything else', async () => {
    await expect(fetchTrends('US&x=1', 'all')).rejects.toThrow('no region');
    expect(asked).toEqual([]);
  });

  it('tell their age, and are stale after 48 hours, each source by itself', () => {
    expect(trendsAge(SNAPSHOT, NOW)).toEqual({ ms: 2 * HOUR, stale: false, staleSources: ['listenbrainz'] });
    expect(trendsAge(SNAPSHOT, NOW + 46 * HOUR).stale).toBe(false);
    expect(trendsAge(SNAPSHOT, NOW + 47 * HOUR)).toMatchObject({
      stale: true,
      staleSources: ['wikimedia', 'listenbrainz'],
    });
    expect(trendsAge(SNAPSHOT, NOW - 9 * HOUR).ms).toBe(0);
  });
});
