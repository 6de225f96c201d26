/** Readings of one post from wherever they came enter; one series without repeats leaves, and which of it says how the post did. Pure. */

export interface SeriesReading {
  /** Unix ms. */
  readonly readAt: number;
  /** Unix ms; null when not told. */
  readonly postedAt: number | null;
  readonly views: number;
}

/** Two readings closer than this tell one thing: the platforms' own counts are refreshed no faster. Chosen. */
const SAME_MS = 10 * 60_000;
/** Results are read from a week on (shared notes, science.md section 5): before that most posts still move. */
export const SETTLED_DAYS = 7;
const DAY_MS = 86_400_000;

/** Oldest first; of readings within ten minutes of each other the later stays. */
export function mergedSeries<Reading extends SeriesReading>(readings: readonly Reading[]): readonly Reading[] {
  const sorted = readings.toSorted((a, b) => a.readAt - b.readAt);
  return sorted.filter((one, i) => {
    const next = sorted[i + 1];
    return next === undefined || next.readAt - one.readAt >= SAME_MS;
  });
}

/** Age of a reading in hours; null where the day of posting is not known, or lies after it. */
export function ageHours({ readAt, postedAt }: SeriesReading, known: number | null = null): number | null {
  const from = postedAt ?? known;
  return from === null || readAt <= from ? null : (readAt - from) / 3_600_000;
}

/**
 * The reading a forecast is held against: the first from a week on, so that every post is judged at about the same age;
 * the newest where no age is known. null where all are too early.
 */
export function settledReading<Reading extends SeriesReading>(readings: readonly Reading[]): Reading | null {
  const series = mergedSeries(readings);
  const settled = series.find(
    ({ readAt, postedAt }) => postedAt !== null && readAt - postedAt >= SETTLED_DAYS * DAY_MS,
  );
  return settled ?? series.findLast(({ postedAt }) => postedAt === null) ?? null;
}
