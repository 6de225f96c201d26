/** Samples enter in order; a hundred times a second what the spectrum shows leaves: onsets, voiced band, brightness. */
import { PowerSpectrum } from './fft.ts';

export const SPECTRA_PER_SECOND = 100;

/** Sound is brought down to this rate or up to twice it: beats and vowels lie under 7 kHz, and it saves two thirds of the time. */
const RATE_MIN = 16000;
const SIZE = 512;
const LOWEST_HZ = 50;
const HIGHEST_HZ = 7000;
/** Bands of equal width on a logarithmic scale, about three per octave. */
const BANDS = 22;
/** What counts as nothing in one band, as power: -65 dBFS, so that noise of the recorder makes no onsets. */
const QUIET = 10 ** -6.5;
/** Onsets are rises over two steps, since neighbouring windows overlap by two thirds. */
const RISE_STEPS = 2;
/** Where kicks are, and the bodies of snares, claps and strummed strings. */
const LOW_TO_HZ = 150;
const BODY_TO_HZ = 1000;
/** The band in which a voice is understood, as on a telephone. */
const VOICE_LOW_HZ = 300;
const VOICE_HIGH_HZ = 3400;

export interface Spectra {
  /** Sum over the bands of how much each rose, log10. */
  readonly onset: Float32Array;
  /** The same over the lowest bands and over those above them, each with the power that is in them. */
  readonly low: BandOnset;
  readonly body: BandOnset;
  /** Power in the voice band, and in all of it. */
  readonly voice: Float32Array;
  readonly all: Float32Array;
  /** Centre of gravity of the amplitudes, Hz. */
  readonly centroid: Float32Array;
  /** How much the shape of the voice band differs from 100 ms before, 0..1. */
  readonly shift: Float32Array;
}

export interface BandOnset {
  readonly onset: Float32Array;
  readonly power: Float32Array;
  /** Share of all bands that are in it. */
  readonly bands: number;
}

export class SpectrumMeter {
  readonly #thinner: Thinner;
  readonly #rate: number;
  readonly #fft = new PowerSpectrum(SIZE);
  /** First bin of each band; bands start at LOWEST_HZ and end at HIGHEST_HZ or half the rate. */
  readonly #edges: Int32Array;
  readonly #voiceBands: readonly [from: number, to: number];
  readonly #lowBands: number;
  readonly #bodyBands: number;
  #samples = new Float32Array(0);
  #filled = 0;
  /** Place of sample 0 of #samples in the whole sound. */
  #origin = 0;
  #count = 0;
  /** Logarithms and voice-band shapes of the last steps, newest last. */
  readonly #logs: Float64Array[] = [];
  readonly #shapes: Float64Array[] = [];
  readonly #onset = new Series();
  readonly #low = { onset: new Series(), power: new Series() };
  readonly #body = { onset: new Series(), power: new Series() };
  readonly #voice = new Series();
  readonly #all = new Series();
  readonly #centroid = new Series();
  readonly #shift = new Series();

