/**
 * Runs of samples at any rate enter in order, the same sound at another rate leaves.
 *
 * A polyphase filter: for each place between two samples that comes up, its own set of weights (a sinc under a Hann
 * window of 16 periods, cut off at nine tenths of the lower half rate), made when it is first needed.
 */

/** Zero crossings of the sinc on each side. */
const PERIODS = 8;
const CUTOFF = 0.9;

export class Resampler {
  readonly #from: number;
  readonly #to: number;
  /** Samples looked at on each side of a place. */
  readonly #reach: number;
  readonly #bandwidth: number;
  readonly #weights = new Map<number, Float64Array>();
  #held: Float32Array;
  /** Place of the first held sample in the whole sound, and how many samples have left. */
  #origin: number;
  #count = 0;

  /** @param from @param to whole numbers of samples a second */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
    this.#bandwidth = CUTOFF * Math.min(1, to / from);
    this.#reach = Math.ceil(PERIODS / this.#bandwidth);
    // Before the start there is silence.
    this.#held = new Float32Array(this.#reach);
    this.#origin = -this.#reach;
  }

  push(samples: Float32Array): Float32Array {
    if (this.#from === this.#to) return samples;
    const x = new Float32Array(this.#held.length + samples.length);
    x.set(this.#held);
    x.set(samples, this.#held.length);
    const end = this.#origin + x.length;
    // Sample n lies at n·from/to; its last neighbour must be there.
    const until = Math.max(this.#count, Math.ceil(((end - this.#reach - 1) * this.#to) / this.#from));
    const out = new Float32Array(until - this.#count);
    for (let i = 0; i < out.length; i++) {
      const n = this.#count + i;
      const whole = Math.floor((n * this.#from) / this.#to);
      const weights = this.#weightsAt((n * this.#from) % this.#to);
      const first = whole - this.#reach + 1 - this.#origin;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * (x[first + k] ?? 0);
      out[i] = sum;
    }
    this.#count = until;
    const next = Math.floor((until * this.#from) / this.#to) - this.#reach + 1;
    const done = Math.max(0, Math.min(x.length, next - this.#origin));
    this.#held = x.slice(done);
    this.#origin += done;
    return out;
  }

  /** What is left of the sound; silence follows it. */
  finish(): Float32Array {
    return this.#from === this.#to ? new Float32Array(0) : this.push(new Float32Array(this.#reach + 1));
  }

  /** @param phase numerator of the place between two samples, over `to` */
  #weightsAt(phase: number): Float64Array {
    const known = this.#weights.get(phase);
    if (known) return known;
    const fraction = phase / this.#to;
    const weights = Float64Array.from({ length: 2 * this.#reach }, (_, k) => {
      const t = (k - this.#reach + 1 - fraction) * this.#bandwidth;
      if (Math.abs(t) >= PERIODS) return 0;
      const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
      return sinc * (0.5 + 0.5 * Math.cos((Math.PI * t) / PERIODS));
    });
    const sum = weights.reduce((a, b) => a + b, 0);
    for (let k = 0; k < weights.length; k++) weights[k]! /= sum;
    this.#weights.set(phase, weights);
    return weights;
  }
}
