/** Two forecasts → which is the better bet: the chance that B lands higher than A, under two stated assumptions. Pure. */
import type { Features, Reason, Report } from '../flow.ts';

export interface Versus {
  /** Chance that B lands higher, each with luck of its own. */
  readonly apart: number;
  /** The same when luck strikes both alike: two cuts of one video, one day. */
  readonly alike: number;
  readonly verdict: 'a' | 'a_maybe' | 'open' | 'b_maybe' | 'b';
  /** Scores on one scale: the same reference, platform or not. */
  readonly sameScale: boolean;
}

/**
 * A sure bet wins 4 times in 5, an open one is closer than 3 in 5: chosen by eye, so that twenty dots show the
 * difference (16 and 12 of 20).
 */
const SURE = 0.8;
const OPEN = 0.6;

/** Both forecasts are twenty equally likely outcomes, ascending: all 400 pairs are counted, or the 20 of one luck. */
export function versus(a: Pick<Report, 'score'>, b: Pick<Report, 'score'>): Versus {
  const one = [...a.score.dots].sort((x, y) => x - y);
  const two = [...b.score.dots].sort((x, y) => x - y);
  const wins = (x: number, y: number): number => (y > x ? 1 : y === x ? 0.5 : 0);
  let apart = 0;
  for (const x of one) for (const y of two) apart += wins(x, y);
  apart /= Math.max(1, one.length * two.length);
  const pairs = Math.min(one.length, two.length);
  let alike = 0;
  for (let index = 0; index < pairs; index++) alike += wins(one[index] ?? 0, two[index] ?? 0);
  alike = pairs > 0 ? alike / pairs : 0.5;
  return { apart, alike, verdict: verdictOf(apart), sameScale: a.score.reference === b.score.reference };
}

function verdictOf(chance: number): Versus['verdict'] {
  if (chance >= SURE) return 'b';
  if (chance >= OPEN) return 'b_maybe';
  if (chance > 1 - OPEN) return 'open';
  return chance > 1 - SURE ? 'a_maybe' : 'a';
}

export interface Difference {
  readonly name: string;
  readonly a: Reason | null;
  readonly b: Reason | null;
  /** Points in favour of B; negative is in favour of A. */
  readonly points: number;
}

/** Reasons that move the two scores differently, most telling first. */
export function differences(a: readonly Reason[], b: readonly Reason[]): readonly Difference[] {
  const names = [...new Set([...a, ...b].map((reason) => reason.name))];
  return names
    .map((name): Difference => {
      const one = a.find((reason) => reason.name === name) ?? null;
      const two = b.find((reason) => reason.name === name) ?? null;
      return { name, a: one, b: two, points: (two?.points ?? 0) - (one?.points ?? 0) };
    })
    .filter((difference) => Math.abs(difference.points) >= 0.5)
    .sort((x, y) => Math.abs(y.points) - Math.abs(x.points) || (x.name < y.name ? -1 : 1));
}

/** Features told apart and features alike; closer than a thousandth of the larger is alike. */
export function compareFeatures(
  a: Features,
  b: Features,
): { readonly differ: readonly string[]; readonly same: readonly string[] } {
  const names = Object.keys(a.values).filter((name) => name in b.values);
  const alike = (name: string): boolean => {
    const x = a.values[name] ?? null;
    const y = b.values[name] ?? null;
    if (x === null || y === null) return x === y;
    return Math.abs(x - y) <= 1e-3 * Math.max(Math.abs(x), Math.abs(y));
  };
  return { differ: names.filter((name) => !alike(name)), same: names.filter(alike) };
}
