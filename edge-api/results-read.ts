/**
 * A post and, where its maker lends one, a token enter; its counts as the platform's official interface tells them leave,
 * or why there are none. A token is passed on in this one request: it is written to no table, no log and no memory.
 */
import type { LinkedReading, UnreadReason } from '#contracts/linked-result.ts';
import { postedAtOf, type PostLink } from '#contracts/result-link.ts';
import { fetchWith, tell, type Reader, type Told } from './source-ask.ts';
import {
  INSTAGRAM_HOST,
  INSTAGRAM_PAGES,
  instagramInsightsUrl,
  instagramMediaUrl,
  parseInstagramInsights,
  parseInstagramMedia,
} from './sources/results-instagram.ts';
import { OEMBED_HOSTS, oembedUrl, parseOembedTitle } from './sources/results-oembed.ts';
import type { ResultSettings } from './sources/results-settings.ts';
import type { PostCounts } from './sources/results-source.ts';
import { TIKTOK_API_HOST, parseTiktokVideos, tiktokVideosBody, tiktokVideosUrl } from './sources/results-tiktok.ts';
import {
  YOUTUBE_ANALYTICS_HOST,
  YOUTUBE_HOST,
  parseYoutubeRetention,
  parseYoutubeVideos,
  youtubeRetentionUrl,
  youtubeVideosUrl,
} from './sources/results-youtube.ts';

export type { Reader };

export type LinkResult =
  | {
      readonly outcome: 'read';
      readonly reading: LinkedReading;
      readonly without: { readonly what: 'retention'; readonly why: UnreadReason }[];
    }
  | (PostLink & {
      readonly outcome: 'unread';
      readonly why: UnreadReason;
      /** The reason as a sentence with the next step. */
      readonly detail: string;
      readonly title: string | null;
      readonly postedAt: number | null;
    });

const DAY_MS = 86_400_000;
/** YouTube API Services Terms: refreshed or deleted after so many days (shared notes, edge.md section 9). */
const YOUTUBE_KEEP_DAYS = 30;
/** A title is a courtesy: nobody waits long for it. */
const TITLE_TIMEOUT_MS = 3000;

export async function readLink(reader: Reader, link: PostLink, token: string | null): Promise<LinkResult> {
  if (!reader.settings.on) return unread(reader, link, 'off', false);
  switch (link.platform) {
    case 'shorts':
      return readShort(reader, link, token);
    case 'tiktok':
      return token === null ? unread(reader, link, 'needs_consent') : readTiktok(reader, link, token);
    case 'reels':
      return token === null ? unread(reader, link, 'needs_consent') : readReel(reader, link, token);
  }
}

async function readShort(reader: Reader, link: PostLink, token: string | null): Promise<LinkResult> {
  const { settings, now } = reader;
  if (token === null && settings.youtubeKey === null) return unread(reader, link, 'off');
  const told = await youtubeCounts(reader, [link.post], { token });
  if (told.ok !== true) return unread(reader, link, told.ok === false ? told.why : 'not_understood');
  const counts = told.value.get(link.post);
  if (!counts) return unread(reader, link, 'not_there', false);
  const reading = youtubeReading(link.post, counts, settings, now());
  if (token === null) return { outcome: 'read', reading, without: [] };
  const curve = await tell(reader, {
    source: 'youtube_analytics',
    url: youtubeRetentionUrl(link.post, counts.postedAt ?? now() - YOUTUBE_KEEP_DAYS * DAY_MS, now()),
    host: YOUTUBE_ANALYTICS_HOST,
    parse: parseYoutubeRetention,
    bearer: token,
  });
  if (curve.ok === true && curve.value.length > 0) {
    return { outcome: 'read', reading: { ...reading, retention: [...curve.value] }, without: [] };
  }
  const why = curve.ok === false ? curve.why : 'not_there';
  return { outcome: 'read', reading, without: [{ what: 'retention', why }] };
}

/** Counts of up to YOUTUBE_IDS videos in one call of one unit. */
export const youtubeCounts = (
  reader: Reader,
  ids: readonly string[],
  { token = null, etag = null }: { readonly token?: string | null; readonly etag?: string | null } = {},
): Promise<Told<ReadonlyMap<string, PostCounts>>> =>
  tell(reader, {
    source: 'youtube_videos',
    url: youtubeVideosUrl(ids, token === null ? reader.settings.youtubeKey : null),
    host: YOUTUBE_HOST,
    parse: parseYoutubeVideos,
    etag,
    ...(token === null ? {} : { bearer: token }),
  });