  constructor(sampleRate: number) {
    const factor = Math.max(1, Math.floor(sampleRate / RATE_MIN));
    this.#thinner = new Thinner(factor);
    this.#rate = sampleRate / factor;
    const bin = (hz: number): number => Math.min(SIZE / 2, Math.max(1, Math.round((hz * SIZE) / this.#rate)));
    const edge = (i: number): number => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / BANDS);
    this.#edges = Int32Array.from({ length: BANDS + 1 }, (_, i) => bin(edge(i)));
    const bandOf = (hz: number): number =>
      Math.round((BANDS * Math.log(hz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ));
    this.#voiceBands = [bandOf(VOICE_LOW_HZ), bandOf(VOICE_HIGH_HZ)];
    this.#lowBands = bandOf(LOW_TO_HZ);
    this.#bodyBands = bandOf(BODY_TO_HZ);
  }

  /** Samples a second of what `push` hands back. */
  get rate(): number {
    return this.#rate;
  }

  /**
   * @param mono mean of the channels
   * @returns the same, brought down to `rate`
   */
  push(mono: Float32Array): Float32Array {
    const thinned = this.#thinner.push(mono);
    this.#append(thinned);
    for (;;) {
      const start = Math.round((this.#count * this.#rate) / SPECTRA_PER_SECOND) - this.#origin;
      if (start + SIZE > this.#filled) break;
      this.#look(start);
      this.#count++;
    }
    const next = Math.round((this.#count * this.#rate) / SPECTRA_PER_SECOND) - this.#origin;
    const done = Math.min(this.#filled, next);
    this.#samples.copyWithin(0, done, this.#filled);
    this.#filled -= done;
    this.#origin += done;
    return thinned;
  }

  finish(): Spectra {
    return {
      onset: this.#onset.values,
      low: { onset: this.#low.onset.values, power: this.#low.power.values, bands: this.#lowBands / BANDS },
      body: {
        onset: this.#body.onset.values,
        power: this.#body.power.values,
        bands: (this.#bodyBands - this.#lowBands) / BANDS,
      },
      voice: this.#voice.values,
      all: this.#all.values,
      centroid: this.#centroid.values,
      shift: this.#shift.values,
    };
  }

  #append(samples: Float32Array): void {
    const needed = this.#filled + samples.length;
    if (this.#samples.length < needed) {
      const larger = new Float32Array(needed * 2);
      larger.set(this.#samples.subarray(0, this.#filled));
      this.#samples = larger;
    }
    this.#samples.set(samples, this.#filled);
    this.#filled = needed;
  }

  #look(start: number): void {
    const power = this.#fft.of(this.#samples, start);
    const logs = this.#logs.length > RISE_STEPS ? this.#logs.shift()! : new Float64Array(BANDS);
    const shape = this.#shapes.length > 10 ? this.#shapes.shift()! : new Float64Array(BANDS);
    let all = 0;
    let voice = 0;
    let low = 0;
    let body = 0;
    let amplitudes = 0;
    let moment = 0;
    const [voiceFrom, voiceTo] = this.#voiceBands;
    for (let band = 0; band < BANDS; band++) {
      let sum = 0;
      for (let k = this.#edges[band]!; k < this.#edges[band + 1]!; k++) {
        sum += power[k]!;
        const amplitude = Math.sqrt(power[k]!);
        amplitudes += amplitude;
        moment += amplitude * k;
      }
      all += sum;
      if (band < this.#lowBands) low += sum;
      else if (band < this.#bodyBands) body += sum;
      const inVoice = band >= voiceFrom && band < voiceTo;
      if (inVoice) voice += sum;
      shape[band] = inVoice ? sum : 0;
      logs[band] = Math.log10(sum + QUIET);
    }
    const before = this.#logs.length >= RISE_STEPS ? this.#logs[this.#logs.length - RISE_STEPS]! : null;
    let rise = 0;
    let lowRise = 0;
    let bodyRise = 0;
    if (before !== null) {
      for (let b = 0; b < BANDS; b++) {
        const more = Math.max(0, logs[b]! - before[b]!);
        rise += more;
        if (b < this.#lowBands) lowRise += more;
        else if (b < this.#bodyBands) bodyRise += more;
      }
    }
    for (let b = 0; b < BANDS; b++) shape[b] = voice > 0 ? shape[b]! / voice : 0;
    let shift = 0;
    const old = this.#shapes.length >= 10 ? this.#shapes[this.#shapes.length - 10]! : null;
    if (old !== null) for (let b = 0; b < BANDS; b++) shift += Math.abs(shape[b]! - old[b]!) / 2;
    this.#logs.push(logs);
    this.#shapes.push(shape);
    this.#onset.push(rise);
    this.#low.onset.push(lowRise);
    this.#low.power.push(low);
    this.#body.onset.push(bodyRise);
    this.#body.power.push(body);
    this.#voice.push(voice);
    this.#all.push(all);
    this.#centroid.push(amplitudes > 0 ? ((moment / amplitudes) * this.#rate) / SIZE : 0);
    this.#shift.push(shift);
  }
}

/** Keeps one sample in `factor`, after a low-pass (Hamming sinc of 8 periods) at nine tenths of the new half rate. */
class Thinner {
  readonly #factor: number;
  readonly #taps: Float64Array;
  #kept = new Float32Array(0);

  constructor(factor: number) {
    this.#factor = factor;
    const reach = 4 * factor;
    const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
      const t = i - reach;
      const sinc = t === 0 ? 0.9 : Math.sin((Math.PI * 0.9 * t) / factor) / ((Math.PI * t) / factor);
      return sinc * (0.54 + 0.46 * Math.cos((Math.PI * t) / reach));
    });
    const sum = taps.reduce((a, b) => a + b, 0);
    this.#taps = taps.map((tap) => tap / sum);
    // Time 0 stays time 0: the filter looks as far back as ahead.
    this.#kept = new Float32Array(factor === 1 ? 0 : reach);
  }

  push(samples: Float32Array): Float32Array {
    if (this.#factor === 1) return samples;
    const x = new Float32Array(this.#kept.length + samples.length);
    x.set(this.#kept);
    x.set(samples, this.#kept.length);
    const taps = this.#taps;
    const n = taps.length;
    const half = (n - 1) / 2;
    const count = Math.max(0, Math.floor((x.length - n) / this.#factor) + 1);
    const out = new Float32Array(count);
    for (let i = 0, from = 0; i < count; i++, from += this.#factor) {
      // The filter is its own mirror image.
      let sum = taps[half]! * x[from + half]!;
      for (let k = 0, m = from + n - 1; k < half; k++, m--) sum += taps[k]! * (x[from + k]! + x[m]!);
      out[i] = sum;
    }
    this.#kept = x.slice(count * this.#factor);
    return out;
  }
}

/** A list of numbers that grows by doubling. */
class Series {
  #values = new Float32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}
