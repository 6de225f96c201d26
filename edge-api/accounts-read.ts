/** The name of a public account enters, its public figures leave, as official interfaces and public feeds tell them; or why there are none. */
import { accountName, type AccountName } from '#contracts/account-name.ts';
import type { AccountReadReply, AccountReason, PublicAccount, TokenKind } from '#contracts/public-account.ts';
import { tell, type Reader, type Told } from './source-ask.ts';
import {
  FACEBOOK_HOST,
  discoveryUrl,
  metaRefusal,
  ownInstagramUrl,
  parseDiscovery,
  parseOwnInstagram,
  type Discovered,
} from './sources/accounts-instagram.ts';
import {
  YOUTUBE_FEED_HOST,
  parseYoutubeChannel,
  parseYoutubeFeed,
  parseYoutubeUploaded,
  parseYoutubeUploads,
  youtubeChannelUrl,
  youtubeFeedUrl,
  youtubeRefusal,
  youtubeUploadedUrl,
  youtubeUploadsUrl,
  type Channel,
  type Posts,
} from './sources/accounts-youtube.ts';
import { notUnderstood, type Parsed } from './sources/results-source.ts';
import { INSTAGRAM_HOST } from './sources/results-instagram.ts';
import { TIKTOK_API_HOST } from './sources/results-tiktok.ts';
import { YOUTUBE_HOST } from './sources/results-youtube.ts';
import { at, jsonOf, textAt } from './sources/source.ts';

type Result = AccountReadReply['result'];
type Why = 'comments_off';

const DAY_MS = 86_400_000;
/** YouTube API Services Terms: refreshed or deleted after so many days (shared notes, edge.md section 9). The feed is treated alike. */
const YOUTUBE_KEEP_DAYS = 30;
/** The same channel asked for again within the hour costs no unit: views move little in it. Chosen. */
const REMEMBER_MS = 3_600_000;
const MOST_REMEMBERED = 500;

/** Public figures of the last hour, in memory only; what came for a token is never here. */
const remembered = new WeakMap<object, Map<string, { readonly at: number; readonly result: Result }>>();

export async function readAccount(reader: Reader, name: AccountName, token: string | null): Promise<Result> {
  const { settings, now } = reader;
  if (!settings.on) return unread(name, 'off');
  if (name.platform === 'tiktok') return unread(name, 'no_interface');
  if (name.platform === 'reels')
    return token === null ? unread(name, 'needs_consent') : readProfessional(reader, name, token);
  if (token !== null) return readChannel(reader, name, token);
  const memory = remembered.get(reader.db) ?? new Map<string, { at: number; result: Result }>();
  remembered.set(reader.db, memory);
  const key = `${name.kind} ${name.name.toLowerCase()}`;
  const known = memory.get(key);
  if (known && now() - known.at < REMEMBER_MS && now() >= known.at) return known.result;
  const result = await readChannel(reader, name, null);
  if (result.outcome === 'read') {
    memory.delete(key);
    if (memory.size >= MOST_REMEMBERED) memory.delete(memory.keys().next().value ?? '');
    memory.set(key, { at: now(), result });
  }
  return result;
}

/**
 * Without a key the feed alone; with one the channel's name is found. Figures of the Data API may be worked with (medians,
 * places) once the operator accepted Google's amendment; until then they come from the feed, which is public.
 */
