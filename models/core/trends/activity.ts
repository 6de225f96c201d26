/** Readings of one key enter, its activity day by day leaves: what was added on each day, and how finely that is known. */

/** What a source counts: everything ever (a hashtag's views), or what happened within a fixed span (a page's views that day). */
export type Measure = 'total' | 'rate';

export interface Reading {
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly value: number;
}

export interface Activity {
  readonly lastDay: number;
  /** One per day up to `lastDay`, oldest first, never negative; at most MOST_DAYS. */
  readonly gains: readonly number[];
  /** The source rounds to multiples of this: 100,700,000 is only known to 100,000. */
  readonly step: number;
}

/** Four weeks: the longest history that the forecast looks at. */
export const MOST_DAYS = 28;

/** A gap up to this is filled evenly; a longer one starts the history anew. Of the 106 gaps in hashtag_daily (shared/data/trends) 8 are shorter, 98 longer. */
const LONGEST_GAP_DAYS = 3;

/**
 * A total that falls was recounted or had videos taken away; that day counts as none added.
 *
 * @param readings in any order; of two on one day the later in the list counts
 * @returns null when there is no day's gain at all
 */
export function activityOf(readings: readonly Reading[], measure: Measure): Activity | null {
  const byDay = new Map(readings.filter(sound).map((reading) => [reading.day, reading.value]));
  const days = [...byDay.keys()].sort((a, b) => b - a); // latest first
  const lastDay = days[0];
  if (lastDay === undefined) return null;
  const valueOn = (day: number): number => byDay.get(day) ?? 0; // asked for days of the map only
  const used: number[] = [valueOn(lastDay)];
  const gains: number[] = measure === 'rate' ? [valueOn(lastDay)] : [];
  for (let i = 1; i < days.length && gains.length < MOST_DAYS; i++) {
    const [later, earlier] = [days[i - 1] ?? 0, days[i] ?? 0];
    const gap = later - earlier;
    if (gap > LONGEST_GAP_DAYS) break;
    const [after, before] = [valueOn(later), valueOn(earlier)];
    used.push(before);
    for (let back = 1; back <= gap && gains.length < MOST_DAYS; back++) {
      gains.push(measure === 'total' ? Math.max(0, after - before) / gap : after + ((before - after) * back) / gap);
    }
  }
  return gains.length === 0 ? null : { lastDay, gains: gains.toReversed(), step: stepOf(used) };
}

const sound = ({ day, value }: Reading): boolean => Number.isInteger(day) && Number.isFinite(value) && value >= 0;

/** The largest power of ten that divides every value; 1 for values that are no whole numbers. */
function stepOf(values: readonly number[]): number {
  const known = values.filter((value) => value > 0);
  if (known.length === 0 || !known.every(Number.isSafeInteger)) return 1;
  let step = 1;
  while (known.every((value) => value % (step * 10) === 0)) step *= 10;
  return step;
}
