/**
 * Weights of the networks that look and listen: fetched on first need, compared with their SHA-256 before use, kept
 * under their hashed address for offline. Works in page and worker.
 */
import { fail, ok, type Result } from '#core/failure.ts';
import { ASSET_CACHES } from './assets.ts';
import { get, type Fetching } from './door.ts';
import { keptIn, type Kept } from './kept.ts';
import { sha256 } from './sha256.ts';

/** One file of web/build/perceive.ts. */
export interface PerceptFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly url: string;
}

export interface PerceptFileOptions extends Pick<Fetching, 'signal'> {
  readonly onProgress?: (done: number) => void;
  /** Other than the browser's own, in tests. */
  readonly kept?: Kept;
}

export async function loadPerceptFile(
  file: PerceptFile,
  what: string,
  options: PerceptFileOptions = {},
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const kept = options.kept ?? keptIn(globalThis.caches, ASSET_CACHES.percepts);
  const before = await kept.get(file.url);
  if (before) {
    if ((await sha256(before)) === file.sha256) return ok(before);
    await kept.remove(file.url);
  }
  const { signal, onProgress } = options;
  // A spoilt HTTP cache is gone past once.
  for (const cache of ['default', 'reload'] as const) {
    const bytes = await get(file.url, what, {
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress: (done: number) => onProgress(done) } : {}),
      cache,
    });
    if (!bytes.ok) {
      return bytes.failure.code === 'offline_and_missing' ? fail({ ...bytes.failure, bytes: file.bytes }) : bytes;
    }
    if ((await sha256(bytes.value)) === file.sha256) {
      await kept.put(file.url, bytes.value, 'application/octet-stream');
      return bytes;
    }
  }
  return fail({ code: 'download_corrupt', what });
}
