/** Scores, results and own posts of this device → the figures about them: over time, how often the range held, what did better. Pure. */
import { FEWEST_FOR_PATTERNS, ownPatterns, type OwnPatterns } from '#core/advise/own-patterns.ts';
import type { Account } from '#core/flow.ts';
import { trackRecord, type Judged, type TrackRecord } from '#core/learn/record.ts';
import { quantile } from '#core/stats/quantile.ts';
import type { Outcome } from '../store/outcomes.ts';
import type { Listed } from './history.svelte.ts';
import { landingOf, type Landing } from './landing.ts';
import { scoreRange, type ScoreRange } from './reading.ts';

export { FEWEST_FOR_PATTERNS };
export { FEW as FEW_RESULTS } from '#core/learn/record.ts';

/** Bars that fit side by side on a phone; older ones stand in the table. */
export const BARS = 40;
export interface Figures {
  /** Oldest first; without scores that only rest on priors. */
  readonly scores: readonly { readonly report: Listed; readonly range: ScoreRange }[];
  /** The middle half of the scores; null without any. */
  readonly middle: { readonly low: number; readonly high: number } | null;
  /** Newest first. */
  readonly landings: readonly { readonly report: Listed; readonly landing: Landing }[];
  /** How good what was said has been; null before the first result. */
  readonly record: TrackRecord | null;
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
  return {
    scores,
    middle: low === null || high === null ? null : { low, high },
    landings,
    record: trackRecord(landings.toReversed().map(({ report, landing }) => judgedOf(report, landing))),
    early: oldest.filter(({ id }) => settledOf(id) === null && outcomeOf(id) !== null).length,
    works: ownPatterns(account?.posts ?? []),
  };
}

const judgedOf = ({ score }: Listed, { times, said }: Landing): Judged => ({
  said: { low: Math.log10(said.low), value: Math.log10(said.value), high: Math.log10(said.high) },
  did: Math.log10(times),
  pBeats: score.pBeats,
});
