/**
 * Readings of one video (views at an age) and an age enter; log10 views at that age with an 80 % range leave, or why nobody can tell.
 *
 * The data hold no curve of the first hours (shared/notes/science.md, section 5: the median gap is 102 h), so a reading
 * under 48 h, and the hour of a peak, are answered with a reason and no number.
 */
import type { GrowthBand, GrowthModel } from './model-files.ts';
import { predictTrees } from './trees.ts';

/** Changes whenever the same readings would give other inputs; a model fitted on another set is refused. */
export const GROWTH_SET = 'growth-2';

export interface Reading {
  /** Hours since posting. */
  readonly ageH: number;
  readonly views: number;
}

/** What else is known when the last reading is taken; null or absent is unknown. */
export interface GrowthExtra {
  readonly likesPerView?: number | null;
  readonly commentsPerView?: number | null;
  readonly sharesPerView?: number | null;
  readonly savesPerView?: number | null;
  readonly followers?: number | null;
}

/** log10 views, with the ends of the 80 % range. */
export interface GrowthForecast {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type GrowthRefusal =
  | 'no_reading'
  | 'no_views'
  /** Under 48 h the readings at hand say nothing. */
  | 'reading_too_early'
  | 'reading_too_late'
  /** Every reading is younger than it or the age is past: that is no forecast. */
  | 'target_before_reading'
  | 'target_too_late'
  /** Half of the views had come before the first reading. */
  | 'half_before_reading'
  /** No table holds the first hours. */
  | 'peak_hour_not_in_data';

export interface CannotTell {
  readonly cannotTell: GrowthRefusal;
}

/**
 * @param readings in any order; those taken after the age asked about have no say
 * @param targetAgeH hours since posting
 * @param extra as known at the latest reading that is used
 */
export function growthForecast(
  model: GrowthModel,
  readings: readonly Reading[],
  targetAgeH: number,
  extra: GrowthExtra = {},
): GrowthForecast | CannotTell {
  const known = before(readings, targetAgeH);
  const last = known.at(-1);
  if (last === undefined) return { cannotTell: readings.length === 0 ? 'no_reading' : 'target_before_reading' };
  if (!(last.views > 0)) return { cannotTell: 'no_views' };
  if (last.ageH < model.readings[0]) return { cannotTell: 'reading_too_early' };
  if (last.ageH > model.readings[1]) return { cannotTell: 'reading_too_late' };
  if (targetAgeH > model.targets[1]) return { cannotTell: 'target_too_late' };
  const level = Math.log10(last.views);
  const row = growthRow(known, extra, model.exponent);
  const alone = knowsAgeAlone(row);
  const pace = Math.max(0, alone ? usualPace(model.alone, last.ageH) : predictTrees(model.trees, row));
  const value = level + pace * course(model.exponent, last.ageH, targetAgeH);
  return { value, ...rangeOf(model, alone, level, pace, last.ageH, targetAgeH) };
}

/** Everything but the age is missing: no rates, no followers, no earlier reading. */
export const knowsAgeAlone = (row: ArrayLike<number>): boolean =>
  Array.from(row).every((value, i) => i === 0 || Number.isNaN(value));

/** Straight lines over log age; the ends hold beyond themselves. */
export function usualPace({ ages, paces }: GrowthModel['alone'], ageH: number): number {
  const after = ages.findIndex((age) => age >= ageH);
  if (after <= 0) return paces.at(after) ?? 0;
  const [from = 1, to = 1] = [ages[after - 1], ages[after]];
  const part = Math.log(ageH / from) / Math.log(to / from);
  return (paces[after - 1] ?? 0) * (1 - part) + (paces[after] ?? 0) * part;
}

/** The hour of the peak lies in hours that no table holds, whatever was read later. */
export const peakHour = (): CannotTell => ({ cannotTell: 'peak_hour_not_in_data' });

/**
 * The age at which half of the views expected by the horizon had come; told only where the readings or the forecast
 * reach down to that half.
 */
export function halfLife(
  model: GrowthModel,
  readings: readonly Reading[],
  horizonAgeH: number,
  extra: GrowthExtra = {},
): { readonly ageH: number } | CannotTell {
  const known = before(readings, horizonAgeH);
  const end = growthForecast(model, known, horizonAgeH, extra);
  if ('cannotTell' in end) return end;
  const half = end.value - Math.log10(2);
  const after = known.findIndex(({ views }) => views > 0 && Math.log10(views) >= half);
  if (after === 0) return { cannotTell: 'half_before_reading' };
  const a = known[after < 0 ? known.length - 1 : after - 1];
  const b: Reading =
    after < 0 ? { ageH: horizonAgeH, views: 10 ** end.value } : (known[after] ?? { ageH: 0, views: 0 });
  if (a === undefined || !(a.views > 0)) return { cannotTell: 'half_before_reading' };
  // Between two known points growth runs along the course, as it does in the forecast.
  const part = (half - Math.log10(a.views)) / Math.log10(b.views / a.views);
  const k = model.exponent;
  return { ageH: (a.ageH ** -k - part * (a.ageH ** -k - b.ageH ** -k)) ** (-1 / k) };
}

/** A model made with other inputs is refused, not bent. */
export const understandsGrowth = (model: GrowthModel): boolean => model.featureSet === GROWTH_SET;

/** How much of the growth of a typical video lies between two ages; 1 is what follows an age of 100 h. */
export const course = (exponent: number, fromH: number, toH: number): number =>
  (100 / fromH) ** exponent - (100 / toH) ** exponent;

export const GROWTH_INPUTS = [
  'log_age',
  'like_rate',
  'comment_rate',
  'share_rate',
  'save_rate',
  'log_followers',
  'slope',
  'slope_span',
] as const;

/**
 * Inputs of the trees, NaN where missing. Views themselves are none: they helped nobody (card), and without them more
 * views at a reading can never mean fewer later.
 *
 * @param readings ascending by age, the last one is the reading that the forecast starts from
 */
export function growthRow(readings: readonly Reading[], extra: GrowthExtra, exponent: number): Float64Array {
  const last = readings.at(-1) ?? { ageH: Number.NaN, views: Number.NaN };
  // The oldest reading says most about the slope; one too close in time is all rounding.
  const first = readings.find(
    ({ ageH, views }) => ageH >= SLOPE_FROM_H && last.ageH - ageH >= SLOPE_SPAN_H && views > 0,
  );
  const slope = first ? Math.log10(last.views / first.views) / course(exponent, first.ageH, last.ageH) : Number.NaN;
  const { followers } = extra;
  return Float64Array.of(
    Math.log10(last.ageH),
    rate(extra.likesPerView),
    rate(extra.commentsPerView),
    rate(extra.sharesPerView),
    rate(extra.savesPerView),
    typeof followers === 'number' && followers >= 0 ? Math.log10(1 + followers) : Number.NaN,
    slope,
    first ? Math.log10(last.ageH / first.ageH) : Number.NaN,
  );
}

/** The table's readings are floored to a tenth of an hour and rounded to two or three digits; a shorter span is noise. */
const SLOPE_SPAN_H = 12;
/** Before the first day the course runs off towards the moment of posting. */
const SLOPE_FROM_H = 24;

const rate = (perView: number | null | undefined): number =>
  typeof perView === 'number' && perView >= 0 ? Math.log10(perView + 1e-6) : Number.NaN;

/** Up to and including the age asked about, ascending; of two at one age the larger count, since counts only rise. */
const before = (readings: readonly Reading[], targetAgeH: number): Reading[] =>
  readings
    .filter(({ ageH, views }) => ageH > 0 && ageH <= targetAgeH && views >= 0)
    .sort((a, b) => a.ageH - b.ageH || a.views - b.views);

/**
 * Residuals are per unit of course, so the range opens from nothing. Views never fall: neither end falls under the
 * reading, nor under what it was at the end of a band of shorter gaps.
 */
function rangeOf(model: GrowthModel, alone: boolean, level: number, pace: number, ageH: number, targetAgeH: number) {
  const { levels, bands } = model.conformal;
  const gap = targetAgeH - ageH;
  const own = bands.filter(
    ({ age, alone: forOne }) => forOne === alone && ageH >= age[0] && (age[1] === null || ageH < age[1]),
  );
  let low = level;
  let high = level;
  for (const band of own) {
    if (band.gap[0] > gap) continue;
    const at = Math.min(targetAgeH, band.gap[1] === null ? targetAgeH : ageH + band.gap[1]);
    const way = course(model.exponent, ageH, at);
    low = Math.max(low, level + Math.min(pace, pace + residual(levels, band, 0.1)) * way);
    high = Math.max(high, level + Math.max(pace, pace + residual(levels, band, 0.9)) * way);
  }
  return { low: Math.min(low, level + pace * course(model.exponent, ageH, targetAgeH)), high };
}

const residual = (levels: readonly number[], band: GrowthBand, p: number): number =>
  band.residuals[levels.findIndex((level) => Math.abs(level - p) < 1e-9)] ?? 0;
