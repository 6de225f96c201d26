/** Sample replies for youtube_popular: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const video = (id: string, title: string, categoryId: string, statistics: object): object => ({
  id,
  snippet: { title, channelTitle: 'Invented Channel', categoryId },
  statistics,
});

export const youtubePopularSamples: Samples = {
  source: 'youtube_popular',
  layout: 'https://developers.google.com/youtube/v3/docs/videos/list (items[].snippet, statistics as text)',
  written: '2026-11-20',
  valid: JSON.stringify({
    items: [
      video('inventedB01', 'A song #live #bread', '10', { viewCount: '9100000' }),
      video('inventedB02', 'A match #live', '17', { viewCount: '450000' }),
      video('inventedB03', 'Counts hidden', '24', {}),
    ],
  }),
  empty: JSON.stringify({ items: [] }),
  changed: JSON.stringify({ videos: [{ videoId: 'inventedB01', name: 'A song', plays: 9_100_000 }] }),
  error: ERROR_PAGE,
};
