/**
 * A file that a person exported from TikTok's Creative Center → hashtags or sounds with their counts.
 *
 * Its interface is undocumented and its terms unread (shared notes, edge.md section 9), so nothing here asks it:
 * there is no request, only the reading of a file (JSON as the page receives it, or CSV with a header).
 */
import {
  at,
  clean,
  countOf,
  jsonOf,
  quarantine,
  readEach,
  unreadable,
  type SourceItem,
  type SourceReply,
} from './source.ts';

export const CREATIVE_CENTER = {
  id: 'creative_center_import',
  name: 'TikTok Creative Center (imported file)',
  licence: "The user's own export; TikTok's terms apply to its use.",
} as const;

export function parseCreativeCenter(text: string): SourceReply {
  const body = text.replace(/^\ufeff/, '');
  if (/^\s*[{[]/.test(body)) {
    const json = jsonOf(body);
    if (!json.ok) return unreadable(json.reason, body);
    const list = Array.isArray(json.value) ? json.value : at(json.value, 'data', 'list');
    if (!Array.isArray(list)) return unreadable('no data.list', body);
    return readEach(list, (entry, index) => itemOf((name) => at(entry, name), index));
  }
  if (/^\s*</.test(body)) return unreadable('a page instead of a file', body);
  const [header, ...rows] = csvRows(body);
  if (!header) return { items: [], quarantined: [] };
  const columns = new Map(header.map((name, i) => [columnOf(name), i]));
  if (!columns.has('hashtag_name') && !columns.has('title')) return { items: [], quarantined: [quarantine('no column for the hashtag or the sound', header.join(','))] }; // prettier-ignore
  return readEach(rows, (row, index) => {
    const fields = row as readonly string[]; // holds: csvRows gives lists of text
    return itemOf((name) => fields[columns.get(name) ?? -1], index);
  });
}

/** Headings as people and the page write them. */
const HEADINGS: Readonly<Record<string, string>> = {
  hashtag: 'hashtag_name', hashtags: 'hashtag_name', tag: 'hashtag_name', song: 'title', sound: 'title', 'song name': 'title', artist: 'author', posts: 'publish_cnt', 'total posts': 'publish_cnt', publish: 'publish_cnt', views: 'video_views', 'total views': 'video_views', position: 'rank',
}; // prettier-ignore

const columnOf = (heading: string): string => {
  const plain = heading.trim().toLowerCase();
  return HEADINGS[plain] ?? plain.replaceAll(' ', '_');
};

function itemOf(field: (name: string) => unknown, index: number): SourceItem | string {
  const tag = field('hashtag_name');
  const title = field('title');
  const rank = amountOf(field('rank'));
  const base = {
    category: 'all',
    measure: 'total',
    rank: rank !== null && rank > 0 ? rank : index + 1,
    day: null,
  } as const;
  const [views, posts] = [amountOf(field('video_views')), amountOf(field('publish_cnt'))];
  const counted =
    views !== null ? ({ value: views, unit: 'views' } as const) : ({ value: posts, unit: 'posts' } as const);
  if (typeof tag === 'string' && clean(tag) !== '') {
    if (counted.value === null) return 'no count';
    const key = `#${clean(tag).replace(/^#/, '').toLowerCase()}`;
    return { kind: 'hashtag', key, name: key, by: null, ...base, ...counted };
  }
  if (typeof title !== 'string' || clean(title) === '') return 'no name';
  const author = field('author');
  const by = typeof author === 'string' && clean(author) !== '' ? clean(author) : null;
  return {
    kind: 'sound',
    key: `${by ?? ''} – ${clean(title)}`.toLowerCase().slice(0, 200),
    name: clean(title),
    by,
    ...base,
    ...counted,
  };
}

/** 12345, "12,345", "1.2M" and "3K". */
function amountOf(value: unknown): number | null {
  if (typeof value === 'number') return countOf(value);
  const found = /^\s*(\d{1,3}(?:[,\s]\d{3})+|\d+(?:\.\d+)?)\s*([KMB]?)\s*$/i.exec(
    typeof value === 'string' ? value : '',
  );
  if (!found) return null;
  const unit = { k: 1e3, m: 1e6, b: 1e9 }[(found[2] ?? '').toLowerCase()] ?? 1;
  return countOf(Math.round(Number((found[1] ?? '').replace(/[,\s]/g, '')) * unit));
}

/** RFC 4180, with semicolons where the header has them. */
function csvRows(text: string): string[][] {
  const head = text.slice(0, text.search(/\r?\n|$/));
  const comma = head.split(';').length > head.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(field);
    if (row.some((value) => value.trim() !== '')) rows.push(row);
    row = [];
    field = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === comma) {
      row.push(field);
      field = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  endRow();
  return rows;
}
