/** When a post went up, when it was read and the time now enter; which readings are done, due, missed or to come leaves. The ages are those that `growth` and the outcome of a report are asked for. */

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

export type ReadingAge = (typeof READING_AGES_H)[number];
export interface PlannedReading {
  readonly ageH: ReadingAge;
  /** Unix ms: from then on it is due. */
  readonly at: number;
  /** Done by a reading before the next age; missed when there was none. */
  readonly state: 'done' | 'due' | 'missed' | 'ahead';
}

/** The last age ends here: a month later the difference is a few percent (shared notes, science.md section 5). */
const LAST_ENDS_H = 1440;

/**
 * @param postedAt Unix ms
 * @param readAt of each reading so far, Unix ms, in any order
 * @param now Unix ms
 */
export function readingPlan(postedAt: number, readAt: readonly number[], now: number): readonly PlannedReading[] {
  return READING_AGES_H.map((ageH, i) => {
    const at = postedAt + ageH * HOUR_MS;
    const until = postedAt + (READING_AGES_H[i + 1] ?? LAST_ENDS_H) * HOUR_MS;
    const done = readAt.some((one) => one >= at && one < until);
    return { ageH, at, state: done ? 'done' : now < at ? 'ahead' : now < until ? 'due' : 'missed' };
  });
}

/** The next one after `now`; null when all are past. */
export const nextReading = (postedAt: number, now: number): number | null => readingsDue(postedAt, now)[0] ?? null;
