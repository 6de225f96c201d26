/** YouTube's official ways to a named channel → its id, name and subscribers; its latest Shorts with their counts, from the Data API or from its public feed. */
import type { AccountName } from '#contracts/account-name.ts';
import { LONGEST_CAPTION, MOST_ACCOUNT_POSTS, type PublicPost } from '#contracts/public-account.ts';
import { at, clean, countOf, jsonOf, textAt } from './source.ts';
import { countUpTo, momentOf, notUnderstood, type Parsed } from './results-source.ts';
import { YOUTUBE_HOST, YOUTUBE_IDS } from './results-youtube.ts';
import { attributeOf, elements, textOf } from './xml.ts';

export const YOUTUBE_FEED_HOST = 'www.youtube.com';

const CHANNEL = /^UC[\w-]{22}$/;
const VIDEO = /^[\w-]{11}$/;
/** Since October 2024 a Short may have three minutes (YouTube Help, "Understand three-minute YouTube Shorts"). */
const LONGEST_SHORT_S = 180;
/** What is taken of a description are its tags; so many belong to a post (YouTube ignores all tags of one with over 60). */
const MOST_TAGS = 15;

export interface Channel {
  readonly id: string;
  readonly name: string | null;
  /** null where the channel hides them. */
  readonly subscribers: number | null;
  readonly uploads: string | null;
}

export interface Posts {
  /** As the channel calls itself; null where this source does not tell it. */
  readonly name: string | null;
  readonly posts: readonly PublicPost[];
  readonly left: { readonly notShort: number; readonly noViews: number };
}

const api = (method: string, query: Readonly<Record<string, string>>, key: string | null): string =>
  `https://${YOUTUBE_HOST}/youtube/v3/${method}?${new URLSearchParams({
    ...query,
    ...(key === null ? {} : { key }),
  }).toString()}`;

/** @param key the operator's; null when a creator's token goes along instead */
export const youtubeChannelUrl = ({ kind, name }: AccountName, key: string | null): string =>
  api(
    'channels',
    {
      part: 'snippet,statistics,contentDetails',
      ...(kind === 'id' ? { id: name } : { forHandle: `@${name}` }),
      fields:
        'pageInfo(totalResults),items(id,snippet(title),statistics(subscriberCount,hiddenSubscriberCount),contentDetails(relatedPlaylists(uploads)))',
    },
    key,
  );

/** A channel that is not there is a list of none; null then. */
export function parseYoutubeChannel(text: string): Parsed<Channel | null> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const items = at(json.value, 'items') ?? (at(json.value, 'pageInfo', 'totalResults') === 0 ? [] : undefined);
  if (!Array.isArray(items)) return notUnderstood('no items', text);
  if (items.length === 0) return { ok: true, value: null };
  const id = textAt(items, 0, 'id');
  if (id === null || !CHANNEL.test(id)) return notUnderstood('no channel id', text);
  const hidden = at(items, 0, 'statistics', 'hiddenSubscriberCount') === true;
  const uploads = textAt(items, 0, 'contentDetails', 'relatedPlaylists', 'uploads');
  return {
    ok: true,
    value: {
      id,
      name: textAt(items, 0, 'snippet', 'title')?.slice(0, 100) ?? null,
      subscribers: hidden ? null : countUpTo(countOf(at(items, 0, 'statistics', 'subscriberCount'))),
      uploads: uploads !== null && /^[\w-]{10,64}$/.test(uploads) ? uploads : null,
    },
  };
}

export const youtubeUploadsUrl = (playlist: string, key: string | null): string =>
  api(
    'playlistItems',
    {
      part: 'contentDetails',
      playlistId: playlist,
      maxResults: String(YOUTUBE_IDS),
      fields: 'pageInfo(totalResults),items(contentDetails(videoId))',
    },
    key,
  );

/** Ids of the latest uploads, newest first. */
export function parseYoutubeUploads(text: string): Parsed<readonly string[]> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const items = at(json.value, 'items') ?? (at(json.value, 'pageInfo', 'totalResults') === 0 ? [] : undefined);
  if (!Array.isArray(items)) return notUnderstood('no items', text);
  const ids = items.flatMap((item: unknown) => {
    const id = textAt(item, 'contentDetails', 'videoId');
    return id !== null && VIDEO.test(id) ? [id] : [];
  });
  return items.length > 0 && ids.length === 0 ? notUnderstood('no video id', text) : { ok: true, value: ids };
}

export const youtubeUploadedUrl = (ids: readonly string[], key: string | null): string =>
  api(
    'videos',
    {
      part: 'snippet,statistics,contentDetails',
      id: ids.join(','),
      maxResults: String(YOUTUBE_IDS),
      fields:
        'items(id,snippet(title,description,publishedAt),contentDetails(duration),statistics(viewCount,likeCount,commentCount))',
    },
    key,
  );

