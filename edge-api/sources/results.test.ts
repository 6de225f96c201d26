/** What each adapter of counts makes of replies in its documented layout, and of replies that are none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  INSTAGRAM_HOST,
  instagramInsightsUrl,
  instagramMediaUrl,
  parseInstagramInsights,
  parseInstagramMedia,
} from './results-instagram.ts';
import { OEMBED_HOSTS, oembedUrl, parseOembedTitle } from './results-oembed.ts';
import type { Parsed } from './results-source.ts';
import { TIKTOK_API_HOST, parseTiktokVideos, tiktokVideosUrl } from './results-tiktok.ts';
import {
  YOUTUBE_ANALYTICS_HOST,
  YOUTUBE_HOST,
  parseYoutubeRetention,
  parseYoutubeVideos,
  youtubeRetentionUrl,
  youtubeVideosUrl,
} from './results-youtube.ts';
import { RESULT_SAMPLES } from './samples/results.ts';
import { allowed } from './fetcher.ts';

const parsers: readonly (readonly [keyof typeof RESULT_SAMPLES, (text: string) => Parsed<unknown>])[] = [
  ['youtubeVideos', parseYoutubeVideos],
  ['youtubeRetention', parseYoutubeRetention],
  ['tiktokVideos', parseTiktokVideos],
  ['instagramMedia', parseInstagramMedia],
  ['instagramInsights', parseInstagramInsights],
  ['oembed', parseOembedTitle],
];

describe.each(parsers)('%s', (name, parse) => {
  const { layout, written, valid, changed, error } = RESULT_SAMPLES[name];

  it('names where its layout is described and when its samples were written', () => {
    expect(layout).toContain('https://');
    expect(written).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('reads a valid reply and refuses a changed layout and an error page, with a reason', () => {
    expect(parse(valid).ok).toBe(true);
    for (const text of [changed, error]) {
      const refused = parse(text);
      expect(refused).toMatchObject({ ok: false, why: { reason: expect.stringMatching(/.+/) } });
      if (!refused.ok) expect(refused.why.excerpt.length).toBeLessThanOrEqual(120);
    }
  });

  it('reads or refuses any text, cut anywhere, without an exception', () => {
    const cut = fc.nat(valid.length).map((end) => valid.slice(0, end));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string(), fc.json()), (text) => {
        expect(typeof parse(text).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});

const valueOf = <T>(parsed: Parsed<T>): T => {
  if (!parsed.ok) throw new Error(parsed.why.reason);
  return parsed.value;
};

describe('a valid reply', () => {
  it('of YouTube gives counts per video; what its maker hides is unknown, not 0', () => {
    const posts = valueOf(parseYoutubeVideos(RESULT_SAMPLES.youtubeVideos.valid));
    expect([...posts.keys()]).toEqual(['inventedS01', 'inventedS02']);
    expect(posts.get('inventedS01')).toMatchObject({
      title: 'A loaf in 30 seconds',
      postedAt: Date.UTC(2026, 10, 1, 12),
      views: 12_345,
      likes: 678,
      comments: 9,
      shares: null,
    });
    expect(posts.get('inventedS02')).toMatchObject({ views: 20, likes: null, comments: null });
  });

  it('of YouTube Analytics gives the curve, which may start over 1', () => {
    expect(valueOf(parseYoutubeRetention(RESULT_SAMPLES.youtubeRetention.valid))).toEqual([
      { at: 0.01, watching: 1.12 },
      { at: 0.5, watching: 0.8 },
      { at: 1, watching: 0.4 },
    ]);
    expect(valueOf(parseYoutubeRetention(RESULT_SAMPLES.youtubeRetention.empty))).toEqual([]);
  });

  it('of TikTok gives counts by the whole id', () => {
    const posts = valueOf(parseTiktokVideos(RESULT_SAMPLES.tiktokVideos.valid));
    expect([...posts]).toEqual([
      [
        '7681549010683193153',
        expect.objectContaining({
          title: 'Morning ride',
          postedAt: 1_788_500_000_000,
          views: 812,
          likes: 40,
          comments: 3,
          shares: 1,
          saves: null,
        }),
      ],
    ]);
  });

  it('of TikTok that holds an error is one', () => {
    const reply = JSON.stringify({ data: {}, error: { code: 'access_token_invalid', message: 'x' } });
    expect(parseTiktokVideos(reply)).toMatchObject({ ok: false, why: { reason: 'error access_token_invalid' } });
  });

  it('of Instagram finds the reel by its short code, and takes no address from the reply', () => {
    const page = valueOf(parseInstagramMedia(RESULT_SAMPLES.instagramMedia.valid));
    expect(page.media.map(({ id, code }) => [id, code])).toEqual([
      ['17900000000000001', 'InventedAa1'],
      ['17900000000000002', 'InventedBb2'],
    ]);
    expect(page.media[0]?.postedAt).toBe(Date.UTC(2026, 10, 1, 12));
    expect(page.after).toBe('QVFIUinvented');
  });

  it('of Instagram gives milliseconds and parts, as their names say', () => {
    expect(valueOf(parseInstagramInsights(RESULT_SAMPLES.instagramInsights.valid))).toMatchObject({
      views: 5000,
      reached: 3200,
      likes: 410,
      comments: 20,
      shares: 42,
      saves: 150,
      watchedMs: 8500,
      skipped: 0.462,
    });
    expect(parseInstagramInsights(RESULT_SAMPLES.instagramInsights.empty).ok).toBe(false);
  });

  it('without a title or a video is no complaint', () => {
    expect(valueOf(parseOembedTitle(RESULT_SAMPLES.oembed.empty))).toBeNull();
    expect(valueOf(parseYoutubeVideos(RESULT_SAMPLES.youtubeVideos.empty)).size).toBe(0);
    expect(valueOf(parseTiktokVideos(RESULT_SAMPLES.tiktokVideos.empty)).size).toBe(0);
  });
});

describe('what is asked', () => {
  const now = Date.UTC(2026, 10, 20);
  it('stays on our own hosts, with the id as nothing but a value', () => {
    const odd = 'a&key=x#/../b';
    for (const [url, host] of [
      [youtubeVideosUrl([odd], 'key&x=1'), YOUTUBE_HOST],
      [youtubeRetentionUrl(odd, now, now), YOUTUBE_ANALYTICS_HOST],
      [tiktokVideosUrl(), TIKTOK_API_HOST],
      [instagramMediaUrl(odd), INSTAGRAM_HOST],
      [instagramInsightsUrl('17900000000000001'), INSTAGRAM_HOST],
      [oembedUrl({ platform: 'shorts', post: odd }) ?? '', OEMBED_HOSTS[0]],
      [oembedUrl({ platform: 'tiktok', post: odd }) ?? '', OEMBED_HOSTS[1]],
    ] as const) {
      expect(allowed(url, [host])?.hostname).toBe(host);
      expect(new URL(url).hash).toBe('');
    }
    expect(new URL(youtubeVideosUrl([odd], 'k')).searchParams.get('id')).toBe(odd);
    expect(oembedUrl({ platform: 'reels', post: 'abc' })).toBeNull();
  });
  it('carries no key where a creator lends a token', () => {
    expect(youtubeVideosUrl(['inventedS01'], null)).not.toContain('key=');
  });
});
