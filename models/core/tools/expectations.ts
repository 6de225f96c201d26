/**
 * A judged case and the models beside reach enter; the chance of landing in the best quarter of the own posts, and the
 * reactions per view to expect, leave: each with its range and what it rests on, or why it is not told. Pure.
 */
import { historyOf } from '../features/history.ts';
import type { Account, Draft, Features } from '../flow.ts';
import { bandFor } from '../scoring/conformal.ts';
import { engageForecast, type EngageModel } from '../scoring/engage.ts';
import { chanceAbove } from '../scoring/exceed.ts';
import type { ReachModel } from '../scoring/model-files.ts';
import { ownLevel, predictReach, reachRow, reachWidth } from '../scoring/reach.ts';
import { TOP_FROM, bothChances, topChance, type TopModel } from '../scoring/top.ts';
import { quantile } from '../stats/quantile.ts';

export interface ExpectationModels {
  readonly reach: ReachModel | null;
  readonly top: TopModel | null;
  readonly engage: EngageModel | null;
}

/** Why an expectation is not told. `learned_on_tiktok`: no table of another platform was there to learn from. */
export type NotTold = 'no_model' | 'few_posts' | 'learned_on_tiktok';

export interface TopQuarter {
  readonly chance: number | null;
  /** The two ways of telling it, the range of reach and the model of the best quarter: the chance lies between them. */
  readonly low: number | null;
  readonly high: number | null;
  /** What anybody's next post has by definition of a quarter. */
  readonly usual: number;
  readonly posts: number;
  readonly why: NotTold | null;
}

export interface EngagementExpected {
  /** Likes, comments and shares for each view, with the 80 % range. */
  readonly rate: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Of the own posts, or of accounts of this size. */
  readonly usual: number | null;
  /** `own_posts`: their reactions are known; `followers`, `nothing`: the usual is that of other people. */
  readonly from: 'own_posts' | 'followers' | 'nothing';
  readonly posts: number;
  readonly why: NotTold | null;
}

export interface Expectations {
  readonly topQuarter: TopQuarter;
  readonly engagement: EngagementExpected;
}

const QUARTER = 0.25;

export function expectationsOf(
  models: ExpectationModels,
  {
    draft,
    account,
    features,
  }: { readonly draft: Draft; readonly account: Account | null; readonly features: Features },
): Expectations {
  return {
    topQuarter: topQuarterOf(models, draft, account, features),
    engagement: engagementOf(models, draft, account, features),
  };
}

function topQuarterOf(
  { reach, top }: ExpectationModels,
  { platform }: Draft,
  account: Account | null,
  { values }: Features,
): TopQuarter {
  const views = account === null ? [] : historyOf(account).views;
  const silent = (why: NotTold): TopQuarter => ({
    chance: null,
    low: null,
    high: null,
    usual: QUARTER,
    posts: views.length,
    why,
  });
  if (platform !== 'tiktok') return silent('learned_on_tiktok');
  if (reach === null || top === null) return silent('no_model');
  if (views.length < TOP_FROM) return silent('few_posts');
  const band = bandFor(reach.conformal, account?.followers ?? null, views.length);
  const byTrees = topChance(top, values, account);
  if (band === null || byTrees === null) return silent('few_posts');
  const ratio = predictReach(reach, reachRow(reach, values, account));
  const quarter = (quantile(views, 1 - QUARTER) ?? 0) - ownLevel(reach, account);
  const byRange = chanceAbove(reach.conformal, band, (quarter - ratio) / reachWidth(reach, values, account, ratio));
  return {
    chance: bothChances(byTrees, byRange),
    low: Math.min(byTrees, byRange),
    high: Math.max(byTrees, byRange),
    usual: QUARTER,
    posts: views.length,
    why: null,
  };
}

function engagementOf(
  { engage }: ExpectationModels,
  { platform }: Draft,
  account: Account | null,
  { values }: Features,
): EngagementExpected {
  const silent = (why: NotTold): EngagementExpected => ({ rate: null, usual: null, from: 'nothing', posts: 0, why });
  if (platform !== 'tiktok') return silent('learned_on_tiktok');
  if (engage === null) return silent('no_model');
  const { history, level, ratio, low, high } = engageForecast(engage, values, account);
  const rate = (log: number): number => 10 ** (level + log);
  return {
    rate: { value: rate(ratio), low: rate(low), high: rate(high) },
    usual: 10 ** level,
    from: history > 0 ? 'own_posts' : (account?.followers ?? null) === null ? 'nothing' : 'followers',
    posts: history,
    why: null,
  };
}
