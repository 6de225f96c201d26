/**
 * Votes and account enter; what is foretold, against whom and how surely leaves, before any declared term.
 *
 * Note [Three cases]
 *   account  An earlier post or the followers are known. The outcome is log10 views minus the own level; F is the
 *            distribution of outcomes of unseen authors with that much history, from 20 earlier posts on of the own
 *            posts. Without the reach model nothing is foretold: the ratio is 0 and the range as wide as F itself.
 *   words    Only words are known. The outcome is the hold rank and F is the identity.
 *   nothing  Neither. The outcome is a rank of which nothing is known: m = ½, F the identity.
 */
import { historyOf } from '../features/history.ts';
import type { Account, Interval, Reference, Vote } from '../flow.ts';
import { bandFor, inside, residualAt } from './conformal.ts';
import { fromOutcomes, fromQuantiles, logistic, RANKS, type Distribution } from './distribution.ts';
import type { ConformalTable, ReachModel } from './model-files.ts';
import { ownOutcomes, OWN_POSTS_FROM } from './own-posts.ts';
import { beatsOwnLevel } from './platt.ts';
import { ownLevel } from './reach.ts';

export interface Forecast {
  readonly known: 'account' | 'words' | 'nothing';
  readonly reference: Reference;
  /** Earlier posts with views. */
  readonly history: number;
  readonly scale: Distribution;
  /** The typical case, on the scale of outcomes: where the explanation starts. */
  readonly typical: number;
  /** What the model foretells; the typical case where no model speaks. */
  readonly learned: number;
  /** Part of comparable outcomes that a prediction is expected to pass. See Note [Expected percentile]. */
  readonly passes: (prediction: number) => number;
  /** Quantile of outcome minus prediction. */
  readonly residual: (p: number) => number;
  /** The vote the score rests on; null where no model speaks. */
  readonly vote: Vote | null;
  readonly level: number | null;
  readonly reach: Interval | null;
  readonly pBeats: number | null;
}

export interface ForecastInput {
  readonly account: Account | null;
  readonly reach: { readonly vote: Vote; readonly model: ReachModel } | null;
  /** The vote with the calibration of the case it fell into. */
  readonly hold: { readonly vote: Vote; readonly conformal: ConformalTable } | null;
}

export function forecastOf({ account, reach, hold }: ForecastInput): Forecast {
  if (account !== null && isKnown(account)) {
    return reach === null ? fromRules(account) : fromReach(account, reach.vote, reach.model);
  }
  return hold === null ? FROM_NOTHING : fromHold(hold.vote, hold.conformal);
}

/** An earlier post that somebody saw, or a number of followers. */
export const isKnown = (account: Account): boolean => account.followers !== null || historyOf(account).views.length > 0;

/** F of a known account: its own outcomes from 20 earlier posts on, before that those of others with as many. */
export function scaleOf(account: Account, { reference }: Pick<ReachModel, 'reference'>): Distribution {
  const history = historyOf(account).views.length;
  const found = reference.find((entry) => inside(entry.history, history)) ?? reference.at(-1);
  return history >= OWN_POSTS_FROM || found === undefined
    ? fromOutcomes(ownOutcomes(account))
    : fromQuantiles(found.quantiles);
}

function fromReach(account: Account, vote: Vote, model: ReachModel): Forecast {
  const history = historyOf(account).views.length;
  const band = bandFor(model.conformal, account.followers, history);
  const width = vote.width ?? 1;
  const residual = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  const own = history >= OWN_POSTS_FROM;
  const scale = scaleOf(account, model);
  return {
    known: 'account',
    reference: own ? 'own_posts' : 'comparable_accounts',
    history,
    scale,
    passes: expected(scale, residual),
    typical: vote.base,
    learned: vote.prediction,
    residual,
    vote,
    level: ownLevel(model, account),
    reach: interval(vote.prediction, residual),
    pBeats: vote.odds === undefined ? null : beatsOwnLevel(model.beats, history, vote.odds),
  };
}

function fromRules(account: Account): Forecast {
  const { views, level } = historyOf(account);
  const history = views.length;
  const own = history >= OWN_POSTS_FROM;
  const scale = own ? fromOutcomes(ownOutcomes(account)) : logistic(history >= 4 ? SPREAD.some : SPREAD.none);
  const residual = (p: number): number => scale.at(p);
  return {
    known: 'account',
    reference: own ? 'own_posts' : 'none',
    history,
    scale,
    typical: 0,
    learned: 0,
    passes: expected(scale, residual),
    residual,
    vote: null,
    level,
    reach: level === null ? null : interval(0, residual),
    pBeats: null,
  };
}

function fromHold(vote: Vote, conformal: ConformalTable): Forecast {
  const band = bandFor(conformal, null, 0);
  return {
    ...FROM_NOTHING,
    known: 'words',
    reference: 'comparable_videos',
    typical: vote.base,
    learned: vote.prediction,
    residual: (p) => (band === null ? p - 0.5 : residualAt(conformal, band, p)),
    vote,
  };
}

const FROM_NOTHING: Forecast = {
  known: 'nothing',
  reference: 'none',
  history: 0,
  scale: RANKS,
  typical: 0.5,
  learned: 0.5,
  // A hold rank is calibrated as it is: F is the identity.
  passes: RANKS.below,
  // A rank of which nothing is known is even on 0..1.
  residual: (p) => p - 0.5,
  vote: null,
  level: null,
  reach: null,
  pBeats: null,
};

/**
 * Note [Expected percentile]
 *   F of the foretold ratio itself promises too much: outcomes scatter around a prediction, F is steepest in the middle,
 *   so what lands is nearer to 50 than F(ratio) says. Measured on unseen authors with a plain ridge (TikTok 2020,
 *   2025): slope of outcome percentile on 100·F(ratio) .55 to .79. The mean of F over the twenty equally likely
 *   outcomes is what "better than n of 100" means, and has slope .97 on the same rows. So m in Score = 100·F(m) is the
 *   outcome at that expected percentile: the ratio, drawn to the middle by how unsure it is.
 */
function expected(scale: Distribution, residual: (p: number) => number): (prediction: number) => number {
  const residuals = DOT_LEVELS.map(residual);
  return (prediction) => residuals.reduce((sum, r) => sum + scale.below(prediction + r), 0) / residuals.length;
}

/** .025, .075 … .975: twenty equally likely outcomes. */
export const DOT_LEVELS: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);

/**
 * Distance from 0 to the 90th percentile of outcomes, log10, for an account that no model speaks of. From the median
 * errors of the worse of two sets (science note, section 6: ×3.8 with no earlier post, ×2.1 with 4 to 6), stretched
 * from the median to 80 % as a normal curve would (1.2816 / .6745).
 */
const SPREAD = {
  none: (Math.log10(3.8) * 1.2816) / 0.6745,
  some: (Math.log10(2.1) * 1.2816) / 0.6745,
};

function interval(value: number, residual: (p: number) => number): Interval {
  return { value, low: Math.min(value, value + residual(0.1)), high: Math.max(value, value + residual(0.9)) };
}
