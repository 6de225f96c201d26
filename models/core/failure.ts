/**
 * What can happen to an honest user, as plain data that survives `postMessage`.
 * Each code has a sentence with the next step in `web/text`. Bugs throw instead.
 */
export type Failure =
  | { readonly code: 'not_a_video'; readonly looksLike: string | null }
  | { readonly code: 'empty_file' }
  | { readonly code: 'no_video_track' }
  | { readonly code: 'codec_unsupported'; readonly codec: string; readonly needs: 'ffmpeg' | 'browser' | null }
  | { readonly code: 'encrypted' }
  | { readonly code: 'damaged'; readonly afterSeconds: number | null }
  | { readonly code: 'unreadable_file' }
  | { readonly code: 'cancelled' }
  | { readonly code: 'worker_lost' }
  | { readonly code: 'out_of_memory' }
  | { readonly code: 'device_lost' }
  | { readonly code: 'storage_full'; readonly usedBytes: number | null; readonly quotaBytes: number | null }
  | { readonly code: 'storage_denied' }
  | { readonly code: 'offline_and_missing'; readonly what: string; readonly bytes: number | null }
  | { readonly code: 'download_corrupt'; readonly what: string }
  /** The server was there and failed (5xx). `retryAfterS`: when it wants to be asked again; null when it did not say. */
  | {
      readonly code: 'server_failed';
      readonly what: string;
      readonly status: number;
      readonly retryAfterS: number | null;
    }
  /** The server was asked more often than it allows. */
  | { readonly code: 'too_often'; readonly what: string; readonly retryAfterS: number | null }
  /** The server did not take what was sent; `why` is a code of contracts/problem.ts, `detail` its English sentence. */
  | { readonly code: 'server_refused'; readonly what: string; readonly why: string; readonly detail: string }
  | { readonly code: 'ffmpeg_left_out' }
  | { readonly code: 'too_many_pixels'; readonly width: number; readonly height: number };

export type FailureCode = Failure['code'];

/** A value or the reason there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

/** Carries a Failure through code that can only throw (streams, iterators); caught and unwrapped at the next door. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, cause?: unknown) {
    super(failure.code, cause === undefined ? undefined : { cause });
    this.name = 'FailureError';
    this.failure = failure;
  }
}
