/**
 * Samples enter in order; how much of the sounding time behaves like music leaves, and where.
 *
 * Notes stay where they are: the peaks of a fine spectrum stand on one frequency for a fifth of a second and more,
 * while those of a voice glide (Saunders 1996; Scheirer & Slaney 1997 use the same contrast). A steady beat counts as
 * well, since drums have no peaks. It names no tune. Under a voice most music is missed (tests/perception/music.ts).
 */
import type { Span } from '../flow.ts';
import { seconds, share, type Share } from '../units.ts';
import { PowerSpectrum } from './fft.ts';

/** Samples of one spectrum and spectra per second; at 16 kHz a bin is 7.8 Hz, a third of a semitone at 400 Hz. */
const SIZE = 2048;
const SPECTRA_PER_SECOND = 20;
/** Where the peaks of notes and voices are looked for, Hz. */
const LOW_HZ = 150;
const HIGH_HZ = 3500;
/** A peak stands this many times over the mean power of the bins around it. */
const PEAK_TIMES = 6;
const AROUND = 12;
/** Nothing under this power is a peak: -65 dBFS, as in spectrum.ts. */
const QUIET = 10 ** -6.5;
/** A peak lasts when it is found again so many spectra later at the same bin: .2 s. */
const LATER = 4;
/** One look, in spectra: 2 s; and between looks, .5 s. */
const LOOK = 40;
const HOP = 10;
/**
 * Least peaks per spectrum, and least share of them that last: of eight voices of espeak-ng at most .23 last, of
 * rendered chords at least .82, of the beats in one noisy phone clip .07 to .44. So much of such music is missed.
 */
const PEAKS_MIN = 2;
const LASTING_MIN = 0.4;
/**
 * From here on a beat makes music of it, see tempo.ts. Claps and drums without notes have .37 and more, the eight voices,
 * a crowd, rain, wind, steps and typing none that stands out (set A of tests/perception/music.ts).
 */
const BEAT_MIN = 0.35;
/** A tone that stands through so much of a sound of so many spectra, 8 s, is a machine's: notes come and go. */
const HUM_SHARE = 0.9;
const HUM_LEAST = 160;

export class MusicMeter {
  readonly #rate: number;
  readonly #fft = new PowerSpectrum(SIZE);
  #samples = new Float32Array(0);
  #origin = 0;
  #count = 0;
  readonly #recent: Uint8Array[] = [];
  /** Per spectrum: how many peaks LATER ago. */
  readonly #peaks: number[] = [];
  /** Those of them that are still there, by their bins. */
  readonly #lasting: (readonly number[])[] = [];

  /** @param rate of the samples pushed, 16 to 32 kHz */
  constructor(rate: number) {
    this.#rate = rate;
  }

  push(mono: Float32Array): void {
    const x = new Float32Array(this.#samples.length + mono.length);
    x.set(this.#samples);
    x.set(mono, this.#samples.length);
    const place = (): number => Math.round((this.#count * this.#rate) / SPECTRA_PER_SECOND) - this.#origin;
    while (place() + SIZE <= x.length) {
      this.#look(this.#fft.of(x, place()));
      this.#count++;
    }
    const done = Math.min(x.length, place());
    this.#samples = x.slice(done);
    this.#origin += done;
  }

  /** @param sounding for each 50 ms whether there is sound; @param beat strength of the beat of the whole sound */
  finish(sounding: readonly boolean[], beat: number): { readonly share: Share; readonly spans: readonly Span[] } {
    const spans: { from: number; to: number }[] = [];
    const hum = this.#humming();
    let heard = 0;
    let music = 0;
    for (let from = 0; from + LOOK <= this.#peaks.length; from += HOP) {
      const loud = sounding.slice(from, from + LOOK).filter(Boolean).length;
      // Between the strokes of a drum it is quiet.
      if (loud * 5 < LOOK) continue;
      heard++;
      let peaks = 0;
      let lasting = 0;
      for (let i = from; i < from + LOOK; i++) {
        peaks += this.#peaks[i]!;
        lasting += this.#lasting[i]!.reduce((sum, bin) => sum + (hum.has(bin) ? 0 : 1), 0);
      }
      const tonal = peaks >= PEAKS_MIN * LOOK && lasting >= LASTING_MIN * peaks;
      if (!tonal && beat < BEAT_MIN) continue;
      music++;
      // A look speaks for its middle half second.
      const at = (from + (LOOK - HOP) / 2) / SPECTRA_PER_SECOND;
      const to = at + HOP / SPECTRA_PER_SECOND;
      const last = spans.at(-1);
      if (last !== undefined && at - last.to < 1e-6) last.to = to;
      else spans.push({ from: at, to });
    }
    // The first and the last look reach to the ends of the sound.
    const first = spans[0];
    if (first !== undefined && first.from * SPECTRA_PER_SECOND <= LOOK / 2) first.from = 0;
    const last = spans.at(-1);
    const end = sounding.length / SPECTRA_PER_SECOND;
    if (last !== undefined && end - last.to <= LOOK / SPECTRA_PER_SECOND) last.to = Math.max(last.to, end);
    return {
      share: share(heard > 0 ? music / heard : 0),
      spans: spans.map(({ from, to }) => ({ from: seconds(from), to: seconds(to) })),
    };
  }

  /** Bins in which, or beside which, a tone stands nearly all the time. */
  #humming(): ReadonlySet<number> {
    const counts = new Map<number, number>();
    if (this.#lasting.length < HUM_LEAST) return new Set();
    for (const bins of this.#lasting) {
      const near = new Set(bins.flatMap((bin) => [bin - 1, bin, bin + 1]));
      for (const bin of near) counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
    const most = HUM_SHARE * (this.#lasting.length - LATER);
    return new Set([...counts].filter(([, count]) => count >= most).map(([bin]) => bin));
  }

  #look(power: Float64Array): void {
    const low = Math.round((LOW_HZ * SIZE) / this.#rate);
    const high = Math.min(SIZE / 2 - AROUND - 2, Math.round((HIGH_HZ * SIZE) / this.#rate));
    const here = new Uint8Array(high + 1);
    let sum = 0;
    for (let k = low - AROUND; k <= low + AROUND; k++) sum += power[Math.max(0, k)]!;
    for (let k = low; k <= high; k++) {
      const value = power[k]!;
      const mean = sum / (2 * AROUND + 1);
      if (value > QUIET && value > PEAK_TIMES * mean && value >= power[k - 1]! && value > power[k + 1]!) here[k] = 1;
      sum += power[k + AROUND + 1]! - power[Math.max(0, k - AROUND)]!;
    }
    const before = this.#recent.length === LATER ? this.#recent.shift()! : null;
    this.#recent.push(here);
    let peaks = 0;
    const lasting: number[] = [];
    if (before !== null) {
      for (let k = low; k <= high; k++) {
        if (before[k] === 0) continue;
        peaks++;
        // Found again at the same place now and in between, but for once: a glide that crosses it is not.
        const again = this.#recent.filter((row) => row[k] === 1 || row[k - 1] === 1 || row[k + 1] === 1).length;
        if (again >= LATER - 1) lasting.push(k);
      }
    }
    this.#peaks.push(peaks);
    this.#lasting.push(lasting);
  }
}
