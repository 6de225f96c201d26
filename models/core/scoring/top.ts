/** Top model, features and account enter; the chance that a post lands in the best quarter of the own earlier ones leaves. */
import { historyOf } from '../features/history.ts';
import { featureSetHash } from '../features/registry.ts';
import type { Account, Features } from '../flow.ts';
import { share, type Share } from '../units.ts';
import { inside } from './conformal.ts';
import type { Platt, ReachModel, TreeArrays } from './model-files.ts';
import { probability } from './platt.ts';
import { reachRow, registryInputs } from './reach.ts';
import { predictTrees } from './trees.ts';

export interface TopModel extends Pick<ReachModel, 'level' | 'expectation' | 'assume'> {
  readonly model: 'top';
  readonly version: string;
  /** Hash of names and versions of the inputs; see featureSetHash. */
  readonly featureSet: string;
  /** Log-odds. */
  readonly trees: TreeArrays;
  /** Calibrates the log-odds, by number of earlier posts. */
  readonly chances: readonly {
    readonly history: readonly [from: number | null, to: number | null];
    readonly platt: Platt;
  }[];
}

/** A quarter of three posts is no post. */
export const TOP_FROM = 4;

/** @returns null under four earlier posts */
export function topChance(model: TopModel, values: Features['values'], account: Account | null): Share | null {
  const history = account === null ? 0 : historyOf(account).views.length;
  const found = model.chances.find((entry) => inside(entry.history, history));
  if (history < TOP_FROM || found === undefined) return null;
  return share(probability(found.platt, predictTrees(model.trees, reachRow(model, values, account))));
}

/**
 * Two chances of one event, told by models that err differently, as one: the mean of their log-odds. Out of fold on
 * training authors it puts more pairs in order than either alone (evaluation.json of top).
 */
export function bothChances(one: number, other: number): Share {
  const odds = (p: number): number => Math.log(p / (1 - p));
  return share(1 / (1 + Math.exp(-(odds(one) + odds(other)) / 2)));
}

/** Whether this build makes the inputs the way the model learned them. */
export function understandsTop(model: TopModel): boolean {
  try {
    return featureSetHash(registryInputs(model.trees.inputs)) === model.featureSet;
  } catch {
    // A name that the registry no longer has: such a model cannot be fed.
    return false;
  }
}
