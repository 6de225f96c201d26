/** From a feed's reply to what the app is sent: the job, its tables, the snapshot and its route, without a network. */
import { fileURLToPath } from 'node:url';
import { OpenAPIHono } from '@hono/zod-openapi';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseTrendSnapshot, type TrendSnapshot } from '#contracts/trends.ts';
import type { TrendModel } from '#core/trends/model.ts';
import { databaseOn, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { register } from '../db/releases.ts';
import { listRuns } from '../db/source-runs.ts';
import { openSqlite } from '../db/sqlite.ts';
import { putReadings } from '../db/trends.ts';
import { onCron, onQueue } from '../jobs/trends-queue.ts';
import { modelOnStable } from '../jobs/trends-snapshot.ts';
import { scheduleTrends } from '../jobs/trends-schedule.ts';
import { dueTasks, finishTrends, readTask, runTrends, type TrendsJob } from '../jobs/trends.ts';
import type { Edge, Host } from '../host.ts';
import type { LogLine } from '../http/log.ts';
import { trends } from './trends.ts';
import { googleTrendsSamples } from '../sources/samples/google-trends.ts';
import { listenbrainzSamples } from '../sources/samples/listenbrainz.ts';
import { wikimediaSamples } from '../sources/samples/wikimedia.ts';
import { youtubePopularSamples } from '../sources/samples/youtube-popular.ts';
import { trendSettings } from '../sources/settings.ts';
import { dayOf, type SourceItem } from '../sources/source.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 20, 6);

/** Says "rising" to any growth, so that a person can follow what comes out. */
const MODEL: TrendModel = {
  schema: 1,
  model: 'trends',
  version: 'by-hand',
  forms: [
    {
      name: 'by_hand',
      windowDays: 1,
      windows: 2,
      coefficients: { step: 1 },
      odds: { higher: { step: 4 }, lower: { step: -4 } },
      levels: [0.1, 0.9],
      bands: [{ fromSteps: 0, rows: 1, groups: 1, residuals: [-0.2, 0.2] }],
      reference: Array.from({ length: 101 }, (_, i) => (i - 50) / 50),
      say: { rising: 0.6, peaking: 0.6, fading: 0.6 },
      velocitySd: 0.1,
    },
  ],
  testedOn: ['hashtag'],
};

let db: Database;
let now: number;
let log: LogLine[];
/** Replies by the start of the address; a missing one is no network. */
let replies: Map<string, (init: RequestInit) => Response>;
let asked: string[];

beforeEach(async () => {
  const sqlite = openSqlite(':memory:');
  await migrate(sqlite, fileURLToPath(new URL('../db/migrations', import.meta.url)));
  db = databaseOn(sqlite);
  now = START;
  log = [];
  asked = [];
  replies = new Map([
    ['https://wikimedia.org/', () => new Response(wikimediaSamples.valid)],
    ['https://trends.google.com/', () => new Response(googleTrendsSamples.valid, { headers: { etag: '"g1"' } })],
    ['https://api.listenbrainz.org/', () => new Response(listenbrainzSamples.valid)],
  ]);
});

const job = (env: Record<string, string> = {}): TrendsJob => ({
  db,
  settings: trendSettings({ PRESAGE_TRENDS: 'on', PRESAGE_TRENDS_REGIONS: 'US', ...env }),
  model: async () => ({ version: MODEL.version, model: MODEL }),
  now: () => now,
  log: (line) => log.push(line),
  fetch: async (url, init) => {
    asked.push(url);
    const reply = [...replies].find(([start]) => url.startsWith(start))?.[1];
    if (!reply) throw new TypeError('fetch failed');
    return reply(init);
  },
});

const app = () => {
  // holds: the route asks its host for the database and the time, nothing else
  const host = { db, now: () => now } as unknown as Host;
  return new OpenAPIHono<Edge>()
    .use(async (c, next) => {
      c.set('host', host);
      c.set('requestId', 'request-1');
      await next();
    })
    .route('/', trends);
};
const get = (query: string, headers: Record<string, string> = {}) => app().request(`/api/trends${query}`, { headers });
const snapshot = async (query: string): Promise<TrendSnapshot> => {
  const parsed = parseTrendSnapshot(await (await get(query)).json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
};
/** A day passes: another database handle answers, so that the route remembers nothing. */
const outcomes = async (): Promise<string[]> =>
  (await listRuns(db)).map((run) => `${run.source} ${run.label} ${run.outcome}`).sort();

describe('a first reading', () => {
  it('leads from three feeds to a snapshot that the contract accepts', async () => {
    await runTrends(job());
    expect(await outcomes()).toEqual([
      'google_trends US read',
      'listenbrainz week read',
      'wikimedia US read',
      'wikimedia world read',
    ]);
    const us = await snapshot('?region=US');
    expect(us).toMatchObject({ region: 'US', category: 'all', madeAt: START, model: 'by-hand' });
    expect(us.sources.map(({ id, readAt }) => [id, readAt])).toEqual([
      ['wikimedia', START],
      ['google_trends', START],
      ['listenbrainz', START],
    ]);
    expect(us.items.map(({ name }) => name)).toContain('Invented storm');
    // One number each: nothing can be told yet, and that is said.
    expect(new Set(us.items.map(({ stage, score }) => `${stage} ${score}`))).toEqual(new Set(['cannot_tell null']));
    const music = await snapshot('?category=music');
    expect(music.items.map(({ kind, by }) => [kind, by])).toEqual([
      ['sound', 'Invented Duo'],
      ['sound', 'Invented Choir'],
    ]);
  });

  it('is due once a day per request, and the labels name no key', async () => {
    const all = job({ PRESAGE_YOUTUBE_KEY: 'secret-key' });
    expect((await dueTasks(all)).map(({ source, label }) => `${source} ${label}`)).toContain('youtube_popular US');
    await runTrends(all);
    now += 2 * HOUR;
    // What failed is due again; what was read is not.
    expect((await dueTasks(all)).map(({ source }) => source)).toEqual(['youtube_popular']);
    now = START + 23 * HOUR;
    expect(await dueTasks(all)).toHaveLength(5);
    expect(JSON.stringify([await listRuns(db), log])).not.toContain('secret-key');
  });
});

describe('a source that fails', () => {
  it('without a network is a clean row for each request and a line that says so', async () => {
    replies.clear();
    const runs = await runTrends(job());
    expect(runs.map(({ outcome, why }) => `${outcome} ${why}`)).toEqual(
      Array.from({ length: 4 }, () => 'failed unreachable'),
    );
    expect(log).toMatchObject([{ level: 'warn', event: 'trends', asked: 4, failed: 4 }]);
    expect((await get('?region=US')).status).toBe(404);
  });

  it('by a changed layout keeps the old numbers and tells the operator what it saw', async () => {
    await runTrends(job());
    now += 24 * HOUR;
    replies.set('https://trends.google.com/', () => new Response(googleTrendsSamples.changed));
    const runs = await runTrends(job());
    const run = runs.find(({ source }) => source === 'google_trends');
    expect(run).toMatchObject({ outcome: 'layout_changed', items: 0, quarantined: 1, why: 'no title' });
    expect(run?.excerpt).toContain('<heading>');
    expect((await snapshot('?region=US')).items.map(({ name }) => name)).toContain('Invented storm');
  });

  it('three times in a row rests, without being asked, and is tried once when it has rested', async () => {
    replies.delete('https://api.listenbrainz.org/');
    const task = { source: 'listenbrainz', label: 'week' };
    for (let i = 0; i < 3; i++) expect((await readTask(job(), task))?.outcome).toBe('failed');
    asked = [];
    now += 29 * 60_000;
    expect((await readTask(job(), task))?.outcome).toBe('resting');
    expect(asked).toEqual([]);
    now += 60_000;
    replies.set('https://api.listenbrainz.org/', () => new Response(listenbrainzSamples.valid));
    expect((await readTask(job(), task))?.outcome).toBe('read');
    replies.delete('https://api.listenbrainz.org/');
    now += 1000;
    expect((await readTask(job(), task))?.outcome).toBe('failed');
    now += 1000;
    // Closed again: one failure is not three.
    expect((await readTask(job(), task))?.outcome).toBe('failed');
  });

  it('that has not changed since is asked with its validators, and counts as good', async () => {
    const task = { source: 'google_trends', label: 'US' };
    await readTask(job(), task);
    now += 24 * HOUR;
    replies.set('https://trends.google.com/', (init) =>
      new Headers(init.headers).get('if-none-match') === '"g1"'
        ? new Response(null, { status: 304 })
        : new Response('', { status: 500 }),
    );
    expect((await readTask(job(), task))?.outcome).toBe('unchanged');
    expect((await dueTasks(job())).map(({ source }) => source)).not.toContain('google_trends');
  });

  it('is not invented: a task that names no source of ours is not done', async () => {
    expect(await readTask(job(), { source: 'evil', label: 'https://169.254.169.254/' })).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe('days of readings', () => {
  const hashtag = (value: number, day: number): SourceItem => ({
    kind: 'hashtag', key: '#bread', name: '#bread', by: null, category: 'all', value, measure: 'total', unit: 'views', rank: 1, day,
  }); // prettier-ignore
  const put = (items: readonly SourceItem[], source = 'creative_center_import') =>
    putReadings(db, { source, region: 'US', items, today: dayOf(now), now });

  it('of a hashtag tell its stage, growth and score', async () => {
    const today = dayOf(START);
    await put([hashtag(1001, today - 2), hashtag(1101, today - 1), hashtag(1401, today)]);
    await finishTrends(job());
    const [item] = (await snapshot('?region=US')).items;
    // Gains of 100, then 300: the log of (300 + 1) / (100 + 1) is 1.092, the highest percentile there is.
    expect(item).toMatchObject({ key: '#bread', stage: 'rising', why: null, value: 1401, days: 2, tested: true });
    expect(item?.score).toEqual({ value: 100, low: 94.6, high: 100 });
  });

  it('of a topic tell its growth, but no stage: the forecast was never measured on topics', async () => {
    const today = dayOf(START);
    const topic = (value: number, day: number): SourceItem => ({
      ...hashtag(value, day),
      kind: 'topic',
      measure: 'rate',
    });
    await put([topic(103, today - 2), topic(301, today - 1)], 'wikimedia');
    await finishTrends(job());
    const [item] = (await snapshot('?region=US')).items;
    expect(item).toMatchObject({ stage: 'cannot_tell', why: 'untested', tested: false });
    expect(item?.velocity).toBeGreaterThan(0);
  });

  it('from the YouTube API tell nothing derived unless the operator accepted the amendment, and go after 30 days', async () => {
    replies.set('https://www.googleapis.com/', () => new Response(youtubePopularSamples.valid));
    const keyed = { PRESAGE_YOUTUBE_KEY: 'k' };
    await runTrends(job(keyed));
    const plain = (await snapshot('?region=US')).items.filter(({ source }) => source === 'youtube_popular');
    expect(plain.map(({ kind, why }) => [kind, why])).toEqual([
      ['video', 'not_allowed'],
      ['video', 'not_allowed'],
    ]);
    now += 31 * 24 * HOUR;
    replies.clear();
    await finishTrends(job(keyed));
    const kept = await db.query.trendReadings.findMany();
    expect(new Set(kept.map(({ source }) => source))).toEqual(new Set(['wikimedia', 'google_trends', 'listenbrainz']));
  });

  it('that are old make no item: what was not seen for days is no trend now', async () => {
    await put([hashtag(1001, dayOf(START) - 9), hashtag(1101, dayOf(START) - 8)]);
    await finishTrends(job());
    expect((await snapshot('?region=US')).items).toEqual([]);
  });
});

describe('GET /api/trends', () => {
  it('answers 304 to whoever has it, and another body after another reading', async () => {
    await runTrends(job());
    const first = await get('?region=US&category=all');
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, first.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=900, stale-while-revalidate=86400',
    ]);
    const again = await get('?region=US', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    now += 24 * HOUR;
    await runTrends(job());
    expect((await get('?region=US', { 'if-none-match': etag })).status).toBe(200);
  });

  it.each(['?region=us', '?region=USA', '?region=../x', '?category=cars', '?region=%00%00'])(
    'refuses %s with a sentence',
    async (query) => {
      const reply = await get(query);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    },
  );

  it('has none for a region that was never read, and says so', async () => {
    const reply = await get('?region=ZZ');
    expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'not_found' }]);
  });
  it('says the same with nothing at all to who asks for that, as an app does', async () => {
    const reply = await get('?region=ZZ&none=empty');
    expect([reply.status, await reply.text(), reply.headers.get('cache-control')]).toEqual([
      204,
      '',
      'public, max-age=60',
    ]);
    expect((await get('?region=ZZ&none=nothing')).status).toBe(400);
    await runTrends(job());
    expect((await get('?region=US&none=empty')).status).toBe(200);
  });
});

describe('the model', () => {
  const text = JSON.stringify(MODEL);
  const host = (entry: object | null) => ({
    db,
    modelsReady: async () => {
      if (entry)
        await register(
          db,
          [{ id: 'r', model: 'trends', version: 'by-hand', featureSet: 'f', entry: JSON.stringify(entry) }],
          START,
        );
    },
    weights: {
      find: async (sha256: string) => (sha256 === 'a'.repeat(64) ? { bytes: text.length, forms: {} } : null),
      open: async () => new TextEncoder().encode(text),
      keep: async () => {},
    },
  });
  const entry = {
    id: 'trends', version: 'by-hand', createdFrom: [], featureSet: 'f', metrics: {}, licence: 'MIT', trainedOn: 'invented', notFor: 'use',
    files: [{ name: 'model.json', role: 'plain', sha256: 'a'.repeat(64), bytes: 1, gzBytes: 1, url: '/x' }],
  }; // prettier-ignore

  it('is the one on the stable channel, so that it can be taken back like any other', async () => {
    expect(await modelOnStable(host(entry))).toEqual({ version: 'by-hand', model: MODEL });
  });

  it('is none before a build has one, and then nothing is told', async () => {
    expect(await modelOnStable(host(null))).toBeNull();
    await runTrends({ ...job(), model: async () => null });
    const us = await snapshot('?region=US');
    expect([us.model, new Set(us.items.map(({ why }) => why))]).toEqual([null, new Set(['no_model'])]);
  });
});

describe('the hosts', () => {
  it('leave trends off unless told otherwise', async () => {
    expect(scheduleTrends(job({ PRESAGE_TRENDS: '' }))).toBeNull();
    expect(await onCron(job({ PRESAGE_TRENDS: '' }), undefined)).toBe(0);
    expect(asked).toEqual([]);
  });

  it('on Node read in their own process, and stop when told to', async () => {
    const schedule = scheduleTrends(job(), { firstAfterMs: 0 });
    await expect.poll(() => log.length, { timeout: 5000 }).toBe(1);
    await schedule?.stop();
    expect(await outcomes()).toHaveLength(4);
  });

  it('on Workers put names on the queue and read what comes from it, also twice', async () => {
    const sent: unknown[] = [];
    const queue = {
      sendBatch: async (messages: readonly { readonly body: unknown }[]) =>
        void sent.push(...messages.map(({ body }) => body)),
    };
    expect(await onCron(job(), queue)).toBe(4);
    expect(asked).toEqual([]);
    let acknowledged = 0;
    const messages = [...sent, 'nonsense', { source: 'evil', label: 'x' }].map((body) => ({
      body,
      ack: () => void acknowledged++,
    }));
    await onQueue(job(), { messages });
    expect([acknowledged, (await snapshot('?region=US')).items.length > 0]).toEqual([6, true]);
    await onQueue(job(), { messages });
    expect((await db.query.trendReadings.findMany()).length).toBe(2 + 2 + 2 + 2);
  });
});
