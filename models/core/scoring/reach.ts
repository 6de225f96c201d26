/** Reach model, features and account enter; the foretold log10 ratio to the own level, its range and its reasons leave. */
import { historyOf } from '../features/history.ts';
import { networkShares } from '../explain/network-shares.ts';
import { treeShares } from '../explain/tree-shap.ts';
import { featureSetHash } from '../features/registry.ts';
import type { Account, Contribution, Features, Vote } from '../flow.ts';
import { bandFor, residualAt } from './conformal.ts';
import { expectedViews } from './expectation.ts';
import type { ReachModel } from './model-files.ts';
import { predictNet } from './network.ts';
import { widthOf } from './reach-width.ts';
import { predictTrees } from './trees.ts';

/** The one input that is no feature of the registry: it is made with parameters that only the model file holds. */
export const EXPECTED_EXCESS = 'expected_excess';

export function reachVote(model: ReachModel, features: Features, account: Account | null): Vote {
  const row = reachRow(model, features.values, account);
  const prediction = predictReach(model, row);
  const { base, amounts } = reachShares(model, row);
  const band = bandFor(
    model.conformal,
    account?.followers ?? null,
    account === null ? 0 : historyOf(account).views.length,
  );
  const width = reachWidth(model, features.values, account, prediction);
  const residual = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  return {
    model: 'reach',
    version: model.version,
    rung: 'plain',
    prediction,
    low: Math.min(prediction, prediction + residual(0.1)),
    high: Math.max(prediction, prediction + residual(0.9)),
    base,
    width,
    odds: reachOdds(model, row),
    contributions: model.trees.inputs.flatMap((name, i): Contribution[] => {
      const amount = amounts[i] ?? 0;
      const value = row[i] ?? Number.NaN;
      return amount === 0 ? [] : [{ name, value: Number.isNaN(value) ? null : value, amount }];
    }),
  };
}

/** What trees and network say together, log10 views minus own level. */
export function predictReach({ trees, net }: Pick<ReachModel, 'trees' | 'net'>, row: ArrayLike<number>): number {
  const told = predictTrees(trees, row);
  return net === undefined ? told : told + predictNet(net, row);
}

/** Log-odds of an outcome above the own level, before they are calibrated. */
export function reachOdds(
  { odds, net, oddsPerNet = 0 }: Pick<ReachModel, 'odds' | 'net' | 'oddsPerNet'>,
  row: ArrayLike<number>,
): number {
  const told = predictTrees(odds, row);
  return net === undefined ? told : told + oddsPerNet * predictNet(net, row);
}

/** How much each input moved the prediction; with the base they sum to it. Shares of a sum are sums of shares. */
export function reachShares({ trees, net }: Pick<ReachModel, 'trees' | 'net'>, row: ArrayLike<number>) {
  const { base, amounts } = treeShares(trees, row);
  if (net === undefined) return { base, amounts };
  const more = networkShares(net, row);
  return { base: base + more.base, amounts: amounts.map((amount, i) => amount + (more.amounts[i] ?? 0)) };
}

/** Inputs of the model in their order, NaN where missing: what every rung of the ladder is fed. */
export function reachRow(
  model: Pick<ReachModel, 'trees' | 'level' | 'expectation' | 'assume'>,
  values: Features['values'],
  account: Account | null,
): Float64Array {
  const given = (name: string): number => values[name] ?? model.assume[name] ?? Number.NaN;
  return Float64Array.from(model.trees.inputs, (name) =>
    name === EXPECTED_EXCESS ? expectedExcess(model, values, account) : given(name),
  );
}

/** Usual size of the error of this prediction. */
export function reachWidth(
  { width, assume }: Pick<ReachModel, 'width' | 'assume'>,
  values: Features['values'],
  account: Account | null,
  prediction: number,
): number {
  return widthOf(width, {
    spread: values['own_spread'] ?? Number.NaN,
    steps: values['own_rough_spread'] ?? Number.NaN,
    history: account === null ? 0 : historyOf(account).views.length,
    followers: values['followers_log'] ?? Number.NaN,
    prediction,
    readAfter: values['read_after_days'] ?? assume['read_after_days'] ?? READ_LATE,
    year: values['planned_year'] ?? assume['planned_year'] ?? Number.NaN,
  });
}

/** Days after which views hardly grow (science note, section 5); only where a model assumes nothing itself. */
const READ_LATE = 30;

/** log10 views of the own level that the ratio is told against. */
export function ownLevel({ level }: Pick<ReachModel, 'level'>, account: Account | null): number {
  const own = account === null ? null : historyOf(account).level;
  if (own !== null) return own;
  const followers = account?.followers ?? null;
  return followers === null ? level.unknown : level.intercept + level.slope * Math.log10(1 + Math.max(0, followers));
}

/** Whether this build makes the inputs the way the model learned them. */
export function understandsReach(model: ReachModel): boolean {
  try {
    return reachSet(model) === model.featureSet;
  } catch {
    // A name that the registry no longer has: such a model cannot be fed.
    return false;
  }
}

/** Names the inputs and who answers: an app that knows no network must not ask the trees alone, who hold only their part. */
export function reachSet({ trees, net }: Pick<ReachModel, 'trees' | 'net'>): string {
  const inputs = featureSetHash(registryInputs(trees.inputs));
  return net === undefined ? inputs : `${inputs}+network`;
}

export const registryInputs = (inputs: readonly string[]): string[] =>
  inputs.filter((name) => name !== EXPECTED_EXCESS);

/** What the own posts and followers lead one to expect, minus the own level. */
export function expectedExcess(
  model: Pick<ReachModel, 'level' | 'expectation' | 'assume'>,
  values: Features['values'],
  account: Account | null,
): number {
  const { posts } = account === null ? { posts: [] } : historyOf(account);
  const since = values['days_since_last'] ?? null;
  const last = posts.at(-1)?.time ?? null;
  const expected = expectedViews(
    model.expectation,
    { posts, followers: account?.followers ?? null, readAt: account?.readAt ?? null },
    {
      day: last === null || since === null ? null : last / 86_400 + since,
      age: values['read_after_days'] ?? model.assume['read_after_days'] ?? null,
    },
  );
  return expected - ownLevel(model, account);
}
