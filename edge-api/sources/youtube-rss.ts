/** The public Atom feed of a YouTube channel → its latest videos with their view totals. Channels are the operator's choice. */
import { countOf, quarantine, readEach, unreadable, clean, type Source } from './source.ts';
import { attributeOf, elements, textOf } from './xml.ts';

export const CHANNEL = /^UC[\w-]{22}$/;
const HOST = 'www.youtube.com';

export const youtubeRss = {
  id: 'youtube_rss',
  name: 'YouTube channel feeds',
  licence: 'Public feed; YouTube Terms of Service. Links back to each video.',
  everyHours: 24,
  keepDays: null,
  hosts: [HOST],
  mayDerive: () => true,
  requests: ({ channels }) =>
    channels
      .filter((channel) => CHANNEL.test(channel))
      .map((channel) => ({
        label: channel,
        region: 'world',
        url: `https://${HOST}/feeds/videos.xml?channel_id=${channel}`,
      })),
  parse(text) {
    if (!/<feed[\s>]/.test(text)) return unreadable('no Atom feed', text);
    const entries = elements(text, 'entry');
    // A channel without videos has no entry; a feed whose entries have another name would look the same, but for its size.
    if (entries.length === 0 && /<item[\s>]/.test(text))
      return { items: [], quarantined: [quarantine('items where entries were', text)] };
    return readEach(entries, (entry) => {
      const xml = String(entry);
      const id = textOf(xml, 'yt:videoId');
      const title = clean(textOf(xml, 'title') ?? '');
      const views = countOf(attributeOf(xml, 'media:statistics', 'views') ?? '');
      if (id === null || !/^[\w-]{11}$/.test(id)) return 'no video id';
      if (title === '') return 'no title';
      if (views === null) return 'no view count';
      const by = clean(textOf(elements(xml, 'author')[0] ?? '', 'name') ?? '');
      return {
        kind: 'video',
        key: id,
        name: title,
        by: by === '' ? null : by,
        category: 'all',
        value: views,
        measure: 'total',
        unit: 'views',
        rank: null,
        day: null,
      };
    });
  },
} as const satisfies Source;
