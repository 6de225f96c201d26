/** The address of a posted video, as people copy it, enters; its platform and the post's own id leave, or null. The address itself is never fetched. */
import type { Platform } from '#core/flow.ts';

export interface PostLink {
  readonly platform: Platform;
  /** YouTube's 11 characters, TikTok's digits, Instagram's short code. */
  readonly post: string;
}

/** People paste more than an address; a real one is far shorter. */
export const LONGEST_LINK = 2000;

/** What may stand behind the id: `?lang=en`, `/`, `#`. */
const REST = String.raw`\/?(?:[?#].*)?$`;
const fits = (address: string): RegExp => new RegExp(`^(?:https?://)?(?:www\\.|m\\.)?${address}${REST}`, 'is');

/** Short links (vm.tiktok.com/…) carry no id and are none of these: whoever follows them asks a host for it. */
const FORMS: readonly (readonly [platform: Platform, form: RegExp])[] = [
  ['shorts', fits(String.raw`youtube\.com/(?:shorts|embed|live)/(?<id>[\w-]{11})`)],
  ['shorts', /^(?:https?:\/\/)?(?:www\.|m\.)?youtube\.com\/watch\?(?:[^#]*&)?v=(?<id>[\w-]{11})(?:[&#].*)?$/is],
  ['shorts', /^(?:https?:\/\/)?youtu\.be\/(?<id>[\w-]{11})\/?(?:[?#].*)?$/is],
  ['tiktok', fits(String.raw`tiktok\.com/@[\w.-]{1,64}/video/(?<id>\d{15,20})`)],
  ['reels', fits(String.raw`instagram\.com/(?:[\w.]{1,64}/)?(?:reels?|p)/(?<id>[\w-]{5,32})`)],
];

export function postLink(text: string): PostLink | null {
  const address = text.trim();
  if (address.length > LONGEST_LINK) return null;
  for (const [platform, form] of FORMS) {
    const post = form.exec(address)?.groups?.['id'];
    if (post !== undefined) return { platform, post };
  }
  return null;
}

/**
 * Unix ms at which a TikTok post was made: the upper half of its id, in seconds (shared notes, platform-exports.md
 * section 6: checked on real ids); null for the others, whose ids say nothing.
 */
export function postedAtOf({ platform, post }: PostLink): number | null {
  if (platform !== 'tiktok' || !/^\d{15,20}$/.test(post)) return null;
  const ms = Number(BigInt(post) >> 32n) * 1000;
  return ms >= EARLIEST_MS && ms <= LATEST_MS ? ms : null;
}

/** 2014, before the app was; and 2100: an id outside was made up. */
const EARLIEST_MS = 1_388_534_400_000;
const LATEST_MS = 4_102_444_800_000;
