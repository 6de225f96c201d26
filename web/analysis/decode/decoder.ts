/** File → Clip, Frames, Sound. Two implementations, `webcodecs.ts` and `ffmpeg.ts`, behind one interface; `choose.ts` picks. */
import type { Clip, DecoderName, Frame, SoundChunk } from '#core/flow.ts';
import type { Seconds } from '#core/units.ts';

export interface Decoder {
  readonly name: DecoderName;
  /**
   * Reads the container and enough of the stream to know what is inside.
   * The file is read in slices, never whole.
   * @throws FailureError with what is wrong with the file
   */
  open(file: File, signal: AbortSignal): Promise<OpenClip>;
}

export interface OpenClip {
  readonly clip: Clip;
  /** False when there is sound that this decoder knows it cannot decode. */
  readonly soundReadable: boolean;
  /** Times of the pictures on screen at the times asked: what `frames` yields when nothing is broken. */
  pictures(times: readonly Seconds[]): readonly Seconds[];
  /**
   * Working-size frames for the times asked, in order; a time whose frame cannot be decoded is skipped.
   * Each frame's `at` is its own presentation time; two times inside one frame yield it once.
   */
  frames(times: readonly Seconds[], signal: AbortSignal): AsyncIterable<Frame>;
  /** The first audio track up to `until`; null without one. */
  sound(until: Seconds, signal: AbortSignal): AsyncIterable<SoundChunk> | null;
  /** Releases everything; safe to call twice. */
  close(): Promise<void>;
}
