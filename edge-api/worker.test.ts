/** The Workers entry in Node, with the real D1 and R2 of workerd: what an isolate does once, and what it repeats. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildSite, type BuiltSite } from './testing/site.ts';
import { counts } from './db/counters.ts';
import { databaseOn } from './db/database.ts';
import { requestsSince } from './db/metrics.ts';
import { dropSnapshots, putSnapshot } from './db/trends.ts';
import { openBindings, type RealBindings } from './testing/bindings.ts';
import worker, { type Bindings } from './worker.ts';

const MIGRATIONS = fileURLToPath(new URL('db/migrations', import.meta.url));

let site: BuiltSite;
let real: RealBindings;
let env: Bindings;
const waiting: Promise<unknown>[] = [];
const log = vi.spyOn(console, 'log').mockImplementation(() => {});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  worker.fetch(new Request(`https://presage.example${path}`, { headers }), env, {
    waitUntil: (work) => waiting.push(work),
  });

const migrated = async (name: string): Promise<void> => {
  const sql = await readFile(join(MIGRATIONS, name), 'utf8');
  await real.d1.batch(sql.split('--> statement-breakpoint').map((part) => real.d1.prepare(part.trim())));
};

beforeAll(async () => {
  site = await buildSite();
  real = await openBindings();
  env = {
    DB: real.d1,
    WEIGHTS: real.r2,
    SAMPLES: real.samples,
    NEAR: real.near,
    PRESAGE_FLUSH_SECONDS: '1',
    // Static assets as the router gives them: the file, or 404.
    ASSETS: {
      async fetch(request) {
        const { pathname } = new URL(typeof request === 'string' ? request : request.url);
        const name = pathname === '/' ? 'index.html' : pathname.slice(1);
        const file = await readFile(join(site.dist, 'web', name)).catch(() => null);
        const type = name.endsWith('.html') ? 'text/html' : 'application/octet-stream';
        return file
          ? new Response(new Uint8Array(file), { headers: { 'content-type': type } })
          : new Response(null, { status: 404 });
      },
    },
  };
}, 90_000);
afterAll(async () => {
  await Promise.allSettled(waiting);
  log.mockRestore();
  await real?.close();
  await site?.remove();
}, 30_000);

describe('the Workers host', () => {
  it('fails plainly before the migrations, and recovers without a restart', async () => {
    expect((await get('/ready')).status).toBe(503);
    expect((await get('/api/models/manifest')).status).toBe(500);
    for (const name of (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).sort()) await migrated(name);
    expect((await get('/ready')).status).toBe(200);
    const reply = await get('/api/models/manifest');
    expect([reply.status, await reply.json()]).toEqual([200, site.index]);
  });

  it('copies the weights of the build into R2 with their compressed forms', async () => {
    const key = `models/${site.plain.sha256}/${site.plain.name}`;
    expect((await real.r2.head(key))?.size).toBe(site.plain.body.length);
    expect(await real.r2.head(`${key}.br`)).not.toBeNull();
    const reply = await get(site.plain.url, { 'accept-encoding': 'identity' });
    expect(Buffer.from(await reply.arrayBuffer()).equals(site.plain.body)).toBe(true);
    const part = await get(site.dense.url, { range: 'bytes=100-199' });
    expect(Buffer.from(await part.arrayBuffer()).equals(site.dense.body.subarray(100, 200))).toBe(true);
  });

  it('counts after the reply has gone, together with what came meanwhile', async () => {
    await Promise.all(waiting.splice(0));
    const before = (await requestsSince(databaseOn(real.d1), 0)).requests;
    await get(site.dense.url);
    for (let i = 0; i < 4; i++) await get('/health');
    expect(waiting).toHaveLength(1);
    await Promise.all(waiting);
    expect((await requestsSince(databaseOn(real.d1), 0)).requests).toBe(before + 5);
    const rows = await counts(databaseOn(real.d1));
    expect(rows.find(({ label }) => label === 'reach@1.0.0/reach.onnx')?.count).toBe(1);
  });

  it('reads a trend snapshot from D1 once, then every isolate has it from KV', async () => {
    const row = { region: 'FR', category: 'all', body: '{"a":1}', sha256: 'c'.repeat(64), madeAt: 1 };
    await putSnapshot(databaseOn(real.d1), row);
    const ask = async (bindings: Bindings): Promise<readonly [number, string]> => {
      const reply = await worker.fetch(new Request('https://presage.example/api/trends?region=FR'), bindings, {
        waitUntil: (work) => waiting.push(work),
      });
      return [reply.status, await reply.text()];
    };
    /** A binding of its own is what another isolate has: it remembers nothing of this one. */
    const isolate = (): Bindings => ({
      ...env,
      DB: { prepare: (sql) => real.d1.prepare(sql), batch: (statements) => real.d1.batch(statements) },
    });
    expect(await ask(isolate())).toEqual([200, row.body]);
    await Promise.all(waiting.splice(0));
    await dropSnapshots(databaseOn(real.d1), 'FR', ['all']);
    expect(await ask(isolate())).toEqual([200, row.body]);
    const broken = { get: () => Promise.reject(new Error('KV is down')), put: () => Promise.resolve() };
    expect((await ask({ ...isolate(), NEAR: broken }))[0]).toBe(404);
  });

  it('gives the page to a person and a 404 to a program', async () => {
    const page = await get('/history', { 'sec-fetch-mode': 'navigate' });
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect((await get('/missing.js', { 'sec-fetch-mode': 'cors' })).status).toBe(404);
  });
});
