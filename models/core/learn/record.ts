/**
 * What was said of posts and what they did enters; how good that was for this creator leaves, each figure with its interval
 * and only from as many results as can carry it. The plain guess it is held against is the creator's own level: "as usual".
 */
import { spearman } from '../stats/rank.ts';
import { wilson } from '../stats/interval.ts';
import { median, quantileSorted } from '../stats/quantile.ts';
import { below, seeded } from '../stats/random.ts';

export interface Judged {
  /** Foretold, log10 views over the own level, with the 80 % range. */
  readonly said: { readonly low: number; readonly value: number; readonly high: number };
  /** What came, log10 views over the same level. */
  readonly did: number;
  /** Foretold chance of beating the own level; null where none was told. */
  readonly pBeats: number | null;
}

interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface TrackRecord {
  readonly of: number;
  /** Results in, under and over their range. */
  readonly inside: number;
  readonly under: number;
  readonly over: number;
  /** Share inside, 95 % Wilson; 80 % was promised. */
  readonly kept: Ranged;
  /** Even the upper end of what is likely lies under the promise, or the lower end over it. */
  readonly width: 'as_promised' | 'too_narrow' | 'too_wide';
  /** Median of result over forecast as a factor, 95 %: 1 is neither too high nor too low. Null under FEW results. */
  readonly lean: Ranged | null;
  /** How far a result was off as a factor (middle of them): by the forecast, and by saying "as usual"; null under FEW. */
  readonly off: { readonly said: number; readonly usual: number; readonly better: 'said' | 'usual' | 'open' } | null;
  /** Rank correlation of forecasts with results, 95 %; null under FEW, or where all were foretold alike. */
  readonly order: Ranged | null;
  /** Posts over the own level against the mean chance foretold, 95 %; null under MANY chances. */
  readonly beats: (Ranged & { readonly said: number; readonly of: number }) | null;
  /** The newest RECENT results against those before; null until there are as many before. */
  readonly lately: {
    readonly inside: number;
    readonly of: number;
    readonly before: Ranged;
    readonly worse: boolean;
  } | null;
}

/** With fewer, a rank correlation near 0 is open to ±.63 and more (notes/science.md section 6 has ±.45 for 20). */
export const FEW = 10;
/** Chances are counted in one heap from here on; chosen. */
const MANY = 20;
const RECENT = 20;
const PROMISED = 0.8;
const DRAWS = 500;
/** The same results give the same intervals. */
const SEED = 23;
const Z95 = 1.959963984540054;

/** @param results oldest first
 * @returns null without any */
export function trackRecord(results: readonly Judged[]): TrackRecord | null {
  const inside = results.filter(isInside).length;
  const bounds = wilson(inside, results.length);
  if (bounds === null) return null;
  const enough = results.length >= FEW;
  return {
    of: results.length,
    inside,
    under: results.filter(({ said, did }) => did < said.low).length,
    over: results.filter(({ said, did }) => did > said.high).length,
    kept: { value: inside / results.length, ...bounds },
    width: bounds.high < PROMISED ? 'too_narrow' : bounds.low > PROMISED ? 'too_wide' : 'as_promised',
    lean: enough ? leanOf(results) : null,
    off: enough ? offOf(results) : null,
    order: enough ? orderOf(results) : null,
    beats: beatsOf(results),
    lately: latelyOf(results),
  };
}

const isInside = ({ said, did }: Judged): boolean => did >= said.low && did <= said.high;

/** The rank of a median spreads by √n / 2 (Conover 1999, section 3.2). */
function leanOf(results: readonly Judged[]): Ranged {
  const sorted = results.map(({ said, did }) => did - said.value).toSorted((a, b) => a - b);
  const at = (z: number): number =>
    10 ** (quantileSorted(sorted, Math.min(1, Math.max(0, 0.5 + z / (2 * Math.sqrt(sorted.length))))) ?? 0);
  return { value: at(0), low: at(-Z95), high: at(Z95) };
}

function offOf(results: readonly Judged[]): NonNullable<TrackRecord['off']> {
  const said = results.map(({ said: { value }, did }) => Math.abs(did - value));
  const usual = results.map(({ did }) => Math.abs(did));
  const gain = usual.map((error, i) => error - (said[i] ?? 0));
  const random = seeded(SEED);
  const means = Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let i = 0; i < gain.length; i++) sum += gain[below(random, gain.length)] ?? 0;
    return sum / gain.length;
  }).sort((a, b) => a - b);
  const [low, high] = [quantileSorted(means, 0.025) ?? 0, quantileSorted(means, 0.975) ?? 0];
  return {
    said: 10 ** (median(said) ?? 0),
    usual: 10 ** (median(usual) ?? 0),
    better: low > 0 ? 'said' : high < 0 ? 'usual' : 'open',
  };
}

/** Fisher's z with the spread of a rank correlation, 1.03 / √(n − 3) (Fieller, Hartley and Pearson 1957). */
function orderOf(results: readonly Judged[]): Ranged | null {
  const value = spearman(
    results.map(({ said }) => said.value),
    results.map(({ did }) => did),
  );
  if (value === null || new Set(results.map(({ said }) => said.value)).size < 2) return null;
  const z = Math.atanh(Math.min(0.999, Math.max(-0.999, value)));
  const half = (Z95 * Math.sqrt(1.06)) / Math.sqrt(results.length - 3);
  return { value, low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

function beatsOf(results: readonly Judged[]): TrackRecord['beats'] {
  const told = results.flatMap(({ pBeats, did }) => (pBeats === null ? [] : [{ pBeats, beat: did > 0 }]));
  const beat = told.filter((one) => one.beat).length;
  const bounds = told.length < MANY ? null : wilson(beat, told.length);
  if (bounds === null) return null;
  const said = told.reduce((sum, { pBeats }) => sum + pBeats, 0) / told.length;
  return { value: beat / told.length, ...bounds, said, of: told.length };
}

function latelyOf(results: readonly Judged[]): TrackRecord['lately'] {
  if (results.length < 2 * RECENT) return null;
  const [before, recent] = [results.slice(0, -RECENT), results.slice(-RECENT)];
  const kept = before.filter(isInside).length;
  const bounds = wilson(kept, before.length);
  if (bounds === null) return null;
  const inside = recent.filter(isInside).length;
  const now = wilson(inside, RECENT);
  // Both intervals must part: one run of misses is no drift.
  return {
    inside,
    of: RECENT,
    before: { value: kept / before.length, ...bounds },
    worse: now !== null && now.high < bounds.low,
  };
}
