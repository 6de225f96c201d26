/** Google Trends' public RSS of a country → topics that people search for now, with a rounded count. */
import { clean, dayOf, readEach, unreadable, type Source } from './source.ts';
import { elements, textOf } from './xml.ts';

const HOST = 'trends.google.com';

export const googleTrends = {
  id: 'google_trends',
  name: 'Google Trends',
  licence: 'Public feed; Google Terms of Service. Named as the source beside each topic.',
  everyHours: 24,
  keepDays: null,
  hosts: [HOST],
  mayDerive: () => true,
  requests: ({ regions }) =>
    regions.map((region) => ({ label: region, region, url: `https://${HOST}/trending/rss?geo=${region}` })),
  parse(text) {
    if (!/<rss[\s>]/.test(text)) return unreadable('no RSS', text);
    return readEach(elements(text, 'item'), (item) => {
      const xml = String(item);
      // The item's own title stands before those of its news.
      const title = clean(textOf(xml, 'title') ?? '');
      if (title === '') return 'no title';
      const traffic = trafficOf(textOf(xml, 'ht:approx_traffic') ?? '');
      if (traffic === null) return 'no traffic';
      const at = Date.parse(textOf(xml, 'pubDate') ?? '');
      return {
        kind: 'topic',
        key: title.toLowerCase(),
        name: title,
        by: null,
        category: 'all',
        value: traffic,
        measure: 'rate',
        unit: 'searches',
        rank: null,
        day: Number.isFinite(at) ? dayOf(at) : null,
      };
    });
  },
} as const satisfies Source;

/** "200,000+" or "2K+" → the number; it is a lower bound, and rounded. */
function trafficOf(text: string): number | null {
  const found = /^\s*(\d[\d.,\s]*)([KM]?)\+?\s*$/i.exec(text);
  if (!found) return null;
  const digits = Number((found[1] ?? '').replace(/[.,\s]/g, ''));
  const unit = { k: 1e3, m: 1e6 }[(found[2] ?? '').toLowerCase()] ?? 1;
  return Number.isSafeInteger(digits * unit) ? digits * unit : null;
}
