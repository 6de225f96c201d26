/**
 * Up to nine forecasts enter; their order, and the chance that each lands highest of all, leave.
 *
 * Each clip's luck is its own: the twenty equally likely outcomes of one say nothing of another's, as in compare.ts.
 */
import type { Report } from '../flow.ts';
import { versus } from './compare.ts';

export const MOST_RANKED = 9;

export interface Ranked {
  /** Place in what was given. */
  readonly index: number;
  /** Chance of landing highest; over all clips the chances sum to 1. */
  readonly best: number;
  /** Chance of landing higher than the first of the order; ½ for the first itself. */
  readonly beatsFirst: number;
  /** Too close to the first to call. */
  readonly open: boolean;
}

export interface Ranking {
  /** Best first. */
  readonly order: readonly Ranked[];
  readonly sameScale: boolean;
}

/** As in compare.ts: closer than 3 in 5 is open. */
const OPEN = 0.4;

/** @param reports 2 to MOST_RANKED of them */
export function rankOf(reports: readonly Pick<Report, 'score'>[]): Ranking {
  const chances = reports.map((_, i) => chanceOfBest(reports, i));
  const whole = chances.reduce((a, b) => a + b, 0);
  const by = reports
    .map((_, index) => index)
    .sort((i, j) => {
      // By the chance of being best; where that is the same, by the score, then by the order given.
      const [a = 0, b = 0] = [chances[i], chances[j]];
      return b - a || (reports[j]?.score.value ?? 0) - (reports[i]?.score.value ?? 0) || i - j;
    });
  const first = reports[by[0] ?? 0];
  return {
    order: by.map((index): Ranked => {
      const report = reports[index];
      const beatsFirst = first && report && report !== first ? versus(first, report).apart : 0.5;
      return {
        index,
        best: whole > 0 ? (chances[index] ?? 0) / whole : 1 / reports.length,
        beatsFirst,
        open: report !== first && beatsFirst > OPEN,
      };
    }),
    sameScale: new Set(reports.map(({ score }) => score.reference)).size < 2,
  };
}

/** Mean over its outcomes of the product of the others' chances to stay under it; a tie counts half. */
function chanceOfBest(reports: readonly Pick<Report, 'score'>[], own: number): number {
  const dots = reports[own]?.score.dots ?? [];
  const others = reports.filter((_, i) => i !== own).map(({ score }) => score.dots);
  const under = (all: readonly number[], x: number): number =>
    all.length === 0 ? 0.5 : all.reduce((sum, y) => sum + (y < x ? 1 : y === x ? 0.5 : 0), 0) / all.length;
  const sum = dots.reduce((total, x) => total + others.reduce((chance, all) => chance * under(all, x), 1), 0);
  return sum / Math.max(1, dots.length);
}
