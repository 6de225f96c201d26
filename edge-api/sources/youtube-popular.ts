/** YouTube Data API, the chart `mostPopular` of a region → videos with view totals, and the hashtags that their titles carry. */
import type { TrendCategory } from '#contracts/trends.ts';
import { at, countOf, jsonOf, readEach, textAt, unreadable, type Source, type SourceItem } from './source.ts';
import { hashtagsIn } from './hashtags.ts';

const HOST = 'www.googleapis.com';

/** YouTube's category numbers, as videoCategories.list gives them. */
const CATEGORIES: Readonly<Record<string, TrendCategory>> = {
  1: 'entertainment', 10: 'music', 15: 'animals', 17: 'sports', 19: 'travel', 20: 'gaming', 22: 'people', 23: 'comedy', 24: 'entertainment', 25: 'news', 26: 'style', 27: 'learning', 28: 'learning',
}; // prettier-ignore

export const youtubePopular = {
  id: 'youtube_popular',
  name: 'YouTube most popular',
  licence: 'YouTube API Services Terms: kept 30 days at most; derived figures only under the 2026 amendment.',
  everyHours: 24,
  keepDays: 30,
  hosts: [HOST],
  mayDerive: ({ youtubeDerived }) => youtubeDerived,
  requests: ({ regions, youtubeKey }) =>
    youtubeKey === null
      ? []
      : regions.map((region) => ({
          label: region,
          region,
          url: `https://${HOST}/youtube/v3/videos?${new URLSearchParams({
            part: 'snippet,statistics',
            chart: 'mostPopular',
            regionCode: region,
            maxResults: '50',
            fields: 'items(id,snippet(title,channelTitle,categoryId),statistics(viewCount))',
            key: youtubeKey,
          }).toString()}`,
        })),
  parse(text) {
    const json = jsonOf(text);
    if (!json.ok) return unreadable(json.reason, text);
    const list = at(json.value, 'items');
    if (!Array.isArray(list)) return unreadable('no items', text);
    const charting = new Map<string, number>();
    const reply = readEach(list, (entry, index): SourceItem | string => {
      const id = textAt(entry, 'id');
      const title = textAt(entry, 'snippet', 'title');
      if (id === null || title === null) return 'no id or no title';
      const value = countOf(at(entry, 'statistics', 'viewCount'));
      if (value === null) return 'no view count';
      for (const tag of hashtagsIn(title)) charting.set(tag, (charting.get(tag) ?? 0) + 1);
      return {
        kind: 'video',
        key: id,
        name: title,
        by: textAt(entry, 'snippet', 'channelTitle'),
        category: CATEGORIES[textAt(entry, 'snippet', 'categoryId') ?? ''] ?? 'all',
        value,
        measure: 'total',
        unit: 'views',
        rank: index + 1,
        day: null,
      };
    });
    const tags = [...charting].map(([tag, count]): SourceItem => ({
      kind: 'hashtag',
      key: tag,
      name: tag,
      by: null,
      category: 'all',
      value: count,
      measure: 'rate',
      unit: 'charting',
      rank: null,
      day: null,
    }));
    return { ...reply, items: [...reply.items, ...tags] };
  },
} as const satisfies Source;
