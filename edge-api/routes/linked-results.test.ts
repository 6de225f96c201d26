/** Posted links, from the request to the platform's own layout and back, with time passing; the platform is played by the hand-written samples. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  parseFollowReply,
  parseFollowedPost,
  parseLinkReadReply,
  type LinkedReading,
} from '#contracts/linked-result.ts';
import { listRuns } from '../db/source-runs.ts';
import { followedPosts, followedReadings, sourceStates } from '../db/schema.ts';
import { readFollowed } from '../jobs/followed.ts';
import { readLink } from '../results-read.ts';
import { resultSettings } from '../sources/results-settings.ts';
import { RESULT_SAMPLES } from '../sources/samples/results.ts';
import { testApp, type TestApp } from '../testing/host.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The sample's video went up on 2026-11-01 at 12:00 UTC. */
const POSTED = Date.UTC(2026, 10, 1, 12);
const LINK = 'https://youtube.com/shorts/inventedS01';
const TOKEN = 'ya29.a-creators-own-token';

interface Asked {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly body: string | null;
}
type Answer = (asked: Asked) => { status?: number; body?: string; etag?: string };

let edge: TestApp;
let opened: TestApp[] = [];
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
  for (const one of opened) one.close();
  opened = [];
});

/** The app with every platform behind `answer`; what was asked is listed. */
async function open(answer: Answer, env: Readonly<Record<string, string>> = { PRESAGE_YOUTUBE_KEY: 'operator-key' }) {
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init) => {
    const one = {
      url: new URL(String(input)),
      headers: init?.headers as Record<string, string>,
      method: init?.method ?? 'GET',
      body: typeof init?.body === 'string' ? init.body : null,
    };
    asked.push(one);
    const { status = 200, body = '', etag } = answer(one);
    return new Response(status === 304 ? null : body, { status, headers: etag ? { etag } : {} });
  };
  edge = await testApp(POSTED + 10 * 60_000, { results: resultSettings(env) });
  opened.push(edge);
  return asked;
}

