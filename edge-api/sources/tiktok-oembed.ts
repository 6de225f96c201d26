/** TikTok's oEmbed of posts that the operator named → their titles' hashtags; it tells no counts, so nothing about growth. */
import { at, clean, jsonOf, unreadable, textAt, type Source, type SourceItem } from './source.ts';
import { hashtagsIn } from './hashtags.ts';

const HOST = 'www.tiktok.com';
export const POST = /^https:\/\/www\.tiktok\.com\/@[\w.]{1,32}\/video\/(\d{15,20})$/;

export const tiktokOembed = {
  id: 'tiktok_oembed',
  name: 'TikTok oEmbed',
  licence: 'TikTok Developer Terms; titles and names only, linked to the post.',
  everyHours: 24,
  keepDays: null,
  hosts: [HOST],
  mayDerive: () => true,
  requests: ({ posts }) =>
    posts.flatMap((post) => {
      const id = POST.exec(post)?.[1];
      return id === undefined
        ? []
        : [
            {
              label: id,
              region: 'world',
              url: `https://${HOST}/oembed?${new URLSearchParams({ url: post }).toString()}`,
            },
          ];
    }),
  parse(text) {
    // Unsigned calls are sometimes answered 200 with nothing (shared notes, edge.md section 9).
    if (text.trim() === '') return { items: [], quarantined: [] };
    const json = jsonOf(text);
    if (!json.ok) return unreadable(json.reason, text);
    const title = at(json.value, 'title');
    const html = at(json.value, 'html');
    const author = textAt(json.value, 'author_name');
    if (typeof title !== 'string' || author === null) return unreadable('no title or no author', text);
    const id = /data-video-id="(\d{15,20})"/.exec(typeof html === 'string' ? html : '')?.[1];
    const shared = { category: 'all', value: null, measure: 'rate', unit: 'posts', rank: null, day: null } as const;
    const tags = hashtagsIn(title).map((tag): SourceItem => ({
      kind: 'hashtag',
      key: tag,
      name: tag,
      by: null,
      ...shared,
    }));
    const video: readonly SourceItem[] =
      id === undefined ? [] : [{ kind: 'video', key: id, name: clean(title) || id, by: author, ...shared }];
    return { items: [...video, ...tags], quarantined: [] };
  },
} as const satisfies Source;