async function readChannel(reader: Reader, name: AccountName, token: string | null): Promise<Result> {
  const { settings } = reader;
  const key = token === null ? settings.youtubeKey : null;
  const reachesApi = token !== null || key !== null;
  const byFeed = async (channel: Pick<Channel, 'id' | 'name'>): Promise<Result> => {
    const feed = await tell<Posts, Why>(reader, {
      source: 'youtube_feed',
      url: youtubeFeedUrl(channel.id),
      host: YOUTUBE_FEED_HOST,
      parse: parseYoutubeFeed,
      whyOf: (status) => (status === 404 ? 'not_there' : null),
      harmless: ['not_there'],
      mayKeepExcerpt: false,
    });
    if (feed.ok !== true) return unread(name, whyOf(feed));
    return read(reader, name, channel, feed.value, null, 'youtube_feed');
  };
  if (!reachesApi) return name.kind === 'id' ? byFeed({ id: name.name, name: null }) : unread(name, 'needs_channel_id');
  if (name.kind === 'id' && !settings.youtubeKeeps) return byFeed({ id: name.name, name: null });
  const ask = {
    host: YOUTUBE_HOST,
    whyOf: youtubeRefusal,
    harmless: ['not_there'] as const,
    mayKeepExcerpt: false,
    ...(token === null ? {} : { bearer: token }),
  };
  const found = await tell<Channel | null, Why>(reader, {
    ...ask,
    source: 'youtube_channels',
    url: youtubeChannelUrl(name, key),
    parse: parseYoutubeChannel,
  });
  // Units used up, or a key that is refused: the feed is still there for who has the id.
  if (found.ok === false && name.kind === 'id' && found.why !== 'not_there')
    return byFeed({ id: name.name, name: null });
  if (found.ok !== true) return unread(name, whyOf(found));
  const channel = found.value;
  if (channel === null) return unread(name, 'not_there');
  if (!settings.youtubeKeeps || channel.uploads === null) return byFeed(channel);
  const uploads = await tell<readonly string[], Why>(reader, {
    ...ask,
    source: 'youtube_uploads',
    url: youtubeUploadsUrl(channel.uploads, key),
    parse: parseYoutubeUploads,
  });
  if (uploads.ok !== true) return byFeed(channel);
  if (uploads.value.length === 0) return byFeed(channel);
  const videos = await tell<Posts, Why>(reader, {
    ...ask,
    source: 'youtube_uploaded',
    url: youtubeUploadedUrl(uploads.value, key),
    parse: parseYoutubeUploaded,
  });
  if (videos.ok !== true) return byFeed(channel);
  return read(reader, name, channel, videos.value, channel.subscribers, 'youtube_videos');
}

async function readProfessional(reader: Reader, name: AccountName, token: string): Promise<Result> {
  const ask = {
    source: 'instagram_discovery',
    host: FACEBOOK_HOST,
    bearer: token,
    whyOf: metaRefusal,
    mayKeepExcerpt: false,
  };
  const own = await tell<string | null, Why>(reader, { ...ask, url: ownInstagramUrl(), parse: parseOwnInstagram });
  if (own.ok !== true) return unread(name, whyOf(own));
  if (own.value === null) return unread(name, 'consent_refused');
  const found = await tell<Discovered, Why>(reader, {
    ...ask,
    url: discoveryUrl(own.value, name.name),
    parse: parseDiscovery,
  });
  if (found.ok !== true) return unread(name, whyOf(found));
  return read(
    reader,
    name,
    { id: `@${name.name}`, name: null },
    found.value,
    found.value.followers,
    'instagram_discovery',
  );
}

/** Whether a platform takes a creator's own token. Nothing about the person is asked for but what proves it. */
export async function tryToken(
  reader: Reader,
  kind: TokenKind,
  token: string,
): Promise<
  { readonly outcome: 'works' } | { readonly outcome: 'unread'; readonly why: AccountReason; readonly detail: string }
> {
  if (!reader.settings.on) return { outcome: 'unread', why: 'off', detail: DETAILS.off };
  const { url, host, parse } = TRIES[kind];
  const told = await tell(reader, { source: `token_${kind}`, url, host, parse, bearer: token, mayKeepExcerpt: false });
  if (told.ok === true) return { outcome: 'works' };
  const why = told.ok === false ? told.why : 'not_understood';
  return { outcome: 'unread', why, detail: DETAILS[why] };
}

