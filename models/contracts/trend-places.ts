/** Which regions, categories and kinds of trends there are, and how old a snapshot is: what a screen asks before any snapshot came. */
import type { TrendSnapshot } from './trends.ts';

export const TREND_KINDS = ['hashtag', 'sound', 'topic', 'video'] as const;
export const TREND_CATEGORIES = [
  'all',
  'music',
  'comedy',
  'entertainment',
  'gaming',
  'sports',
  'news',
  'learning',
  'style',
  'animals',
  'travel',
  'people',
] as const;
/** Upper-case ISO 3166-1 alpha-2, or the whole world. */
export const TREND_REGION = /^(world|[A-Z]{2})$/;

/** A snapshot, or one source of it, is stale after this: two missed daily readings. Issue "The edge API", observability. */
export const TRENDS_STALE_AFTER_MS = 48 * 3_600_000;

export interface TrendsAge {
  /** Since the snapshot was made; 0 where the device's clock lags behind the host's. */
  readonly ms: number;
  readonly stale: boolean;
  /** Sources whose last good reading is stale or never was. */
  readonly staleSources: readonly string[];
}

/** @param now Unix ms */
export function trendsAge({ madeAt, sources }: TrendSnapshot, now: number): TrendsAge {
  const isStale = (at: number | null): boolean => at === null || now - at > TRENDS_STALE_AFTER_MS;
  return {
    ms: Math.max(0, now - madeAt),
    stale: isStale(madeAt),
    staleSources: sources.filter(({ readAt }) => isStale(readAt)).map(({ id }) => id),
  };
}
