/** What share links, samples, results and tokens must do on every host: part of the contract suite. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FEATURE_SET, parseSampleReceipt } from '#contracts/sample.ts';
import { parseResultsOut, type ResultReading } from '#contracts/result.ts';
import { parseShareReceipt, parseSignedShare, type ShareForecast, type ShareReceipt } from '#contracts/share.ts';
import type { Parsed } from '#contracts/parse.ts';
import { SECURITY_HEADERS } from '../../edge-api/http/security.ts';
import { rowsIn } from '../../edge-api/samples/shard.ts';
import { sample } from '../../edge-api/testing/samples.ts';
import type { Reply, Sending } from '../../edge-api/testing/client.ts';
import type { TestTokens } from './tokens.ts';

const DAY_MS = 86_400_000;
/** A batch of the queue is delivered within five seconds (wrangler.toml). */
const QUEUE_MS = 20_000;
const JSON_TYPE = { 'content-type': 'application/json' };

export interface Asked {
  readonly ask: (method: string, path: string, sending?: Sending) => Promise<Reply>;
  readonly expectProblem: (reply: Reply, status: number, code: string) => void;
  readonly tokens: () => TestTokens;
}

export function resourcesContract({ ask, expectProblem, tokens }: Asked): void {
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    ask('GET', path, { headers });
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    ask('POST', path, { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });

  const today = (): string => new Date().toISOString().slice(0, 10);
  const month = (): string => today().slice(0, 7);
  const forecast = (changes: Partial<ShareForecast> = {}): ShareForecast => ({
    score: 62,
    low: 41,
    high: 80,
    basis: 'learned',
    models: [{ id: 'reach', version: '1.0.0' }],
    date: today(),
    prediction: null,
    ...changes,
  });
  const share = async (changes: Partial<ShareForecast> = {}, days = 30): Promise<ShareReceipt> => {
    const reply = await post('/api/shares', { schema: 1, forecast: forecast(changes), days });
    expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
    return valueOf(parseShareReceipt(JSON.parse(reply.text)));
  };

  describe('a share link', () => {
    it('has twelve letters and digits, an end and a token to delete it', async () => {
      const before = Date.now();
      const receipt = await share();
      expect(receipt.id).toMatch(/^[0-9A-Za-z]{12}$/);
      expect(receipt.path).toBe(`/s/${receipt.id}`);
      expect(Math.abs(receipt.expiresAt - before - 30 * DAY_MS)).toBeLessThan(60_000);
      expect((await share()).id).not.toBe(receipt.id);
    });

    it('shows score, range, models and date, and the tags that chats and feeds read', async () => {
      const { path } = await share();
      const reply = await get(path);
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
      for (const part of [
        '<html lang="en">',
        '8 times in 10 it lands between 41 and 80.',
        'Should do better than 62 of 100 comparable posts.',
        'reach 1.0.0',
        '<meta name="robots" content="noindex" />',
        '<meta property="og:title" content="62 of 100: a forecast before posting" />',
        '<meta property="og:description" content="62 of 100. Eight times in ten the outcome lies between 41 and 80." />',
        '<meta property="og:image:width" content="1200" />',
        '<meta property="og:image:height" content="630" />',
        '<meta name="twitter:card" content="summary_large_image" />',
      ]) {
        expect(reply.text).toContain(part);
      }
      const image = /property="og:image" content="([^"]+)"/.exec(reply.text)?.[1] ?? '';
      expect(image).toMatch(/^https:\/\/[^/]+\/og\/[0-9A-Za-z]{12}\.en\.png$/);
      const picture = await get(new URL(image).pathname);
      expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
      expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin');
    });

    it('runs no script, is framed by nobody, sits in no isolation and in no search engine', async () => {
      const { path } = await share();
      const reply = await get(path);
      const policy = reply.headers['content-security-policy'] ?? '';
      const style = /<style>([\s\S]*?)<\/style>/.exec(reply.text)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'; img-src 'self';`);
      expect(reply.text).not.toContain('style=');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(reply.text).not.toMatch(/<script|javascript:|\son[a-z]+=/i);
      expect(reply.headers['cross-origin-embedder-policy']).toBeUndefined();
      expect(reply.headers['x-robots-tag']).toBe('noindex');
      expect(reply.headers['x-content-type-options']).toBe(SECURITY_HEADERS['x-content-type-options']);
      expect(reply.headers['set-cookie']).toBeUndefined();
      expect(reply.headers['cache-control']).toBe('no-store');
    });

    it('speaks the language of who opens it', async () => {
      const { path } = await share();
      const french = await get(path, { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' });
      expect([french.headers['content-language'], french.text.includes('entre 41 et 80')]).toEqual(['fr', true]);
      const spanish = await get(path, { 'accept-language': 'de,es;q=0.8,en;q=0.3' });
      expect([spanish.headers['content-language'], spanish.text.includes('entre 41 y 80')]).toEqual(['es', true]);
      expect((await get(path, { 'accept-language': 'ja' })).headers['content-language']).toBe('en');
    });

    it('made before posting shows the hash of the forecast', async () => {
      const prediction = 'ab'.repeat(32);
      const reply = await get((await share({ prediction })).path);
      expect(reply.text).toContain(prediction);
      expect(reply.text).toContain('by this server’s clock');
    });

    it('is gone once its maker deletes it, and for nobody else', async () => {
      const { id, path, deletionToken } = await share();
      const remove = (headers: Readonly<Record<string, string>>): Promise<Reply> =>
        ask('DELETE', `/api/shares/${id}`, { headers });
      const without = await remove({});
      expectProblem(without, 401, 'unauthorised');
      expect(without.headers['www-authenticate']).toContain('Bearer');
      expectProblem(await remove(bearer('A'.repeat(43))), 403, 'forbidden');
      expect((await get(path)).status).toBe(200);
      expect((await remove(bearer(deletionToken))).status).toBe(204);
      expectProblem(await remove(bearer(deletionToken)), 404, 'not_found');
      expect((await get(path)).status).toBe(404);
    });

    it('that is unknown is a plain page without any number', async () => {
      for (const id of ['000000000000', 'short', '..%2f..', '%00', `${'A'.repeat(13)}`, 'v1.x.y', 'v1.', 'v2.a.b']) {
        const reply = await get(`/s/${id}`, { accept: 'text/html', 'sec-fetch-mode': 'navigate' });
        expect([id, reply.status]).toEqual([id, 404]);
        expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
        const words = reply.text.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]*>/g, ' ');
        expect(words).toContain('There is no forecast here');
        expect(words).not.toMatch(/\d/);
        expect(reply.text).not.toContain('og:image');
      }
    });

    it('takes numbers only: no words, no handle, no score outside its range', async () => {
      const wrong: readonly unknown[] = [
        { schema: 1, forecast: forecast(), days: 30, note: 'my video about cats' },
        { schema: 1, forecast: { ...forecast(), handle: '@someone' }, days: 30 },
        { schema: 1, forecast: forecast({ models: [{ id: 'reach', version: 'made by someone' }] }), days: 30 },
        { schema: 1, forecast: forecast({ score: 81 }), days: 30 },
        { schema: 1, forecast: forecast({ score: 62.5 }), days: 30 },
        { schema: 1, forecast: forecast({ score: -1, low: -1 }), days: 30 },
        { schema: 1, forecast: forecast({ high: 101 }), days: 30 },
        { schema: 1, forecast: forecast({ models: [] }), days: 30 },
        { schema: 1, forecast: forecast({ date: '2026-02-30' }), days: 30 },
        { schema: 1, forecast: forecast({ prediction: 'xyz' }), days: 30 },
        { schema: 1, forecast: forecast(), days: 0 },
        { schema: 1, forecast: forecast(), days: 367 },
        { schema: 2, forecast: forecast(), days: 30 },
        [],
        null,
        'forecast',
      ];
      for (const body of wrong) expectProblem(await post('/api/shares', body), 422, 'invalid');
    });

    it('made by a clock that is wrong is refused', async () => {
      for (const date of ['2019-01-01', new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10)]) {
        const body = { schema: 1, forecast: forecast({ date }), days: 30 };
        expectProblem(await post('/api/shares', body), 422, 'clock_skew');
      }
    });
  });

  describe('a signed link', () => {
    const signed = async (changes: Partial<ShareForecast> = {}): Promise<string> => {
      const reply = await post('/api/shares/signed', { schema: 1, forecast: forecast(changes), days: 30 });
      expect(reply.status).toBe(201);
      return valueOf(parseSignedShare(JSON.parse(reply.text))).path;
    };

    it('holds everything itself', async () => {
      const path = await signed({ score: 17, low: 3, high: 44 });
      expect(path).toMatch(/^\/s\/v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
      const reply = await get(path);
      expect(reply.status).toBe(200);
      expect(reply.text).toContain('8 times in 10 it lands between 3 and 44.');
    });

    it('that was changed anywhere shows no number', async () => {
      const path = await signed();
      const [, payload = '', mac = ''] = path.slice(3).split('.');
      const better = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('62', '99')).toString(
        'base64url',
      );
      const flipped = `${mac.slice(0, -2)}${mac.endsWith('A') ? 'BB' : 'AA'}`;
      for (const forged of [`v1.${better}.${mac}`, `v1.${payload}.${flipped}`, `v1.${payload}.`, `v1.${payload}`]) {
        const reply = await get(`/s/${forged}`);
        expect(reply.status).toBe(404);
        expect(reply.text).not.toMatch(/\b(62|99|41|80)\b/);
      }
    });
  });

  describe('the picture of a link', () => {
    it('is drawn for a link that holds, in the three languages', async () => {
      const { id } = await share();
      for (const language of ['en', 'fr', 'es']) {
        const reply = await get(`/og/${id}.${language}.png`);
        expect([reply.status, reply.headers['content-type']]).toEqual([200, 'image/png']);
      }
      const page = await get(`/s/${id}?l=es`, { 'accept-language': 'fr' });
      expect(page.text).toContain('<html lang="fr">');
      expect(page.text).toContain(`/og/${id}.es.png`);
      expect(page.text).toContain('content="62 de 100: un pronóstico antes de publicar"');
    });

    it('is drawn for nothing else', async () => {
      const { id } = await share();
      for (const file of [
        '62.png',
        `${id}.png`,
        `${id}.de.png`,
        `${id}.en.svg`,
        '000000000000.en.png',
        '..%2findex.html',
      ])
        expectProblem(await get(`/og/${file}`), 404, 'not_found');
    });
  });

  describe('a sample', () => {
    const ours = () => ({ ...sample(), context: { ...sample().context, month: month() } });
    let made = 0;
    const key = (): string => `contract-${Date.now().toString(36)}-${(made++).toString().padStart(6, '0')}`;
    const give = (body: unknown, idempotencyKey = key()): Promise<Reply> =>
      post('/api/samples', body, { 'idempotency-key': idempotencyKey });

    it('is kept, and the same key gives the same receipt again', async () => {
      const again = key();
      const first = await give(ours(), again);
      expect(first.status).toBe(201);
      const { receipt } = valueOf(parseSampleReceipt(JSON.parse(first.text)));
      const second = await give(ours(), again);
      expect([second.status, JSON.parse(second.text)]).toEqual([200, { schema: 1, receipt }]);
    });

    it('under a key that came with another body is a conflict', async () => {
      const again = key();
      expect((await give(ours(), again)).status).toBe(201);
      const other = { ...ours(), outcome: { percentile: 0.1, readAfter: '7d' } };
      expectProblem(await give(other, again), 409, 'idempotency_conflict');
    });

    it('sent twenty times at once is kept once', async () => {
      const again = key();
      const replies = await Promise.all(Array.from({ length: 20 }, () => give(ours(), again)));
      expect(replies.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    });

    it('needs a key', async () => {
      for (const wrong of ['', 'short', 'has spaces in it, not good']) {
        expectProblem(await give(ours(), wrong), 400, 'bad_request');
      }
      expectProblem(await post('/api/samples', ours()), 400, 'bad_request');
    });

    it('holds numbers in their ranges under the names of the set, and nothing else', async () => {
      const [name = ''] = Object.keys(ours().features);
      const { [name]: _without, ...fewer } = ours().features;
      const wrong: readonly unknown[] = [
        { ...ours(), caption: 'look at my cat' },
        { ...ours(), features: { ...ours().features, [name]: 1e12 } },
        { ...ours(), features: { ...ours().features, [name]: 'much' } },
        { ...ours(), features: { ...ours().features, followers_of_someone: 3 } },
        { ...ours(), features: fewer },
        { ...ours(), outcome: { percentile: 1.01, readAfter: '7d' } },
        { ...ours(), outcome: { percentile: 0.5, readAfter: '9d' } },
        { ...ours(), context: { ...ours().context, handle: '@me' } },
        { ...ours(), consent: 3 },
        { ...ours(), foretold: { ...ours().foretold, rung: 'the phone of Ann' } },
        { ...ours(), consent: true },
        { ...ours(), noise: { epsilon: 0 } },
        { ...ours(), foretold: { score: 62, models: [{ id: 'oracle', version: '1.0.0' }] } },
        { ...ours(), schema: 99 },
        { ...ours(), featureSet: 'f00d' },
      ];
      for (const body of wrong) expectProblem(await give(body), 422, 'invalid');
    });

    it('with NaN or an infinity is refused, however it is written', async () => {
      const text = JSON.stringify(ours());
      for (const [number, status, code] of [
        ['NaN', 400, 'bad_json'],
        ['Infinity', 400, 'bad_json'],
        ['1e999', 422, 'invalid'],
        ['-1e999', 422, 'invalid'],
        ['"NaN"', 422, 'invalid'],
      ] as const) {
        const body = text.replace('"percentile":0.61', `"percentile":${number}`);
        const headers = { ...JSON_TYPE, 'idempotency-key': key() };
        expectProblem(await ask('POST', '/api/samples', { headers, body }), status, code);
      }
    });

    it('of another feature set is told so', async () => {
      expectProblem(await give({ ...ours(), featureSet: '0'.repeat(64) }), 422, 'other_feature_set');
    });

    it('from the future is told so', async () => {
      const later = new Date(Date.now() + 40 * DAY_MS).toISOString().slice(0, 7);
      for (const wrong of [later, '2020-01']) {
        const body = { ...ours(), context: { ...ours().context, month: wrong } };
        expectProblem(await give(body), 422, 'clock_skew');
      }
    });

    it('goes into a shard, is read back from it, and is out of it once withdrawn', async () => {
      const flush = async (): Promise<{ rows: number; removed: number }> => {
        const reply = await ask('POST', '/api/samples/flush', { headers: bearer(tokens().operator) });
        expect(reply.status).toBe(200);
        return JSON.parse(reply.text) as { rows: number; removed: number };
      };
      const inShards = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
        const list = await get('/api/samples/shards', bearer(tokens().operator));
        const { shards } = JSON.parse(list.text) as { shards: { name: string; featureSet: string; rows: number }[] };
        const all = [];
        for (const { name, rows, featureSet } of shards) {
          const reply = await get(`/api/samples/shards/${name}`, bearer(tokens().operator));
          expect(reply.headers['content-type']).toBe('application/vnd.apache.parquet');
          const found = await rowsIn(new Uint8Array(reply.body));
          expect([found.length, featureSet]).toEqual([rows, SAMPLE_FEATURE_SET]);
          all.push(...found);
        }
        return all;
      };
      /** Read a day after posting: only the samples of this test are. */
      const ownRows = async () => (await inShards()).filter((row) => row['read_after'] === '1d');
      const replies = [];
      for (const percentile of [0.11, 0.22, 0.33]) {
        replies.push(await give({ ...ours(), outcome: { percentile, readAfter: '1d' } }));
      }
      const receipts = replies.map(({ text }) => valueOf(parseSampleReceipt(JSON.parse(text))).receipt);
      // One is taken back before it is in a shard, one after.
      expect((await ask('DELETE', `/api/samples/${receipts[0]}`)).status).toBe(204);
      // On Node a flush writes them; on Workers they come out of the queue a few seconds later.
      const until = Date.now() + QUEUE_MS;
      await flush();
      let fresh = await ownRows();
      while (fresh.length < 2 && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 250)); // the queue's time, not ours
        fresh = await ownRows();
      }
      expect(fresh.map((row) => row['percentile'])).toEqual([0.22, 0.33]);
      const [first] = fresh;
      expect(first).toMatchObject({ platform: 'tiktok', read_after: '1d', score: 62, models: 'reach@1.0.0' });
      for (const [name, value] of Object.entries(ours().features)) expect(first?.[name]).toBe(value);
      expect((await ask('DELETE', `/api/samples/${receipts[1]}`)).status).toBe(204);
      expect((await flush()).removed).toBe(1);
      expect((await ownRows()).map((row) => row['percentile'])).toEqual([0.33]);
    });

    it('is withdrawn with its own receipt only', async () => {
      const { receipt } = valueOf(parseSampleReceipt(JSON.parse((await give(ours())).text)));
      const [time = '', id = '', mac = ''] = receipt.split('.');
      for (const wrong of [
        `${time}.${id.split('').toReversed().join('')}.${mac}`,
        `${time}.${id}`,
        'x',
        `${receipt}x`,
      ]) {
        expectProblem(await ask('DELETE', `/api/samples/${wrong}`), 404, 'not_found');
      }
      expect((await ask('DELETE', `/api/samples/${receipt}`)).status).toBe(204);
      expect((await ask('DELETE', `/api/samples/${receipt}`)).status).toBe(204);
    });
  });

  describe('a body', () => {
    const raw = (body: string | Uint8Array | Readable, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
      ask('POST', '/api/shares', { headers, body });

    it('that is no JSON, no UTF-8 or of another type is told apart', async () => {
      for (const text of ['', '{', '{"schema":1,}', 'NaN', "{'schema':1}"])
        expectProblem(await raw(text), 400, 'bad_json');
      expectProblem(await raw(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), 400, 'bad_utf8');
      expectProblem(await raw(Buffer.from('{"a":"\xed\xa0\x80"}', 'latin1')), 400, 'bad_utf8');
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        expectProblem(await raw('{}', { 'content-type': type }), 415, 'unsupported_media_type');
      }
      expectProblem(await raw('{}', {}), 415, 'unsupported_media_type');
    });

    it('that is too large is refused, also when it does not tell its size', async () => {
      const large = JSON.stringify({ schema: 1, forecast: forecast(), days: 30, more: 'x'.repeat(9000) });
      expectProblem(await raw(large), 413, 'body_too_large');
      const pieces = Readable.from(
        (function* () {
          for (let at = 0; at < large.length; at += 1000) yield Buffer.from(large.slice(at, at + 1000));
        })(),
      );
      expectProblem(await raw(pieces, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }), 413, 'body_too_large');
    });

    it('that is deeply nested or full of odd keys does no harm', async () => {
      expectProblem(await raw(`${'['.repeat(1500)}${']'.repeat(1500)}`), 422, 'invalid');
      expectProblem(await raw('{"__proto__":{"schema":1},"constructor":1}'), 422, 'invalid');
    });
  });

  describe('results', () => {
    const HOUR_MS = 3_600_000;
    const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
    const reading = (changes: Partial<ResultReading> = {}): ResultReading => ({
      platform: 'tiktok',
      post: 'post-1',
      readAt: noon + HOUR_MS,
      postedAt: noon,
      views: 1200,
      likes: 80,
      comments: null,
      shares: 3,
      saves: null,
      ...changes,
    });
    const push = (readings: readonly unknown[], token = tokens().alice): Promise<Reply> =>
      post('/api/results', { schema: 1, readings }, bearer(token));
    const read = async (query: string, token = tokens().alice): Promise<readonly ResultReading[]> => {
      const reply = await get(`/api/results${query}`, bearer(token));
      expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
      return valueOf(parseResultsOut(JSON.parse(reply.text))).readings;
    };

    it('come back to their owner, newest first, and to nobody else', async () => {
      const later = reading({ readAt: noon + 6 * HOUR_MS, views: 5000 });
      const reply = await push([reading(), later]);
      expect([reply.status, JSON.parse(reply.text)]).toEqual([201, { schema: 1, kept: 2 }]);
      expect(await read('?post=post-1')).toEqual([later, reading()]);
      expect(await read('', tokens().bob)).toEqual([]);
    });

    it('of the same moment replace themselves', async () => {
      await push([reading({ post: 'again', views: 10 })]);
      await push([reading({ post: 'again', views: 11 })]);
      expect((await read('?post=again')).map(({ views }) => views)).toEqual([11]);
    });

    it('come as CSV too, with empty fields as unknown', async () => {
      const csv = [
        'platform,post,read_at,views,likes,posted_at',
        `shorts,csv-1,${new Date(noon + HOUR_MS).toISOString()},42,,${noon}`,
        `"reels",csv-1,${noon + HOUR_MS},43,7,`,
      ].join('\r\n');
      const headers = { 'content-type': 'text/csv; charset=utf-8', ...bearer(tokens().alice) };
      const reply = await ask('POST', '/api/results', { headers, body: csv });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([201, { schema: 1, kept: 2 }]);
      const none = { comments: null, shares: null, saves: null };
      expect(await read('?post=csv-1')).toEqual([
        { platform: 'shorts', post: 'csv-1', readAt: noon + HOUR_MS, postedAt: noon, views: 42, likes: null, ...none },
        { platform: 'reels', post: 'csv-1', readAt: noon + HOUR_MS, postedAt: null, views: 43, likes: 7, ...none },
      ]);
      for (const [broken, place] of [
        ['platform,post,read_at\ntiktok,a,1', 'views'],
        [`platform,post,read_at,views\ntiktok,ok,${noon},1\ntiktok,a,${noon},many`, 'line 3'],
        [`platform,post,read_at,views\ntiktok,a,${noon}`, 'line 2'],
        ['platform,post,read_at,views,caption\n', 'the columns are'],
        ['', 'the first line lacks'],
      ] as const) {
        const refused = await ask('POST', '/api/results', { headers, body: broken });
        expectProblem(refused, 422, 'invalid');
        expect(refused.text).toContain(place);
      }
    });

    it('that are wrong are refused whole', async () => {
      for (const wrong of [
        reading({ views: -1 }),
        reading({ views: 1.5 }),
        reading({ post: 'has spaces' }),
        reading({ readAt: noon - HOUR_MS }),
        { ...reading(), caption: 'words' },
        { ...reading(), platform: 'elsewhere' },
      ]) {
        expectProblem(await push([reading({ post: 'whole' }), wrong]), 422, 'invalid');
      }
      expectProblem(await push([]), 422, 'invalid');
      expectProblem(await push([reading({ readAt: Date.now() + HOUR_MS })]), 422, 'clock_skew');
      expect(await read('?post=whole')).toEqual([]);
    });

    it('come in pages', async () => {
      const many = Array.from({ length: 450 }, (_, i) => reading({ post: 'paged', readAt: noon + i * 1000, views: i }));
      expect((await push(many)).status).toBe(201);
      const views: number[] = [];
      for (let after = ''; ;) {
        const reply = await get(`/api/results?post=paged${after}`, bearer(tokens().alice));
        const page = valueOf(parseResultsOut(JSON.parse(reply.text)));
        views.push(...page.readings.map((one) => one.views));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      expect(views).toEqual(Array.from({ length: 450 }, (_, i) => 449 - i));
      expectProblem(await get('/api/results?after=x', bearer(tokens().alice)), 400, 'bad_request');
    });

    it('are deleted by their owner', async () => {
      await push([reading({ post: 'gone' })]);
      const remove = (token: string): Promise<Reply> =>
        ask('DELETE', '/api/results/tiktok/gone', { headers: bearer(token) });
      expectProblem(await remove(tokens().bob), 404, 'not_found');
      expect((await remove(tokens().alice)).status).toBe(204);
      expect(await read('?post=gone')).toEqual([]);
    });
  });

  describe('a token', () => {
    const read = (headers: Readonly<Record<string, string>>): Promise<Reply> => get('/api/results', headers);

    it('is wanted, and must be a valid one', async () => {
      for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }, bearer('x')]) {
        const reply = await read(headers);
        expectProblem(reply, 401, 'unauthorised');
        expect(reply.headers['www-authenticate']).toContain('Bearer');
      }
      const forged = `${tokens().alice.slice(0, -3)}AAA`;
      expectProblem(await read(bearer(forged)), 401, 'unauthorised');
    });

    it('that has expired or was revoked opens nothing, and says why', async () => {
      const expired = await read(bearer(tokens().expired));
      expectProblem(expired, 401, 'unauthorised');
      expect(expired.text).toContain('expired');
      const revoked = await read(bearer(tokens().revoked));
      expectProblem(revoked, 401, 'unauthorised');
      expect(revoked.text).toContain('revoked');
    });

    it('opens what its scopes name', async () => {
      expectProblem(await get('/api/samples/shards', bearer(tokens().alice)), 403, 'forbidden');
      expectProblem(await ask('POST', '/api/samples/flush', { headers: bearer(tokens().alice) }), 403, 'forbidden');
      expectProblem(await read(bearer(tokens().operator)), 403, 'forbidden');
    });

    it('that asks too often is told how long to wait', async () => {
      // Three a minute; asked until the minute does not turn in between.
      let last: Reply | null = null;
      for (let i = 0; i < 8; i++) last = await read(bearer(tokens().slow));
      if (!last) throw new Error('nothing was asked');
      expectProblem(last, 429, 'too_many_requests');
      expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(last.headers['retry-after'])).toBeLessThanOrEqual(60);
    });
  });

  describe('pages of other sites', () => {
    const preflight = (origin: string): Promise<Reply> =>
      ask('OPTIONS', '/api/results', {
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });

    it('may call from a listed origin only', async () => {
      const listed = await preflight('https://tools.example');
      expect(listed.headers['access-control-allow-origin']).toBe('https://tools.example');
      expect(listed.headers['access-control-allow-headers']?.toLowerCase()).toContain('authorization');
      expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
      const reply = await get('/api/models/manifest', { origin: 'https://tools.example' });
      expect(reply.headers['access-control-allow-origin']).toBe('https://tools.example');
      expect(reply.headers['vary']?.toLowerCase()).toContain('origin');
    });
  });
}

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
