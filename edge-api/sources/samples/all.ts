/** Every source's samples, by its id. */
import { googleTrendsSamples } from './google-trends.ts';
import { listenbrainzSamples } from './listenbrainz.ts';
import type { Samples } from './sample.ts';
import { tiktokOembedSamples } from './tiktok-oembed.ts';
import { wikimediaSamples } from './wikimedia.ts';
import { youtubePopularSamples } from './youtube-popular.ts';
import { youtubeRssSamples } from './youtube-rss.ts';

export const SAMPLES: readonly Samples[] = [
  wikimediaSamples,
  googleTrendsSamples,
  listenbrainzSamples,
  youtubePopularSamples,
  youtubeRssSamples,
  tiktokOembedSamples,
];
