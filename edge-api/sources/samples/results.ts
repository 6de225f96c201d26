/** Sample replies of the interfaces that tell counts of posts: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

export const RESULT_SAMPLES = {
  youtubeVideos: {
    source: 'youtube_videos',
    layout: 'https://developers.google.com/youtube/v3/docs/videos/list (items[].snippet, statistics as text)',
    written: '2026-11-20',
    valid: JSON.stringify({
      items: [
        {
          id: 'inventedS01',
          snippet: { publishedAt: '2026-11-01T12:00:00Z', title: 'A loaf in  30 seconds' },
          statistics: { viewCount: '12345', likeCount: '678', commentCount: '9' },
        },
        {
          id: 'inventedS02',
          snippet: { publishedAt: '2026-11-02T12:00:00Z', title: 'Likes hidden, comments off' },
          statistics: { viewCount: '20' },
        },
        { id: 'inventedS03', snippet: { title: 'No counts at all' }, statistics: {} },
      ],
    }),
    empty: JSON.stringify({ items: [] }),
    changed: JSON.stringify({ videos: [{ videoId: 'inventedS01', plays: 12_345 }] }),
    error: ERROR_PAGE,
  },
  youtubeRetention: {
    source: 'youtube_analytics',
    layout:
      'https://developers.google.com/youtube/analytics/reference/reports/query (columnHeaders, rows) and shared/exports/api_youtube_analytics_retention.json',
    written: '2026-11-20',
    valid: JSON.stringify({
      kind: 'youtubeAnalytics#resultTable',
      columnHeaders: [
        { name: 'elapsedVideoTimeRatio', columnType: 'DIMENSION', dataType: 'FLOAT' },
        { name: 'audienceWatchRatio', columnType: 'METRIC', dataType: 'FLOAT' },
      ],
      rows: [
        [0.01, 1.12],
        [0.5, 0.8],
        [1, 0.4],
        ['total', 0.7],
      ],
    }),
    empty: JSON.stringify({
      kind: 'youtubeAnalytics#resultTable',
      columnHeaders: [
        { name: 'elapsedVideoTimeRatio', columnType: 'DIMENSION', dataType: 'FLOAT' },
        { name: 'audienceWatchRatio', columnType: 'METRIC', dataType: 'FLOAT' },
      ],
    }),
    changed: JSON.stringify({ columns: ['time', 'watching'], values: [[0.01, 1.12]] }),
    error: ERROR_PAGE,
  },
  tiktokVideos: {
    source: 'tiktok_videos',
    layout:
      'https://developers.tiktok.com/doc/tiktok-api-v2-video-query (data.videos[], error.code) and shared/exports/api_tiktok_video_list.json',
    written: '2026-11-20',
    valid: JSON.stringify({
      data: {
        videos: [
          {
            id: '7681549010683193153',
            create_time: 1_788_500_000,
            title: 'Morning ride',
            video_description: 'Morning ride #bike',
            like_count: 40,
            comment_count: 3,
            share_count: 1,
            view_count: 812,
          },
          { id: '7681549010683193154', title: 'No counts at all' },
        ],
        cursor: 0,
        has_more: false,
      },
      error: { code: 'ok', message: '', log_id: 'invented' },
    }),
    empty: JSON.stringify({
      data: { videos: [], cursor: 0, has_more: false },
      error: { code: 'ok', message: '', log_id: 'invented' },
    }),
    changed: JSON.stringify({ data: { items: [{ video_id: 7_681_549_010_683, plays: 812 }] }, error: { code: 'ok' } }),
    error: ERROR_PAGE,
  },
  instagramMedia: {
    source: 'instagram_insights',
    layout: 'https://developers.facebook.com/docs/instagram-platform/reference/instagram-media (data[], paging)',
    written: '2026-11-20',
    valid: JSON.stringify({
      data: [
        {
          id: '17900000000000001',
          shortcode: 'InventedAa1',
          permalink: 'https://www.instagram.com/reel/InventedAa1/',
          caption: 'Soup in one pot',
          timestamp: '2026-11-01T12:00:00+0000',
        },
        {
          id: '17900000000000002',
          permalink: 'https://www.instagram.com/reel/InventedBb2/',
          timestamp: '2026-11-02T12:00:00+0000',
        },
        { id: '17900000000000003' },
      ],
      paging: { cursors: { before: 'x', after: 'QVFIUinvented' }, next: 'https://evil.example/never-followed' },
    }),
    empty: JSON.stringify({ data: [] }),
    changed: JSON.stringify({ media: { edges: [{ node: { pk: 1 } }] } }),
    error: ERROR_PAGE,
  },
  instagramInsights: {
    source: 'instagram_insights',
    layout:
      'https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights (data[].name, values[].value) and shared/exports/api_instagram_reel_insights.json',
    written: '2026-11-20',
    valid: JSON.stringify({
      data: [
        { name: 'views', period: 'lifetime', values: [{ value: 5000 }] },
        { name: 'reach', period: 'lifetime', values: [{ value: 3200 }] },
        { name: 'likes', period: 'lifetime', values: [{ value: 410 }] },
        { name: 'comments', period: 'lifetime', values: [{ value: 20 }] },
        { name: 'shares', period: 'lifetime', total_value: { value: 42 } },
        { name: 'saved', period: 'lifetime', values: [{ value: 150 }] },
        { name: 'ig_reels_avg_watch_time', period: 'lifetime', values: [{ value: 8500 }] },
        { name: 'reels_skip_rate', period: 'lifetime', values: [{ value: 46.2 }] },
      ],
    }),
    // An account whose posts have no insights yet is answered with an empty list; that holds no views, so nothing is read.
    empty: JSON.stringify({ data: [] }),
    changed: JSON.stringify({ insights: [{ metric: 'views', total: 5000 }] }),
    error: ERROR_PAGE,
  },
  oembed: {
    source: 'oembed',
    layout: 'https://oembed.com (title) and https://developers.tiktok.com/doc/embed-videos',
    written: '2026-11-20',
    valid: JSON.stringify({ version: '1.0', type: 'video', title: 'A loaf in 30 seconds', author_name: 'Invented' }),
    empty: '',
    changed: JSON.stringify({ version: '2.0', caption: 'A loaf in 30 seconds' }),
    error: ERROR_PAGE,
  },
} as const satisfies Readonly<Record<string, Samples>>;