export function youtubeReading(
  post: string,
  counts: PostCounts,
  { youtubeKeeps }: Pick<ResultSettings, 'youtubeKeeps'>,
  readAt: number,
): LinkedReading {
  return {
    ...readingOf({ platform: 'shorts', post }, counts, 'youtube_videos', readAt),
    keepUntil: youtubeKeeps ? null : readAt + YOUTUBE_KEEP_DAYS * DAY_MS,
  };
}

async function readTiktok(reader: Reader, link: PostLink, token: string): Promise<LinkResult> {
  const told = await tell(reader, {
    source: 'tiktok_videos',
    url: tiktokVideosUrl(),
    host: TIKTOK_API_HOST,
    parse: parseTiktokVideos,
    body: tiktokVideosBody([link.post]),
    bearer: token,
  });
  if (told.ok !== true) return unread(reader, link, told.ok === false ? told.why : 'not_understood');
  const counts = told.value.get(link.post);
  if (!counts) return unread(reader, link, 'not_there');
  const reading = readingOf(link, counts, 'tiktok_videos', reader.now());
  return { outcome: 'read', reading: { ...reading, postedAt: reading.postedAt ?? postedAtOf(link) }, without: [] };
}

async function readReel(reader: Reader, link: PostLink, token: string): Promise<LinkResult> {
  const ask = { source: 'instagram_insights', host: INSTAGRAM_HOST, bearer: token } as const;
  let from: string | null = null;
  for (let page = 0; page < INSTAGRAM_PAGES; page++) {
    const told: Told<MediaOf> = await tell(reader, {
      ...ask,
      url: instagramMediaUrl(from),
      parse: parseInstagramMedia,
    });
    if (told.ok !== true) return unread(reader, link, told.ok === false ? told.why : 'not_understood');
    const found = told.value.media.find(({ code }) => code === link.post);
    if (found) {
      const insights = await tell(reader, {
        ...ask,
        url: instagramInsightsUrl(found.id),
        parse: parseInstagramInsights,
      });
      if (insights.ok !== true) return unread(reader, link, insights.ok === false ? insights.why : 'not_understood');
      const counts = { ...insights.value, title: found.title, postedAt: found.postedAt };
      return { outcome: 'read', reading: readingOf(link, counts, 'instagram_insights', reader.now()), without: [] };
    }
    if (told.value.after === null) break;
    from = told.value.after;
  }
  return unread(reader, link, 'not_there', false);
}
type MediaOf = Extract<ReturnType<typeof parseInstagramMedia>, { ok: true }>['value'];

/** @param titled whether the title is worth asking for: the post is there, only its counts are not */
async function unread(reader: Reader, link: PostLink, why: UnreadReason, titled = true): Promise<LinkResult> {
  const title = titled ? await titleOf(reader, link) : null;
  return { outcome: 'unread', ...link, why, detail: DETAILS[why], title, postedAt: postedAtOf(link) };
}

async function titleOf(reader: Reader, link: PostLink): Promise<string | null> {
  const url = oembedUrl(link);
  const host = url === null ? undefined : OEMBED_HOSTS.find((name) => new URL(url).hostname === name);
  if (url === null || host === undefined) return null;
  const reply = await fetchWith(reader, { url, host }, TITLE_TIMEOUT_MS);
  const parsed = reply.kind === 'fresh' ? parseOembedTitle(reply.text) : null;
  return parsed?.ok ? parsed.value : null;
}

function readingOf(
  { platform, post }: PostLink,
  counts: PostCounts,
  source: LinkedReading['source'],
  readAt: number,
): LinkedReading {
  const postedAt = counts.postedAt !== null && counts.postedAt <= readAt ? counts.postedAt : null;
  return { platform, post, readAt, source, retention: null, keepUntil: null, ...counts, postedAt };
}

const DETAILS: Readonly<Record<UnreadReason, string>> = {
  off: 'This server reads no counts from this platform; its operator has set no key.',
  needs_consent:
    'This platform tells counts to the maker only; read it with an access token of the account that posted it.',
  consent_refused: 'The platform refused this access token; give a new one that may read the videos of the account.',
  not_there: 'The platform knows no such post; it may be deleted, private, or of another account.',
  limited: 'The platform wants no more questions now; try again in an hour.',
  resting: 'The platform failed several times in a row and is asked again later; try again in an hour.',
  unreachable: 'The platform could not be reached; try again in a minute.',
  not_understood:
    'The platform answered in a way that this version does not understand; its operator sees it among the sources.',
};
