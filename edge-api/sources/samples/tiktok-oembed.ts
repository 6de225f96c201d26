/** Sample replies for tiktok_oembed: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

export const tiktokOembedSamples: Samples = {
  source: 'tiktok_oembed',
  layout: 'https://developers.tiktok.com/doc/embed-videos (oEmbed response)',
  written: '2026-11-20',
  valid: JSON.stringify({
    version: '1.0',
    type: 'video',
    title: 'Two minutes, one loaf #Bread #baking2026 #2026',
    author_url: 'https://www.tiktok.com/@invented.kitchen',
    author_name: 'Invented Kitchen',
    html: '<blockquote class="tiktok-embed" data-video-id="7000000000000000001"></blockquote>',
    thumbnail_url: 'https://example.com/thumbnail.jpg',
    provider_name: 'TikTok',
  }),
  empty: '',
  changed: JSON.stringify({ version: '2.0', caption: 'Two minutes, one loaf', creator: { name: 'Invented Kitchen' } }),
  error: ERROR_PAGE,
};