const holds =
  (...path: readonly (string | number)[]) =>
  (text: string): Parsed<true> => {
    const json = jsonOf(text);
    if (!json.ok) return notUnderstood(json.reason, text);
    return textAt(json.value, ...path) === null ? notUnderstood('error access_token', text) : { ok: true, value: true };
  };

const TRIES: Readonly<
  Record<TokenKind, { readonly url: string; readonly host: string; readonly parse: (text: string) => Parsed<true> }>
> = {
  youtube: {
    url: `https://${YOUTUBE_HOST}/youtube/v3/channels?part=id&mine=true&fields=items(id)`,
    host: YOUTUBE_HOST,
    parse: holds('items', 0, 'id'),
  },
  tiktok: {
    url: `https://${TIKTOK_API_HOST}/v2/user/info/?fields=open_id`,
    host: TIKTOK_API_HOST,
    parse: (text) => {
      const json = jsonOf(text);
      if (!json.ok) return notUnderstood(json.reason, text);
      return at(json.value, 'error', 'code') === 'ok'
        ? { ok: true, value: true }
        : notUnderstood('error access_token', text);
    },
  },
  instagram: { url: `https://${INSTAGRAM_HOST}/v23.0/me?fields=id`, host: INSTAGRAM_HOST, parse: holds('id') },
  instagram_discovery: {
    url: ownInstagramUrl(),
    host: FACEBOOK_HOST,
    parse: (text) => {
      const own = parseOwnInstagram(text);
      if (!own.ok) return own;
      return own.value === null ? notUnderstood('error access_token', text) : { ok: true, value: true };
    },
  },
};

function read(
  { settings, now }: Reader,
  { platform }: AccountName,
  { id, name }: Pick<Channel, 'id' | 'name'>,
  { posts, left, name: told }: Posts,
  followers: number | null,
  source: PublicAccount['source'],
): Result {
  const readAt = now();
  const ends = platform === 'shorts' && !settings.youtubeKeeps ? readAt + YOUTUBE_KEEP_DAYS * DAY_MS : null;
  return {
    outcome: 'read',
    account: {
      platform,
      account: id,
      name: name ?? told,
      followers,
      // A clock ahead of ours is no post of tomorrow.
      posts: posts.map((post) => ({ ...post, time: post.time !== null && post.time <= readAt ? post.time : null })),
      left,
      source,
      readAt,
      keepUntil: ends,
    },
  };
}

const whyOf = (told: Exclude<Told<unknown, Why>, { readonly ok: true }>): AccountReason =>
  told.ok === 'unchanged' || told.why === 'comments_off' ? 'not_understood' : told.why;

const unread = ({ platform }: AccountName, why: AccountReason): Result => ({
  outcome: 'unread',
  platform,
  why,
  detail: DETAILS[why],
});

/** The contract has refused what is no account. */
export function accountIn(platform: AccountName['platform'], text: string): AccountName {
  const name = accountName(platform, text);
  if (!name) throw new TypeError('an account that its contract took is none');
  return name;
}

export const DETAILS: Readonly<Record<AccountReason, string>> = {
  off: 'This server reads nothing from this platform; its operator has set no key that works.',
  needs_consent:
    'Instagram tells the figures of other professional accounts to a professional account only; send an access token of yours (Facebook Login).',
  consent_refused:
    'The platform refused this access token; give a new one with the permissions that the documentation names.',
  not_there: 'The platform knows no such public account; it may be private, renamed, deleted or not professional.',
  limited: 'The platform wants no more questions now; try again in an hour, or tomorrow.',
  resting: 'The platform failed several times in a row and is asked again later; try again in an hour.',
  unreachable: 'The platform could not be reached; try again in a minute.',
  not_understood:
    'The platform answered in a way that this version does not understand; its operator sees it among the sources.',
  no_interface:
    'TikTok has no official interface for the figures of other accounts; paste them or import a CSV instead.',
  needs_channel_id:
    'Without a key this server finds a channel by its id only: it starts with UC and stands in the address under Share channel, Copy channel ID.',
};
