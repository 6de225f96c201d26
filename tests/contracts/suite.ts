/** What every host of the edge must answer, over real HTTP. One suite; node.test.ts and workers.test.ts run it. */
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseModelIndex } from '#contracts/manifest.ts';
import { PROBLEM_TYPE, Problem } from '#contracts/problem.ts';
import { SECURITY_HEADERS } from '../../edge-api/http/security.ts';
import { send, type Reply, type Sending } from '../../edge-api/testing/client.ts';
import { buildSite, type BuiltSite } from '../../edge-api/testing/site.ts';
import { METRICS_TOKEN, metricsContract } from './metrics.ts';
import { replayContract } from './replay.ts';
import { resourcesContract } from './resources.ts';
import { Upstream, resultsContract } from './results.ts';
import type { TestTokens } from './tokens.ts';
import { toolsContract } from './tools.ts';

export interface Opened {
  readonly url: string;
  readonly tokens: TestTokens;
  close(): Promise<void>;
}

/** What an operator would set: limits wide enough for a suite from one address, one other site that may call. */
export const SETTINGS = {
  PRESAGE_WRITES_PER_MINUTE: '1000000',
  PRESAGE_ORIGINS: 'https://tools.example',
  PRESAGE_METRICS_TOKEN: METRICS_TOKEN,
} as const;

const DAY_MS = 86_400_000;
const NOWHERE = '0'.repeat(64);

