/** The onset curve of a sound enters; how often something begins, and the beat if there is one, leave. */
import { hertz, type Hertz } from '../units.ts';
import { SPECTRA_PER_SECOND, type Spectra } from './spectrum.ts';

/** Slowest and fastest beat told, 1/min. */
const BPM_MIN = 50;
const BPM_MAX = 210;
/**
 * Where people tap: a bell on the logarithm of the tempo around 120 (Ellis 2007, section 3.2), here an octave wide;
 * it decides between a beat and its half or double, which fit the curve as well.
 */
const BPM_USUAL = 120;
const OCTAVES = 1;
/** Multiples of the beat that must fit too: two, and a bar of four; three would let a dotted note pass for the beat. */
const MULTIPLES = [1, 2, 4] as const;
const BAR = 4;
/** The beat itself counts as much as three multiples: half a slow beat fits all multiples and not itself. */
const OWN_WEIGHT = 3;
/** Least self-likeness of the curve at the beat; noise stays under .1. Chosen on the rendered sounds of tempo.test.ts. */
const STRENGTH_MIN = 0.2;
/** Shortest sound in which a beat can be told, s. */
const LENGTH_MIN = 4;

/** An onset rises this far over the mean of the half second around it, sum of log10 over the bands. */
const ONSET_OVER = 1;
const ONSET_TIMES = 2;
/** No two onsets within this, steps: 50 ms, faster than any tongue. */
const ONSET_APART = 5;

/**
 * How much each likeness counts: of all onsets, of kicks and bodies together, and of each by itself. In the middle of
 * what gets all twelve patterns of beats.ts right, plain and under two levels of babble.
 */
const ALL_WEIGHT = 1;
const TOGETHER_WEIGHT = 1;
const APART_WEIGHT = 0.5;

/**
 * All onsets together fit half and twice the beat as well, and three halves of it where every eighth sounds alike. Kicks
 * and the bodies of snares tell them apart: together they leave the hats out, which run at twice the beat; each by
 * itself does not fit the distance from one to the other.
 */
export function tempoOf({
  onset,
  all,
  low,
  body,
}: Pick<Spectra, 'onset' | 'all' | 'low' | 'body'>): { readonly bpm: number; readonly strength: number } | null {
  if (onset.length < LENGTH_MIN * SPECTRA_PER_SECOND) return null;
  const shortest = Math.floor((60 * SPECTRA_PER_SECOND) / BPM_MAX);
  const longest = Math.ceil((60 * SPECTRA_PER_SECOND) / BPM_MIN);
  const count = Math.min(BAR * longest + 1, Math.floor(onset.length / 2));
  const self = selfLikeness(beatCurve(onset, all, 1), count);
  const kicks = beatCurve(low.onset, low.power, low.bands);
  const bodies = beatCurve(body.onset, body.power, body.bands);
  const together = selfLikeness(
    kicks.map((value, i) => value + bodies[i]!),
    count,
  );
  const apart = [kicks, bodies].map((curve) => selfLikeness(curve, count)).filter((likeness) => likeness[0] === 1);
  let best: { lag: number; score: number } | null = null;
  for (let lag = shortest; lag <= longest && lag + 1 < self.length; lag++) {
    const drums = apart.reduce((sum, likeness) => sum + fit(likeness, lag) / apart.length, 0);
    const sum = ALL_WEIGHT * fit(self, lag) + TOGETHER_WEIGHT * fit(together, lag) + APART_WEIGHT * drums;
    const octaves = Math.log2((60 * SPECTRA_PER_SECOND) / lag / BPM_USUAL);
    const score = sum * Math.exp(-0.5 * (octaves / OCTAVES) ** 2);
    if (best === null || score > best.score) best = { lag, score };
  }
  if (best === null) return null;
  const strength = Math.min(1, highest(self, best.lag, 1));
  if (strength < STRENGTH_MIN) return null;
  return { bpm: (60 * SPECTRA_PER_SECOND) / refined(self, best.lag), strength };
}

/** Likeness at the multiples of a beat. */
function fit(self: Float64Array, lag: number): number {
  let sum = 0;
  let count = 0;
  for (const k of MULTIPLES) {
    if (k * lag + 1 >= self.length) break;
    // Lags are whole steps: the multiple of the true beat may lie beside the multiple of the lag.
    const weight = k === 1 ? OWN_WEIGHT : 1;
    sum += weight * highest(self, k * lag, Math.ceil(k / 2));
    count += weight;
  }
  return count > 0 ? sum / count : 0;
}

/** Onsets per second. */
export function onsetRateOf(onset: Float32Array): Hertz {
  if (onset.length === 0) return hertz(0);
  const mean = movingMean(onset, SPECTRA_PER_SECOND / 4);
  let count = 0;
  let last = -ONSET_APART;
  for (let i = 1; i + 1 < onset.length; i++) {
    const value = onset[i]!;
    const peak = value > onset[i - 1]! && value >= onset[i + 1]!;
    if (peak && i - last >= ONSET_APART && value > ONSET_TIMES * mean[i]! + ONSET_OVER) {
      count++;
      last = i;
    }
  }
  return hertz((count * SPECTRA_PER_SECOND) / onset.length);
}

/** What rises clearly over the second around it, more so where it is loud, with its mean taken out. */
function beatCurve(onset: Float32Array, power: Float32Array, bands: number): Float64Array {
  const around = movingMean(onset, SPECTRA_PER_SECOND / 2);
  // The fourth root of power: twice the amplitude counts 1.4 times.
  const over = Float64Array.from(onset, (value, i) => {
    return Math.max(0, value - around[i]! - bands * ONSET_OVER) * power[i]! ** 0.25;
  });
  const mean = over.reduce((a, b) => a + b, 0) / over.length;
  return over.map((value) => value - mean);
}

function movingMean(values: Float32Array, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return Float64Array.from(values, (_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}

/** Autocorrelation for lags 0..count-1, each by its own number of terms, over that of lag 0. */
function selfLikeness(curve: Float64Array, count: number): Float64Array {
  const self = new Float64Array(count);
  for (let lag = 0; lag < count; lag++) {
    let sum = 0;
    for (let i = lag; i < curve.length; i++) sum += curve[i]! * curve[i - lag]!;
    self[lag] = sum / (curve.length - lag);
  }
  const whole = self[0]!;
  return whole > 0 ? self.map((value) => value / whole) : self.fill(0);
}

function highest(self: Float64Array, at: number, reach: number): number {
  let best = -1;
  for (let i = Math.max(1, at - reach); i <= Math.min(self.length - 1, at + reach); i++)
    best = Math.max(best, self[i]!);
  return best;
}

/** The peak near the largest multiple that fits, between steps by a parabola: a fourth of its error is the beat's. */
function refined(self: Float64Array, lag: number): number {
  let exact = lag;
  for (let k = 1; k <= BAR; k++) {
    const centre = Math.round(k * exact);
    if (centre + k + 1 >= self.length) break;
    let at = centre;
    for (let i = centre - k; i <= centre + k; i++) if (self[i]! > self[at]!) at = i;
    const [before, top, after] = [self[at - 1]!, self[at]!, self[at + 1]!];
    const bend = before - 2 * top + after;
    exact = (at + (bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0)) / k;
  }
  return exact;
}
