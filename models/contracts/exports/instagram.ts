/** Instagram's account download: insights of reels and posts, whose keys are localised and whose texts are UTF-8 read as latin-1. */
import type { FileReading, ImportedPost, SkippedRow } from './exports.ts';
import { countOf, lengthOf } from './numbers.ts';
import { blankPost, dig, textOf } from './reading.ts';

/** Keys in the languages seen (notes/platform-exports.md section 4), after mending. Plays of a reel are its views; impressions those of a photo. */
const KEYS = {
  views: ['Instagram Plays', 'Plays', 'Views', 'Impressions', 'Impressionen', 'Impressões'],
  likes: ['Instagram Likes', 'Likes', '„Gefällt mir“-Angaben', 'Curtidas'],
  comments: ['Instagram Comments', 'Comments', 'Kommentare', 'Comentários'],
  shares: ['Instagram Shares', 'Shares', 'Geteilt', 'Compartilhamentos'],
  saves: ['Instagram Saves', 'Saves', 'Gespeichert', 'Salvamentos'],
  length: ['Duration', 'Dauer', 'Duração'],
  time: ['Upload Timestamp', 'Creation Timestamp', 'Erstellungszeitstempel', 'Registro de data e hora da criação'],
} as const;
const ALL_KEYS: ReadonlySet<string> = new Set(Object.values(KEYS).flat());

/** @returns null when it is another file */
export function readInstagram(file: string, value: unknown): FileReading | null {
  const reels = dig(value, 'organic_insights_reels');
  const list = reels ?? dig(value, 'organic_insights_posts');
  if (!Array.isArray(list)) return null;
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  const columns = new Set<string>();
  const ignored = new Set<string>();
  list.forEach((item: unknown, index) => {
    const skip = (why: SkippedRow['why']): void => void skipped.push({ file, line: index + 1, why });
    // Photos have no clip to compare with.
    if (reels === undefined) return skip('not_a_reel');
    const told = new Map<string, unknown>();
    const strings = dig(item, 'string_map_data');
    if (typeof strings === 'object' && strings !== null)
      for (const [key, entry] of Object.entries(strings)) {
        const name = mend(key);
        if (ALL_KEYS.has(name)) told.set(name, entry);
        (ALL_KEYS.has(name) ? columns : ignored).add(name);
      }
    const entry = (name: keyof typeof KEYS): unknown =>
      KEYS[name].map((key) => told.get(key)).find((each) => each !== undefined);
    const count = (name: keyof typeof KEYS): number | null => countOf(textOf(dig(entry(name), 'value')));
    const views = count('views');
    if (views === null) return skip('no_views');
    const media = dig(item, 'media_map_data', 'Media Thumbnail');
    const stamp = dig(entry('time'), 'timestamp') ?? dig(media, 'creation_timestamp');
    const title = textOf(dig(media, 'title'));
    posts.push({
      ...blankPost('reels'),
      time: typeof stamp === 'number' && stamp > 0 ? stamp : null,
      views,
      likes: count('likes'),
      comments: count('comments'),
      shares: count('shares'),
      saves: count('saves'),
      caption: title === undefined ? null : mend(title).trim() || null,
      length: lengthOf(textOf(dig(entry('length'), 'value'))),
    });
  });
  return {
    ok: true,
    value: {
      file,
      layout: 'instagram_download',
      posts,
      followers: null,
      columns: [...columns],
      ignored: [...ignored],
      skipped,
    },
  };
}

/** "CafÃ©" → "Café": each character is a byte of UTF-8. A text that is no such thing stays as it is. */
export function mend(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text;
  try {
    return decodeURIComponent([...text].map((sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return text;
  }
}
