/** File → Clip, Frames, Sound. Two implementations, `webcodecs.ts` and `ffmpeg.ts`, behind one interface; `choose.ts` picks. */
import type { Clip, DecoderName, Frame, SoundChunk } from '#core/flow.ts';
import type { Patch } from '#core/signals/patch.ts';
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

export interface FrameOptions {
  /** Longest side, px; WORKING_SIZE when absent. */
  readonly size?: number;
}

export interface EveryOptions {
  /** Longest side, px. */
  readonly size: number;
  /** Pictures from here on are not asked for. */
  readonly until: Seconds;
}

export interface OpenClip {
  readonly clip: Clip;
  /** False when there is sound that this decoder knows it cannot decode. */
  readonly soundReadable: boolean;
  /** Times of the pictures on screen at the times asked: what `frames` yields when nothing is broken. */
  pictures(times: readonly Seconds[]): readonly Seconds[];
  /**
   * Frames for the times asked, in order, at the working size or another one; a time whose frame cannot be decoded is
   * skipped. Each frame's `at` is its own presentation time; two times inside one frame yield it once.
   */
  frames(times: readonly Seconds[], signal: AbortSignal, options?: FrameOptions): AsyncIterable<Frame>;
  /**
   * Every picture of the clip, small and in order; few are held at any time. What cannot be decoded is left out.
   * Each row of pixels stands for a few lines of the source: enough for cuts, light and motion, not for sharpness.
   */
  every(signal: AbortSignal, options: EveryOptions): AsyncIterable<Frame>;
  /**
   * Luma from the middle of the pictures at these times, pixel for pixel as stored: for what is lost when a picture is
   * made smaller. Nothing comes where the decoder keeps its planes to itself.
   */
  patches(times: readonly Seconds[], signal: AbortSignal): AsyncIterable<Patch>;
  /** The first audio track up to `until`; null without one. */
  sound(until: Seconds, signal: AbortSignal): AsyncIterable<SoundChunk> | null;
  /** Releases everything; safe to call twice. */
  close(): Promise<void>;
}
