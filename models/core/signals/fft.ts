/** A window of samples enters, the power of each frequency bin leaves; radix 2, tables made once per size. */

export class PowerSpectrum {
  readonly size: number;
  readonly #half: number;
  readonly #window: Float64Array;
  readonly #scale: number;
  readonly #reversed: Uint16Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  /** [size / 2] f64, bin k is k · rate / size; a sine of amplitude A on a bin has A² / 2 there. */
  readonly power: Float64Array;

  /** @param size a power of two, at least 8 */
  constructor(size: number) {
    this.size = size;
    const half = size / 2;
    this.#half = half;
    // Hann.
    this.#window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    this.#scale = 2 / this.#window.reduce((a, b) => a + b, 0) ** 2;
    const bits = Math.log2(half);
    this.#reversed = Uint16Array.from({ length: half }, (_, i) => {
      let r = 0;
      for (let b = 0; b < bits; b++) r |= ((i >> b) & 1) << (bits - 1 - b);
      return r;
    });
    this.#cos = Float64Array.from({ length: half }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sin = Float64Array.from({ length: half }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
    this.power = new Float64Array(half);
  }

  /** Fills `power` from `size` samples at `from`. */
  of(samples: Float32Array, from: number): Float64Array {
    const re = this.#re;
    const im = this.#im;
    const half = this.#half;
    // Even samples as real, odd ones as imaginary part: one transform of half the size.
    for (let i = 0; i < half; i++) {
      const to = this.#reversed[i]!;
      re[to] = samples[from + 2 * i]! * this.#window[2 * i]!;
      im[to] = samples[from + 2 * i + 1]! * this.#window[2 * i + 1]!;
    }
    this.#transform();
    const power = this.power;
    power[0] = (re[0]! + im[0]!) ** 2 * (this.#scale / 2);
    for (let k = 1; k < half; k++) {
      const m = half - k;
      const evenRe = (re[k]! + re[m]!) / 2;
      const evenIm = (im[k]! - im[m]!) / 2;
      const oddRe = (im[k]! + im[m]!) / 2;
      const oddIm = (re[m]! - re[k]!) / 2;
      const c = this.#cos[k]!;
      const s = this.#sin[k]!;
      const real = evenRe + oddRe * c + oddIm * s;
      const imaginary = evenIm + oddIm * c - oddRe * s;
      power[k] = (real * real + imaginary * imaginary) * this.#scale;
    }
    return power;
  }

  #transform(): void {
    const re = this.#re;
    const im = this.#im;
    const n = this.#half;
    for (let span = 1; span < n; span *= 2) {
      // The tables hold size, twice n, steps per turn.
      const stride = n / span;
      for (let k = 0; k < span; k++) {
        const c = this.#cos[k * stride]!;
        const s = this.#sin[k * stride]!;
        for (let a = k; a < n; a += 2 * span) {
          const b = a + span;
          const tr = re[b]! * c + im[b]! * s;
          const ti = im[b]! * c - re[b]! * s;
          re[b] = re[a]! - tr;
          im[b] = im[a]! - ti;
          re[a]! += tr;
          im[a]! += ti;
        }
      }
    }
  }
}
