/** oEmbed of YouTube and TikTok → the title of a public post, where its counts cannot be had. Keyless; it tells no counts. */
import type { PostLink } from '#contracts/result-link.ts';
import { jsonOf, textAt } from './source.ts';
import { notUnderstood, type Parsed } from './results-source.ts';

export const OEMBED_HOSTS = ['www.youtube.com', 'www.tiktok.com'] as const;

/** The address is made from the id alone; null where there is no keyless oEmbed (Instagram's wants an app token). */
export function oembedUrl({ platform, post }: PostLink): string | null {
  switch (platform) {
    case 'shorts':
      return at('www.youtube.com', `https://www.youtube.com/watch?v=${post}`);
    case 'tiktok':
      // The name in the address is not looked at; the id is.
      return at('www.tiktok.com', `https://www.tiktok.com/@_/video/${post}`);
    case 'reels':
      return null;
  }
}

/** TikTok sometimes answers 200 with nothing (shared notes, edge.md section 9): no title, no complaint. */
export function parseOembedTitle(text: string): Parsed<string | null> {
  if (text.trim() === '') return { ok: true, value: null };
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const title = textAt(json.value, 'title');
  return title === null ? notUnderstood('no title', text) : { ok: true, value: title };
}

const at = (host: (typeof OEMBED_HOSTS)[number], url: string): string =>
  `https://${host}/oembed?${new URLSearchParams({ url, format: 'json' }).toString()}`;
