/** Sample replies for youtube_rss: hand-written, invented; see sample.ts. */
import { ERROR_PAGE, type Samples } from './sample.ts';

const head = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <id>yt:channel:invented00000000000000</id>
 <title>Invented Kitchen</title>
 <author><name>Invented Kitchen</name></author>
`;
const entry = (id: string, title: string, views: string): string => ` <entry>
  <id>yt:video:${id}</id>
  <yt:videoId>${id}</yt:videoId>
  <title>${title}</title>
  <link rel="alternate" href="https://www.youtube.com/shorts/${id}"/>
  <author><name>Invented Kitchen</name></author>
  <published>2026-11-18T10:00:00+00:00</published>
  <media:group>
   <media:title>${title}</media:title>
   <media:community>
    <media:starRating count="12" average="5.00" min="1" max="5"/>
    ${views}
   </media:community>
  </media:group>
 </entry>
`;

export const youtubeRssSamples: Samples = {
  source: 'youtube_rss',
  layout:
    'Atom feed of a channel as described in shared notes, edge.md section 9 (yt:videoId, published, media:statistics@views)',
  written: '2026-11-20',
  valid: `${head}${entry('inventedA01', 'Bread &amp; butter in 30 s #bread', '<media:statistics views="12345"/>')}${entry('inventedA02', 'Soup &#233;pic', '<media:statistics views="678"/>')}${entry('inventedA03', 'No count', '')}</feed>`,
  empty: `${head}</feed>`,
  changed: `${head}${entry('inventedA01', 'Bread', '<media:counts seen="12345"/>')}</feed>`,
  error: ERROR_PAGE,
};
