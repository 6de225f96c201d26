/** A table row and the earlier rows of its author enter; account, draft and the features that the table tells leave: the same functions then serve table and app. */
import type { DraftContext } from '#core/features/feature.ts';
import type { Features, MissingReason } from '#core/flow.ts';
import { featureNamed } from '#core/features/registry.ts';
import { seconds } from '#core/units.ts';
import { isHistory, type ReachRow } from './columns.ts';

const DAY = 86_400;

/** @param earlier rows before this one, oldest first; those that are no reading of anything are left out here */
export function contextOf(row: ReachRow, earlier: readonly ReachRow[]): DraftContext {
  return {
    signals: null,
    length: row.length === null ? null : seconds(row.length),
    draft: {
      platform: 'tiktok',
      caption: captionOf(row),
      shown: '',
      country: null,
      // The tables tell UTC; the audience's own hour is not known.
      posting: null,
      originalSound: null,
      sound: row.sound,
      plannedAt: row.time,
      readAfterDays: row.readAt === null || row.time === null ? null : Math.max(0, row.readAt - row.time) / DAY,
    },
    account: {
      platform: 'tiktok',
      followers: row.followers,
      readAt: row.readAt,
      posts: earlier.filter(isHistory).map((post) => ({
        time: post.time,
        views: post.plays ?? 0,
        // A table without tags says nothing of them, which is not the same as none.
        caption: post.hashtags === null ? null : captionOf(post),
        length: post.length === null ? null : seconds(post.length),
        sound: post.sound,
        likes: post.likes,
        comments: post.comments,
        shares: post.shares,
      })),
    },
  };
}

/** Value of each named feature, NaN where missing, held in its range as the registry does. */
export function featureValues(names: readonly string[], context: DraftContext, row: ReachRow): Float64Array {
  const told = toldByTable(row);
  return Float64Array.from(names, (name) => {
    const value = told[name] === undefined ? valueOf(name, context) : told[name];
    return typeof value === 'number' ? value : Number.NaN;
  });
}

/** The same as `Features`, for the functions of the app. */
export function featuresOf(names: readonly string[], context: DraftContext, row: ReachRow): Features {
  const values = featureValues(names, context, row);
  return {
    set: '',
    values: Object.fromEntries(names.map((name, i) => [name, Number.isNaN(values[i]) ? null : (values[i] ?? null)])),
    missing: {},
  };
}

function valueOf(name: string, context: DraftContext): number | MissingReason {
  const feature = featureNamed(name);
  if (feature === null) throw new RangeError(`no feature is called ${name}`);
  const got = feature.of(context);
  return typeof got === 'number' ? Math.min(feature.range[1], Math.max(feature.range[0], got)) : got;
}

/** Caption texts are not in the tables; what was counted in them before they were dropped is. Null: not in this table. */
function toldByTable(row: ReachRow): Readonly<Record<string, number | null>> {
  return {
    caption_length: row.captionLength,
    caption_words: row.captionWords,
    hashtag_count: row.hashtags,
    hashtag_generic_count: row.genericHashtags,
  };
}

/** Made once per row: a history reads the same rows again and again. */
const CAPTIONS = new WeakMap<ReachRow, string>();

/** The hashtags of a row as a caption would hold them. Those that the table hides stand as names of their own, so that the count is right and none is shared. */
function captionOf(row: ReachRow): string {
  const known = CAPTIONS.get(row);
  if (known !== undefined) return known;
  const hidden = Math.max(0, (row.hashtags ?? 0) - row.tags.length);
  const names = [...row.tags, ...Array.from({ length: hidden }, (_, i) => `untold_${row.time}_${row.plays}_${i}`)];
  const made = names.map((name) => `#${name}`).join(' ');
  CAPTIONS.set(row, made);
  return made;
}
