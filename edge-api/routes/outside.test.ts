/** Named accounts, comments and tokens, from the request to the platform's own layout and back; the platforms are played by the hand-written samples. */
import { afterEach, describe, expect, it } from 'vitest';
import { parseCommentsReadReply } from '#contracts/post-comments.ts';
import { parseAccountReadReply, parseTokenTryReply, type PublicAccount } from '#contracts/public-account.ts';
import { listRuns } from '../db/source-runs.ts';
import { resultSettings } from '../sources/results-settings.ts';
import { ACCOUNT_SAMPLES, REFUSALS } from '../sources/samples/accounts.ts';
import { RESULT_SAMPLES } from '../sources/samples/results.ts';
import { testApp, type TestApp } from '../testing/host.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHANNEL = 'UCinvented00000000000000';
const TOKEN = 'a-creators-own-token';

interface Asked {
  readonly url: URL;
  readonly authorization: string | undefined;
}
type Answer = (url: URL) => { status?: number; body?: string };

let edge: TestApp;
let opened: TestApp[] = [];
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
  for (const one of opened) one.close();
  opened = [];
});

/** Every platform with its valid sample. */
const all: Answer = ({ hostname, pathname, searchParams }) => {
  if (pathname.endsWith('/channels')) return { body: ACCOUNT_SAMPLES.youtubeChannels.valid };
  if (pathname.endsWith('/playlistItems')) return { body: ACCOUNT_SAMPLES.youtubeUploads.valid };
  if (pathname.endsWith('/videos')) return { body: ACCOUNT_SAMPLES.youtubeUploaded.valid };
  if (pathname.endsWith('/commentThreads')) return { body: ACCOUNT_SAMPLES.youtubeComments.valid };
  if (hostname === 'www.youtube.com') return { body: ACCOUNT_SAMPLES.youtubeFeed.valid };
  if (pathname.endsWith('/me/accounts')) return { body: ACCOUNT_SAMPLES.ownInstagram.valid };
  if (hostname === 'graph.facebook.com') return { body: ACCOUNT_SAMPLES.discovery.valid };
  if (pathname.endsWith('/me/media')) return { body: RESULT_SAMPLES.instagramMedia.valid };
  if (pathname.endsWith('/comments')) return { body: ACCOUNT_SAMPLES.instagramComments.valid };
  if (pathname.endsWith('/me')) return { body: JSON.stringify({ id: '17840000000000001' }) };
  if (hostname === 'open.tiktokapis.com')
    return { body: JSON.stringify({ data: { user: { open_id: 'x' } }, error: { code: 'ok' } }) };
  throw new Error(`nobody plays ${hostname}${pathname}?${searchParams.toString()}`);
};

async function open(answer: Answer = all, env: Readonly<Record<string, string>> = {}, parts: object = {}) {
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    asked.push({ url, authorization: new Headers(init?.headers).get('authorization') ?? undefined });
    const { status = 200, body = '' } = answer(url);
    return new Response(body, { status });
  };
  edge = await testApp(NOW, { results: resultSettings(env), ...parts });
  opened.push(edge);
  return asked;
}

