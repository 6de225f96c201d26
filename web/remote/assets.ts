/**
 * Large files that belong to a build (runtimes, @ffmpeg/core, weights): downloaded on first need with progress, kept under
 * their hashed address, so the second need costs no network. Works in page and worker, with or without service worker.
 */
import { ok, type Result } from '#core/failure.ts';
import { get, type Fetching } from './door.ts';
import { keptIn, type Kept } from './kept.ts';

/** The names under which the service worker keeps the same files; see shell/sw-rules.ts. */
export const ASSET_CACHES = {
  ffmpeg: 'presage-ffmpeg',
  runtimes: 'presage-runtimes',
  percepts: 'presage-percepts',
} as const;

export interface AssetOptions extends Pick<Fetching, 'signal' | 'onProgress'> {
  readonly kept?: Kept;
}

/** @param path hashed address on our own origin: its content never changes */
export async function loadAsset(
  path: string,
  what: string,
  options: AssetOptions = {},
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const kept = options.kept ?? keptIn(globalThis.caches, cacheOf(path));
  const bytes = await kept.get(path);
  if (bytes) return ok(bytes);
  const fetched = await get(path, what, options);
  if (fetched.ok) await kept.put(path, fetched.value, contentType(path));
  return fetched;
}

function cacheOf(path: string): string {
  if (path.startsWith('/ffmpeg/')) return ASSET_CACHES.ffmpeg;
  return path.startsWith('/percepts/') ? ASSET_CACHES.percepts : ASSET_CACHES.runtimes;
}

function contentType(path: string): string {
  if (/\.m?js$/.test(path)) return 'text/javascript';
  if (path.endsWith('.wasm')) return 'application/wasm';
  return path.endsWith('.gz') ? 'application/gzip' : 'application/octet-stream';
}
