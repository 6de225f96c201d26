/** Sample replies for google_trends: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const feed = (items: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:ht="https://trends.google.com/trending/rss" version="2.0">
 <channel>
  <title>Daily Search Trends</title>
  <link>https://trends.google.com/trending?geo=US</link>
${items} </channel>
</rss>`;

export const googleTrendsSamples: Samples = {
  source: 'google_trends',
  layout: 'RSS as described in shared notes, edge.md section 9 (title, ht:approx_traffic, pubDate, ht:news_item)',
  written: '2026-11-20',
  valid: feed(`  <item>
   <title>Invented storm</title>
   <ht:approx_traffic>200,000+</ht:approx_traffic>
   <pubDate>Thu, 19 Nov 2026 08:20:00 -0700</pubDate>
   <ht:news_item><ht:news_item_title>A storm was invented</ht:news_item_title></ht:news_item>
  </item>
  <item>
   <title><![CDATA[Invented <team>]]></title>
   <ht:approx_traffic>2K+</ht:approx_traffic>
   <pubDate>Thu, 19 Nov 2026 07:00:00 +0000</pubDate>
  </item>
  <item>
   <title>Nobody counted</title>
   <ht:approx_traffic>many</ht:approx_traffic>
  </item>
`),
  empty: feed(''),
  changed: feed('  <item><heading>Invented storm</heading><searches>200000</searches></item>\n'),
  error: ERROR_PAGE,
};