const post = (path: string, body: unknown) =>
  edge.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const account = async (platform: string, name: string, token: string | null = null) => {
  const reply = await post('/api/accounts/read', { schema: 1, platform, account: name, token });
  expect(reply.status).toBe(200);
  const parsed = parseAccountReadReply(await reply.json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.result;
};
const accountRead = async (...given: Parameters<typeof account>): Promise<PublicAccount> => {
  const result = await account(...given);
  if (result.outcome === 'unread') throw new Error(result.why);
  return result.account;
};
const comments = async (link: string, token: string | null = null, page: string | null = null) => {
  const reply = await post('/api/comments/read', { schema: 1, link, token, page });
  expect(reply.status).toBe(200);
  const parsed = parseCommentsReadReply(await reply.json());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.result;
};
const KEY = { PRESAGE_YOUTUBE_KEY: 'operator-key' };
const AMENDED = { ...KEY, PRESAGE_YOUTUBE_AMENDMENT: 'accepted' };
const SHORT = 'https://youtube.com/shorts/inventedS01';
const REEL = 'https://www.instagram.com/reel/InventedAa1/';

describe('a named channel', () => {
  it('is read from its public feed without any key: Shorts with views only, the others counted', async () => {
    const asked = await open();
    expect(await accountRead('shorts', CHANNEL)).toEqual({
      platform: 'shorts',
      account: CHANNEL,
      name: 'Invented Kitchen',
      followers: null,
      posts: [
        {
          post: 'inventedA01',
          time: Date.UTC(2026, 10, 1, 10),
          views: 12_345,
          likes: null,
          comments: null,
          // Of the description only its tags: no link of it goes along.
          caption: 'Bread & butter #bread',
          length: null,
        },
      ],
      left: { notShort: 1, noViews: 1 },
      source: 'youtube_feed',
      readAt: NOW,
      keepUntil: NOW + 30 * DAY,
    });
    expect(asked.map(({ url }) => url.href)).toEqual([
      `https://www.youtube.com/feeds/videos.xml?channel_id=${CHANNEL}`,
    ]);
  });

  it('by its handle needs a key or a token, and says so before anybody is asked', async () => {
    const asked = await open();
    expect(await account('shorts', '@invented.kitchen')).toMatchObject({ outcome: 'unread', why: 'needs_channel_id' });
    expect(asked).toEqual([]);
    expect(await accountRead('shorts', '@invented.kitchen', TOKEN)).toMatchObject({ account: CHANNEL });
    expect(asked[0]?.authorization).toBe(`Bearer ${TOKEN}`);
    // The feed is public: nobody's token goes there.
    expect(asked.at(-1)).toMatchObject({ authorization: undefined });
  });

  it('is found by its handle with the operator’s key; its figures come from the feed until the amendment is accepted', async () => {
    const asked = await open(all, KEY);
    expect(await accountRead('shorts', 'https://www.youtube.com/@invented.kitchen/shorts')).toMatchObject({
      source: 'youtube_feed',
      followers: null,
    });
    expect(asked.map(({ url }) => url.pathname)).toEqual(['/youtube/v3/channels', '/feeds/videos.xml']);
    expect(asked[0]?.url.searchParams.get('forHandle')).toBe('@invented.kitchen');
  });

  it('is read from the Data API once it is: lengths, likes and subscribers too, long videos left out', async () => {
    const asked = await open(all, AMENDED);
    const read = await accountRead('shorts', '@invented.kitchen');
    expect(read).toMatchObject({
      source: 'youtube_videos',
      followers: 15_200,
      keepUntil: null,
      left: { notShort: 1, noViews: 1 },
    });
    expect(read.posts).toEqual([
      {
        post: 'inventedA01',
        time: Date.UTC(2026, 10, 1, 12),
        views: 12_345,
        likes: 678,
        comments: 9,
        caption: 'A loaf in 30 seconds #bread #nowaste',
        length: 30,
      },
    ]);
    expect(asked.map(({ url }) => url.pathname)).toEqual([
      '/youtube/v3/channels',
      '/youtube/v3/playlistItems',
      '/youtube/v3/videos',
    ]);
  });

  it('asked for again within the hour costs nothing, and is asked anew after it', async () => {
    const asked = await open(all, KEY);
    await account('shorts', '@invented.kitchen');
    await account('shorts', '@Invented.Kitchen');
    expect(asked).toHaveLength(2);
    edge.pass(HOUR + 1);
    await account('shorts', '@invented.kitchen');
    expect(asked).toHaveLength(4);
  });

  it('whose units are used up is still read from the feed by its id, and says so by its handle', async () => {
    const used: Answer = (url) =>
      url.hostname === 'www.googleapis.com' ? { status: 403, body: REFUSALS.youtubeQuota } : all(url);
    await open(used, AMENDED);
    expect(await account('shorts', '@invented.kitchen')).toMatchObject({ outcome: 'unread', why: 'limited' });
    expect(await accountRead('shorts', CHANNEL)).toMatchObject({ source: 'youtube_feed' });
  });

  it('that is not there, and a key that is refused, have sentences of their own', async () => {
    await open(
      (url) => (url.pathname.endsWith('/channels') ? { body: ACCOUNT_SAMPLES.youtubeChannels.empty } : all(url)),
      KEY,
    );
    expect(await account('shorts', '@nobody.here')).toMatchObject({ outcome: 'unread', why: 'not_there' });
    await open((url) => (url.hostname === 'www.youtube.com' ? { status: 404 } : all(url)));
    expect(await account('shorts', CHANNEL)).toMatchObject({ outcome: 'unread', why: 'not_there' });
    await open(() => ({ status: 400, body: REFUSALS.youtubeKey }), KEY);
    expect(await account('shorts', '@invented.kitchen')).toMatchObject({ outcome: 'unread', why: 'off' });
  });

  it('that many ask for in vain does not close the source to others', async () => {
    await open((url) => (url.hostname === 'www.youtube.com' ? { status: 404 } : all(url)));
    for (let i = 0; i < 4; i++) await account('shorts', `UCinvented0000000000000${i}`);
    expect(await account('shorts', CHANNEL)).toMatchObject({ why: 'not_there' });
  });
});

describe('a professional account of Instagram', () => {
  it('is read with the asking creator’s token, reels with views only', async () => {
    const asked = await open();
    expect(await account('reels', '@invented.kitchen')).toMatchObject({ outcome: 'unread', why: 'needs_consent' });
    expect(asked).toEqual([]);
    const read = await accountRead('reels', 'https://www.instagram.com/invented.kitchen/', TOKEN);
    expect(read).toMatchObject({ account: '@invented.kitchen', followers: 8400, left: { notShort: 1, noViews: 1 } });
    expect(read.posts).toMatchObject([{ post: 'InventedCc3', views: 9100, caption: 'One pan,\nno yeast #bread' }]);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
    expect(asked[1]?.url.searchParams.get('fields')).toMatch(/^business_discovery\.username\(invented\.kitchen\)\{/);
  });

  it('that is private or absent, a token that ended, and too many questions are told apart', async () => {
    const refuse = (status: number, body: string) =>
      open((url) => (url.pathname.endsWith('/me/accounts') ? all(url) : { status, body }));
    await refuse(400, REFUSALS.metaNobody);
    expect(await account('reels', 'nobody', TOKEN)).toMatchObject({ why: 'not_there' });
    await refuse(400, REFUSALS.metaToken);
    expect(await account('reels', 'nobody', TOKEN)).toMatchObject({ why: 'consent_refused' });
    await refuse(400, REFUSALS.metaLimit);
    expect(await account('reels', 'nobody', TOKEN)).toMatchObject({ why: 'limited' });
  });

  it('leaves no trace of the token and none of the account', async () => {
    const asked = await open();
    await account('reels', 'invented.kitchen', TOKEN);
    const runs = JSON.stringify(await listRuns(edge.host.db));
    expect(runs + JSON.stringify(edge.log)).not.toMatch(/a-creators-own-token|invented\.kitchen/);
    await account('reels', 'invented.kitchen', TOKEN);
    expect(asked).toHaveLength(4);
  });
});

describe('what cannot be asked', () => {
  it('is TikTok, plainly, without a request', async () => {
    const asked = await open(all, KEY);
    expect(await account('tiktok', '@invented')).toMatchObject({ outcome: 'unread', why: 'no_interface' });
    expect(await comments('https://www.tiktok.com/@invented/video/7681549010683193153')).toMatchObject({
      why: 'no_interface',
    });
    expect(asked).toEqual([]);
  });

  it('is an address that is no account', async () => {
    await open();
    for (const odd of [
      'https://evil.example/@a',
      '../../etc',
      'a b',
      'x){id},y',
      'https://www.instagram.com/p/abcdef/',
    ])
      expect(
        (await post('/api/accounts/read', { schema: 1, platform: 'reels', account: odd, token: null })).status,
      ).toBe(422);
  });

  it('is anything where the operator has switched it off', async () => {
    const asked = await open(all, { ...KEY, PRESAGE_RESULTS: 'off' });
    expect(await account('shorts', CHANNEL)).toMatchObject({ why: 'off' });
    expect(await comments(SHORT)).toMatchObject({ why: 'off' });
    expect(asked).toEqual([]);
  });

  it('is more than sixty a minute', async () => {
    await open(all, KEY);
    const asked = await Promise.all(
      Array.from({ length: 61 }, () =>
        post('/api/accounts/read', { schema: 1, platform: 'tiktok', account: 'ana', token: null }),
      ),
    );
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('comments', () => {
  it('under a Short come with the operator’s key, text only, a page at a time', async () => {
    const asked = await open(all, KEY);
    const read = await comments(SHORT);
    expect(read).toEqual({
      outcome: 'read',
      platform: 'shorts',
      post: 'inventedS01',
      comments: ['Which flour\nis it?', 'Made it twice, so good'],
      next: 'QURTSl9pmade-up',
      source: 'youtube_comments',
      readAt: NOW,
      keepUntil: NOW + 30 * DAY,
    });
    await comments(SHORT, null, 'QURTSl9pmade-up');
    expect(asked[1]?.url.searchParams.get('pageToken')).toBe('QURTSl9pmade-up');
    expect(JSON.stringify(await listRuns(edge.host.db))).not.toMatch(/flour|invented/);
  });

  it('that are switched off, and a host without a key, are said in words', async () => {
    await open(() => ({ status: 403, body: REFUSALS.youtubeCommentsOff }), KEY);
    for (let i = 0; i < 4; i++) expect(await comments(SHORT)).toMatchObject({ why: 'comments_off' });
    await open();
    expect(await comments(SHORT)).toMatchObject({ why: 'off' });
  });

  it('under an own reel come with the own token; its media is looked for once', async () => {
    const asked = await open();
    expect(await comments(REEL)).toMatchObject({ why: 'needs_consent' });
    const first = await comments(REEL, TOKEN);
    expect(first).toMatchObject({
      comments: ['La recette stp !'],
      next: '17900000000000001.QVFIUpinvented',
      keepUntil: null,
    });
    await comments(REEL, TOKEN, '17900000000000001.QVFIUpinvented');
    expect(asked.map(({ url }) => url.pathname.split('/').at(-1))).toEqual(['media', 'comments', 'comments']);
    expect(asked.every(({ url }) => url.hostname === 'graph.instagram.com')).toBe(true);
  });

  it('in a layout that is not known keep nothing of what people wrote', async () => {
    await open(() => ({ body: ACCOUNT_SAMPLES.youtubeComments.changed }), KEY);
    expect(await comments(SHORT)).toMatchObject({ why: 'not_understood' });
    expect(JSON.stringify(await listRuns(edge.host.db))).not.toMatch(/flour/);
  });
});

describe('a token that is tried', () => {
  const tried = async (kind: string) => {
    const reply = await post('/api/accounts/token', { schema: 1, kind, token: TOKEN });
    const parsed = parseTokenTryReply(await reply.json());
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.value.result;
  };
  const KINDS = ['youtube', 'tiktok', 'instagram', 'instagram_discovery'];

  it('works where its platform takes it, and goes to that platform only', async () => {
    const asked = await open();
    for (const kind of KINDS) expect([kind, await tried(kind)]).toEqual([kind, { outcome: 'works' }]);
    expect(asked.map(({ url }) => url.hostname)).toEqual([
      'www.googleapis.com',
      'open.tiktokapis.com',
      'graph.instagram.com',
      'graph.facebook.com',
    ]);
  });

  it('is refused in words where it does not', async () => {
    await open(() => ({ status: 401, body: REFUSALS.metaToken }));
    for (const kind of KINDS) expect(await tried(kind)).toMatchObject({ outcome: 'unread', why: 'consent_refused' });
    await open(() => ({ body: JSON.stringify({ data: [], items: [], error: { code: 'access_token_invalid' } }) }));
    for (const kind of KINDS) expect(await tried(kind)).toMatchObject({ outcome: 'unread', why: 'consent_refused' });
  });
});
