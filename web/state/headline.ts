/** An evaluation → the three figures to lead with, and all of them in order. Nothing is computed here but the choice. */
import type { Evaluation, Measure } from './evidence.svelte.ts';
import type { Words } from './words.svelte.ts';

export interface Headline {
  /** How often the 80 % range held, on the rows with the most cases. */
  readonly coverage: Evaluation['coverage'][number] | null;
  /** How well it orders: within one author where that was measured, else the rank correlation. */
  readonly order: Measure | null;
  /** A measure with its baseline and their difference. */
  readonly against: Measure | null;
  /** Of outcome on score, both as places: 1 is right. */
  readonly slope: Evaluation['slope'][number] | null;
  /** What the figure against the plain guess, or the order, was measured on. */
  readonly measuredOn: Measure | null;
}

/** What was held back goes before what was foretold out of fold on training rows, however many those are. */
const trained = ({ rows }: Measure): boolean => rows.endsWith('out_of_fold');

/** Held-out people first, then later months, then other sets: what a new creator meets is an unseen author. */
const SPLITS: readonly Measure['split'][] = ['authors', 'groups', 'time', 'transfer'];
const ORDERS = ['auc_own', 'auc_top', 'auc_beats', 'auc', 'spearman_own', 'spearman', 'spearman_in_series'];
const AGAINST = [
  'r2_ratio',
  'mae_ratio',
  'r2',
  'spearman',
  'mae',
  'macro_f1',
  'median_absolute_error',
  'mean_absolute_log_error',
];
/** Measured on parts of which the file names the telling one first. */
const LEADING = ['macro_f1', 'median_absolute_error', 'mean_absolute_log_error'];
/** Misses: the smaller, the better. */
export const lowerIsBetter = (metric: string): boolean => /error|mae|miss|brier/.test(metric);

export function headline(evaluation: Evaluation): Headline {
  const order = choose(evaluation, ORDERS, () => true);
  const against = choose(evaluation, AGAINST, (measure) => measure.baseline !== null);
  return {
    coverage: most(evaluation.coverage),
    order,
    against,
    measuredOn: against ?? order,
    slope: most(evaluation.slope.filter((each) => each.slice === 'all')) ?? most(evaluation.slope),
  };
}

export type Worth = 'better' | 'unsure' | 'worse';

/** Whether the model beats the plain guess beyond chance; null where nothing was put beside one. */
export function worthOf(measure: Measure | null): Worth | null {
  if (measure?.gain == null) return null;
  const { value, low, high } = measure.gain;
  const sign = lowerIsBetter(measure.metric) ? -1 : 1;
  // Without an interval nothing is beyond chance.
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'unsure';
  return sign * value > 0 ? 'better' : 'worse';
}

function choose(
  evaluation: Evaluation,
  metrics: readonly string[],
  fits: (measure: Measure) => boolean,
): Measure | null {
  for (const metric of metrics)
    for (const split of SPLITS) {
      const found = evaluation.measures.filter(
        (measure) => measure.metric === metric && measure.split === split && fits(measure),
      );
      const held = found.filter((measure) => !trained(measure));
      const asked = held.length > 0 ? held : found;
      const whole = asked.filter((measure) => measure.slice === 'all');
      const best = LEADING.includes(metric) ? (asked[0] ?? null) : most(whole.length > 0 ? whole : asked);
      if (best) return best;
    }
  return null;
}

function most<T extends { readonly n: number }>(rows: readonly T[]): T | null {
  return rows.reduce<T | null>((best, row) => (best && best.n >= row.n ? best : row), null);
}

/** Whole slices before their parts, otherwise as the file has them. */
export function plainMeasures(evaluation: Evaluation): readonly Measure[] {
  const rank = (measure: Measure): number => SPLITS.indexOf(measure.split) * 2 + (measure.slice === 'all' ? 0 : 1);
  return [...evaluation.measures].sort((a, b) => rank(a) - rank(b));
}

/** Curves of chances and ranks, of whole slices where there are any; a slice of a slice stays in the file. */
export function plainCurves({ reliability }: Evaluation): Evaluation['reliability'] {
  const scaled = reliability.filter(({ what }) => !what.startsWith('log10'));
  const whole = scaled.filter(({ what }) => !what.includes(', '));
  return whole.length > 0 ? whole : scaled.filter(({ rows }) => rows === scaled[0]?.rows);
}

export interface LearningCurve {
  readonly metric: string;
  readonly rows: string;
  readonly points: Evaluation['learning'];
}

/** One curve per figure and rows, from few to many; a single point is no curve. */
export function learningCurves({ learning }: Evaluation): LearningCurve[] {
  const found = new Map<string, Evaluation['learning']>();
  for (const point of learning) {
    const key = `${point.metric} ${point.rows}`;
    found.set(key, [...(found.get(key) ?? []), point]);
  }
  return [...found.values()].flatMap((points) => {
    const sorted = points.toSorted((a, b) => a.groups - b.groups);
    const first = sorted[0];
    return first === undefined || sorted.length < 2 ? [] : [{ metric: first.metric, rows: first.rows, points: sorted }];
  });
}

/** The interval of a figure, in the unit shown; '' when none was taken. */
export function figureWords(
  figure: { readonly low: number | null; readonly high: number | null },
  times: number,
  { t, format }: Pick<Words, 't' | 'format'>,
  digits = times === 1 ? 2 : 0,
): string {
  if (figure.low === null || figure.high === null) return '';
  return t('evidence.interval', {
    lo: format.number(figure.low * times, digits),
    hi: format.number(figure.high * times, digits),
  });
}
