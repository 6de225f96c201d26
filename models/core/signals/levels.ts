/** Samples enter in order; levels of 50 ms leave, with the silences, the first sound and the noise floor read from them. */
import type { Span } from '../flow.ts';
import { decibels, seconds, share, type Decibels, type Seconds, type Share } from '../units.ts';

const WINDOWS_PER_SECOND = 20;
/** Level under which nothing is meant to be heard, dBFS: room tone of a phone lies under it, a whisper over it. */
const SILENCE_GATE = -50;
/** Shortest silence told, s: shorter ones are the gaps between words. */
const SILENCE_MIN = 0.3;
/** Digital silence, dBFS: the noise of 16-bit samples. */
const FLOOR = -96;
/** A sample of this size or more is at full scale; three in a row are a clipped wave, one may be its top. */
const FULL_SCALE = 0.999;
const CLIPPED_RUN = 3;

export class LevelMeter {
  readonly #rate: number;
  readonly #channels: number;
  /** dBFS of each window, mean of the channels' power. */
  readonly #levels: number[] = [];
  #squares = 0;
  #sums: Float64Array;
  #position = 0;
  #windowStart = 0;
  readonly #runs: Uint32Array;
  #clipped = 0;
  /** Sample at which the first clipped run begins. */
  #firstClipped: number | null = null;

  constructor(sampleRate: number, channels: number) {
    this.#rate = sampleRate;
    this.#channels = channels;
    this.#sums = new Float64Array(channels);
    this.#runs = new Uint32Array(channels);
  }

  push(channels: readonly Float32Array[]): void {
    const length = channels[0]!.length;
    for (let from = 0; from < length;) {
      const windowEnd = Math.round(((this.#levels.length + 1) * this.#rate) / WINDOWS_PER_SECOND);
      const to = Math.min(length, from + windowEnd - this.#position);
      for (let c = 0; c < this.#channels; c++) this.#add(channels[c]!, from, to, c);
      this.#position += to - from;
      from = to;
      if (this.#position === windowEnd) this.#close(windowEnd);
    }
  }

  #add(samples: Float32Array, from: number, to: number, channel: number): void {
    let sum = 0;
    let squares = 0;
    let run = this.#runs[channel]!;
    for (let i = from; i < to; i++) {
      const x = samples[i]!;
      sum += x;
      squares += x * x;
      if (x >= FULL_SCALE || x <= -FULL_SCALE) {
        run++;
        if (run === CLIPPED_RUN) {
          this.#clipped += CLIPPED_RUN;
          this.#firstClipped ??= this.#position + i - from - (CLIPPED_RUN - 1);
        } else if (run > CLIPPED_RUN) this.#clipped++;
      } else run = 0;
    }
    this.#sums[channel]! += sum;
    this.#squares += squares;
    this.#runs[channel] = run;
  }

  /** The mean is taken out: an offset of the recorder is no sound. */
  #close(windowEnd: number): void {
    const n = windowEnd - this.#windowStart;
    const offset = this.#sums.reduce((total, sum) => total + (sum / n) ** 2, 0);
    const power = (this.#squares / n - offset) / this.#channels;
    this.#levels.push(power > 0 ? Math.max(FLOOR, 10 * Math.log10(power)) : FLOOR);
    this.#squares = 0;
    this.#sums.fill(0);
    this.#windowStart = windowEnd;
  }

  finish(): {
    length: Seconds;
    silences: Span[];
    firstSound: Seconds | null;
    clipped: Share;
    clippedAt: Seconds | null;
    noiseFloor: Decibels | null;
    /** For each 50 ms, whether there is sound. */
    sounding: boolean[];
  } {
    const sounding = this.#levels.map((level) => level > SILENCE_GATE);
    const first = sounding.indexOf(true);
    const sorted = [...this.#levels].sort((a, b) => a - b);
    return {
      length: seconds(this.#position / this.#rate),
      silences: silences(sounding),
      firstSound: first < 0 ? null : seconds(first / WINDOWS_PER_SECOND),
      clipped: share(this.#position > 0 ? this.#clipped / (this.#position * this.#channels) : 0),
      clippedAt: this.#firstClipped === null ? null : seconds(Math.max(0, this.#firstClipped) / this.#rate),
      noiseFloor: sorted.length > 0 ? decibels(sorted[Math.floor(0.1 * (sorted.length - 1))]!) : null,
      sounding,
    };
  }
}

function silences(sounding: readonly boolean[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < sounding.length; i++) {
    if (sounding[i]) continue;
    const from = i;
    while (i < sounding.length && !sounding[i]) i++;
    if ((i - from) / WINDOWS_PER_SECOND >= SILENCE_MIN - 1e-9) {
      spans.push({ from: seconds(from / WINDOWS_PER_SECOND), to: seconds(i / WINDOWS_PER_SECOND) });
    }
  }
  return spans;
}
