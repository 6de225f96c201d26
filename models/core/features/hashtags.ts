/** Hashtags of a caption in; how many, how generic, where they stand and how long they are out. */
import type { MissingReason } from '../flow.ts';
import type { DraftContext, Feature } from './feature.ts';
import { codePoints, hashtagsOf } from './text.ts';

export interface HashtagCounts {
  /** n_tags of the training tables. */
  readonly count: number;
  /** n_generic_tags of the training tables. */
  readonly generic: number;
}

export function hashtagCounts(caption: string): HashtagCounts {
  const tags = hashtagsOf(caption);
  return { count: tags.length, generic: tags.filter(isGenericTag).length };
}

/** Says nothing of the clip: #fyp, #viral. Read off the tables: no row that carries one of them counts zero generic tags. */
export function isGenericTag(tag: string): boolean {
  return GENERIC_TAGS.has(tag.normalize('NFC').toLowerCase());
}

const GENERIC_TAGS = new Set(
  (
    'fyp fypシ fypage fy foryou foryoupage viral trend trending tiktok duet parati xh xuhuong xuhuongtiktok zxycba ' +
    // The same words on the other two platforms and in French; absent from the tables, so no row changes its count.
    'pourtoi pourtoipage reels shorts'
  ).split(' '),
);

export const HASHTAG_FEATURES = [
  feature('hashtag_count', 'count', [0, 100], 'Hashtags in the caption.', (caption) =>
    Math.min(100, hashtagCounts(caption).count),
  ),
  feature(
    'hashtag_generic_count',
    'count',
    [0, 100],
    'Hashtags that say nothing of the clip, such as #fyp.',
    (caption) => Math.min(100, hashtagCounts(caption).generic),
  ),
  feature('hashtag_generic_share', 'share', [0, 1], 'Part of the hashtags that say nothing of the clip.', (caption) => {
    const { count, generic } = hashtagCounts(caption);
    return count === 0 ? 'not_applicable' : generic / count;
  }),
  feature(
    'hashtag_position',
    'share',
    [0, 1],
    'Where the first hashtag stands: 0 opens the caption, 1 closes it.',
    (caption) => {
      const text = caption.trim();
      const at = text.search(/[#＃][\p{L}\p{N}_]/u);
      return at < 0 ? 'not_applicable' : at / text.length;
    },
  ),
  feature('hashtag_length', 'count', [1, 200], 'Mean number of characters of the hashtags.', (caption) => {
    const tags = hashtagsOf(caption);
    if (tags.length === 0) return 'not_applicable';
    return Math.min(200, tags.reduce((sum, tag) => sum + codePoints(tag), 0) / tags.length);
  }),
] satisfies readonly Feature[];

function feature(
  name: string,
  unit: Feature['unit'],
  range: Feature['range'],
  about: string,
  measure: (caption: string) => number | MissingReason,
): Feature {
  return {
    name,
    version: 1,
    family: 'hashtags',
    unit,
    range,
    tolerance: 0,
    known: 'draft',
    about,
    of: ({ draft }: DraftContext) => (draft.caption.trim() === '' ? 'not_given' : measure(draft.caption)),
  };
}
