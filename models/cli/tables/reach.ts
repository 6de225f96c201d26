/** Rows of a reach table enter; for each, in the same order, what the reach model says before it was posted leaves. */
import { historyOf } from '#core/features/history.ts';
import { bandFor, residualAt } from '#core/scoring/conformal.ts';
import { chanceAbove } from '#core/scoring/exceed.ts';
import type { ConformalBand, ReachModel } from '#core/scoring/model-files.ts';
import { beatsOwnLevel } from '#core/scoring/platt.ts';
import { ownLevel, predictReach, reachOdds, reachRow, reachWidth, registryInputs } from '#core/scoring/reach.ts';
import { movedChance, ownShifts, tableShifts, usualError, type Moved } from '#core/scoring/table-shift.ts';
import { bothChances, topChance, TOP_FROM, type TopModel } from '#core/scoring/top.ts';
import { quantile } from '#core/stats/quantile.ts';
import { isHistory, type ReachRow } from '../../data/columns.ts';
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

/**
 * @param rows null where a row could not be read
 * @param recalibrate lets the earlier rows of everybody move a row, not those of its author alone; see Note [A table of its own]
 */
export function answerReach(
  { model, lean, top }: ReachModels,
  rows: readonly (ReachRow | null)[],
  recalibrate = false,
): (ReachAnswer | null)[] {
  const names = [model, lean, top].flatMap(({ trees }) => registryInputs(trees.inputs));
  // A table without a column is asked about as such; what is assumed on a phone is left out.
  const asked = { model: { ...model, assume: {} }, lean: { ...lean, assume: {} }, top: { ...top, assume: {} } };
  const foretold = withEarlier(rows, (row, earlier) => foretell(asked, [...new Set(names)], row, earlier));
  const shifts = shiftsOf(rows, foretold, recalibrate ? tableShifts : ownShifts);
  return foretold.map((one, i) => (one === null ? null : answerOf(one, shifts[i] ?? { by: 0, stretch: 1 })));
}

interface Foretold {
  readonly model: ReachModel;
  readonly views: readonly number[];
  readonly level: number;
  readonly ratio: number;
  readonly odds: number;
  readonly width: number;
  readonly band: ConformalBand | null;
  /** What the model of the best quarter says; null where it is not asked. */
  readonly top: number | null;
  /** Of a row of which nobody knows when it was read: such a table may stand anywhere. */
  readonly lean: boolean;
}

function foretell(
  models: ReachModels,
  names: readonly string[],
  row: ReachRow,
  earlier: readonly ReachRow[],
): Foretold {
  const lean = row.readAt === null;
  const model = lean ? models.lean : models.model;
  const context = contextOf(row, earlier);
  const { account } = context;
  const { values } = featuresOf(names, context, row);
  const fed = reachRow(model, values, account);
  const ratio = predictReach(model, fed);
  const { views } = account === null ? { views: [] } : historyOf(account);
  return {
    model,
    views,
    level: ownLevel(model, account),
    ratio,
    odds: reachOdds(model, fed),
    width: reachWidth(model, values, account, ratio),
    band: bandFor(model.conformal, row.followers, views.length),
    // The model of the best quarter learned from rows that were known whole.
    top: lean ? null : topChance(models.top, values, account),
    lean,
  };
}

/** See Note [A table of its own]. Rows that were read at a known age are in no table of its own: the model knows how they stand. */
function shiftsOf(
  rows: readonly (ReachRow | null)[],
  foretold: readonly (Foretold | null)[],
  shifts: typeof ownShifts,
): Moved[] {
  return shifts(
    rows.map((row, i) => {
      const one = foretold[i] ?? null;
      if (row === null || one === null || !one.lean) return { author: '', time: null, error: null, usual: null };
      const counts = isHistory(row) && one.views.length > 0;
      return {
        author: row.author,
        time: row.time,
        error: counts ? Math.log10(row.plays ?? 1) - one.level - one.ratio : null,
        usual: one.band === null ? null : usualError(one.model.conformal, one.band, one.width),
      };
    }),
  );
}

function answerOf({ model, views, level, odds, band, top, ...told }: Foretold, { by, stretch }: Moved): ReachAnswer {
  const ratio = told.ratio + by;
  const width = told.width * stretch;
  const residual = (p: number): number => (band === null ? 0 : width * residualAt(model.conformal, band, p));
  const quarter = views.length < TOP_FROM ? null : (quantile(views, 0.75) ?? 0) - level;
  const ofRange =
    quarter === null || band === null ? null : chanceAbove(model.conformal, band, (quarter - ratio) / width);
  return {
    history: views.length,
    level,
    ratio,
    low: ratio + residual(0.1),
    high: ratio + residual(0.9),
    beats: movedChance(beatsOwnLevel(model.beats, views.length, odds) ?? 0.5, by),
    top: ofRange === null ? null : withTop(ofRange, top),
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
