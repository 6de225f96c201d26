/** When a post went up and the time now enter; when its counts are read next leaves. The ages are those that `growth` and the outcome of a report are asked for. */

const HOUR_MS = 3_600_000;

/** Hours after posting: 1 h, 6 h, 24 h, 72 h, 7 d, 30 d. */
export const READING_AGES_H = [1, 6, 24, 72, 168, 720] as const;

/**
 * Moments still to come, ascending. One that was missed is not made up for later: a reading says when it was taken.
 *
 * @param postedAt Unix ms
 * @param now Unix ms
 */
export const readingsDue = (postedAt: number, now: number): readonly number[] =>
  READING_AGES_H.map((hours) => postedAt + hours * HOUR_MS).filter((at) => at > now);

/** The next one after `now`; null when all are past. */
export const nextReading = (postedAt: number, now: number): number | null => readingsDue(postedAt, now)[0] ?? null;
