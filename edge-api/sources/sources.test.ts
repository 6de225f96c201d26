/** What each adapter makes of replies in its documented layout, and of replies that are none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCreativeCenter } from './creative-center.ts';
import { hashtagsIn } from './hashtags.ts';
import { SOURCES } from './registry.ts';
import { SAMPLES } from './samples/all.ts';
import { creativeCenterCsv, creativeCenterSamples } from './samples/creative-center.ts';
import type { SourceReply, SourceSettings } from './source.ts';
import { trendSettings, userAgentOf } from './settings.ts';
import { allowed } from './fetcher.ts';
import { textOf } from './xml.ts';

const readers: readonly (readonly [string, (text: string) => SourceReply])[] = [
  ...SOURCES.map((source) => [source.id, source.parse] as const),
  ['creative_center_import', parseCreativeCenter],
];
const samplesOf = (id: string) => {
  const found = [...SAMPLES, creativeCenterSamples].find((samples) => samples.source === id);
  if (!found) throw new Error(`no samples for ${id}`);
  return found;
};
const parse = (id: string, text: string): SourceReply => {
  const found = readers.find(([name]) => name === id);
  if (!found) throw new Error(`no source ${id}`);
  return found[1](text);
};
const told = ({ items }: SourceReply): string[] => items.map((i) => `${i.kind} ${i.name} ${i.value ?? 'no number'}`);

describe.each(readers)('%s', (id, read) => {
  const samples = samplesOf(id);

  it('names where its layout is described and when its samples were written', () => {
    expect(samples.layout).not.toBe('');
    expect(samples.written).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('has items in a valid reply, none and no complaint in an empty one', () => {
    expect(read(samples.valid).items.length).toBeGreaterThan(0);
    expect(read(samples.empty)).toEqual({ items: [], quarantined: [] });
  });

  it('puts a changed layout and an error page into quarantine', () => {
    for (const reply of [read(samples.changed), read(samples.error)]) {
      expect(reply.items).toEqual([]);
      expect(reply.quarantined.length).toBeGreaterThan(0);
      for (const { reason, excerpt } of reply.quarantined)
        expect([reason !== '', excerpt.length <= 120]).toEqual([true, true]);
    }
  });

  it('reads or refuses any text, cut anywhere, without an exception', () => {
    const cut = fc.nat(samples.valid.length).map((end) => samples.valid.slice(0, end));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string(), fc.json()), (text) => {
        for (const item of read(text).items) {
          expect(item.key.length > 0 && item.key.length <= 200 && item.name !== '').toBe(true);
          expect(item.value === null || (Number.isSafeInteger(item.value) && item.value >= 0)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a valid reply', () => {
  it('of YouTube channels gives videos with their totals', () => {
    const reply = parse('youtube_rss', samplesOf('youtube_rss').valid);
    expect(told(reply)).toEqual(['video Bread & butter in 30 s #bread 12345', 'video Soup épic 678']);
    expect(reply.items[0]).toMatchObject({ key: 'inventedA01', by: 'Invented Kitchen', measure: 'total' });
    expect(reply.quarantined.map((q) => q.reason)).toEqual(['no view count']);
  });

  it('of YouTube charts gives videos by category and counts the hashtags in their titles', () => {
    const reply = parse('youtube_popular', samplesOf('youtube_popular').valid);
    expect(told(reply)).toEqual([
      'video A song #live #bread 9100000',
      'video A match #live 450000',
      'hashtag #live 2',
      'hashtag #bread 1',
    ]);
    expect(reply.items.map((i) => i.category)).toEqual(['music', 'sports', 'all', 'all']);
    expect(reply.quarantined.map((q) => q.reason)).toEqual(['no view count']);
  });

  it('of Wikimedia gives topics of that day, without front pages and special pages', () => {
    const reply = parse('wikimedia', samplesOf('wikimedia').valid);
    expect(told(reply)).toEqual(['topic Invented festival 210345', 'topic Invented singer 98800']);
    // 2026-11-18 is day 20,775: 56 years × 365 + 14 leap days + 321 days before it.
    expect(reply.items[0]).toMatchObject({ day: 20_775, rank: 3, measure: 'rate' });
    expect(reply.quarantined.map((q) => q.reason)).toEqual(['no views']);
  });

  it('of Google Trends gives topics with the lower bound of their searches', () => {
    const reply = parse('google_trends', samplesOf('google_trends').valid);
    expect(told(reply)).toEqual(['topic Invented storm 200000', 'topic Invented <team> 2000']);
    expect(reply.items.map((i) => i.day)).toEqual([20_776, 20_776]);
    expect(reply.quarantined.map((q) => q.reason)).toEqual(['no traffic']);
  });

  it('of ListenBrainz gives sounds, by id or by name', () => {
    const reply = parse('listenbrainz', samplesOf('listenbrainz').valid);
    expect(told(reply)).toEqual(['sound First Light 4211', 'sound Second Wind 3980']);
    expect(reply.items.map((i) => i.key)).toEqual([
      '00000000-0000-4000-8000-000000000001',
      'invented choir – second wind',
    ]);
    expect(reply.quarantined.map((q) => q.reason)).toEqual(['no track']);
  });

  it('of TikTok gives a title and its hashtags, and no numbers', () => {
    const reply = parse('tiktok_oembed', samplesOf('tiktok_oembed').valid);
    expect(told(reply)).toEqual([
      'video Two minutes, one loaf #Bread #baking2026 #2026 no number',
      'hashtag #bread no number',
      'hashtag #baking2026 no number',
    ]);
  });

  it('of an exported Creative Center file is the same from JSON and from a table', () => {
    const json = parseCreativeCenter(creativeCenterSamples.valid);
    expect(told(json)).toEqual(['hashtag #inventeddance 147300000', 'hashtag #invented soup 2400000']);
    const csv = parseCreativeCenter(creativeCenterCsv);
    expect(told(csv)).toEqual(['hashtag #inventeddance 147300000', 'hashtag #invented "soup" 2400000']);
    expect(csv.quarantined.map((q) => q.reason)).toEqual(['no count']);
    expect(parseCreativeCenter('a,b\n1,2').quarantined[0]?.reason).toContain('no column');
  });
});

describe('what is asked', () => {
  const settings: SourceSettings = {
    regions: ['US', 'FR'],
    channels: ['UC0000000000000000000000', '../../evil'],
    posts: [
      'https://www.tiktok.com/@invented/video/7000000000000000001',
      'https://evil.example/@a/video/7000000000000000001',
    ],
    youtubeKey: 'key&x=1',
    youtubeDerived: false,
    contact: '',
  };
  const now = Date.UTC(2026, 10, 20, 6);

  it('stays on the exact hosts of each source, over https, and labels hold no key', () => {
    const asked = SOURCES.flatMap((source) => source.requests(settings, now).map((request) => ({ source, request })));
    expect(asked).toHaveLength(3 + 2 + 1 + 2 + 1 + 1);
    for (const { source, request } of asked) {
      expect(allowed(request.url, source.hosts)?.href).toBe(request.url);
      expect(request.label).not.toContain('key');
    }
    expect(asked.map(({ request }) => request.url)).toContain(
      'https://wikimedia.org/api/rest_v1/metrics/pageviews/top-per-country/FR/all-access/2026/11/18',
    );
  });

  it('leaves the YouTube API alone without a key, and derives from it only after the amendment', () => {
    const popular = SOURCES.find(({ id }) => id === 'youtube_popular');
    expect(popular?.requests({ ...settings, youtubeKey: null }, now)).toEqual([]);
    expect([popular?.mayDerive(settings), popular?.mayDerive({ ...settings, youtubeDerived: true })]).toEqual([
      false,
      true,
    ]);
    expect(popular?.keepDays).toBe(30);
  });

  it('follows the operator, and names what is misspelt', () => {
    const read = trendSettings({
      PRESAGE_TRENDS: 'on',
      PRESAGE_TRENDS_REGIONS: 'MX, us,BR',
      PRESAGE_TRENDS_CHANNELS: 'http://x',
    });
    expect(read).toMatchObject({ on: true, regions: ['MX', 'BR'], channels: [], youtubeKey: null });
    expect(read.dropped).toHaveLength(2);
    expect(trendSettings({})).toMatchObject({ on: false, regions: ['US', 'FR', 'ES'] });
    expect(userAgentOf({ contact: 'ops@presage.example\r\nx: y' })).toBe('Presage/0.1 (ops@presage.examplex: y)');
  });
});

describe('small readers', () => {
  it('find hashtags as platforms take them', () => {
    expect(hashtagsIn('#Été à #Paris2026 #2026 a#b &#39; #été')).toEqual(['#été', '#paris2026']);
  });

  it('unpack no entity that the text itself defines', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><title>&a;&amp;&#x41;&#0;</title>';
    expect(textOf(bomb, 'title')).toBe('&a;&A&#0;');
  });
});
