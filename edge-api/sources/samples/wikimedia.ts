/** Sample replies for wikimedia: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const page = (articles: readonly object[]): string =>
  JSON.stringify({
    items: [{ project: 'en.wikipedia', access: 'all-access', year: '2026', month: '11', day: '18', articles }],
  });

export const wikimediaSamples: Samples = {
  source: 'wikimedia',
  layout:
    'https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/reference/page-views.html (top, top-per-country)',
  written: '2026-11-20',
  valid: page([
    { article: 'Main_Page', views: 5_100_000, rank: 1 },
    { article: 'Special:Search', views: 900_000, rank: 2 },
    { article: 'Invented_festival', views: 210_345, rank: 3 },
    { article: 'Invented_singer', project: 'en.wikipedia', views_ceil: 98_800, rank: 4 },
    { article: 'Without_views', rank: 5 },
  ]),
  empty: page([]),
  changed: JSON.stringify({ items: [{ pages: [{ title: 'Invented_festival', count: 210_345 }] }] }),
  error: ERROR_PAGE,
};
