/**
 * The ffmpeg.wasm core enters as files of our own origin; a loaded instance leaves.
 *
 * The core is GPL-2.0-or-later, so it stays a separate asset that loads at run time, and a build can leave it out
 * (`--without-ffmpeg`). It travels gzipped, since a static asset on Workers may have 25 MiB (media note, section 3).
 */
import { FFmpeg } from '@ffmpeg/ffmpeg';
import { FailureError, type Result } from '#core/failure.ts';

/** Where a build put the core; null when it was left out. */
export interface CoreFiles {
  readonly js: string;
  readonly wasmGz: string;
  /** Of both files as they travel. */
  readonly bytes: number;
}

/** Fetches a file of our own origin, keeps it for offline, tells its progress. */
export type FetchAsset = (
  path: string,
  what: string,
  options: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number | null) => void },
) => Promise<Result<Uint8Array<ArrayBuffer>>>;

/** The name under which progress and failures speak of it. */
export const FFMPEG = 'ffmpeg';

export class FfmpegCore {
  readonly #files: CoreFiles | null;
  readonly #fetch: FetchAsset;

  constructor(files: CoreFiles | null, fetch: FetchAsset) {
    this.#files = files;
    this.#fetch = fetch;
  }

  /** @throws FailureError ffmpeg_left_out, offline_and_missing or download_corrupt */
  async load(signal: AbortSignal, onProgress: (done: number, total: number | null) => void): Promise<FFmpeg> {
    if (this.#files === null) throw new FailureError({ code: 'ffmpeg_left_out' });
    const { js, wasmGz, bytes } = this.#files;
    // The script is imported by its address; fetching it too puts it where it is found offline.
    await this.#get(js, signal, () => undefined);
    let told = -1;
    const packed = await this.#get(wasmGz, signal, (done) => {
      const percent = Math.floor((100 * done) / bytes);
      if (percent > told) onProgress(Math.min(done, bytes), bytes);
      told = Math.max(told, percent);
    });
    onProgress(bytes, bytes);
    const wasmURL = URL.createObjectURL(await unpacked(packed));
    const ffmpeg = new FFmpeg();
    const stop = (): void => ffmpeg.terminate();
    signal.addEventListener('abort', stop);
    try {
      await ffmpeg.load({ coreURL: new URL(js, globalThis.location.href).href, wasmURL });
      return ffmpeg;
    } catch (error) {
      ffmpeg.terminate();
      signal.throwIfAborted();
      throw new FailureError({ code: 'download_corrupt', what: FFMPEG }, error);
    } finally {
      signal.removeEventListener('abort', stop);
      URL.revokeObjectURL(wasmURL);
    }
  }

  async #get(
    path: string,
    signal: AbortSignal,
    onProgress: (done: number, total: number | null) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const fetched = await this.#fetch(path, FFMPEG, { signal, onProgress });
    if (!fetched.ok) throw new FailureError(fetched.failure);
    return fetched.value;
  }
}

/** A host that sends .gz with Content-Encoding: gzip has unpacked it already. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const type = 'application/wasm';
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return new Blob([bytes], { type });
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Blob([await new Response(stream).arrayBuffer()], { type });
}
