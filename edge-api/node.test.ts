/** What only the embedded host has: its file, its port, its log and its end. What both hosts answer is in tests/contracts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { send } from './testing/client.ts';
import { buildSite, type BuiltSite } from './testing/site.ts';
import { channelCommand } from './weights/channels.ts';
import { databaseOn } from './db/database.ts';
import { openSqlite } from './db/sqlite.ts';
import { encode } from './setup/encode.ts';
import { startHost, type RunningHost } from './node.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let data: string;
let site: BuiltSite;
let lines: string[];
const running: RunningHost[] = [];

const start = async (options: Partial<Parameters<typeof startHost>[0]> = {}): Promise<RunningHost> => {
  const host = await startHost({
    root: ROOT,
    data,
    dist: site.dist,
    port: 0,
    hostname: '127.0.0.1',
    write: (line) => lines.push(line),
    ...options,
  });
  running.push(host);
  return host;
};

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'presage-node-'));
  site = await buildSite();
  lines = [];
});
afterEach(async () => {
  for (const host of running.splice(0)) await host.close();
  await rm(data, { recursive: true, force: true });
  await site.remove();
});

const versions = async (host: RunningHost): Promise<string[]> => {
  const reply = await send(host.url, 'GET', '/api/models/manifest');
  return (JSON.parse(reply.text) as { models: { version: string }[] }).models.map(({ version }) => version);
};

describe('the embedded host', () => {
  it('counts downloads, and keeps the counts over a restart', async () => {
    const first = await start();
    for (let i = 0; i < 3; i++) await send(first.url, 'GET', site.plain.url);
    await send(first.url, 'GET', site.plain.url, { headers: { range: 'bytes=0-1' } });
    await first.close();
    const second = await start();
    await send(second.url, 'GET', site.plain.url);
    await second.close();
    const sqlite = openSqlite(join(data, 'presage.db'));
    const { lines: listed } = await channelCommand(databaseOn(sqlite), ['list'], Date.now());
    sqlite.close();
    expect(listed.at(-1)).toMatch(/model_file {2}reach@1\.0\.0\/model\.json {2}4$/);
  });

  it('counts requests over a restart, the last seconds before it too', async () => {
    const first = await start();
    for (let i = 0; i < 3; i++) await send(first.url, 'GET', '/health');
    await first.close();
    const second = await start();
    await send(second.url, 'GET', '/health');
    const { text } = await send(second.url, 'GET', '/metrics');
    expect(text).toContain('presage_requests_total{route="/health",method="GET",status="2xx"} 4\n');
    const resident = Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
    expect(resident).toBeGreaterThan(20e6);
  });

  it('gives the model index from memory with what the route itself gives', async () => {
    const host = await start();
    const own = ({ 'x-request-id': _id, date: _date, ...headers }: Readonly<Record<string, string>>) => headers;
    for (const path of ['/api/models/manifest', '/models/manifest.json', '/models/manifest.json?bucket=7']) {
      const [first, again, tag] = [await send(host.url, 'GET', path), await send(host.url, 'GET', path), site.index];
      // A page of another site is never answered from memory, and it is not on the list.
      const routed = await send(host.url, 'GET', path, { headers: { origin: 'https://elsewhere.example' } });
      expect([first.text, again.text]).toEqual([routed.text, routed.text]);
      expect(JSON.parse(again.text)).toEqual(tag);
      expect(own(again.headers)).toEqual(own(routed.headers));
      expect(own(first.headers)).toEqual(own(routed.headers));
      expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
      const known = { 'if-none-match': again.headers['etag'] ?? '' };
      const [quick, slow] = [
        await send(host.url, 'GET', path, { headers: known }),
        await send(host.url, 'GET', path, { headers: { ...known, origin: 'https://elsewhere.example' } }),
      ];
      expect([quick.status, quick.text, own(quick.headers)]).toEqual([304, '', own(slow.headers)]);
      const gzip = { 'accept-encoding': 'gzip, br' };
      const [packed, packedSlow] = [
        await send(host.url, 'GET', path, { headers: gzip }),
        await send(host.url, 'GET', path, { headers: { ...gzip, origin: 'https://elsewhere.example' } }),
      ];
      expect(own(packed.headers)).toEqual(own({ ...packedSlow.headers, 'content-length': String(packed.body.length) }));
      expect([packed.headers['content-encoding'], packed.headers['vary']]).toEqual([
        'gzip',
        path.startsWith('/api/') ? 'Accept-Encoding, Origin' : 'Accept-Encoding',
      ]);
      expect(gunzipSync(packed.body).toString()).toBe(again.text);
    }
    expect((await send(host.url, 'GET', '/models/manifest.json?bucket=100')).status).toBe(400);
    const { text } = await send(host.url, 'GET', '/metrics');
    expect(text).toContain('presage_requests_total{route="/api/models/manifest",method="GET",status="2xx"} 5\n');
    expect(text).toContain('presage_not_modified_total{route="/api/models/manifest"} 2\n');
  });

  it('gives the app of the first release an index without what it would not understand', async () => {
    const path = join(site.dist, 'web/models/manifest.json');
    const [reach] = site.index.models;
    if (!reach) throw new Error('the test site has a model');
    const [plain, dense] = reach.files;
    const newer = { ...reach, files: [plain, { ...dense, role: 'batch' }] };
    const unknown = { ...reach, id: 'quality' };
    await writeFile(path, JSON.stringify({ schema: 1, models: [newer, unknown] }));
    await encode(site.dist);
    const host = await start();
    const ask = async (from: string) => {
      const { text } = await send(host.url, 'GET', from);
      const { models } = JSON.parse(text) as { models: { id: string; files: { role: string }[] }[] };
      return models.map(({ id, files }) => `${id}: ${files.map(({ role }) => role).join(' ')}`);
    };
    for (const time of ['routed', 'from memory']) {
      expect([time, await ask('/models/manifest.json')]).toEqual([time, ['reach: plain']]);
      expect([time, await ask('/models/manifest.json?bucket=3')]).toEqual([
        time,
        ['quality: plain onnx', 'reach: plain batch'],
      ]);
    }
  });

  it('stages a build to the buckets that it should reach, and takes it back in one call', async () => {
    await (await start()).close();
    const older = site;
    site = await buildSite('2.0.0');
    const host = await start({ settings: { PRESAGE_ROLLOUT: '10' } });
    const served = async (bucket: number): Promise<string | undefined> => {
      const { text } = await send(host.url, 'GET', `/models/manifest.json?bucket=${bucket}`);
      return (JSON.parse(text) as { models: { version: string }[] }).models[0]?.version;
    };
    const all = async (): Promise<readonly (string | undefined)[]> =>
      await Promise.all(Array.from({ length: 100 }, (_, i) => served(i)));
    const first = await all();
    expect(first.filter((version) => version === '2.0.0')).toHaveLength(10);
    expect(await all()).toEqual(first);
    // Who tells no bucket keeps what everybody has.
    expect(await versions(host)).toEqual(['1.0.0']);
    await host.close();
    const sqlite = openSqlite(join(data, 'presage.db'));
    await channelCommand(databaseOn(sqlite), ['back', 'reach'], Date.now());
    sqlite.close();
    // A restart with the same build does not begin the roll-out anew.
    const again = await start({ settings: { PRESAGE_ROLLOUT: '10' } });
    const { text } = await send(again.url, 'GET', `/models/manifest.json?bucket=${first.indexOf('2.0.0')}`);
    expect(text).toContain('"version":"1.0.0"');
    await older.remove();
  });

  it('serves the older weights after a roll-back, though the build no longer has them', async () => {
    await (await start()).close();
    const older = site;
    site = await buildSite('2.0.0');
    const host = await start();
    expect(await versions(host)).toEqual(['2.0.0']);
    const sqlite = openSqlite(join(data, 'presage.db'));
    await channelCommand(databaseOn(sqlite), ['back', 'reach'], Date.now());
    sqlite.close();
    await host.close();
    const again = await start();
    expect(await versions(again)).toEqual(['1.0.0']);
    const reply = await send(again.url, 'GET', older.plain.url);
    expect([reply.status, reply.body.equals(older.plain.body)]).toEqual([200, true]);
    await older.remove();
  });

  it('names the port that is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    blocker.close();
  });

  it('can be closed twice and started again on the same file', async () => {
    const host = await start();
    await Promise.all([host.close(), host.close()]);
    await expect(send(host.url, 'GET', '/health')).rejects.toThrow();
    expect((await send((await start()).url, 'GET', '/health')).status).toBe(200);
  });

  it('writes nothing about a person into its log', async () => {
    const host = await start();
    const secret = 'holiday-clip-4711';
    const body = `--x\r\nContent-Disposition: form-data; name="video"; filename="${secret}.mp4"\r\n\r\n${secret}\r\n--x--\r\n`;
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'user-agent': `agent ${secret}`,
      cookie: secret,
      referer: `http://${secret}/`,
    };
    await send(host.url, 'POST', `/share?title=${secret}`, { headers, body });
    await send(host.url, 'GET', `/${secret}`, { headers });
    await send(host.url, 'GET', `/api/${secret}?q=${secret}`, { headers });
    await send(host.url, 'GET', `/models/${secret}/${secret}`, { headers });
    const text = lines.join('\n');
    expect(text).toContain('"route":"/share"');
    expect(text).toContain('"route":"/models/:sha256/:file"');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('127.0.0.1');
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('counts a body that breaks off as no failure of its own', async () => {
    const host = await start();
    const { hostname, port } = new URL(host.url.replace('localhost', '127.0.0.1'));
    for (const length of ['content-length: 4000', 'transfer-encoding: chunked']) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const head = `POST /api/samples HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nidempotency-key: broken-off-0123456\r\n${length}\r\n\r\n`;
      socket.write(`${head}${length.startsWith('t') ? '9\r\n' : ''}{"schema":`);
      // Until the host has begun to read it, and not a moment longer.
      await send(host.url, 'GET', '/health');
      socket.destroy();
      await once(socket, 'close');
    }
    await vi.waitFor(async () => {
      const { text } = await send(host.url, 'GET', '/metrics');
      expect(text).toContain('presage_requests_total{route="/api/samples",method="POST",status="4xx"} 2\n');
      expect(text).not.toMatch(/status="5xx"\} [1-9]/);
    }, 10_000);
    expect(lines.some((line) => line.includes('"bug"'))).toBe(false);
  });

  it('lets a large share through without keeping it', async () => {
    const host = await start();
    const chunk = Buffer.alloc(1_000_000, 1);
    let sent = 0;
    const before = process.memoryUsage().rss;
    const body = Readable.from(
      (function* () {
        for (; sent < 300; sent++) yield chunk;
      })(),
    );
    const reply = await send(host.url, 'POST', '/share', {
      headers: { 'content-type': 'multipart/form-data; boundary=x', connection: 'close' },
      body,
    });
    expect([reply.status, sent]).toEqual([303, 300]);
    // Client and server share this process; what travels is 300 MB.
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  }, 30_000);

  it('serves the app when the build has no models', async () => {
    await rm(join(site.dist, 'web/models'), { recursive: true });
    await encode(site.dist);
    const host = await start();
    expect(await versions(host)).toEqual([]);
    expect((await send(host.url, 'GET', '/')).status).toBe(200);
    expect(lines.some((line) => line.includes('no_models'))).toBe(true);
  });

  it('answers a bug with a problem and the id that the log has', async () => {
    const host = await start();
    const sqlite = openSqlite(join(data, 'presage.db'));
    sqlite.script(['drop table model_channels']);
    sqlite.close();
    const reply = await send(host.url, 'GET', '/api/models/manifest');
    const { code, requestId } = JSON.parse(reply.text) as { code: string; requestId: string };
    expect([reply.status, code]).toEqual([500, 'internal']);
    expect(lines.some((line) => line.includes('"bug"') && line.includes(requestId))).toBe(true);
    expect((await send(host.url, 'GET', '/ready')).status).toBe(503);
    expect((await send(host.url, 'GET', '/health')).status).toBe(200);
  });

  it('is reached by the address that it names', async () => {
    expect((await start({ hostname: '0.0.0.0' })).url).toMatch(/^http:\/\/localhost:\d+$/);
    const host = await start();
    expect((await host.fetch(new Request(`${host.url}/health`))).status).toBe(200);
  });
});
