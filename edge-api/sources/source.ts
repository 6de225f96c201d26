/** What a feed from outside is to us: who it is, how often it is asked, with which addresses, and how its reply is read. */
import type { TrendCategory, TrendItem, TrendKind } from '#contracts/trends.ts';
import type { Measure } from '#core/trends/activity.ts';

/** One key on one day, as the source told it. */
export interface SourceItem {
  readonly kind: TrendKind;
  readonly key: string;
  readonly name: string;
  /** Artist or channel. */
  readonly by: string | null;
  readonly category: TrendCategory;
  /** null where the source tells no number. */
  readonly value: number | null;
  readonly measure: Measure;
  readonly unit: TrendItem['unit'];
  readonly rank: number | null;
  /** Days since 1970 that the number belongs to; null: the day it was read. */
  readonly day: number | null;
}

/** What could not be read, and why; kept for the operator, cut short. */
export interface Quarantined {
  readonly reason: string;
  readonly excerpt: string;
}

export interface SourceReply {
  readonly items: readonly SourceItem[];
  readonly quarantined: readonly Quarantined[];
}

export interface SourceRequest {
  /** Stands for the request in tables and logs, without a key or a name in it: 'US', 'UC…'. */
  readonly label: string;
  readonly region: string;
  readonly url: string;
}

/** What the operator chose; read from the environment in settings.ts. */
export interface SourceSettings {
  /** ISO codes, upper case. */
  readonly regions: readonly string[];
  /** YouTube channels whose feeds are read. */
  readonly channels: readonly string[];
  /** TikTok posts whose titles are asked for. */
  readonly posts: readonly string[];
  /** YouTube Data API; null leaves that source out. */
  readonly youtubeKey: string | null;
  /** Google's 2026 amendment, which permits derived figures, was accepted by the operator. */
  readonly youtubeDerived: boolean;
  /** An address where the operator can be reached, for the User-Agent that Wikimedia asks for. */
  readonly contact: string;
}

export interface Source {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  /** Hours between two readings. */
  readonly everyHours: number;
  /** Days that a reading may be kept; null: as long as it is of use. */
  readonly keepDays: number | null;
  /** Exact names; redirects too stay among them. */
  readonly hosts: readonly string[];
  /** Whether growth may be worked out from its numbers. */
  readonly mayDerive: (settings: SourceSettings) => boolean;
  /** @param now Unix ms */
  readonly requests: (settings: SourceSettings, now: number) => readonly SourceRequest[];
  /** Pure: the same text gives the same items, and no text makes it throw. */
  readonly parse: (text: string) => SourceReply;
}

const LONGEST_EXCERPT = 120;
const LONGEST_NAME = 200;

export const quarantine = (reason: string, what: unknown): Quarantined => ({
  reason,
  excerpt: (typeof what === 'string' ? what : (JSON.stringify(what) ?? '')).slice(0, LONGEST_EXCERPT),
});

/** A reply that is no list at all. */
export const unreadable = (reason: string, text: string): SourceReply => ({
  items: [],
  quarantined: [quarantine(reason, text)],
});

/** Text of a feed made fit to show: one line, no control characters, not endless. */
export const clean = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters are what it takes out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);

/** A count that may come as text: whole, at least 0; null for anything else. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** The reply as JSON; a page in its place is named as such. */
export function jsonOf(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reason: /^\s*</.test(text) ? 'a page instead of JSON' : 'not JSON' };
  }
}

/** The value at a path of keys; undefined where there is none. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      // holds: objects and arrays may be asked for any own key
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );

export const textAt = (value: unknown, ...path: readonly (string | number)[]): string | null => {
  const found = at(value, ...path);
  return typeof found === 'string' && clean(found) !== '' ? clean(found) : null;
};

/** A list out of unknown entries: each is read or quarantined; a whole list that reads as nothing is a changed layout. */
export function readEach(
  entries: readonly unknown[],
  read: (entry: unknown, index: number) => SourceItem | readonly SourceItem[] | string,
): SourceReply {
  const items: SourceItem[] = [];
  const quarantined: Quarantined[] = [];
  entries.forEach((entry, index) => {
    const found = read(entry, index);
    if (typeof found === 'string') quarantined.push(quarantine(found, entry));
    else if (Array.isArray(found)) items.push(...found);
    else items.push(found as SourceItem); // holds: neither text nor list, so one item
  });
  return { items, quarantined: quarantined.slice(0, 20) };
}

/** UTC day of a time. */
export const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);
