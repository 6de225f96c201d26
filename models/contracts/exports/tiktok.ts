/** TikTok: Studio's Content table with its unescaped quotes and dates without a year, follower history, and the JSON of "Download your data". */
import type { FileReading, ImportedPost, ReadOptions, SkippedRow } from './exports.ts';
import { countOf, lengthOf, timeOfTiktokId, writtenDate } from './numbers.ts';
import { blankPost, dig, findColumns, textOf } from './reading.ts';
import { knownEnds, type Table } from './table.ts';

const COLUMNS = {
  title: ['Video title'],
  link: ['Video link'],
  posted: ['Post time', 'Video publish time'],
  likes: ['Total likes', 'Likes'],
  comments: ['Total comments', 'Comments'],
  shares: ['Total shares', 'Shares'],
  views: ['Total views', 'Views', 'Video views'],
  saves: ['Add to favorites', 'Total bookmarks'],
  length: ['Duration'],
} as const;

/** Read only to find out which post it is: the link itself is dropped. */
export function readTiktokTable(file: string, text: string, table: Table, options: ReadOptions): FileReading {
  const { at, columns, ignored } = findColumns(table, COLUMNS);
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  // Only Studio's own eight columns come with unescaped quotes: then one line is one row, and its ends are known.
  const plain = text.replace(/^\uFEFF/, '');
  const lines = at.title >= 0 && plain.startsWith('"') ? plain.split(/\r\n|\n|\r/) : null;
  for (const { line, cells } of lines ? linesOf(lines) : table.rows) {
    const ends = lines ? knownEnds(lines[line - 1] ?? '', at.title, table.header.length - at.title - 1) : null;
    const row = ends ?? cells;
    const id = /\/(?:video|photo)\/(\d{15,20})/.exec(row[at.link] ?? '')?.[1] ?? null;
    const skip = (why: SkippedRow['why']): void => void skipped.push({ file, line, why });
    if (row.length < table.header.length) skip('broken_row');
    else if (id === null) skip('no_id');
    else {
      const viewed = row[at.views];
      const views = at.views < 0 ? null : countOf(viewed);
      if (views === null) skip(/\d/.test(viewed ?? '') ? 'bad_number' : 'no_views');
      else {
        const written = writtenDate(row[at.posted], options.monthFirst);
        const fromId = timeOfTiktokId(id);
        posts.push({
          ...blankPost('tiktok'),
          id,
          time:
            fromId ??
            (written && options.instant(written.year, written.month, written.day, written.hour ?? 12, written.minute)),
          dayOnly: fromId === null && written?.hour === null,
          views,
          likes: countOf(row[at.likes]),
          comments: countOf(row[at.comments]),
          shares: countOf(row[at.shares]),
          saves: countOf(row[at.saves]),
          caption: row[at.title]?.trim() || null,
          length: lengthOf(row[at.length]),
        });
      }
    }
  }
  return { ok: true, value: { file, layout: 'tiktok_studio', posts, followers: null, columns, ignored, skipped } };
}

const linesOf = (lines: readonly string[]): { line: number; cells: readonly string[] }[] =>
  lines.flatMap((text, i) => (i === 0 || text.trim() === '' ? [] : [{ line: i + 1, cells: [text] }]));

export function readFollowers(file: string, table: Table): FileReading {
  const { at, columns, ignored } = findColumns(table, { date: ['Date'], followers: ['Followers'] });
  const skipped: SkippedRow[] = [];
  let followers: number | null = null;
  for (const { line, cells } of table.rows) {
    const count = countOf(cells[at.followers]);
    // Oldest first, as Studio writes them; a day without a figure leaves the one before.
    if (count !== null) followers = count;
    else skipped.push({ file, line, why: 'bad_number' });
  }
  return { ok: true, value: { file, layout: 'tiktok_followers', posts: [], followers, columns, ignored, skipped } };
}

/** Where each generation keeps the own posts; nothing else of the file is looked at. */
const POSTS_AT = [
  ['Post', 'Posts', 'VideoList'],
  ['Video', 'Videos', 'VideoList'],
  ['Activity', 'Video', 'Videos', 'VideoList'],
] as const;

/** No views stand in these files: such posts only complete ones that are known. @returns null when it is another file */
export function readTiktokJson(file: string, value: unknown): FileReading | null {
  const path = POSTS_AT.find((each) => dig(value, ...each.slice(0, -1)) !== undefined);
  if (path === undefined) return null;
  const list = dig(value, ...path);
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  (Array.isArray(list) ? list : []).forEach((item: unknown, index) => {
    const date = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(textOf(dig(item, 'Date')) ?? '');
    const time = date && Date.parse(`${date[0].replace(' ', 'T')}Z`) / 1000;
    if (time === null || Number.isNaN(time)) {
      skipped.push({ file, line: index + 1, why: 'bad_date' });
      return;
    }
    posts.push({
      ...blankPost('tiktok'),
      time,
      likes: countOf(textOf(dig(item, 'Likes'))),
      caption: textOf(dig(item, 'Title'))?.trim() || null,
      sound: textOf(dig(item, 'Sound'))?.trim() || null,
    });
  });
  return {
    ok: true,
    value: {
      file,
      layout: 'tiktok_user_data',
      posts,
      followers: null,
      columns: ['Date', 'Likes', 'Title', 'Sound'].map((key) => [...path, key].join('.')),
      ignored: typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => key !== path[0]) : [],
      skipped,
    },
  };
}