export function parseYoutubeUploaded(text: string): Parsed<Posts> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const items = at(json.value, 'items');
  if (!Array.isArray(items)) return notUnderstood('no items', text);
  const left = { notShort: 0, noViews: 0 };
  let known = 0;
  const posts = items.flatMap((item: unknown): PublicPost[] => {
    const id = textAt(item, 'id');
    if (id === null || !VIDEO.test(id)) return [];
    known++;
    const length = secondsOf(at(item, 'contentDetails', 'duration'));
    if (length === null || length > LONGEST_SHORT_S) {
      left.notShort++;
      return [];
    }
    const views = countUpTo(countOf(at(item, 'statistics', 'viewCount')));
    if (views === null) {
      left.noViews++;
      return [];
    }
    return [
      {
        post: id,
        time: momentOf(at(item, 'snippet', 'publishedAt')),
        views,
        likes: countUpTo(countOf(at(item, 'statistics', 'likeCount'))),
        comments: countUpTo(countOf(at(item, 'statistics', 'commentCount'))),
        caption: captionOf(at(item, 'snippet', 'title'), at(item, 'snippet', 'description')),
        length,
      },
    ];
  });
  if (items.length > 0 && known === 0) return notUnderstood('no video id', text);
  return { ok: true, value: { name: null, posts: newestFirst(posts), left } };
}

/** The feed needs no key and tells the fifteen latest videos. */
export const youtubeFeedUrl = (channel: string): string =>
  `https://${YOUTUBE_FEED_HOST}/feeds/videos.xml?${new URLSearchParams({ channel_id: channel }).toString()}`;

/** The feed says by the address which videos are Shorts; it tells no length and no comments. */
export function parseYoutubeFeed(text: string): Parsed<Posts> {
  if (!/<feed[\s>]/.test(text)) return notUnderstood('no Atom feed', text);
  const entries = elements(text, 'entry');
  if (entries.length === 0 && /<item[\s>]/.test(text)) return notUnderstood('items where entries were', text);
  const left = { notShort: 0, noViews: 0 };
  let known = 0;
  const posts = entries.flatMap((entry): PublicPost[] => {
    const id = textOf(entry, 'yt:videoId');
    if (id === null || !VIDEO.test(id)) return [];
    known++;
    const link = attributeOf(entry, 'link', 'href') ?? '';
    if (!/\/shorts\//.test(link)) {
      left.notShort++;
      return [];
    }
    const views = countUpTo(countOf(attributeOf(entry, 'media:statistics', 'views') ?? ''));
    if (views === null) {
      left.noViews++;
      return [];
    }
    return [
      {
        post: id,
        time: momentOf(textOf(entry, 'published')),
        views,
        likes: null,
        comments: null,
        caption: captionOf(textOf(entry, 'title'), textOf(entry, 'media:description')),
        length: null,
      },
    ];
  });
  if (entries.length > 0 && known === 0) return notUnderstood('no video id', text);
  // The feed's own title stands before its first entry.
  const name = clean(textOf(text.split('<entry')[0] ?? '', 'title') ?? '').slice(0, 100);
  return { ok: true, value: { name: name === '' ? null : name, posts: newestFirst(posts), left } };
}

/** What a refusal of the Data API means; its text names a reason. */
export function youtubeRefusal(status: number, text: string): 'limited' | 'not_there' | 'comments_off' | 'off' | null {
  const json = jsonOf(text);
  const reason = json.ok
    ? (textAt(json.value, 'error', 'details', 0, 'reason') ?? textAt(json.value, 'error', 'errors', 0, 'reason'))
    : null;
  switch (reason) {
    case 'quotaExceeded':
    case 'dailyLimitExceeded':
    case 'rateLimitExceeded':
    case 'RATE_LIMIT_EXCEEDED':
      return 'limited';
    case 'commentsDisabled':
      return 'comments_off';
    case 'keyInvalid':
    case 'API_KEY_INVALID':
    case 'accessNotConfigured':
    case 'SERVICE_DISABLED':
      return 'off';
    case 'videoNotFound':
    case 'playlistNotFound':
    case 'channelNotFound':
      return 'not_there';
    default:
      return status === 404 ? 'not_there' : null;
  }
}

/** Title, and the tags of the description: its other words are links and credits. */
function captionOf(title: unknown, description: unknown): string | null {
  const head = typeof title === 'string' ? clean(title) : '';
  const told = typeof description === 'string' ? description : '';
  const tags = [...new Set(told.match(/[#＃][\p{L}\p{N}_]{1,60}/gu) ?? [])].filter((tag) => !head.includes(tag));
  const caption = [head, ...tags.slice(0, MOST_TAGS)].filter((part) => part !== '').join(' ');
  return caption === '' ? null : caption.slice(0, LONGEST_CAPTION);
}

/** ISO 8601, as 'PT1M5S'; null for days and for what is none. */
function secondsOf(value: unknown): number | null {
  const parts = typeof value === 'string' ? /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})S)?$/.exec(value) : null;
  if (!parts) return null;
  const seconds = 3600 * Number(parts[1] ?? 0) + 60 * Number(parts[2] ?? 0) + Number(parts[3] ?? 0);
  return seconds > 0 ? seconds : null;
}

const newestFirst = (posts: readonly PublicPost[]): PublicPost[] =>
  posts.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0)).slice(0, MOST_ACCOUNT_POSTS);