const post = async (path: string, body: unknown) =>
  edge.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const read = async (link: string, token: string | null = null) => {
  const reply = await post('/api/results/read', { schema: 1, link, token });
  expect(reply.status).toBe(200);
  const parsed = parseLinkReadReply(await reply.json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.result;
};
const follow = async (link: string, postedAt: number | null = null) => {
  const reply = await post('/api/results/follow', { schema: 1, link, postedAt });
  const parsed = parseFollowReply(await reply.json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return { status: reply.status, ...parsed.value.result };
};
const readingsUnder = async (receipt: string) => {
  const reply = await edge.app.request(`/api/results/followed/${receipt}`);
  if (reply.status === 404) return null;
  const parsed = parseFollowedPost(await reply.json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
};
const youtube = (views: number): string => {
  const sample = JSON.parse(RESULT_SAMPLES.youtubeVideos.valid) as { items: { statistics: { viewCount?: string } }[] };
  const [first] = sample.items;
  if (first) first.statistics.viewCount = String(views);
  return JSON.stringify(sample);
};

describe('a link read now', () => {
  it('to a Short gives its public counts with the operator’s key, and keeps nothing', async () => {
    const asked = await open(() => ({ body: RESULT_SAMPLES.youtubeVideos.valid }));
    const result = await read(LINK);
    expect(result).toMatchObject({
      outcome: 'read',
      reading: {
        platform: 'shorts',
        post: 'inventedS01',
        views: 12_345,
        likes: 678,
        saves: null,
        postedAt: POSTED,
        source: 'youtube_videos',
      },
      without: [],
    });
    expect(asked.map(({ url }) => url.hostname)).toEqual(['www.googleapis.com']);
    expect(asked[0]?.url.searchParams.get('key')).toBe('operator-key');
    expect(await edge.host.db.select().from(followedPosts)).toEqual([]);
  });

  it('may be kept thirty days from YouTube, and longer once the amendment is accepted', async () => {
    await open(() => ({ body: RESULT_SAMPLES.youtubeVideos.valid }));
    const plain = (await read(LINK)) as { reading: LinkedReading };
    expect(plain.reading.keepUntil).toBe(plain.reading.readAt + 30 * DAY);
    await open(() => ({ body: RESULT_SAMPLES.youtubeVideos.valid }), {
      PRESAGE_YOUTUBE_KEY: 'k',
      PRESAGE_YOUTUBE_AMENDMENT: 'accepted',
    });
    expect(((await read(LINK)) as { reading: LinkedReading }).reading.keepUntil).toBeNull();
  });

  it('to a Short without a key says so in one sentence, with the title', async () => {
    const asked = await open(() => ({ body: RESULT_SAMPLES.oembed.valid }), {});
    expect(await read(LINK)).toMatchObject({
      outcome: 'unread',
      why: 'off',
      title: 'A loaf in 30 seconds',
      detail: 'This server reads no counts from this platform; its operator has set no key.',
    });
    expect(asked.map(({ url }) => url.href)).toEqual([
      'https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DinventedS01&format=json',
    ]);
  });

  it('asks nobody where the operator has switched it off', async () => {
    const asked = await open(() => ({}), { PRESAGE_RESULTS: 'off', PRESAGE_YOUTUBE_KEY: 'k' });
    expect(await read(LINK, TOKEN)).toMatchObject({ outcome: 'unread', why: 'off', title: null });
    expect(asked).toEqual([]);
  });

  it('with the creator’s token has the retention too', async () => {
    const asked = await open(({ url }) => ({
      body:
        url.hostname === 'www.googleapis.com'
          ? RESULT_SAMPLES.youtubeVideos.valid
          : RESULT_SAMPLES.youtubeRetention.valid,
    }));
    const result = await read(LINK, TOKEN);
    expect(result).toMatchObject({ outcome: 'read', reading: { retention: [{ at: 0.01, watching: 1.12 }, {}, {}] } });
    expect(asked.map(({ url }) => url.hostname)).toEqual(['www.googleapis.com', 'youtubeanalytics.googleapis.com']);
    // The creator's token stands in for the key, which is the operator's to spend.
    expect(asked.map(({ headers, url }) => [headers['authorization'], url.searchParams.get('key')])).toEqual([
      [`Bearer ${TOKEN}`, null],
      [`Bearer ${TOKEN}`, null],
    ]);
  });

  it('still has its counts when the retention is refused', async () => {
    await open(({ url }) =>
      url.hostname === 'www.googleapis.com' ? { body: RESULT_SAMPLES.youtubeVideos.valid } : { status: 403 },
    );
    expect(await read(LINK, TOKEN)).toMatchObject({
      outcome: 'read',
      reading: { views: 12_345, retention: null },
      without: [{ what: 'retention', why: 'consent_refused' }],
    });
  });

  it('to TikTok wants consent, and says when the post was made', async () => {
    await open(() => ({ body: RESULT_SAMPLES.oembed.valid }));
    expect(await read('https://www.tiktok.com/@invented/video/7681549010683193153')).toMatchObject({
      outcome: 'unread',
      why: 'needs_consent',
      title: 'A loaf in 30 seconds',
      // 7681549010683193153 >> 32
      postedAt: Number(7681549010683193153n >> 32n) * 1000,
    });
  });

  it('to TikTok gives what the Display API tells of that id', async () => {
    const asked = await open(() => ({ body: RESULT_SAMPLES.tiktokVideos.valid }));
    edge.pass(365 * DAY);
    expect(await read('https://www.tiktok.com/@invented/video/7681549010683193153', TOKEN)).toMatchObject({
      outcome: 'read',
      reading: { views: 812, shares: 1, source: 'tiktok_videos', keepUntil: null },
    });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      body: '{"filters":{"video_ids":["7681549010683193153"]}}',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
  });

  it('to a reel finds it among the creator’s media and never follows an address of the reply', async () => {
    const asked = await open(({ url }) => ({
      body: url.pathname.endsWith('/insights')
        ? RESULT_SAMPLES.instagramInsights.valid
        : RESULT_SAMPLES.instagramMedia.valid,
    }));
    expect(await read('https://www.instagram.com/reel/InventedBb2/', TOKEN)).toMatchObject({
      outcome: 'read',
      reading: { views: 5000, saves: 150, watchedMs: 8500, skipped: 0.462, reached: 3200 },
    });
    expect(asked.at(-1)?.url.pathname).toContain('/17900000000000002/insights');
    expect(await read('https://www.instagram.com/reel/SomebodyElses/', TOKEN)).toMatchObject({ why: 'not_there' });
    expect(new Set(asked.map(({ url }) => url.hostname))).toEqual(new Set(['graph.instagram.com']));
  });

  it('that is none is refused by its contract', async () => {
    const asked = await open(() => ({}));
    for (const link of ['https://evil.example/shorts/inventedS01', 'http://169.254.169.254/', '']) {
      expect((await post('/api/results/read', { schema: 1, link, token: null })).status).toBe(422);
    }
    expect(asked).toEqual([]);
  });
});

describe('a creator’s token', () => {
  it('is in no table, no log and no reply', async () => {
    await open(() => ({ status: 401, body: `{"error":"${TOKEN}"}` }));
    const reply = await post('/api/results/read', { schema: 1, link: LINK, token: TOKEN });
    expect(await reply.text()).not.toContain(TOKEN);
    const kept = [await listRuns(edge.host.db), await edge.host.db.select().from(sourceStates), edge.log];
    expect(JSON.stringify(kept)).not.toContain(TOKEN);
    expect(JSON.stringify(kept)).toContain('youtube_videos');
  });

  it('that is refused does not close the source to others', async () => {
    let bad = true;
    await open(() => (bad ? { status: 401 } : { body: RESULT_SAMPLES.youtubeVideos.valid }));
    for (let i = 0; i < 5; i++) expect(await read(LINK, TOKEN)).toMatchObject({ why: 'consent_refused' });
    bad = false;
    expect(await read(LINK)).toMatchObject({ outcome: 'read' });
  });

  it('goes to no second address', async () => {
    const asked: string[] = [];
    edge = await testApp(POSTED, { results: resultSettings({}) });
    opened.push(edge);
    const result = await readLink(
      {
        db: edge.host.db,
        settings: edge.host.results,
        now: edge.host.now,
        fetch: async (url) => {
          asked.push(url);
          return new Response(null, { status: 302, headers: { location: 'https://open.tiktokapis.com/elsewhere' } });
        },
      },
      { platform: 'tiktok', post: '7681549010683193153' },
      TOKEN,
    );
    expect(result).toMatchObject({ outcome: 'unread', why: 'unreachable' });
    expect(asked.filter((url) => url.includes('tiktokapis'))).toHaveLength(1);
  });
});

describe('a source that fails', () => {
  it('three times in a row rests, and is asked again when it has rested', async () => {
    let broken = true;
    const asked = await open(() => (broken ? { status: 502 } : { body: RESULT_SAMPLES.youtubeVideos.valid }));
    const videos = () => asked.filter(({ url }) => url.hostname === 'www.googleapis.com').length;
    for (let i = 0; i < 3; i++) {
      expect(await read(LINK)).toMatchObject({ why: 'unreachable' });
      edge.pass(1000);
    }
    expect(await read(LINK)).toMatchObject({ why: 'resting' });
    expect(videos()).toBe(3);
    broken = false;
    edge.pass(31 * 60_000);
    expect(await read(LINK)).toMatchObject({ outcome: 'read' });
  });

  it.each([
    ['a changed layout', RESULT_SAMPLES.youtubeVideos.changed],
    ['an error page', RESULT_SAMPLES.youtubeVideos.error],
  ])('with %s is not understood, and the operator sees why', async (_name, body) => {
    await open(() => ({ body }));
    expect(await read(LINK)).toMatchObject({ why: 'not_understood' });
    const [run] = await listRuns(edge.host.db);
    expect(run).toMatchObject({ source: 'youtube_videos', label: 'posts', outcome: 'layout_changed' });
    expect(run?.why).not.toBeNull();
  });

  it('is told from a post that is not there', async () => {
    await open(() => ({ body: RESULT_SAMPLES.youtubeVideos.empty }));
    expect(await read(LINK)).toMatchObject({ why: 'not_there' });
  });
});

describe('a followed post', () => {
  it('is read now and at 1 h, 6 h, 24 h, 72 h, 7 d and 30 d after it went up', async () => {
    let views = 100;
    await open(() => ({ body: youtube(views) }));
    const followed = await follow(LINK);
    expect(followed).toMatchObject({ status: 201, outcome: 'followed', postedAt: POSTED });
    if (followed.outcome !== 'followed') throw new Error('not followed');
    expect(followed.due.map((at) => (at - POSTED) / HOUR)).toEqual([1, 6, 24, 72, 168, 720]);
    // Every half hour for thirty days and a half; the host's clock comes by more often.
    for (let i = 0; i < 30.5 * 48; i++) {
      edge.pass(HOUR / 2);
      views += 10;
      await readFollowed(edge.host);
    }
    const told = await readingsUnder(followed.receipt);
    expect(told?.due).toEqual([]);
    const ages = told?.readings.map(({ readAt }) => Math.floor((readAt - POSTED) / HOUR));
    // The first ones, read thirty days ago, are over: YouTube's counts are kept no longer.
    expect(ages).toEqual([24, 72, 168, 720]);
    expect(told?.readings.every(({ keepUntil, readAt }) => keepUntil === readAt + 30 * DAY)).toBe(true);
  });

  it('asks for many posts in one call, each once', async () => {
    const asked = await open(() => ({ body: youtube(1) }));
    for (let i = 0; i < 3; i++) await follow(LINK);
    asked.length = 0;
    edge.pass(HOUR);
    expect(await readFollowed(edge.host)).toMatchObject({ read: 3 });
    expect(asked.map(({ url }) => url.searchParams.get('id'))).toEqual(['inventedS01']);
  });

  it('costs no more than a 304 when nothing has changed, and is a reading all the same', async () => {
    const asked = await open(({ headers }) =>
      headers['if-none-match'] === '"v1"' ? { status: 304 } : { body: youtube(7), etag: '"v1"' },
    );
    const followed = await follow(LINK);
    if (followed.outcome !== 'followed') throw new Error('not followed');
    for (const hours of [1, 6]) {
      edge.pass(POSTED + hours * HOUR + 60_000 - edge.host.now());
      await readFollowed(edge.host);
    }
    expect(asked.map(({ headers }) => headers['if-none-match'] ?? null)).toEqual([null, null, '"v1"']);
    const told = await readingsUnder(followed.receipt);
    expect(told?.readings.map(({ views }) => views)).toEqual([7, 7, 7]);
    expect(new Set(told?.readings.map(({ readAt }) => readAt)).size).toBe(3);
  });

  it('stays due while the platform fails', async () => {
    let broken = false;
    await open(() => (broken ? { status: 503 } : { body: youtube(1) }));
    const followed = await follow(LINK);
    if (followed.outcome !== 'followed') throw new Error('not followed');
    broken = true;
    edge.pass(HOUR);
    expect(await readFollowed(edge.host)).toMatchObject({ read: 0, failed: 1 });
    broken = false;
    edge.pass(60_000);
    expect(await readFollowed(edge.host)).toMatchObject({ read: 1, failed: 0 });
    expect((await readingsUnder(followed.receipt))?.readings).toHaveLength(2);
  });

  it('that the platform no longer knows is asked for once more, then given up', async () => {
    let gone = false;
    const asked = await open(() => ({ body: gone ? RESULT_SAMPLES.youtubeVideos.empty : youtube(1) }));
    const followed = await follow(LINK);
    if (followed.outcome !== 'followed') throw new Error('not followed');
    gone = true;
    for (const hours of [1, 6, 24]) {
      edge.pass(POSTED + hours * HOUR + 1 - edge.host.now());
      await readFollowed(edge.host);
    }
    expect(asked).toHaveLength(3);
    expect(await readingsUnder(followed.receipt)).toMatchObject({ gone: true, due: [] });
  });

  it('is deleted with its readings by its receipt, and by no other', async () => {
    await open(() => ({ body: youtube(1) }));
    const followed = await follow(LINK);
    if (followed.outcome !== 'followed') throw new Error('not followed');
    const remove = async (receipt: string): Promise<number> =>
      (await edge.app.request(`/api/results/followed/${receipt}`, { method: 'DELETE' })).status;
    expect(await remove('x'.repeat(43))).toBe(404);
    expect(await remove(followed.receipt)).toBe(204);
    expect(await remove(followed.receipt)).toBe(404);
    expect(await readingsUnder(followed.receipt)).toBeNull();
    expect(await edge.host.db.select().from(followedReadings)).toEqual([]);
  });

  it('ends sixty days after it went up, with everything that was kept of it', async () => {
    await open(() => ({ body: youtube(1) }), { PRESAGE_YOUTUBE_KEY: 'k', PRESAGE_YOUTUBE_AMENDMENT: 'accepted' });
    const followed = await follow(LINK);
    if (followed.outcome !== 'followed') throw new Error('not followed');
    expect(followed.endsAt).toBe(POSTED + 60 * DAY);
    edge.pass(followed.endsAt - edge.host.now());
    expect(await readingsUnder(followed.receipt)).toBeNull();
    await readFollowed(edge.host);
    expect(await edge.host.db.select().from(followedPosts)).toEqual([]);
    expect(await edge.host.db.select().from(followedReadings)).toEqual([]);
  });

  it('of another platform is left to the app, with the moments at which to ask', async () => {
    await open(() => ({ body: RESULT_SAMPLES.oembed.valid }));
    const told = await follow('https://www.instagram.com/reel/InventedBb2/', POSTED);
    expect(told).toMatchObject({ status: 200, outcome: 'unread', why: 'needs_consent', postedAt: POSTED });
    expect(told.due).toHaveLength(6);
    expect(await edge.host.db.select().from(followedPosts)).toEqual([]);
  });

  it('cannot be posted in the future', async () => {
    await open(() => ({ body: youtube(1) }));
    const reply = await post('/api/results/follow', { schema: 1, link: LINK, postedAt: POSTED + DAY });
    expect([reply.status, (await reply.json()) as unknown]).toMatchObject([422, { code: 'clock_skew' }]);
  });
});

describe('settings', () => {
  it('send requests elsewhere only to this machine', () => {
    expect(resultSettings({ PRESAGE_TEST_UPSTREAM: 'http://127.0.0.1:9000' }).upstream).toBe('http://127.0.0.1:9000');
    for (const wrong of ['http://evil.example', 'https://127.0.0.1:1', 'http://127.0.0.1', 'http://10.0.0.1:80']) {
      expect(() => resultSettings({ PRESAGE_TEST_UPSTREAM: wrong }), wrong).toThrow('PRESAGE_TEST_UPSTREAM');
    }
    expect(() => resultSettings({ PRESAGE_RESULTS: 'maybe' })).toThrow('PRESAGE_RESULTS');
  });
});
