/** The growth table → videos with their readings; videos → pairs of a reading and a later one, as the model learns and is asked. */
import type { GrowthExtra, Reading } from '#core/scoring/growth.ts';
import { numberIn } from '../../data/columns.ts';
import { readCsv } from '../../data/csv.ts';

export const GROWTH_TABLE = 'growth/tiktok_vn_2025_snapshots.csv.gz';

export interface Snapshot extends Reading {
  readonly extra: GrowthExtra;
}

export interface Video {
  readonly video: string;
  readonly author: string;
  /** Ascending by age. */
  readonly readings: readonly Snapshot[];
}

/** A reading, those before it and one after it. */
export interface Pair {
  readonly video: Video;
  /** Index of the reading that the forecast starts from. */
  readonly from: number;
  /** Index of the reading that is foretold. */
  readonly to: number;
}

/** No curve of the first two days exists; after three months there is hardly growth left to learn from. h */
export const READINGS = [48, 90 * 24] as const;
/** The last readings of the table end here, apart from a few of posts from years before. h */
export const TARGETS = [48, 120 * 24] as const;

export async function readVideos(path: string): Promise<Video[]> {
  const found = new Map<string, { video: string; author: string; readings: Snapshot[] }>();
  for await (const record of readCsv(path)) {
    const [ageH, views] = [numberIn(record, 'age_h'), numberIn(record, 'plays')];
    const [video, author] = [record['video'] ?? '', record['author'] ?? record['video'] ?? ''];
    if (video === '' || ageH === null || views === null || ageH <= 0 || views <= 0) continue;
    const key = `${author} ${video}`;
    const known = found.get(key) ?? { video, author, readings: [] };
    known.readings.push({ ageH, views, extra: extraOf(record, views) });
    found.set(key, known);
  }
  return [...found.values()].map((one) => ({ ...one, readings: one.readings.sort((a, b) => a.ageH - b.ageH) }));
}

/** The optional columns of a reading; also read from tables of outsiders. */
export function extraOf(record: Readonly<Record<string, string>>, views: number): GrowthExtra {
  const perView = (column: string): number | null => {
    const count = numberIn(record, column);
    return count === null || count < 0 || views <= 0 ? null : count / views;
  };
  return {
    likesPerView: perView('likes'),
    commentsPerView: perView('comments'),
    sharesPerView: perView('shares'),
    savesPerView: perView('saves'),
    followers: numberIn(record, 'followers'),
  };
}

/**
 * Every reading in range with at most MOST_TARGETS later ones, spread evenly, the next and the last among them:
 * a video that was read 20 times is not worth 190 of one that was read twice.
 */
export function pairsOf(videos: readonly Video[]): Pair[] {
  return videos.flatMap((video) =>
    video.readings.flatMap((reading, from): Pair[] => {
      if (reading.ageH < READINGS[0] || reading.ageH > READINGS[1]) return [];
      const later = video.readings.flatMap((target, to) =>
        target.ageH - reading.ageH >= LEAST_GAP_H && target.ageH <= TARGETS[1] ? [to] : [],
      );
      return spread(later).map((to) => ({ video, from, to }));
    }),
  );
}

/** log10 views later over views now. */
export const growthOf = ({ video, from, to }: Pair): number =>
  Math.log10((video.readings[to]?.views ?? Number.NaN) / (video.readings[from]?.views ?? Number.NaN));

export const fromAge = ({ video, from }: Pair): number => video.readings[from]?.ageH ?? Number.NaN;
export const toAge = ({ video, to }: Pair): number => video.readings[to]?.ageH ?? Number.NaN;

/** The pairs that issue 3 asks about: the first reading of a video, under 7 days old, and one 10 days or more later. */
export const isEarly = (pair: Pair): boolean => pair.from === 0 && soonAndFar(pair);
export const soonAndFar = (pair: Pair): boolean => fromAge(pair) < 7 * 24 && toAge(pair) - fromAge(pair) >= 10 * 24;

/** Under half a day the rounding of the counts is larger than the growth. */
const LEAST_GAP_H = 12;
const MOST_TARGETS = 4;

function spread(later: readonly number[]): number[] {
  if (later.length <= MOST_TARGETS) return [...later];
  const step = (later.length - 1) / (MOST_TARGETS - 1);
  return Array.from({ length: MOST_TARGETS }, (_, i) => later[Math.round(i * step)] ?? 0);
}
