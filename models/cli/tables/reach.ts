/** Rows of a reach table enter; for each, in the same order, what the reach model says before it was posted leaves. */
import { historyOf } from '#core/features/history.ts';
import { bandFor, residualAt } from '#core/scoring/conformal.ts';
import { chanceAbove } from '#core/scoring/exceed.ts';
import type { ReachModel } from '#core/scoring/model-files.ts';
import { beatsOwnLevel } from '#core/scoring/platt.ts';
import { ownLevel, reachRow, reachWidth, registryInputs } from '#core/scoring/reach.ts';
import { bothChances, topChance, TOP_FROM, type TopModel } from '#core/scoring/top.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { quantile } from '#core/stats/quantile.ts';
import type { ReachRow } from '../../data/columns.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { withEarlier } from './rows-of.ts';

export const REACH_COLUMNS = ['n_history', 'level', 'ratio', 'low80', 'high80', 'p_beats', 'p_top25'] as const;

/** log10 views; `ratio`, `low80`, `high80` are relative to `level`. */
export interface ReachAnswer {
  readonly history: number;
  readonly level: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly beats: number;
  /** Null under 4 earlier posts: a quarter of three posts is no post. */
  readonly top: number | null;
}

export interface ReachModels {
  readonly model: ReachModel;
  /** For rows of which nobody knows when they were read. */
  readonly lean: ReachModel;
  readonly top: TopModel;
}

/** @param rows null where a row could not be read */
export function answerReach(
  { model, lean, top }: ReachModels,
  rows: readonly (ReachRow | null)[],
): (ReachAnswer | null)[] {
  const names = [model, lean, top].flatMap(({ trees }) => registryInputs(trees.inputs));
  // A table without a column is asked about as such; what is assumed on a phone is left out.
  const asked = { model: { ...model, assume: {} }, lean: { ...lean, assume: {} }, top: { ...top, assume: {} } };
  return withEarlier(rows, (row, earlier) => answerOne(asked, [...new Set(names)], row, earlier));
}

function answerOne(
  models: ReachModels,
  names: readonly string[],
  row: ReachRow,
  earlier: readonly ReachRow[],
): ReachAnswer {
  const model = row.readAt === null ? models.lean : models.model;
  const context = contextOf(row, earlier);
  const { account } = context;
  const { values } = featuresOf(names, context, row);
  const fed = reachRow(model, values, account);
  const ratio = predictTrees(model.trees, fed);
  const { views } = account === null ? { views: [] } : historyOf(account);
  const band = bandFor(model.conformal, row.followers, views.length);
  const width = reachWidth(model, values, account, ratio);
  const residual = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  const level = ownLevel(model, account);
  const quarter = views.length < TOP_FROM ? null : (quantile(views, 0.75) ?? 0) - level;
  const ofRange =
    quarter === null || band === null ? null : chanceAbove(model.conformal, band, (quarter - ratio) / width);
  return {
    history: views.length,
    level,
    ratio,
    low: ratio + residual(0.1),
    high: ratio + residual(0.9),
    beats: beatsOwnLevel(model.beats, views.length, predictTrees(model.odds, fed)) ?? 0.5,
    // The model of the best quarter learned from rows that were known whole.
    top: ofRange === null || row.readAt === null ? ofRange : withTop(ofRange, topChance(models.top, values, account)),
  };
}

const withTop = (ofRange: number, top: number | null): number => (top === null ? ofRange : bothChances(top, ofRange));

export function reachCells(answer: ReachAnswer | null): string[] {
  if (answer === null) return REACH_COLUMNS.map(() => '');
  const { history, level, ratio, low, high, beats, top } = answer;
  return [String(history), ...[level, ratio, low, high, beats].map(told), top === null ? '' : told(top)];
}

/** Six decimals of a log10 are a millionth of the views: finer than anything known here. */
export const told = (value: number): string => String(Number(value.toFixed(6)));
