/**
 * Decoded packets of 20 ms enter, chunks of about half a second leave: copied once, straight to where they stay. A packet
 * each would leave a garbage of 250 MB behind six minutes.
 */
import type { AudioSample } from 'mediabunny';
import type { SoundChunk } from '#core/flow.ts';
import { seconds } from '#core/units.ts';

/** A little more than sound-chunks.ts waits for, so that it need not join two. */
const BATCH_S = 0.6;
/** A jump of the clock by more ends the batch, so that the gap is seen; container times round to 1 ms. */
const JUMP_S = 0.005;

type Sample = Pick<AudioSample, 'timestamp' | 'sampleRate' | 'numberOfChannels' | 'numberOfFrames' | 'copyTo'>;

export class SoundBatch {
  #planes: readonly Float32Array[] = [];
  #at = 0;
  #sampleRate = 0;
  #filled = 0;

  /**
   * @param zero time of the sample's clock at which the clip begins
   * @returns the batch before this sample, when it is full or when the sample does not fit to it
   */
  add(sample: Sample, zero: number): SoundChunk | null {
    const { sampleRate, numberOfChannels, numberOfFrames } = sample;
    const at = sample.timestamp - zero;
    const expected = this.#at + this.#filled / this.#sampleRate;
    const fits =
      this.#sampleRate === sampleRate &&
      this.#planes.length === numberOfChannels &&
      this.#filled + numberOfFrames <= this.#planes[0]!.length &&
      Math.abs(at - expected) <= JUMP_S;
    const full = fits ? null : this.take();
    if (!fits) {
      const length = Math.max(numberOfFrames, Math.ceil(BATCH_S * sampleRate));
      this.#planes = Array.from({ length: numberOfChannels }, () => new Float32Array(length));
      this.#sampleRate = sampleRate;
      this.#at = at;
    }
    for (const [planeIndex, plane] of this.#planes.entries()) {
      sample.copyTo(plane.subarray(this.#filled, this.#filled + numberOfFrames), { planeIndex, format: 'f32-planar' });
    }
    this.#filled += numberOfFrames;
    return full;
  }

  /** What has gathered; null when nothing has. */
  take(): SoundChunk | null {
    if (this.#filled === 0) return null;
    const channels = this.#planes.map((plane) => plane.subarray(0, this.#filled));
    const chunk = { at: seconds(this.#at), sampleRate: this.#sampleRate, channels };
    this.#planes = [];
    this.#filled = 0;
    return chunk;
  }
}
