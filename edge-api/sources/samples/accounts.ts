/** Sample replies of what tells of named accounts and of comments: hand-written after the documentation, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const CHANNEL = 'UCinvented00000000000000';

const feedEntry = (id: string, path: string, title: string, day: string, views: string): string => ` <entry>
  <id>yt:video:${id}</id>
  <yt:videoId>${id}</yt:videoId>
  <title>${title}</title>
  <link rel="alternate" href="https://www.youtube.com/${path}${id}"/>
  <author><name>Invented Kitchen</name></author>
  <published>${day}T10:00:00+00:00</published>
  <media:group>
   <media:description>Flour, water, salt. #bread https://example.org/shop</media:description>
   <media:community>${views}</media:community>
  </media:group>
 </entry>
`;
const feedHead = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <title>Invented Kitchen</title>
`;

export const ACCOUNT_SAMPLES = {
  youtubeChannels: {
    source: 'youtube_channels',
    layout:
      'https://developers.google.com/youtube/v3/docs/channels/list (statistics as text, contentDetails.relatedPlaylists.uploads)',
    written: '2026-11-20',
    valid: JSON.stringify({
      pageInfo: { totalResults: 1 },
      items: [
        {
          id: CHANNEL,
          snippet: { title: 'Invented Kitchen' },
          statistics: { subscriberCount: '15200', hiddenSubscriberCount: false },
          contentDetails: { relatedPlaylists: { uploads: 'UUinvented00000000000000' } },
        },
      ],
    }),
    empty: JSON.stringify({ pageInfo: { totalResults: 0 } }),
    changed: JSON.stringify({ channels: [{ channelId: CHANNEL }] }),
    error: ERROR_PAGE,
  },
  youtubeUploads: {
    source: 'youtube_uploads',
    layout: 'https://developers.google.com/youtube/v3/docs/playlistItems/list (items[].contentDetails.videoId)',
    written: '2026-11-20',
    valid: JSON.stringify({
      pageInfo: { totalResults: 3 },
      items: ['inventedA01', 'inventedA02', 'inventedA03'].map((videoId) => ({ contentDetails: { videoId } })),
    }),
    empty: JSON.stringify({ pageInfo: { totalResults: 0 }, items: [] }),
    changed: JSON.stringify({ items: [{ snippet: { resource: 'inventedA01' } }] }),
    error: ERROR_PAGE,
  },
  youtubeUploaded: {
    source: 'youtube_uploaded',
    layout: 'https://developers.google.com/youtube/v3/docs/videos/list (contentDetails.duration in ISO 8601)',
    written: '2026-11-20',
    valid: JSON.stringify({
      items: [
        {
          id: 'inventedA01',
          snippet: {
            publishedAt: '2026-11-01T12:00:00Z',
            title: 'A loaf in 30 seconds',
            description: 'Flour, water, salt. #bread #nowaste\nhttps://example.org/shop',
          },
          contentDetails: { duration: 'PT30S' },
          statistics: { viewCount: '12345', likeCount: '678', commentCount: '9' },
        },
        {
          id: 'inventedA02',
          snippet: { publishedAt: '2026-11-02T12:00:00Z', title: 'The long one' },
          contentDetails: { duration: 'PT12M5S' },
          statistics: { viewCount: '400' },
        },
        {
          id: 'inventedA03',
          snippet: { publishedAt: '2026-11-03T12:00:00Z', title: 'Views hidden' },
          contentDetails: { duration: 'PT59S' },
          statistics: {},
        },
      ],
    }),
    empty: JSON.stringify({ items: [] }),
    changed: JSON.stringify({ items: [{ videoId: 'inventedA01', plays: 5 }] }),
    error: ERROR_PAGE,
  },
  youtubeFeed: {
    source: 'youtube_feed',
    layout:
      'Atom feed of a channel as described in shared notes, edge.md section 9 (yt:videoId, published, media:statistics@views, link with /shorts/)',
    written: '2026-11-20',
    valid: `${feedHead}${feedEntry('inventedA02', 'watch?v=', 'The long one', '2026-11-02', '<media:statistics views="400"/>')}${feedEntry('inventedA01', 'shorts/', 'Bread &amp; butter', '2026-11-01', '<media:statistics views="12345"/>')}${feedEntry('inventedA03', 'shorts/', 'No count', '2026-11-03', '')}</feed>`,
    empty: `${feedHead}</feed>`,
    changed: `${feedHead}<entry><video>inventedA01</video></entry></feed>`,
    error: ERROR_PAGE,
  },
  ownInstagram: {
    source: 'instagram_discovery',
    layout:
      'https://developers.facebook.com/docs/graph-api/reference/user/accounts/ (data[].instagram_business_account.id)',
    written: '2026-11-20',
    valid: JSON.stringify({
      data: [
        { id: '100000000000001' },
        { id: '100000000000002', instagram_business_account: { id: '17840000000000001' } },
      ],
    }),
    empty: JSON.stringify({ data: [] }),
    changed: JSON.stringify({ accounts: { edges: [] } }),
    error: ERROR_PAGE,
  },
  discovery: {
    source: 'instagram_discovery',
    layout:
      'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/business-discovery (business_discovery.followers_count, media.data[]; view_count of reels)',
    written: '2026-11-20',
    valid: JSON.stringify({
      business_discovery: {
        username: 'invented.kitchen',
        name: 'Invented Kitchen',
        followers_count: 8400,
        id: '17840000000000009',
        media: {
          data: [
            {
              id: '17900000000000011',
              caption: 'One pan,\nno yeast #bread',
              like_count: 210,
              comments_count: 14,
              view_count: 9100,
              media_product_type: 'REELS',
              permalink: 'https://www.instagram.com/reel/InventedCc3/',
              timestamp: '2026-11-03T12:00:00+0000',
            },
            {
              id: '17900000000000012',
              media_product_type: 'FEED',
              permalink: 'https://www.instagram.com/p/InventedDd4/',
              timestamp: '2026-11-02T12:00:00+0000',
            },
            {
              id: '17900000000000013',
              media_product_type: 'REELS',
              permalink: 'https://www.instagram.com/reel/InventedEe5/',
              timestamp: '2026-11-01T12:00:00+0000',
            },
          ],
        },
      },
      id: '17840000000000001',
    }),
    empty: JSON.stringify({ business_discovery: { username: 'invented.kitchen', followers_count: 8400 }, id: '1' }),
    changed: JSON.stringify({ discovery: { media: [] } }),
    error: ERROR_PAGE,
  },
  youtubeComments: {
    source: 'youtube_comments',
    layout:
      'https://developers.google.com/youtube/v3/docs/commentThreads/list (items[].snippet.topLevelComment.snippet.textDisplay, nextPageToken)',
    written: '2026-11-20',
    valid: JSON.stringify({
      nextPageToken: 'QURTSl9pmade-up',
      pageInfo: { totalResults: 2 },
      items: ['Which flour\nis it?', ' Made it twice, so good '].map((textDisplay) => ({
        snippet: {
          topLevelComment: {
            snippet: { textDisplay, authorDisplayName: '@somebody-invented', authorChannelId: { value: CHANNEL } },
          },
        },
      })),
    }),
    empty: JSON.stringify({ pageInfo: { totalResults: 0 }, items: [] }),
    changed: JSON.stringify({ items: [{ comment: 'Which flour is it?' }] }),
    error: ERROR_PAGE,
  },
  instagramComments: {
    source: 'instagram_comments',
    layout:
      'https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/comments (data[].text, paging)',
    written: '2026-11-20',
    valid: JSON.stringify({
      data: [
        { id: '17870000000000001', text: 'La recette stp !', username: 'somebody-invented' },
        { id: '17870000000000002', text: '' },
      ],
      paging: { cursors: { after: 'QVFIUpinvented' }, next: 'https://evil.example/never-followed' },
    }),
    empty: JSON.stringify({ data: [] }),
    changed: JSON.stringify({ comments: [{ body: 'La recette stp !' }] }),
    error: ERROR_PAGE,
  },
} as const satisfies Readonly<Record<string, Samples>>;

/** Refusals, as the platforms write them. */
export const REFUSALS = {
  youtubeQuota: JSON.stringify({
    error: { code: 403, message: 'quota', errors: [{ domain: 'youtube.quota', reason: 'quotaExceeded' }] },
  }),
  youtubeCommentsOff: JSON.stringify({
    error: { code: 403, message: 'off', errors: [{ domain: 'youtube.commentThread', reason: 'commentsDisabled' }] },
  }),
  youtubeKey: JSON.stringify({
    error: {
      code: 400,
      message: 'API key not valid. Please pass a valid API key.',
      errors: [{ domain: 'global', reason: 'badRequest' }],
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
    },
  }),
  metaNobody: JSON.stringify({
    error: { message: 'Invalid user id', type: 'OAuthException', code: 110, error_subcode: 2207013 },
  }),
  metaLimit: JSON.stringify({ error: { message: 'limit', type: 'OAuthException', code: 4 } }),
  metaToken: JSON.stringify({ error: { message: 'expired', type: 'OAuthException', code: 190 } }),
} as const;
