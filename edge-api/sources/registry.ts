/** Every source that is asked by itself. A new one: a file beside this, its samples, and one line here. */
import { googleTrends } from './google-trends.ts';
import { listenbrainz } from './listenbrainz.ts';
import type { Source } from './source.ts';
import { tiktokOembed } from './tiktok-oembed.ts';
import { wikimedia } from './wikimedia.ts';
import { youtubePopular } from './youtube-popular.ts';
import { youtubeRss } from './youtube-rss.ts';

export const SOURCES: readonly Source[] = [
  wikimedia,
  googleTrends,
  listenbrainz,
  youtubePopular,
  youtubeRss,
  tiktokOembed,
];
