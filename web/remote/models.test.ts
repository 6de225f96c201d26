import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aLeaf, aReachModel } from '#core/invented-cases.ts';
import type { ModelIndex } from '#contracts/manifest.ts';
import { get, traffic } from './door.ts';
import type { Kept } from './kept.ts';
import { INDEX_PATH, loadModel, loadModelFile, refreshModel } from './models.ts';
import { loadAsset } from './assets.ts';

/** A host that serves what it is given and notes what it was asked. */
class Host {
  readonly files = new Map<string, Response | (() => Response)>();
  readonly asked: Request[] = [];
  reachable = true;

  readonly fetch = async (input: URL | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    this.asked.push(request);
    if (!this.reachable) throw new TypeError('fetch failed');
    const found = this.files.get(new URL(request.url).pathname);
    if (!found) return new Response('not found', { status: 404 });
    return typeof found === 'function' ? found() : found.clone();
  };

  async publish(version: string, options: { readonly spoil?: boolean } = {}): Promise<void> {
    const plain = JSON.stringify({ ...REACH, version });
    const onnx = `onnx of ${version}`;
    const files = await Promise.all(
      [
        { name: 'model.json', role: 'plain' as const, body: plain },
        { name: 'reach.onnx', role: 'onnx' as const, body: onnx },
      ].map(async ({ name, role, body }) => {
        const sha256 = await hash(body);
        const url = `/models/${sha256}/${name}`;
        this.files.set(url, () => new Response(options.spoil ? body.replace('"base":0', '"base":1') : body));
        return { name, role, sha256, bytes: body.length, gzBytes: body.length, url };
      }),
    );
    const index: ModelIndex = {
      schema: 1,
      models: [
        {
          id: 'reach',
          version,
          createdFrom: [],
          featureSet: 'set',
          files,
          metrics: {},
          licence: 'MIT',
          trainedOn: 'invented',
          notFor: 'use',
        },
      ],
    };
    this.files.set(INDEX_PATH, () => Response.json(index));
  }
}

const hash = async (text: string): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

const REACH = { schema: 1 as const, ...aReachModel({ version: '1', trees: aLeaf(0.5) }) };

function memory(): Kept & { readonly files: Map<string, Uint8Array<ArrayBuffer>> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    get: async (path) => files.get(path) ?? null,
    put: async (path, bytes) => (files.set(path, bytes), true),
    remove: async (path) => void files.delete(path),
  };
}

let host: Host;
let kept: ReturnType<typeof memory>;
beforeEach(() => {
  host = new Host();
  kept = memory();
  vi.stubGlobal('fetch', host.fetch);
  vi.stubGlobal('location', new URL('https://presage.example/'));
});
afterEach(() => vi.unstubAllGlobals());

describe('the index', () => {
  it('that loads beside another is asked for with the same bucket: one install, not two', async () => {
    await Promise.all([loadModel('reach', { kept }), loadModel('hold', { kept }), loadModel('growth', { kept })]);
    const buckets = host.asked.map(({ url }) => new URL(url).search).filter((search) => search !== '');
    expect(buckets).toHaveLength(3);
    expect(new Set(buckets).size).toBe(1);
  });

  it('is asked for once where models are loaded together', async () => {
    await host.publish('1');
    const together = {};
    const loaded = await Promise.all([
      refreshModel('reach', { kept, together }),
      refreshModel('hold', { kept, together }),
    ]);
    expect(loaded[0].ok).toBe(true);
    expect(host.asked.filter(({ url }) => new URL(url).pathname === INDEX_PATH)).toHaveLength(1);
  });

  it('is asked for with a bucket of a hundred, the same each time, and nothing that leads to the install', async () => {
    await host.publish('1');
    await refreshModel('reach', { kept });
    await refreshModel('reach', { kept });
    const asked = host.asked.map(({ url }) => new URL(url)).filter(({ pathname }) => pathname === INDEX_PATH);
    expect(asked).toHaveLength(2);
    expect(new Set(asked.map(({ search }) => search)).size).toBe(1);
    expect(asked[0]?.search).toMatch(/^\?bucket=(0|[1-9][0-9]?)$/);
    const install = [...kept.files].find(([path]) => path.includes('install'))?.[1];
    const id = new TextDecoder().decode(install);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(host.asked.some(({ url }) => url.includes(id))).toBe(false);
  });
});

/** Everything that is kept but the install's own id. */
const modelFiles = (): string[] => [...kept.files.keys()].filter((path) => !path.endsWith('install.txt'));

const version = async (loading: ReturnType<typeof loadModel>): Promise<string> => {
  const result = await loading;
  return result.ok ? result.value.version : result.failure.code;
};

describe('the door', () => {
  it('sends nothing but the address, and counts what comes', async () => {
    host.files.set('/file.bin', new Response('12345'));
    const before = traffic();
    const seen: (readonly [number, number | null])[] = [];
    const result = await get('/file.bin', 'file', { onProgress: (done, total) => seen.push([done, total]) });
    expect(result.ok && new TextDecoder().decode(result.value)).toBe('12345');
    const request = host.asked[0];
    expect(request).toMatchObject({ method: 'GET', body: null, credentials: 'omit', referrerPolicy: 'no-referrer' });
    expect(traffic()).toEqual({ requests: before.requests + 1, bytesIn: before.bytesIn + 5, bytesOut: 0 });
    expect(seen.at(-1)?.[0]).toBe(5);
  });

  it('does not open to another origin', async () => {
    await expect(get('https://elsewhere.example/x', 'x')).rejects.toThrow('not our own origin');
    expect(host.asked).toEqual([]);
  });

  it('refuses a page in place of a file', async () => {
    host.files.set(
      '/weights',
      () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    );
    expect(await get('/weights', 'w')).toEqual({ ok: false, failure: { code: 'download_corrupt', what: 'w' } });
  });

  it('an aborted wait ends as aborted, not as offline', async () => {
    const stop = new AbortController();
    stop.abort();
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stopped', 'AbortError')));
    await expect(get('/x', 'x', { signal: stop.signal })).rejects.toThrow('aborted');
  });
});

