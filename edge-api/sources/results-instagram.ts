/** Instagram API with the creator's token → which of their media a short code is, and the insights of that reel. */
import { at, countOf, jsonOf, textAt } from './source.ts';
import { NO_COUNTS, countUpTo, momentOf, notUnderstood, type Parsed, type PostCounts } from './results-source.ts';

export const INSTAGRAM_HOST = 'graph.instagram.com';
const VERSION = 'v23.0';
/** A page of own media; a reel is looked for in the newest three pages. */
const PAGE = 50;
export const INSTAGRAM_PAGES = 3;

const METRICS = 'views,reach,likes,comments,shares,saved,ig_reels_avg_watch_time,reels_skip_rate';

/** A link holds a short code, the interface wants its own id: the creator's media are listed to find it. */
export const instagramMediaUrl = (after: string | null): string =>
  `https://${INSTAGRAM_HOST}/${VERSION}/me/media?${new URLSearchParams({
    fields: 'id,shortcode,permalink,caption,timestamp',
    limit: String(PAGE),
    ...(after === null ? {} : { after }),
  }).toString()}`;

export const instagramInsightsUrl = (mediaId: string): string =>
  `https://${INSTAGRAM_HOST}/${VERSION}/${mediaId}/insights?${new URLSearchParams({ metric: METRICS }).toString()}`;

export interface MediaPage {
  readonly media: readonly {
    readonly id: string;
    readonly code: string;
    readonly title: string | null;
    readonly postedAt: number | null;
  }[];
  /** Where the next page begins; null at the end. Only this word is taken from the reply, never its address. */
  readonly after: string | null;
}

export function parseInstagramMedia(text: string): Parsed<MediaPage> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const data = at(json.value, 'data');
  if (!Array.isArray(data)) return notUnderstood('no data', text);
  const media = data.flatMap((entry: unknown) => {
    const id = textAt(entry, 'id');
    const code =
      textAt(entry, 'shortcode') ?? /\/(?:reel|p)\/([\w-]{5,32})/.exec(textAt(entry, 'permalink') ?? '')?.[1] ?? null;
    if (id === null || !/^\d{1,32}$/.test(id) || code === null) return [];
    return [{ id, code, title: textAt(entry, 'caption'), postedAt: momentOf(at(entry, 'timestamp')) }];
  });
  if (data.length > 0 && media.length === 0) return notUnderstood('no id or no short code', text);
  const next = at(json.value, 'paging', 'next') === undefined ? null : textAt(json.value, 'paging', 'cursors', 'after');
  return { ok: true, value: { media, after: next } };
}

/** Each metric by its name; those that the account's kind does not have are missing. Times are milliseconds, the skip rate is in percent. */
export function parseInstagramInsights(text: string): Parsed<PostCounts> {
  const json = jsonOf(text);
  if (!json.ok) return notUnderstood(json.reason, text);
  const data = at(json.value, 'data');
  if (!Array.isArray(data)) return notUnderstood('no data', text);
  const values = new Map(
    data.map((metric: unknown) => [
      at(metric, 'name'),
      at(metric, 'values', 0, 'value') ?? at(metric, 'total_value', 'value'),
    ]),
  );
  const count = (name: string): number | null => countUpTo(countOf(values.get(name)));
  const number = (name: string): number | null => {
    const value = values.get(name);
    return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : null;
  };
  const views = count('views');
  if (views === null) return notUnderstood('no views', text);
  const skipped = number('reels_skip_rate');
  return {
    ok: true,
    value: {
      ...NO_COUNTS,
      views,
      likes: count('likes'),
      comments: count('comments'),
      shares: count('shares'),
      saves: count('saved'),
      reached: count('reach'),
      watchedMs: number('ig_reels_avg_watch_time'),
      skipped: skipped === null || skipped > 100 ? null : skipped / 100,
    },
  };
}
