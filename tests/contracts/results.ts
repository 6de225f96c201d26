/** What posted links must do on every host: part of the contract suite. A small server of the test's own plays the platforms, with the hand-written replies. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAccount, readComments, tryToken } from '#contracts/endpoints/outside.ts';
import { followLink, followedPost, readLink, unfollowLink } from '#contracts/endpoints/results.ts';
import { call, type Transport } from '#contracts/endpoints/endpoint.ts';
import { ACCOUNT_SAMPLES } from '../../edge-api/sources/samples/accounts.ts';
import { RESULT_SAMPLES } from '../../edge-api/sources/samples/results.ts';
import type { Asked } from './resources.ts';

const LINK = 'https://www.youtube.com/shorts/inventedS01';
const TOKEN = 'a-creators-own-token';

interface Call {
  readonly path: string;
  readonly token: string | undefined;
  readonly userAgent: string | undefined;
}

/** Answers as the platform whose name is the first part of the path. */
export class Upstream {
  readonly calls: Call[] = [];
  broken = false;
  readonly #server: Server = createServer((request, reply) => {
    this.calls.push({
      path: request.url ?? '',
      token: request.headers.authorization,
      userAgent: request.headers['user-agent'],
    });
    request.resume();
    if (this.broken) return void reply.writeHead(502).end(RESULT_SAMPLES.youtubeVideos.error);
    reply.writeHead(200, { 'content-type': 'application/json' }).end(answerTo(request));
  });

  /** @returns what an operator of a test would set */
  async listen(): Promise<Readonly<Record<string, string>>> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // holds: a server on a port has an address object
    const { port } = this.#server.address() as AddressInfo;
    return { PRESAGE_TEST_UPSTREAM: `http://127.0.0.1:${port}`, PRESAGE_YOUTUBE_KEY: 'operators-key' };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function answerTo({ url = '' }: IncomingMessage): string {
  if (url.includes('/feeds/videos.xml')) return ACCOUNT_SAMPLES.youtubeFeed.valid;
  if (url.includes('/commentThreads')) return ACCOUNT_SAMPLES.youtubeComments.valid;
  if (url.includes('/youtube/v3/channels')) return ACCOUNT_SAMPLES.youtubeChannels.valid;
  if (url.includes('/me/accounts')) return ACCOUNT_SAMPLES.ownInstagram.valid;
  if (url.startsWith('/graph.facebook.com/')) return ACCOUNT_SAMPLES.discovery.valid;
  if (url.startsWith('/www.googleapis.com/')) return RESULT_SAMPLES.youtubeVideos.valid;
  if (url.startsWith('/youtubeanalytics.googleapis.com/')) return RESULT_SAMPLES.youtubeRetention.valid;
  if (url.startsWith('/open.tiktokapis.com/')) return RESULT_SAMPLES.tiktokVideos.valid;
  if (url.includes('/insights')) return RESULT_SAMPLES.instagramInsights.valid;
  if (url.startsWith('/graph.instagram.com/')) return RESULT_SAMPLES.instagramMedia.valid;
  return RESULT_SAMPLES.oembed.valid;
}