describe('a model', () => {
  it('that a failing server does not hand out is no damaged download, and is asked for once', async () => {
    await host.publish('1');
    const index = host.files.get(INDEX_PATH);
    host.files.forEach((_, path) => host.files.set(path, () => new Response('{}', { status: 500 })));
    if (index) host.files.set(INDEX_PATH, index);
    expect(await loadModel('reach', { kept })).toEqual({
      ok: false,
      failure: { code: 'server_failed', what: 'reach 1', status: 500, retryAfterS: null },
    });
    expect(host.asked).toHaveLength(2);
  });

  it('comes from the host once and from the device afterwards', async () => {
    await host.publish('1');
    const first = await loadModel('reach', { kept });
    expect(first.ok && first.value.model.trees.value).toEqual([0.5]);
    expect(first.ok && first.value.sha256).toBe(await hash(JSON.stringify({ ...REACH, version: '1' })));
    const asked = host.asked.length;
    host.reachable = false;
    expect(await version(loadModel('reach', { kept }))).toBe('1');
    expect(host.asked.length).toBe(asked);
  });

  it('without a network and without a copy is named with its size unknown', async () => {
    host.reachable = false;
    expect(await loadModel('reach', { kept })).toEqual({
      ok: false,
      failure: { code: 'offline_and_missing', what: 'reach', bytes: null },
    });
  });

  it('with one bit turned is never used', async () => {
    await host.publish('1', { spoil: true });
    expect(await version(loadModel('reach', { kept }))).toBe('download_corrupt');
    expect(modelFiles()).toEqual([]);
    // Asked twice: the second time past the HTTP cache.
    expect(host.asked.filter((r) => r.url.endsWith('model.json')).map((r) => r.cache)).toEqual(['default', 'reload']);
  });

  it('that was spoilt on the device is fetched anew', async () => {
    await host.publish('1');
    await loadModel('reach', { kept });
    const path = [...kept.files.keys()].find((name) => name.endsWith('model.json')) ?? '';
    kept.files.set(path, new TextEncoder().encode('{"spoilt":true}'));
    expect(await version(loadModel('reach', { kept }))).toBe('1');
  });

  it('is replaced by a newer one, and the older files go', async () => {
    await host.publish('1');
    await loadModel('reach', { kept });
    const before = [...kept.files.keys()];
    await host.publish('2');
    expect(await version(loadModel('reach', { kept }))).toBe('1');
    expect(await version(refreshModel('reach', { kept }))).toBe('2');
    expect(await version(loadModel('reach', { kept }))).toBe('2');
    expect(modelFiles().filter((path) => before.includes(path))).toEqual(['/models/current/reach.json']);
  });

  it('stays as it is when the newer one arrives spoilt, or not at all', async () => {
    await host.publish('1');
    await loadModel('reach', { kept });
    await host.publish('2', { spoil: true });
    expect(await version(refreshModel('reach', { kept }))).toBe('1');
    host.reachable = false;
    expect(await version(refreshModel('reach', { kept }))).toBe('1');
  });

  it('stays when this version of the app does not understand the newer one', async () => {
    await host.publish('1');
    await loadModel('reach', { kept });
    await host.publish('2');
    const understands = (model: { version: string }): boolean => model.version === '1';
    expect(await version(refreshModel('reach', { kept, understands }))).toBe('1');
    expect(await version(loadModel('reach', { kept }))).toBe('1');
  });

  it('works on a device that keeps nothing', async () => {
    await host.publish('1');
    const refusing: Kept = {
      get: async () => null,
      put: async () => false,
      remove: async () => {},
    };
    expect(await version(loadModel('reach', { kept: refusing }))).toBe('1');
  });

  it('hands out its further files, checked', async () => {
    await host.publish('1');
    const loaded = await loadModel('reach', { kept });
    if (!loaded.ok) throw new Error(loaded.failure.code);
    const onnx = await loadModelFile(loaded.value.entry, 'onnx', { kept });
    expect(onnx.ok && new TextDecoder().decode(onnx.value)).toBe('onnx of 1');
    host.reachable = false;
    expect((await loadModelFile(loaded.value.entry, 'onnx', { kept })).ok).toBe(true);
    expect(await loadModelFile(loaded.value.entry, 'tfjs', { kept })).toMatchObject({ ok: false });
  });
});

describe('a large file of the build', () => {
  it('is downloaded once', async () => {
    host.files.set('/ffmpeg/1/ffmpeg-core.js', new Response('code'));
    expect((await loadAsset('/ffmpeg/1/ffmpeg-core.js', 'ffmpeg', { kept })).ok).toBe(true);
    host.reachable = false;
    expect((await loadAsset('/ffmpeg/1/ffmpeg-core.js', 'ffmpeg', { kept })).ok).toBe(true);
    expect(host.asked.length).toBe(1);
  });
});
