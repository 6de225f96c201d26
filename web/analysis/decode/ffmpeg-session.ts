/**
 * One clip mounted in one ffmpeg.wasm instance: command lines enter, their log and output leave, one after the other.
 *
 * Note [Recycling] Each call leaks 64 KB of stack; the hundredth dies with "memory access out of bounds" (media note,
 * section 3; upstream issue 820). The instance is replaced long before.
 */
import type { FFmpeg } from '@ffmpeg/ffmpeg';
import { FailureError } from '#core/failure.ts';

/** See Note [Recycling]; the media note says at most about 40. */
const CALLS_MAX = 36;
/** A call that shows no sign of life for so long hangs: a sign comes with every half second of progress. */
const SILENT_MS = 60_000;

const FOLDER = '/in';
/** Where the clip lies, whatever its own name: that may hold anything. */
export const CLIP = `${FOLDER}/clip`;

export interface Ran {
  readonly log: readonly string[];
  /** Null when nothing was written. */
  readonly output: Uint8Array | null;
}

export class FfmpegSession {
  readonly #file: File;
  readonly #load: (signal: AbortSignal) => Promise<FFmpeg>;
  #instance: FFmpeg | null = null;
  #calls = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(file: File, load: (signal: AbortSignal) => Promise<FFmpeg>) {
    this.#file = file;
    this.#load = load;
  }

  /**
   * @param output file that the command writes; read and deleted
   * @throws FailureError damaged when the command hangs or dies
   */
  run(tool: 'exec' | 'ffprobe', args: readonly string[], output: string, signal: AbortSignal): Promise<Ran> {
    const turn = this.#last.then(() => this.#run(tool, args, output, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  async #run(tool: 'exec' | 'ffprobe', args: readonly string[], output: string, signal: AbortSignal): Promise<Ran> {
    signal.throwIfAborted();
    if (this.#closed) throw new DOMException('the clip was closed', 'AbortError');
    const ffmpeg = await this.#ready(signal);
    const log: string[] = [];
    const note = ({ message }: { message: string }): void => {
      log.push(message);
      alive();
    };
    let timer = 0;
    let hung = false;
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        this.#end();
      }, SILENT_MS) as unknown as number;
    };
    const stop = (): void => this.#end();
    signal.addEventListener('abort', stop);
    ffmpeg.on('log', note);
    ffmpeg.on('progress', alive);
    alive();
    this.#calls++;
    try {
      // The level set by one call outlives it; showinfo speaks at info.
      await ffmpeg[tool](['-v', tool === 'exec' ? 'info' : 'error', '-hide_banner', ...args]);
      return { log, output: await taken(ffmpeg, output) };
    } catch (error) {
      signal.throwIfAborted();
      // A trap in the wasm leaves the instance unusable; the next call gets a new one.
      this.#end();
      const isMemory = /memory|allocation/i.test(String(error)) && !hung && !/out of bounds/.test(String(error));
      throw new FailureError(isMemory ? { code: 'out_of_memory' } : { code: 'damaged', afterSeconds: null }, error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      ffmpeg.off('log', note);
      ffmpeg.off('progress', alive);
    }
  }

  async #ready(signal: AbortSignal): Promise<FFmpeg> {
    if (this.#calls >= CALLS_MAX) this.#end();
    if (this.#instance) return this.#instance;
    const ffmpeg = await this.#load(signal);
    await ffmpeg.createDir(FOLDER);
    // WORKERFS reads slices of the file where it lies; nothing is copied into wasm memory.
    // Its name in the wrapper's types is an enum that its own bundle does not export.
    await ffmpeg.mount(
      'WORKERFS' as Parameters<FFmpeg['mount']>[0],
      { blobs: [{ name: 'clip', data: this.#file }] },
      FOLDER,
    );
    this.#calls = 0;
    this.#instance = ffmpeg;
    return ffmpeg;
  }

  #end(): void {
    this.#instance?.terminate();
    this.#instance = null;
  }
}

async function taken(ffmpeg: FFmpeg, path: string): Promise<Uint8Array | null> {
  try {
    const data = await ffmpeg.readFile(path);
    await ffmpeg.deleteFile(path);
    return typeof data === 'string' ? new TextEncoder().encode(data) : data;
  } catch {
    return null; // ENOENT: the command wrote nothing; its log says why
  }
}
