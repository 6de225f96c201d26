/** Instagram's Business Discovery with the asking creator's own token → what a named professional account shows in public: followers, and its reels with their counts. */
import { LONGEST_CAPTION, type PublicPost } from '#contracts/public-account.ts';
import { at, countOf, jsonOf, textAt } from './source.ts';
import { countUpTo, momentOf, notUnderstood, type Parsed } from './results-source.ts';
import type { Posts } from './accounts-youtube.ts';

/** Business Discovery answers to a token of Facebook Login only, at this host. */
export const FACEBOOK_HOST = 'graph.facebook.com';
const VERSION = 'v23.0';
const PAGE = 50;

/** Which professional account the token speaks for: the interface wants its id. */
export const ownInstagramUrl = (): string =>
  `https://${FACEBOOK_HOST}/${VERSION}/me/accounts?${new URLSearchParams({
    fields: 'instagram_business_account{id}',
    limit: '10',
  }).toString()}`;

/** null where no page of the person has a professional account. */
export function parseOwnInstagram(text: string): Parsed<string | null> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const data = at(json.value, 'data');
  if (!Array.isArray(data)) return notUnderstood('no data', text);
  const ids = data.flatMap((page: unknown) => textAt(page, 'instagram_business_account', 'id') ?? []);
  return { ok: true, value: ids.find((id) => /^\d{1,32}$/.test(id)) ?? null };
}

/** @param name letters, digits, dots and low lines only, as its contract has checked: it stands inside the query's own language */
export const discoveryUrl = (own: string, name: string): string =>
  `https://${FACEBOOK_HOST}/${VERSION}/${own}?${new URLSearchParams({
    fields: `business_discovery.username(${name}){username,name,followers_count,media.limit(${PAGE}){caption,like_count,comments_count,view_count,media_product_type,permalink,timestamp}}`,
  }).toString()}`;

export interface Discovered extends Posts {
  readonly followers: number | null;
}

/**
 * Views stand beside reels only, and only where Meta tells them: `view_count` is a public field of IG Media "for Instagram
 * reels, available for Business Discovery API only", paid views included, and for a reel crossposted to Facebook both apps'
 * together where the asking person may see that post (developers.facebook.com, IG Media, read 2026-11). A reel without it
 * is left out and counted, never taken as 0.
 */
export function parseDiscovery(text: string): Parsed<Discovered> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const found = at(json.value, 'business_discovery');
  const media = at(found, 'media', 'data') ?? (textAt(found, 'username') === null ? undefined : []);
  if (!Array.isArray(media)) return notUnderstood('no business_discovery', text);
  const left = { notShort: 0, noViews: 0 };
  let known = 0;
  const posts = media.flatMap((one: unknown): PublicPost[] => {
    const code = /\/(?:reel|p)\/([\w-]{5,32})/.exec(textAt(one, 'permalink') ?? '')?.[1];
    if (code === undefined) return [];
    known++;
    if (textAt(one, 'media_product_type') !== 'REELS') {
      left.notShort++;
      return [];
    }
    const views = countUpTo(countOf(at(one, 'view_count')));
    if (views === null) {
      left.noViews++;
      return [];
    }
    const caption = at(one, 'caption');
    return [
      {
        post: code,
        time: momentOf(at(one, 'timestamp')),
        views,
        likes: countUpTo(countOf(at(one, 'like_count'))),
        comments: countUpTo(countOf(at(one, 'comments_count'))),
        caption: typeof caption === 'string' && caption.trim() !== '' ? caption.trim().slice(0, LONGEST_CAPTION) : null,
        length: null,
      },
    ];
  });
  if (media.length > 0 && known === 0) return notUnderstood('no permalink', text);
  return {
    ok: true,
    value: {
      name: (textAt(found, 'name') ?? textAt(found, 'username'))?.slice(0, 100) ?? null,
      followers: countUpTo(countOf(at(found, 'followers_count'))),
      posts,
      left,
    },
  };
}

/** Meta's error codes (Graph API, "Handle errors"); 110 and 803 are an account that is not there, private or not professional. */
export function metaRefusal(_status: number, text: string): 'limited' | 'not_there' | 'consent_refused' | null {
  const json = jsonOf(text);
  const code = json.ok ? at(json.value, 'error', 'code') : null;
  const sub = json.ok ? at(json.value, 'error', 'error_subcode') : null;
  if (code === 110 || code === 803 || sub === 2207013) return 'not_there';
  if (code === 4 || code === 17 || code === 32 || code === 613) return 'limited';
  if (code === 10 || code === 102 || code === 190 || (typeof code === 'number' && code >= 200 && code < 300))
    return 'consent_refused';
  return null;
}
