/** A post and where to go on enter; a page of its comments as text leaves, or why there is none. Nothing of them is kept here. */
import type { CommentReason, CommentsReadReply } from '#contracts/post-comments.ts';
import type { PostLink } from '#contracts/result-link.ts';
import { tell, type Reader, type Told } from './source-ask.ts';
import { metaRefusal } from './sources/accounts-instagram.ts';
import { youtubeRefusal } from './sources/accounts-youtube.ts';
import {
  instagramCommentsUrl,
  parseInstagramComments,
  parseYoutubeComments,
  youtubeCommentsUrl,
  type CommentPage,
} from './sources/comments-read.ts';
import {
  INSTAGRAM_HOST,
  INSTAGRAM_PAGES,
  instagramMediaUrl,
  parseInstagramMedia,
  type MediaPage,
} from './sources/results-instagram.ts';
import { YOUTUBE_HOST } from './sources/results-youtube.ts';

type Result = CommentsReadReply['result'];

const DAY_MS = 86_400_000;
/** As of all that the Data API tells (shared notes, edge.md section 9). */
const YOUTUBE_KEEP_DAYS = 30;

export async function readComments(
  reader: Reader,
  link: PostLink,
  token: string | null,
  page: string | null,
): Promise<Result> {
  const { settings } = reader;
  if (!settings.on) return unread(link, 'off');
  switch (link.platform) {
    case 'tiktok':
      return unread(link, 'no_interface');
    case 'shorts':
      return token === null && settings.youtubeKey === null
        ? unread(link, 'off')
        : fromYoutube(reader, link, token, page);
    case 'reels':
      return token === null ? unread(link, 'needs_consent') : fromInstagram(reader, link, token, page);
  }
}

async function fromYoutube(reader: Reader, link: PostLink, token: string | null, page: string | null): Promise<Result> {
  const told = await tell<CommentPage, 'comments_off'>(reader, {
    source: 'youtube_comments',
    url: youtubeCommentsUrl(link.post, page, token === null ? reader.settings.youtubeKey : null),
    host: YOUTUBE_HOST,
    parse: parseYoutubeComments,
    whyOf: youtubeRefusal,
    harmless: ['not_there', 'comments_off'],
    mayKeepExcerpt: false,
    ...(token === null ? {} : { bearer: token }),
  });
  if (told.ok !== true) return unread(link, told.ok === false ? told.why : 'not_understood');
  const readAt = reader.now();
  const keepUntil = reader.settings.youtubeKeeps ? null : readAt + YOUTUBE_KEEP_DAYS * DAY_MS;
  return { outcome: 'read', ...link, ...listed(told.value), source: 'youtube_comments', readAt, keepUntil };
}

/** The word for the next page carries the media's own id, so that it is looked for once: `id` or `id.after`. */
async function fromInstagram(reader: Reader, link: PostLink, token: string, page: string | null): Promise<Result> {
  const ask = {
    source: 'instagram_comments',
    host: INSTAGRAM_HOST,
    bearer: token,
    whyOf: metaRefusal,
    mayKeepExcerpt: false,
  } as const;
  const from = page === null ? null : /^(\d{1,32})\.([\w.=-]{1,500})$/.exec(page);
  let media = from?.[1] ?? null;
  let after: string | null = null;
  for (let listing = 0; media === null && listing < INSTAGRAM_PAGES; listing++) {
    const told: Told<MediaPage> = await tell(reader, {
      source: 'instagram_comments',
      host: INSTAGRAM_HOST,
      bearer: token,
      mayKeepExcerpt: false,
      url: instagramMediaUrl(after),
      parse: parseInstagramMedia,
    });
    if (told.ok !== true) return unread(link, told.ok === false ? told.why : 'not_understood');
    media = told.value.media.find(({ code }) => code === link.post)?.id ?? null;
    if (told.value.after === null) break;
    after = told.value.after;
  }
  if (media === null) return unread(link, 'not_there');
  const told = await tell<CommentPage, 'comments_off'>(reader, {
    ...ask,
    url: instagramCommentsUrl(media, from?.[2] ?? null),
    parse: parseInstagramComments,
  });
  if (told.ok !== true) return unread(link, told.ok === false ? told.why : 'not_understood');
  const { comments, next } = listed(told.value);
  return {
    outcome: 'read',
    ...link,
    comments,
    next: next === null ? null : `${media}.${next}`,
    source: 'instagram_comments',
    readAt: reader.now(),
    keepUntil: null,
  };
}

const listed = ({ comments, next }: CommentPage): { comments: string[]; next: string | null } => ({
  comments: [...comments],
  next,
});

const unread = (link: PostLink, why: CommentReason): Result => ({
  outcome: 'unread',
  ...link,
  why,
  detail: DETAILS[why],
});

const DETAILS: Readonly<Record<CommentReason, string>> = {
  off: 'This server reads no comments from this platform; its operator has set no key that works.',
  needs_consent: 'Instagram tells comments to the maker of the post only; send an access token of that account.',
  consent_refused: 'The platform refused this access token; give a new one that may read the comments of the account.',
  not_there: 'The platform knows no such post; it may be deleted, private, or of another account.',
  limited: 'The platform wants no more questions now; try again in an hour, or tomorrow.',
  resting: 'The platform failed several times in a row and is asked again later; try again in an hour.',
  unreachable: 'The platform could not be reached; try again in a minute.',
  not_understood:
    'The platform answered in a way that this version does not understand; its operator sees it among the sources.',
  no_interface: 'TikTok has no official interface for comments; paste them or import a file instead.',
  comments_off: 'Comments are switched off under this post.',
};
