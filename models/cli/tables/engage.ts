/** Rows of a reach table enter; for each, in the same order, what the engage model says before it was posted leaves. */
import { engageForecast, type EngageForecast, type EngageModel } from '#core/scoring/engage.ts';
import type { ReachRow } from '../../data/columns.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { told } from './reach.ts';
import { withEarlier } from './rows-of.ts';

/** log10 of (likes + comments + shares) per view; `ratio`, `low80`, `high80` are relative to `level`. */
export const ENGAGE_COLUMNS = ['n_history', 'level', 'ratio', 'low80', 'high80'] as const;

/** @param rows null where a row could not be read */
export const answerEngage = (model: EngageModel, rows: readonly (ReachRow | null)[]): (EngageForecast | null)[] =>
  withEarlier(rows, (row, earlier) => {
    const context = contextOf(row, earlier);
    return engageForecast(
      { ...model, assume: {} },
      featuresOf(model.trees.inputs, context, row).values,
      context.account,
    );
  });

export function engageCells(answer: EngageForecast | null): string[] {
  if (answer === null) return ENGAGE_COLUMNS.map(() => '');
  const { history, level, ratio, low, high } = answer;
  return [String(history), ...[level, ratio, low, high].map(told)];
}
