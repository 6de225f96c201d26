/**
 * Engage model, features and account enter; the foretold log10 reactions per view, against the own usual, and its range leave.
 *
 * Reactions are likes, comments and shares together. The own usual is the plain mean of log10 (reactions / views) of the
 * earlier posts; a post nobody reacted to, or whose likes are not known, is no reading of it.
 */
import { historyOf } from '../features/history.ts';
import { featureSetHash } from '../features/registry.ts';
import type { Account, Features } from '../flow.ts';
import { bandFor, residualAt } from './conformal.ts';
import type { ConformalTable, TreeArrays, WidthModel } from './model-files.ts';
import { widthOf } from './reach-width.ts';
import { predictTrees } from './trees.ts';

export interface EngageModel {
  readonly model: 'engage';
  readonly version: string;
  /** Hash of names and versions of the inputs; see featureSetHash. */
  readonly featureSet: string;
  readonly trees: TreeArrays;
  /** With no earlier reading: intercept + slope·log10(1 + followers), or `unknown` where those are not known either. */
  readonly level: { readonly intercept: number; readonly slope: number; readonly unknown: number };
  readonly assume: Readonly<Record<string, number>>;
  /** Residuals are multiples of the width of the case. */
  readonly conformal: ConformalTable;
  readonly width: WidthModel;
}

/** log10 reactions per view; `ratio`, `low` and `high` are relative to `level`. */
export interface EngageForecast {
  /** Earlier posts whose reactions are known. */
  readonly history: number;
  readonly level: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export function engageForecast(
  model: EngageModel,
  values: Features['values'],
  account: Account | null,
): EngageForecast {
  const { history, level } = engageLevel(model, account);
  const given = (name: string): number => values[name] ?? model.assume[name] ?? Number.NaN;
  const ratio = predictTrees(model.trees, Float64Array.from(model.trees.inputs, given));
  const band = bandFor(model.conformal, account?.followers ?? null, history);
  const width = widthOf(model.width, {
    spread: given('engagement_spread'),
    steps: Number.NaN,
    history,
    followers: given('followers_log'),
    prediction: ratio,
    readAfter: values['read_after_days'] ?? model.assume['read_after_days'] ?? READ_LATE,
    year: given('planned_year'),
  });
  const residual = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  return {
    history,
    level,
    ratio,
    low: Math.min(ratio, ratio + residual(0.1)),
    high: Math.max(ratio, ratio + residual(0.9)),
  };
}

/** Days after which views hardly grow (science note, section 5); only where a model assumes nothing itself. */
const READ_LATE = 30;

/** What the own earlier posts usually get, and from how many it is told. */
export function engageLevel(
  { level }: Pick<EngageModel, 'level'>,
  account: Account | null,
): { readonly history: number; readonly level: number } {
  const own = account === null ? [] : engagedOf(account);
  if (own.length > 0) return { history: own.length, level: own.reduce((a, b) => a + b, 0) / own.length };
  const followers = account?.followers ?? null;
  return {
    history: 0,
    level: followers === null ? level.unknown : level.intercept + level.slope * Math.log10(1 + Math.max(0, followers)),
  };
}

/** log10 reactions per view of the earlier posts that tell it, oldest first. */
export const engagedOf = (account: Account): number[] =>
  historyOf(account).posts.flatMap(({ engagement }) => (engagement === null ? [] : [engagement]));

/** Whether this build makes the inputs the way the model learned them. */
export function understandsEngage(model: EngageModel): boolean {
  try {
    return featureSetHash(model.trees.inputs) === model.featureSet;
  } catch {
    // A name that the registry no longer has: such a model cannot be fed.
    return false;
  }
}
