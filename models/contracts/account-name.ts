/** The name of a public account, as people type or copy it, enters; what an official interface can be asked for leaves, or null. The text itself is never fetched. */
import type { Platform } from '#core/flow.ts';

export interface AccountName {
  readonly platform: Platform;
  /** YouTube's own id of a channel, or the name that people see. */
  readonly kind: 'id' | 'handle';
  /** Without the @. */
  readonly name: string;
}

/** A link to a profile is far shorter. */
export const LONGEST_ACCOUNT = 300;

const REST = String.raw`(?:/[\w/-]*)?(?:[?#].*)?$`;
const at = (address: string): RegExp => new RegExp(`^(?:https?://)?(?:www\\.|m\\.)?${address}${REST}`, 'iu');
const HANDLE = String.raw`(?<name>[\p{L}\p{N}_.·-]{2,30})`;

const CHANNEL = /^(?<name>UC[\w-]{22})$/u;
const LINKS: Readonly<Record<Platform, readonly (readonly [kind: AccountName['kind'], form: RegExp])[]>> = {
  shorts: [
    ['id', CHANNEL],
    ['id', at(String.raw`youtube\.com/channel/(?<name>UC[\w-]{22})`)],
    ['handle', at(String.raw`youtube\.com/@${HANDLE}`)],
    ['handle', new RegExp(`^@?${HANDLE}$`, 'u')],
  ],
  reels: [
    ['handle', at(String.raw`instagram\.com/(?!(?:reels?|p|explore|stories)(?:/|$))(?<name>[\w.]{1,30})`)],
    ['handle', /^@?(?<name>[A-Za-z0-9_.]{1,30})$/u],
  ],
  tiktok: [
    ['handle', at(String.raw`tiktok\.com/@(?<name>[\w.]{2,24})`)],
    ['handle', /^@?(?<name>[A-Za-z0-9_.]{2,24})$/u],
  ],
};

/** null where the text is no account of that app: a post, another app's link, a sentence. */
export function accountName(platform: Platform, text: string): AccountName | null {
  const typed = text.trim();
  if (typed.length > LONGEST_ACCOUNT) return null;
  for (const [kind, form] of LINKS[platform]) {
    const name = form.exec(typed)?.groups?.['name'];
    if (name !== undefined) return { platform, kind, name };
  }
  return null;
}
