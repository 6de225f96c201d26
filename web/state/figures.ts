/** Scores, results and own posts of this device → the figures about them: over time, how often the range held, what did better. Pure. */
import { FEWEST_FOR_PATTERNS, ownPatterns, type OwnPatterns } from '#core/advise/own-patterns.ts';
import type { Account } from '#core/flow.ts';
import { wilson } from '#core/stats/interval.ts';
import { quantile } from '#core/stats/quantile.ts';
import type { Outcome } from '../store/outcomes.ts';
import type { Listed } from './history.svelte.ts';
import { landingOf, landingsKept, type Landing } from './landing.ts';
import { scoreRange, type ScoreRange } from './reading.ts';

export { FEWEST_FOR_PATTERNS };

/** Bars that fit side by side on a phone; older ones stand in the table. */
export const BARS = 40;
/** What the ranges promise. */
const PROMISED = 0.8;

export interface Figures {
  /** Oldest first; without scores that only rest on priors. */
  readonly scores: readonly { readonly report: Listed; readonly range: ScoreRange }[];
  /** The middle half of the scores; null without any. */
  readonly middle: { readonly low: number; readonly high: number } | null;
  /** Newest first. */
  readonly landings: readonly { readonly report: Listed; readonly landing: Landing }[];
  readonly kept: {
    readonly inside: number;
    readonly of: number;
    readonly low: number;
    readonly high: number;
    /** Even the upper end of what is likely lies under the promise. */
    readonly short: boolean;
  } | null;
  /** Posts whose readings are all of their first week: they are held against nothing yet. */
  readonly early: number;
  readonly works: OwnPatterns;
}

export function figuresOf(
  reports: readonly Listed[],
  /** The reading that says how a post did, from a week on. */
  settledOf: (id: string) => Outcome | null,
  account: Account | null,
  outcomeOf: (id: string) => Outcome | null = () => null,
): Figures {
  const oldest = reports.toSorted((a, b) => a.madeAt - b.madeAt);
  const scores = oldest.flatMap((report) => {
    const range = scoreRange(report.score);
    return range ? [{ report, range }] : [];
  });
  const values = scores.map(({ range }) => range.value);
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  const landings = oldest.toReversed().flatMap((report) => {
    const landing = landingOf(report, settledOf(report.id));
    return landing ? [{ report, landing }] : [];
  });
  const { inside, of } = landingsKept(landings.map(({ landing }) => landing));
  const likely = wilson(inside, of);
  return {
    scores,
    middle: low === null || high === null ? null : { low, high },
    landings,
    kept: likely && { inside, of, low: likely.low, high: likely.high, short: likely.high < PROMISED },
    early: oldest.filter(({ id }) => settledOf(id) === null && outcomeOf(id) !== null).length,
    works: ownPatterns(account?.posts ?? []),
  };
}
