/**
 * Samples enter in order; loudness after ITU-R BS.1770-4 leaves: integrated with both gates, its range after
 * EBU Tech 3342, and the momentary curve.
 */
import { decibels, lufs, type Decibels, type Lufs } from '../units.ts';

/** Steps of the curve per second: gating blocks of 400 ms overlap by 75 % (BS.1770-4 annex 1). */
export const STEPS_PER_SECOND = 10;
const MOMENTARY_STEPS = 4;
const SHORT_TERM_STEPS = 30;
/** Gates of BS.1770-4 annex 1 and EBU Tech 3342 section 3. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const RANGE_GATE = -20;
/** What stands for silence in the curve, LUFS. */
const FLOOR = -70;

export class LoudnessMeter {
  readonly #rate: number;
  readonly #filters: readonly KFilter[];
  readonly #weights: readonly number[];
  /** Weighted mean square of each step of 100 ms. */
  readonly #steps: number[] = [];
  #sum = 0;
  #position = 0;
  #stepStart = 0;

  constructor(sampleRate: number, channels: number) {
    this.#rate = sampleRate;
    this.#weights = channelWeights(channels);
    this.#filters = this.#weights.map(() => new KFilter(sampleRate));
  }

  push(channels: readonly Float32Array[]): void {
    const length = channels[0]!.length;
    for (let from = 0; from < length;) {
      const stepEnd = Math.round(((this.#steps.length + 1) * this.#rate) / STEPS_PER_SECOND);
      const to = Math.min(length, from + stepEnd - this.#position);
      for (const [c, filter] of this.#filters.entries()) {
        const weight = this.#weights[c]!;
        if (weight > 0) this.#sum += weight * filter.power(channels[c]!, from, to);
      }
      this.#position += to - from;
      from = to;
      if (this.#position === stepEnd) {
        this.#steps.push(this.#sum / (stepEnd - this.#stepStart));
        this.#sum = 0;
        this.#stepStart = stepEnd;
      }
    }
  }

  finish(): { loudness: Lufs | null; range: Decibels | null; momentary: number[] } {
    const blocks = means(this.#steps, MOMENTARY_STEPS);
    return {
      loudness: integrated(blocks),
      range: range(means(this.#steps, SHORT_TERM_STEPS)),
      momentary: blocks.map((power) => Math.max(FLOOR, level(power))),
    };
  }
}

/** By the usual order of that many channels: L R C LFE Ls Rs …; the low-frequency channel does not count. */
function channelWeights(channels: number): readonly number[] {
  const surround = 1.41;
  if (channels <= 3) return [1, 1, 1].slice(0, channels);
  if (channels === 4) return [1, 1, surround, surround];
  if (channels === 5) return [1, 1, 1, surround, surround];
  return [1, 1, 1, 0, ...Array.from({ length: channels - 4 }, () => surround)];
}

function level(power: number): number {
  return power > 0 ? -0.691 + 10 * Math.log10(power) : -Infinity;
}

/** Mean of each run of `count` neighbours. */
function means(steps: readonly number[], count: number): number[] {
  const blocks: number[] = [];
  for (let i = count; i <= steps.length; i++) {
    let sum = 0;
    for (let k = i - count; k < i; k++) sum += steps[k]!;
    blocks.push(sum / count);
  }
  return blocks;
}

function integrated(blocks: readonly number[]): Lufs | null {
  const heard = blocks.filter((power) => level(power) > ABSOLUTE_GATE);
  if (heard.length === 0) return null;
  const gate = level(mean(heard)) + RELATIVE_GATE;
  return lufs(level(mean(heard.filter((power) => level(power) > gate))));
}

/** 95th less 10th percentile of the short-term loudness over both gates. */
function range(blocks: readonly number[]): Decibels | null {
  const heard = blocks.filter((power) => level(power) > ABSOLUTE_GATE);
  if (heard.length === 0) return null;
  const gate = level(mean(heard)) + RANGE_GATE;
  const levels = heard
    .map(level)
    .filter((value) => value > gate)
    .sort((a, b) => a - b);
  const at = (q: number): number => levels[Math.round(q * (levels.length - 1))]!;
  return decibels(at(0.95) - at(0.1));
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/**
 * The K filter: a shelf for the head, a high-pass for the ear. BS.1770-4 gives coefficients for 48 kHz only; these
 * are the analogue filters behind them (centre, gain and Q after De Man 2014, as in libebur128), made for any rate.
 */
class KFilter {
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  // Two delays of each stage (transposed direct form II).
  #a1 = 0;
  #a2 = 0;
  #b1 = 0;
  #b2 = 0;

  constructor(sampleRate: number) {
    this.#shelf = shelf(sampleRate);
    this.#highPass = highPass(sampleRate);
  }

  /** Sum of the squares of the filtered samples. */
  power(samples: Float32Array, from: number, to: number): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { a1: c1, a2: c2 } = this.#highPass;
    let s1 = this.#a1;
    let s2 = this.#a2;
    let h1 = this.#b1;
    let h2 = this.#b2;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const x = samples[i]!;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      // The high-pass has the numerator 1, -2, 1.
      const z = y + h1;
      h1 = -2 * y - c1 * z + h2;
      h2 = y - c2 * z;
      sum += z * z;
    }
    // In silence the delays fade into numbers so small that the processor crawls.
    this.#a1 = flushed(s1);
    this.#a2 = flushed(s2);
    this.#b1 = flushed(h1);
    this.#b2 = flushed(h2);
    return sum;
  }
}

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

function flushed(value: number): number {
  return Math.abs(value) < 1e-30 ? 0 : value;
}

function shelf(sampleRate: number): Biquad {
  const q = 0.7071752369554196;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPass(sampleRate: number): Biquad {
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