/** @param open starts the host on a built app, with SETTINGS and the way to the platforms that the suite plays, ready for requests */
export function edgeContract(
  name: 'node' | 'workers',
  open: (site: BuiltSite, settings: Readonly<Record<string, string>>) => Promise<Opened>,
): void {
  describe(`the edge on ${name}`, () => {
    let site: BuiltSite;
    let host: Opened;
    const upstream = new Upstream();
    beforeAll(async () => {
      site = await buildSite();
      host = await open(site, { ...SETTINGS, ...(await upstream.listen()) });
    }, 150_000);
    afterAll(async () => {
      await host?.close();
      upstream.close();
      await site?.remove();
    }, 30_000);

    const ask = (method: string, path: string, sending?: Sending): Promise<Reply> =>
      send(host.url, method, path, sending);
    const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
      ask('GET', path, { headers });

    describe('health', () => {
      it('says that it lives, and on which host', async () => {
        const reply = await get('/health');
        expect(reply.status).toBe(200);
        expect(JSON.parse(reply.text)).toEqual({ status: 'ok', host: name });
        expect(reply.headers['cache-control']).toBe('no-store');
      });

      it('is ready when database and app answer', async () => {
        const reply = await get('/ready');
        expect(reply.status).toBe(200);
        expect(JSON.parse(reply.text)).toEqual({ status: 'ready', database: 'ok', app: 'ok' });
      });
    });

    describe('model index', () => {
      it('lists the models of the build, as the contract reads them', async () => {
        const reply = await get('/api/models/manifest');
        expect(reply.status).toBe(200);
        expect(reply.headers['content-type']).toMatch(/^application\/json/);
        expect(parseModelIndex(JSON.parse(reply.text))).toEqual({ ok: true, value: site.index });
      });

      it('lives five minutes and is not sent again to a client that has it', async () => {
        const first = await get('/api/models/manifest');
        expect(first.headers['cache-control']).toContain('max-age=300');
        const etag = first.headers['etag'] ?? '';
        const second = await get('/api/models/manifest', { 'if-none-match': etag });
        expect([second.status, second.body.length, second.headers['etag']]).toEqual([304, 0, etag]);
      });

      it('takes stable by name and refuses a channel that does not exist', async () => {
        expect((await get('/api/models/manifest?channel=stable')).status).toBe(200);
        expectProblem(await get('/api/models/manifest?channel=nightly'), 400, 'bad_request');
      });

      it('is empty for a channel that has no model', async () => {
        const reply = await get('/api/models/manifest?channel=candidate');
        expect(JSON.parse(reply.text)).toEqual({ schema: 1, models: [] });
      });

      it('stands also where a static host has it, for the app', async () => {
        const [api, built] = [await get('/api/models/manifest'), await get('/models/manifest.json')];
        expect([built.status, built.text, built.headers['etag']]).toEqual([200, api.text, api.headers['etag']]);
      });
    });

    describe('weights', () => {
      it('are the bytes that their address names, for ever', async () => {
        for (const file of [site.plain, site.dense]) {
          const reply = await get(file.url, { 'accept-encoding': 'identity' });
          expect(reply.status).toBe(200);
          expect(unpacked(reply).equals(file.body)).toBe(true);
          expect(reply.headers['cache-control']).toContain('immutable');
          expect(reply.headers['cache-control']).toContain(`max-age=${(365 * DAY_MS) / 1000}`);
          expect(reply.headers['accept-ranges']).toBe('bytes');
        }
      });

      it('travel compressed where that helps and the client takes it', async () => {
        const reply = await get(site.plain.url, { 'accept-encoding': 'gzip, deflate, br' });
        expect(['br', 'gzip']).toContain(reply.headers['content-encoding']);
        expect(reply.body.length).toBeLessThan(site.plain.body.length / 2);
        expect(unpacked(reply).equals(site.plain.body)).toBe(true);
        expect(reply.headers['vary']?.toLowerCase()).toContain('accept-encoding');
        const dense = await get(site.dense.url, { 'accept-encoding': 'gzip, deflate, br' });
        expect(unpacked(dense).equals(site.dense.body)).toBe(true);
      });

      it('are not sent to a client that has them, in whatever form it got them', async () => {
        const hash = site.plain.sha256;
        for (const tag of [`"${hash}"`, `"${hash}-br"`, `W/"${hash}"`, `"x", "${hash}-gz"`, '*']) {
          const reply = await get(site.plain.url, { 'if-none-match': tag });
          expect([tag, reply.status, reply.body.length]).toEqual([tag, 304, 0]);
        }
        expect((await get(site.plain.url, { 'if-none-match': `"${site.dense.sha256}"` })).status).toBe(200);
      });

      it('answer HEAD with the size and no body', async () => {
        const reply = await ask('HEAD', site.dense.url, { headers: { 'accept-encoding': 'identity' } });
        expect([reply.status, reply.headers['content-length'], reply.body.length]).toEqual([200, '5000', 0]);
      });

      // 5,000 bytes; worked out by hand after RFC 9110 section 14.
      it.each([
        ['bytes=0-0', 0, 0],
        ['bytes=10-19', 10, 19],
        ['bytes=4990-', 4990, 4999],
        ['bytes=-10', 4990, 4999],
        ['bytes=-9999', 0, 4999],
        ['bytes=4999-70000', 4999, 4999],
      ])('give the range %s', async (range, from, to) => {
        const reply = await get(site.dense.url, { range, 'accept-encoding': 'br, gzip' });
        expect(reply.status).toBe(206);
        expect(reply.headers['content-range']).toBe(`bytes ${from}-${to}/5000`);
        expect(reply.headers['content-encoding']).toBeUndefined();
        expect(reply.body.equals(site.dense.body.subarray(from, to + 1))).toBe(true);
      });

      it('never cut a range out of a compressed form', async () => {
        const reply = await get(site.plain.url, { range: 'bytes=2-9', 'accept-encoding': 'br' });
        expect(reply.status).toBe(206);
        expect(reply.text).toBe(site.plain.body.subarray(2, 10).toString());
      });

      it.each(['bytes=5000-', 'bytes=99999-100000', 'bytes=-0'])('refuse %s, beyond the end', async (range) => {
        const reply = await get(site.dense.url, { range });
        expectProblem(reply, 416, 'range_not_satisfiable');
        expect(reply.headers['content-range']).toBe('bytes */5000');
      });

      it.each(['bytes=0-1,5-6', 'bytes=9-3', 'bytes=a-b', 'bytes=-', 'lines=1-2', 'bytes'])(
        'are sent whole for a range that cannot be read or has parts: %s',
        async (range) => {
          const reply = await get(site.dense.url, { range });
          expect(reply.status).toBe(200);
          expect(unpacked(reply).equals(site.dense.body)).toBe(true);
        },
      );

      it('continue a download only of the same content', async () => {
        const same = await get(site.dense.url, { range: 'bytes=1-2', 'if-range': `"${site.dense.sha256}"` });
        expect(same.status).toBe(206);
        for (const other of [`"${site.plain.sha256}"`, 'Wed, 21 Oct 2015 07:28:00 GMT']) {
          expect((await get(site.dense.url, { range: 'bytes=1-2', 'if-range': other })).status).toBe(200);
        }
      });

      it('that do not exist are a 404 that nobody keeps, never the page of the app', async () => {
        const { plain } = site;
        const addresses = [
          `/models/${NOWHERE}/model.json`,
          `/models/${plain.sha256}/other.json`,
          `/models/${plain.sha256.toUpperCase()}/${plain.name}`,
          `/models/${plain.sha256}/${plain.name}.br`,
          `/models/${plain.sha256}/..%2f..%2fpresage.db`,
          `/models/${plain.sha256}/.%00`,
          `/models/..%2f..%2f/etc`,
          `/models/${plain.sha256}`,
          `/models/${plain.sha256}/`,
          '/models/%E0%A4%A/x',
          '/models/reach/latest',
        ];
        for (const address of addresses) {
          const reply = await get(address, { 'sec-fetch-mode': 'navigate', accept: 'text/html' });
          expectProblem(reply, 404, 'not_found');
          expect(reply.headers['cache-control']).toBe('no-store');
        }
      });
    });

    describe('a video that is shared before the service worker is active', () => {
      it('is dropped and the person is sent to pick it again', async () => {
        const body = multipart('clip.mp4', Buffer.alloc(300_000, 7));
        const reply = await ask('POST', '/share', { headers: { 'content-type': body.type }, body: body.bytes });
        expect([reply.status, reply.headers['location'], reply.body.length]).toEqual([303, '/?share=again', 0]);
        expect(reply.headers['cache-control']).toBe('no-store');
      });

      it('may be large: its bytes are let through and forgotten', async () => {
        const chunk = Buffer.alloc(1_000_000, 7);
        const body = Readable.from(
          (function* () {
            for (let i = 0; i < 24; i++) yield chunk;
          })(),
        );
        const reply = await ask('POST', '/share', {
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body,
        });
        expect(reply.status).toBe(303);
      });

      it('is not even looked at: nonsense gets the same answer', async () => {
        for (const headers of [{}, { 'content-type': 'multipart/form-data' }, { 'content-type': 'application/json' }]) {
          const reply = await ask('POST', '/share', { headers, body: '{"broken' });
          expect([reply.status, reply.headers['location']]).toEqual([303, '/?share=again']);
        }
      });

      it('shows the app to someone who opens the address', async () => {
        const reply = await get('/share', { 'sec-fetch-mode': 'navigate' });
        expect([reply.status, reply.headers['location']]).toEqual([303, '/']);
      });
    });

    describe('the app', () => {
      it.each([
        ['/', 'text/html'],
        ['/assets/app-Ab12Cd34.js', 'text/javascript'],
        ['/sw.js', 'text/javascript'],
        ['/manifest.webmanifest', 'application/manifest+json'],
        ['/icon.png', 'image/png'],
      ])('serves %s as %s', async (path, type) => {
        const reply = await get(path);
        expect(reply.status).toBe(200);
        expect(reply.headers['content-type']).toContain(type);
      });

      it('gives its page to a person who goes to an address of its own', async () => {
        for (const headers of [{ 'sec-fetch-mode': 'navigate' }, { accept: 'text/html,*/*' }]) {
          const reply = await get('/history/some-report', headers);
          expect(reply.status).toBe(200);
          expect(unpacked(reply).toString()).toContain('<title>Presage</title>');
          expect(reply.headers['cache-control']).not.toContain('immutable');
        }
      });

      it('does not give its page to a script, an image or a weight that is missing', async () => {
        for (const [path, mode] of [
          ['/assets/app-00000000.js', 'cors'],
          ['/runtimes/ort.wasm', 'cors'],
          ['/nothing.png', 'no-cors'],
          ['/ffmpeg/0/ffmpeg-core.wasm.gz', 'cors'],
        ] as const) {
          expectProblem(await get(path, { 'sec-fetch-mode': mode, accept: '*/*' }), 404, 'not_found');
        }
      });

      it('does not give its page for an address of the API', async () => {
        for (const path of ['/api/nothing', '/api', '/models', '/health/x']) {
          expectProblem(await get(path, { 'sec-fetch-mode': 'navigate', accept: 'text/html' }), 404, 'not_found');
        }
      });

      it('does not say that the packed core of ffmpeg is packed: the page unpacks it', async () => {
        const reply = await get('/ffmpeg/0123456789abcdef/ffmpeg-core.wasm.gz', { 'accept-encoding': 'gzip, br' });
        expect(reply.status).toBe(200);
        expect(reply.headers['content-encoding']).toBeUndefined();
        expect(gunzipSync(reply.body).length).toBe(2000);
      });
    });

    resourcesContract({ ask, expectProblem, tokens: () => host.tokens });
    metricsContract({ ask, expectProblem, tokens: () => host.tokens }, () => site);
    resultsContract({ ask, expectProblem, tokens: () => host.tokens }, () => upstream);
    toolsContract({ ask, expectProblem, tokens: () => host.tokens });
    replayContract({ ask, expectProblem, tokens: () => host.tokens });

    describe('every reply of the API', () => {
      it('carries the security headers and an id of its own', async () => {
        const ids = new Set<string>();
        for (const [method, path] of [
          ['GET', '/health'],
          ['GET', '/api/models/manifest'],
          ['GET', site.plain.url],
          ['GET', `/models/${NOWHERE}/x`],
          ['POST', '/share'],
          ['POST', '/health'],
        ] as const) {
          const reply = await ask(method, path);
          expect(reply.headers).toMatchObject(SECURITY_HEADERS);
          ids.add(reply.headers['x-request-id'] ?? '');
        }
        expect(ids.size).toBe(6);
        expect(ids.has('')).toBe(false);
      });

      it('names the methods that an address takes', async () => {
        const posted = await ask('POST', '/api/models/manifest');
        expectProblem(posted, 405, 'method_not_allowed');
        expect(posted.headers['allow']).toBe('GET, HEAD');
        const put = await ask('PUT', '/share');
        expectProblem(put, 405, 'method_not_allowed');
        expect(put.headers['allow']).toBe('GET, HEAD, POST');
        expectProblem(await ask('DELETE', site.plain.url), 405, 'method_not_allowed');
      });

      it('answers odd addresses plainly', async () => {
        for (const path of [
          '/api/%',
          '/api/%00',
          '/api/models/manifest?channel=%FF',
          '/api/models/manifest?channel=stable&channel=x',
          `/api/${'x'.repeat(6000)}`,
        ]) {
          const reply = await get(path);
          expect(reply.status).toBeLessThan(500);
          if (reply.status >= 400) expect(Problem.safeParse(JSON.parse(reply.text)).success).toBe(true);
        }
      });

      it('repeats nothing of the address', async () => {
        const reply = await get('/api/secret-word-4711?token=secret-word-4712');
        expect(`${reply.text}${JSON.stringify(reply.headers)}`).not.toMatch(/secret-word/);
      });

      it('has no trends before any were read, and says which regions and categories there are', async () => {
        const none = await get('/api/trends?region=FR&category=music');
        expect([none.status, none.headers['content-type']]).toEqual([404, 'application/problem+json']);
        const empty = await get('/api/trends?region=FR&category=music&none=empty');
        expect([empty.status, empty.text]).toEqual([204, '']);
        const wrong = await get('/api/trends?region=France');
        expect([wrong.status, wrong.text.includes('two capital letters')]).toEqual([400, true]);
      });

      it('is described by an OpenAPI 3.1 document', async () => {
        const reply = await get('/api/openapi.json');
        const document = JSON.parse(reply.text) as { openapi: string; paths: Record<string, unknown> };
        expect(document.openapi).toBe('3.1.0');
        // What apps and programs out there may call: none of these may ever go.
        expect(Object.keys(document.paths)).toEqual(
          expect.arrayContaining([
            '/api/models/manifest',
            '/api/results',
            '/api/results/{platform}/{post}',
            '/api/samples',
            '/api/samples/flush',
            '/api/samples/shards',
            '/api/samples/shards/{name}',
            '/api/samples/{receipt}',
            '/api/shares',
            '/api/shares/signed',
            '/api/shares/{id}',
            '/api/trends',
            '/health',
            '/metrics',
            '/models/manifest.json',
            '/models/{sha256}/{file}',
            '/og/{file}',
            '/ops',
            '/ready',
            '/s/{id}',
            '/share',
          ]),
        );
      });

      // Stands last: wrangler's own proxy sometimes leaves the next request waiting after a body that nobody read
      // (wrangler 4.86, seen once here; the Worker itself has answered by then).
      it('refuses a large body, also one that does not tell its size', async () => {
        const large = Buffer.alloc(200_000, 97);
        expectProblem(await ask('POST', '/api/models/manifest', { body: large }), 413, 'body_too_large');
        const streamed = Readable.from(
          (function* () {
            for (let i = 0; i < 20; i++) yield large.subarray(0, 10_000);
          })(),
        );
        const reply = await ask('POST', '/api/models/manifest', {
          headers: { 'transfer-encoding': 'chunked' },
          body: streamed,
        });
        expect([405, 413]).toContain(reply.status);
      });
    });
  });
}

function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.status, reply.headers['content-type'], reply.text.slice(0, 15)]).toEqual([
    status,
    PROBLEM_TYPE,
    '{"type":"about:',
  ]);
  const problem = Problem.parse(JSON.parse(reply.text));
  expect([problem.status, problem.code]).toEqual([status, code]);
  expect(problem.requestId).toBe(reply.headers['x-request-id']);
}

function unpacked(reply: Reply): Buffer {
  switch (reply.headers['content-encoding']) {
    case undefined:
      return reply.body;
    case 'br':
      return brotliDecompressSync(reply.body);
    case 'gzip':
      return gunzipSync(reply.body);
    default:
      throw new Error(`unexpected coding ${reply.headers['content-encoding']}`);
  }
}

/** A form as the share sheet posts it. */
function multipart(fileName: string, bytes: Buffer): { readonly type: string; readonly bytes: Buffer } {
  const boundary = 'presage-boundary';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="video"; filename="${fileName}"\r\nContent-Type: video/mp4\r\n\r\n`;
  const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: whole };
}
