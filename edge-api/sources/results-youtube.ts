/** YouTube Data API videos.list, and the retention report of YouTube Analytics → counts per video; part of the audience still watching. */
import { at, countOf, jsonOf, textAt } from './source.ts';
import { NO_COUNTS, countUpTo, momentOf, notUnderstood, type Parsed, type PostsReply } from './results-source.ts';

export const YOUTUBE_HOST = 'www.googleapis.com';
export const YOUTUBE_ANALYTICS_HOST = 'youtubeanalytics.googleapis.com';
/** videos.list takes so many ids in one call of one unit. */
export const YOUTUBE_IDS = 50;

/** @param key the operator's; null when a creator's token goes along instead */
export const youtubeVideosUrl = (ids: readonly string[], key: string | null): string =>
  `https://${YOUTUBE_HOST}/youtube/v3/videos?${new URLSearchParams({
    part: 'snippet,statistics',
    id: ids.join(','),
    maxResults: String(YOUTUBE_IDS),
    fields: 'items(id,snippet(title,publishedAt),statistics(viewCount,likeCount,commentCount))',
    ...(key === null ? {} : { key }),
  }).toString()}`;

/** Counts are text; likes and comments are missing where the maker hides them. A video without a view count is left out. */
export function parseYoutubeVideos(text: string): PostsReply {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const items = at(json.value, 'items');
  if (!Array.isArray(items)) return notUnderstood('no items', text);
  const posts = new Map(
    items.flatMap((item: unknown) => {
      const id = textAt(item, 'id');
      const views = countUpTo(countOf(at(item, 'statistics', 'viewCount')));
      if (id === null || views === null) return [];
      return [
        [
          id,
          {
            ...NO_COUNTS,
            title: textAt(item, 'snippet', 'title'),
            postedAt: momentOf(at(item, 'snippet', 'publishedAt')),
            views,
            likes: countUpTo(countOf(at(item, 'statistics', 'likeCount'))),
            comments: countUpTo(countOf(at(item, 'statistics', 'commentCount'))),
          },
        ] as const,
      ];
    }),
  );
  return items.length > 0 && posts.size === 0
    ? notUnderstood('no id or no view count', text)
    : { ok: true, value: posts };
}

/**
 * Days are those of the channel; a day early and a day late costs nothing.
 *
 * @param postedAt Unix ms
 * @param now Unix ms
 */
export const youtubeRetentionUrl = (id: string, postedAt: number, now: number): string =>
  `https://${YOUTUBE_ANALYTICS_HOST}/v2/reports?${new URLSearchParams({
    ids: 'channel==MINE',
    metrics: 'audienceWatchRatio',
    dimensions: 'elapsedVideoTimeRatio',
    filters: `video==${id}`,
    startDate: dayText(postedAt - DAY_MS),
    endDate: dayText(now + DAY_MS),
  }).toString()}`;

export type RetentionCurve = readonly { readonly at: number; readonly watching: number }[];

/** Columns by name, never by place. An empty report (too few views) is an empty curve. */
export function parseYoutubeRetention(text: string): Parsed<RetentionCurve> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const headers = at(json.value, 'columnHeaders');
  if (!Array.isArray(headers)) return notUnderstood('no columnHeaders', text);
  const names = headers.map((header: unknown) => at(header, 'name'));
  const [where, watching] = [names.indexOf('elapsedVideoTimeRatio'), names.indexOf('audienceWatchRatio')];
  if (where < 0 || watching < 0) return notUnderstood('no audienceWatchRatio', text);
  // An empty report comes without rows at all.
  const rows = at(json.value, 'rows') ?? [];
  if (!Array.isArray(rows)) return notUnderstood('no rows', text);
  const curve = rows.flatMap((row: unknown) => {
    const [x, y] = [at(row, where), at(row, watching)];
    return inside(x, 1) && inside(y, 100) ? [{ at: x, watching: y }] : [];
  });
  return rows.length > 0 && curve.length === 0 ? notUnderstood('no numbers', text) : { ok: true, value: curve };
}

const DAY_MS = 86_400_000;
const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const inside = (value: unknown, most: number): value is number =>
  typeof value === 'number' && value >= 0 && value <= most;
