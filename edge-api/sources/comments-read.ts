/** YouTube's comment threads and Instagram's comments under own media → the text of each, and where the next page begins. Names, pictures and ids are not asked for. */
import { COMMENTS_A_PAGE, LONGEST_COMMENT } from '#contracts/post-comments.ts';
import { INSTAGRAM_HOST } from './results-instagram.ts';
import { notUnderstood, type Parsed } from './results-source.ts';
import { YOUTUBE_HOST } from './results-youtube.ts';
import { at, jsonOf, textAt } from './source.ts';

const VERSION = 'v23.0';
/** Instagram gives so many at once. */
const INSTAGRAM_PAGE = 50;

export interface CommentPage {
  readonly comments: readonly string[];
  /** The source's own word for the next page; null at the end. */
  readonly next: string | null;
}

/** One unit a page; newest first, without replies. */
export const youtubeCommentsUrl = (video: string, page: string | null, key: string | null): string =>
  `https://${YOUTUBE_HOST}/youtube/v3/commentThreads?${new URLSearchParams({
    part: 'snippet',
    videoId: video,
    maxResults: String(COMMENTS_A_PAGE),
    order: 'time',
    textFormat: 'plainText',
    fields: 'nextPageToken,pageInfo(totalResults),items(snippet(topLevelComment(snippet(textDisplay))))',
    ...(page === null ? {} : { pageToken: page }),
    ...(key === null ? {} : { key }),
  }).toString()}`;

export function parseYoutubeComments(text: string): Parsed<CommentPage> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const items = at(json.value, 'items') ?? (at(json.value, 'pageInfo', 'totalResults') === 0 ? [] : undefined);
  if (!Array.isArray(items)) return notUnderstood('no items', text);
  const comments = textsOf(items, 'snippet', 'topLevelComment', 'snippet', 'textDisplay');
  if (items.length > 0 && comments.length === 0) return notUnderstood('no textDisplay', text);
  return { ok: true, value: { comments, next: wordOf(textAt(json.value, 'nextPageToken')) } };
}

export const instagramCommentsUrl = (media: string, after: string | null): string =>
  `https://${INSTAGRAM_HOST}/${VERSION}/${media}/comments?${new URLSearchParams({
    fields: 'text',
    limit: String(INSTAGRAM_PAGE),
    ...(after === null ? {} : { after }),
  }).toString()}`;

/** Only the word of the next page is taken from the reply, never its address. */
export function parseInstagramComments(text: string): Parsed<CommentPage> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const data = at(json.value, 'data');
  if (!Array.isArray(data)) return notUnderstood('no data', text);
  const comments = textsOf(data, 'text');
  if (data.length > 0 && comments.length === 0) return notUnderstood('no text', text);
  const more = at(json.value, 'paging', 'next') !== undefined;
  return {
    ok: true,
    value: { comments, next: more ? wordOf(textAt(json.value, 'paging', 'cursors', 'after')) : null },
  };
}

function textsOf(items: readonly unknown[], ...path: readonly string[]): string[] {
  return items
    .flatMap((item) => {
      const text = at(item, ...path);
      return typeof text === 'string' && text.trim() !== '' ? [text.trim().slice(0, LONGEST_COMMENT)] : [];
    })
    .slice(0, COMMENTS_A_PAGE);
}

const wordOf = (word: string | null): string | null => (word !== null && /^[\w.=-]{1,500}$/.test(word) ? word : null);
