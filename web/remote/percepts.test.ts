import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Kept } from './kept.ts';
import { loadPerceptFile } from './percepts.ts';

const BYTES = new TextEncoder().encode('the weights of a network');
const sha256 = createHash('sha256').update(BYTES).digest('hex');
const file = { name: 'faces.onnx', bytes: BYTES.length, sha256, url: `/percepts/${sha256}/faces.onnx` };

function shelf(): Kept & { readonly rows: Map<string, Uint8Array<ArrayBuffer>> } {
  const rows = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    rows,
    get: async (path) => rows.get(path) ?? null,
    put: async (path, bytes) => (rows.set(path, bytes), true),
    remove: async (path) => void rows.delete(path),
  };
}

/** The host's replies, one per request. */
function host(...replies: (string | null)[]) {
  vi.stubGlobal('location', new URL('http://localhost/'));
  const asked = vi.fn(async () => {
    const reply = replies.shift();
    if (reply == null) throw new TypeError('Failed to fetch');
    return new Response(reply);
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}
const text = new TextDecoder().decode(BYTES);

afterEach(() => vi.unstubAllGlobals());

it('what arrives is compared with its hash, kept, and the second time costs no network', async () => {
  const asked = host(text);
  const kept = shelf();
  const seen: number[] = [];
  expect((await loadPerceptFile(file, 'faces', { kept, onProgress: (done) => seen.push(done) })).ok).toBe(true);
  expect((await loadPerceptFile(file, 'faces', { kept })).ok).toBe(true);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(seen.at(-1)).toBe(BYTES.length);
});
it('a spoilt copy of the cache is fetched anew', async () => {
  const asked = host(text);
  const kept = shelf();
  kept.rows.set(file.url, new Uint8Array(3));
  expect((await loadPerceptFile(file, 'faces', { kept })).ok).toBe(true);
  expect(asked).toHaveBeenCalledTimes(1);
});
it('what is twice not the file is refused and never kept', async () => {
  host('something else', 'something else');
  const kept = shelf();
  expect(await loadPerceptFile(file, 'faces', { kept })).toEqual({
    ok: false,
    failure: { code: 'download_corrupt', what: 'faces' },
  });
  expect(kept.rows.size).toBe(0);
});
it('without a network it says what is missing and how large it is', async () => {
  host(null);
  expect(await loadPerceptFile(file, 'faces', { kept: shelf() })).toEqual({
    ok: false,
    failure: { code: 'offline_and_missing', what: 'faces', bytes: BYTES.length },
  });
});
