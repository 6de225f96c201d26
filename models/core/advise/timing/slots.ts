/**
 * A local hour and weekday → the shape that the effect of time is sought in: hour around the clock, weekend or not,
 * weekday, and a clock of its own for the weekend. Each group's columns carry its share of the prior variance.
 */

/** One hour of the week. */
export interface Slot {
  /** 0 Monday … 6 Sunday. */
  readonly weekday: number;
  /** 0 … 23, the hour that begins. */
  readonly hour: number;
}

export const HOURS_OF_WEEK = 168;
export const slotAt = (index: number): Slot => ({ weekday: Math.floor(index / 24), hour: index % 24 });
export const indexOf = ({ weekday, hour }: Slot): number => weekday * 24 + hour;

/**
 * How the variance of an effect is shared before anything is seen. Most tools speak of the hour, and the only published
 * figure of a size is one of weekdays (notes/science.md section 5), so both get a share. Chosen, not fitted.
 */
const SHARE = { hour: 0.5, weekend: 0.1, weekday: 0.2, weekendHour: 0.2 } as const;

/**
 * Circular kernel: von Mises with concentration 2, exp(2·cos θ), whose Fourier coefficients are the Bessel functions
 * I₁…I₄(2) = 1.5906, .6889, .2127, .0507 (Abramowitz & Stegun, table 9.8), divided by their sum. Hours 3 h apart
 * are still alike (correlation .6), hours half a day apart are opposites. The concentration is chosen.
 */
const HARMONICS = [0.6255, 0.2709, 0.0837, 0.0199] as const;
/** The weekend's own clock is rougher: two harmonics, in the proportion of the first two above. */
const WEEKEND_HARMONICS = [0.698, 0.302] as const;

/** Of mean 0 and variance 1 over a week. */
const WEEKEND = (weekday: number): number => (weekday >= 5 ? Math.sqrt(5 / 2) : -Math.sqrt(2 / 5));

export const COLUMNS = 2 * HARMONICS.length + 1 + 7 + 2 * WEEKEND_HARMONICS.length;

/**
 * The row of one moment, scaled so that every coefficient has the same prior variance and a typical effect that of the
 * whole: averaged over a week, Σ row² = 1.
 *
 * @param hour with fraction, 0 to 24
 */
export function rowOf(weekday: number, hour: number): Float64Array {
  const row = new Float64Array(COLUMNS);
  const angle = (2 * Math.PI * hour) / 24;
  let at = 0;
  HARMONICS.forEach((weight, k) => {
    const size = Math.sqrt(SHARE.hour * weight);
    row[at++] = size * Math.cos((k + 1) * angle);
    row[at++] = size * Math.sin((k + 1) * angle);
  });
  const weekend = WEEKEND(weekday);
  row[at++] = Math.sqrt(SHARE.weekend) * weekend;
  row[at + weekday] = Math.sqrt(SHARE.weekday);
  at += 7;
  WEEKEND_HARMONICS.forEach((weight, k) => {
    const size = Math.sqrt(SHARE.weekendHour * weight) * weekend;
    row[at++] = size * Math.cos((k + 1) * angle);
    row[at++] = size * Math.sin((k + 1) * angle);
  });
  return row;
}

/** The middle of each hour of the week. */
export const weekRows = (): readonly Float64Array[] =>
  Array.from({ length: HOURS_OF_WEEK }, (_, index) => {
    const { weekday, hour } = slotAt(index);
    return rowOf(weekday, hour + 0.5);
  });
