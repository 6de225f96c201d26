/**
 * Which decoder reads a clip: the browser's own first, ffmpeg.wasm for what it cannot read. What the attempt makes of
 * the clip leaves, or the most telling failure.
 */
import { FailureError, type Failure } from '#core/failure.ts';
import { assertNever } from '#core/units.ts';
import type { DecoderChoice } from '../protocol.ts';
import type { Decoder, OpenClip } from './decoder.ts';

export interface Decoders {
  readonly webcodecs: Decoder;
  readonly ffmpeg: Decoder;
}

export function inOrder(choice: DecoderChoice, { webcodecs, ffmpeg }: Decoders): readonly Decoder[] {
  switch (choice) {
    case 'auto':
      return [webcodecs, ffmpeg];
    case 'webcodecs':
      return [webcodecs];
    case 'ffmpeg':
      return [ffmpeg];
    default:
      return assertNever(choice);
  }
}

/**
 * Opens the clip and hands it to the attempt, which reads from it; the next decoder gets its turn when the first
 * cannot open the file, or gives up on the way.
 *
 * A clip whose picture the first decoder can read but whose sound it cannot (AC-3) goes to the second as a whole; if
 * that one fails, the picture alone is better than nothing.
 *
 * @throws FailureError when none could, or when another decoder would not help
 */
export async function withDecoder<Made>(
  file: File,
  decoders: readonly Decoder[],
  signal: AbortSignal,
  attempt: (open: OpenClip) => Promise<Made>,
): Promise<Made> {
  const failures: Failure[] = [];
  let silent: Decoder | null = null;
  for (const [n, decoder] of decoders.entries()) {
    const isLast = n === decoders.length - 1;
    try {
      const open = await decoder.open(file, signal);
      try {
        if (open.soundReadable || isLast) return await attempt(open);
        silent = decoder;
      } finally {
        await open.close();
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FailureError)) throw error;
      failures.push(error.failure);
      if (isLast || !anotherMayHelp(error.failure)) break;
    }
  }
  if (silent) {
    const open = await silent.open(file, signal);
    try {
      return await attempt(open);
    } finally {
      await open.close();
    }
  }
  throw new FailureError(mostTelling(failures));
}

/** Whether a decoder with other abilities might do better. */
function anotherMayHelp(failure: Failure): boolean {
  switch (failure.code) {
    case 'codec_unsupported':
    case 'damaged':
    // A picture in a codec unknown to the demuxer (MPEG-2, Theora) is no track at all to it.
    case 'no_video_track':
      return true;
    case 'not_a_video':
      return failure.looksLike === null;
    default:
      return false;
  }
}

/** What the last decoder says counts, unless it never got to see the file. */
export function mostTelling(failures: readonly Failure[]): Failure {
  const last = failures.at(-1);
  const before = failures.at(-2);
  if (last === undefined) throw new RangeError('no decoder was tried');
  if (before === undefined) return last;
  // Nothing was loaded: the way out for an unknown codec is to load it, for a damaged file another copy.
  // A build without ffmpeg must not promise that ffmpeg would help.
  if (last.code === 'ffmpeg_left_out') return before.code === 'codec_unsupported' ? { ...before, needs: null } : before;
  if (NOT_LOADED.has(last.code)) {
    return before.code === 'codec_unsupported' ? last : before;
  }
  if (last.code === 'damaged' && before.code === 'damaged') {
    return (before.afterSeconds ?? 0) > (last.afterSeconds ?? 0) ? before : last;
  }
  return last;
}

/** The decoder itself did not come. */
const NOT_LOADED: ReadonlySet<Failure['code']> = new Set([
  'offline_and_missing',
  'server_failed',
  'too_often',
  'download_corrupt',
]);