export function resultsContract({ ask, expectProblem }: Asked, upstream: () => Upstream): void {
  /** The typed client over the suite's own way to the host. */
  const send: Transport = async ({ method, path, body, headers = {} }) => {
    const reply = await ask(method, path, {
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    });
    const json: unknown = reply.text === '' ? null : JSON.parse(reply.text);
    return { ok: true, value: { status: reply.status, json, retryAfterS: null } };
  };
  const valueOf = async <T>(asked: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>): Promise<T> => {
    const told = await asked;
    if (!told.ok) throw new Error(JSON.stringify(told.failure));
    return told.value;
  };
  const read = (link: string, token: string | null = null) =>
    valueOf(call(send, readLink, { schema: 1, link, token })).then(({ result }) => result);

  describe('a named account', () => {
    beforeEach(() => void (upstream().calls.length = 0));

    it('of YouTube is found with the operator’s key and read from its public feed', async () => {
      const asked = { schema: 1, platform: 'shorts', account: '@invented.kitchen', token: null } as const;
      const { result } = await valueOf(call(send, readAccount, asked));
      expect(result).toMatchObject({
        outcome: 'read',
        account: { source: 'youtube_feed', posts: [{ views: 12_345 }] },
      });
      expect(upstream().calls.map(({ path }) => path.split('?')[0])).toEqual([
        '/www.googleapis.com/youtube/v3/channels',
        '/www.youtube.com/feeds/videos.xml',
      ]);
    });

    it('of Instagram is read with the creator’s token, of TikTok not at all', async () => {
      const asked = { schema: 1, platform: 'reels', account: 'invented.kitchen', token: TOKEN } as const;
      const { result } = await valueOf(call(send, readAccount, asked));
      expect(result).toMatchObject({ outcome: 'read', account: { followers: 8400, posts: [{ views: 9100 }] } });
      expect(new Set(upstream().calls.map(({ token }) => token))).toEqual(new Set([`Bearer ${TOKEN}`]));
      const tiktok = await valueOf(call(send, readAccount, { ...asked, platform: 'tiktok', account: 'invented' }));
      expect(tiktok.result).toMatchObject({ outcome: 'unread', why: 'no_interface' });
    });

    it('with comments under a post: their words pass through, a page at a time', async () => {
      const { result } = await valueOf(call(send, readComments, { schema: 1, link: LINK, token: null, page: null }));
      expect(result).toMatchObject({ outcome: 'read', comments: ['Which flour\nis it?', 'Made it twice, so good'] });
    });

    it('and a token are tried at their own platform', async () => {
      const { result } = await valueOf(call(send, tryToken, { schema: 1, kind: 'instagram_discovery', token: TOKEN }));
      expect(result).toEqual({ outcome: 'works' });
    });
  });

  describe('a posted link', () => {
    beforeEach(() => void (upstream().calls.length = 0));

    it('to a Short gives its counts, asked with the operator’s key under our own name', async () => {
      expect(await read(LINK)).toMatchObject({
        outcome: 'read',
        reading: { platform: 'shorts', post: 'inventedS01', views: 12_345, source: 'youtube_videos' },
      });
      const [asked] = upstream().calls;
      expect(asked?.path).toMatch(/^\/www\.googleapis\.com\/youtube\/v3\/videos\?.*key=operators-key/);
      expect(asked?.userAgent).toMatch(/^Presage\//);
    });

    it('of TikTok and Instagram wants consent, and is read with the creator’s token', async () => {
      const tiktok = 'https://www.tiktok.com/@invented/video/7681549010683193153';
      const reel = 'https://www.instagram.com/reel/InventedAa1/';
      expect(await read(tiktok)).toMatchObject({ outcome: 'unread', why: 'needs_consent' });
      expect(await read(reel)).toMatchObject({ outcome: 'unread', why: 'needs_consent', title: null });
      upstream().calls.length = 0;
      expect(await read(tiktok, TOKEN)).toMatchObject({ outcome: 'read', reading: { views: 812 } });
      expect(await read(reel, TOKEN)).toMatchObject({ outcome: 'read', reading: { views: 5000, skipped: 0.462 } });
      expect(new Set(upstream().calls.map(({ token }) => token))).toEqual(new Set([`Bearer ${TOKEN}`]));
    });

    it('that is none is refused before anybody is asked', async () => {
      for (const link of ['https://evil.example/shorts/inventedS01', 'http://127.0.0.1/', 'file:///etc/passwd']) {
        const body = JSON.stringify({ schema: 1, link, token: null });
        const reply = await ask('POST', '/api/results/read', { headers: { 'content-type': 'application/json' }, body });
        expectProblem(reply, 422, 'invalid');
      }
      expect(upstream().calls).toEqual([]);
    });

    it('can be followed, opened by its receipt, and deleted by it with everything', async () => {
      const { result } = await valueOf(call(send, followLink, { schema: 1, link: LINK, postedAt: null }));
      if (result.outcome !== 'followed') throw new Error(result.why);
      const { receipt } = result;
      const told = await valueOf(call(send, followedPost, { receipt }));
      expect(told?.readings.map(({ views }) => views)).toEqual([12_345]);
      expect(told?.postedAt).toBe(Date.UTC(2026, 10, 1, 12));
      expect(await valueOf(call(send, followedPost, { receipt: 'x'.repeat(43) }))).toBeNull();
      await valueOf(call(send, unfollowLink, { receipt }));
      expect(await valueOf(call(send, followedPost, { receipt }))).toBeNull();
      expectProblem(await ask('DELETE', `/api/results/followed/${receipt}`), 404, 'not_found');
    });

    it('does not stand in the way of results that scripts push', async () => {
      expectProblem(await ask('DELETE', '/api/results/shorts/inventedS01'), 401, 'unauthorised');
    });
  });
}
