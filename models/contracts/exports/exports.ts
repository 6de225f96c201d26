/**
 * Files of a platform's export, as text → the creator's posts, which columns were read, and what was left out with line
 * and reason. Only listed columns and paths are looked at (the whitelist of notes/platform-exports.md section 7).
 */
import type { Platform } from '#core/flow.ts';
import { readInstagram } from './instagram.ts';
import { keyOf, readMapped, unknownTable, type Mapping, type UnknownTable } from './mapping.ts';
import { readMeta, readTakeout, readYoutube } from './studio-tables.ts';
import { tableOf, type Table } from './table.ts';
import { readFollowers, readTiktokJson, readTiktokTable } from './tiktok.ts';

/** One post as an export tells it. A number that the export does not hold is null. */
export interface ImportedPost {
  readonly platform: Platform;
  /** The platform's own id; null where the export holds none. */
  readonly id: string | null;
  /** Unix seconds; the noon of the day where only that is told. */
  readonly time: number | null;
  readonly dayOnly: boolean;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
  readonly caption: string | null;
  /** s */
  readonly length: number | null;
  /** Viewers who stayed past the first seconds, 0..1. */
  readonly stayed: number | null;
  readonly sound: string | null;
}

export const LAYOUTS = [
  'tiktok_studio',
  'tiktok_followers',
  'tiktok_user_data',
  'instagram_download',
  'meta_business_suite',
  'youtube_studio',
  'youtube_takeout',
  /** A table whose columns a person named. */
  'own_table',
] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Why a file was not read at all. */
export type FileSkip =
  /** A table of the export that holds no posts: totals, viewers, gender. */
  | 'no_posts_inside'
  | 'unknown_layout'
  /** The download was made as web pages; it must be asked for as JSON. */
  | 'html_download'
  | 'damaged'
  | 'not_needed'
  | 'too_large'
  /** A spreadsheet file: its sheet must be saved as CSV. */
  | 'spreadsheet'
  | 'empty';

export type RowSkip =
  'no_id' | 'no_views' | 'bad_number' | 'bad_date' | 'broken_row' | 'summary_row' | 'not_a_reel' | 'too_long';

export interface SkippedRow {
  readonly file: string;
  /** As an editor counts; for JSON the place in the list from 1. */
  readonly line: number;
  readonly why: RowSkip;
}

export interface ReadFile {
  readonly file: string;
  readonly layout: Layout;
  readonly posts: readonly ImportedPost[];
  /** Newest follower count of the file; null where it holds none. */
  readonly followers: number | null;
  /** Columns or keys that were read, and those that were not looked at. */
  readonly columns: readonly string[];
  readonly ignored: readonly string[];
  readonly skipped: readonly SkippedRow[];
}

export interface ExportReading {
  readonly read: readonly ReadFile[];
  readonly left: readonly { readonly file: string; readonly why: FileSkip }[];
  /** Tables that can be read once somebody says which column is what. */
  readonly unknown: readonly UnknownTable[];
}

export interface ReadOptions {
  /** The instant of a wall time on the clocks of the creator; hands the zone in. Unix seconds. */
  readonly instant: (year: number, month: number, day: number, hour: number, minute: number) => number;
  /** How 03/04/2026 is taken where the layout does not fix it. */
  readonly monthFirst: boolean;
  /** What a person said of tables before, by their key. */
  readonly mappings?: Readonly<Record<string, Mapping>>;
}

export type FileReading =
  | { readonly ok: true; readonly value: ReadFile }
  | { readonly ok: false; readonly why: FileSkip; readonly table?: UnknownTable };

export function readExport(
  files: readonly { readonly name: string; readonly text: string }[],
  options: ReadOptions,
): ExportReading {
  const read: ReadFile[] = [];
  const left: { file: string; why: FileSkip }[] = [];
  const unknown: UnknownTable[] = [];
  for (const { name, text } of files) {
    const found = readExportFile(name, text, options);
    if (found.ok) read.push(found.value);
    else if (found.table) unknown.push(found.table);
    else left.push({ file: name, why: found.why });
  }
  return { read, left, unknown };
}

export function readExportFile(name: string, text: string, options: ReadOptions): FileReading {
  const start = text
    .slice(0, 2000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '') return { ok: false, why: 'empty' };
  if (/^<(?:!doctype|html)/i.test(start)) return { ok: false, why: 'html_download' };
  if (start.startsWith('{') || start.startsWith('[')) return readJson(name, text);
  const table = tableOf(text);
  const has = (...names: string[]): boolean =>
    names.every((one) => table.header.some((cell) => cell.toLowerCase() === one));
  if (has('video link')) return readTiktokTable(name, text, table, options);
  if (has('date', 'followers')) return readFollowers(name, table);
  if (isYoutube(table)) return readYoutube(name, table, options);
  if (has('video id', 'video publish timestamp')) return readTakeout(name, table);
  if (has('post id', 'permalink', 'publish time')) return readMeta(name, table, options);
  const mapping = options.mappings?.[keyOf(table.header)];
  if (mapping) return readMapped(name, table, mapping, options);
  const unknown = unknownTable(name, table, options.monthFirst);
  // Days with their views are totals, unless each has words of a post beside it.
  const isOfPosts = !has('content') && (unknown?.by.caption === 'name' || unknown?.by.link === 'name');
  if (!isOfPosts && ACCOUNT_TABLES.some((columns) => has(...columns))) return { ok: false, why: 'no_posts_inside' };
  return { ok: false, why: 'unknown_layout', ...(unknown ? { table: unknown } : {}) };
}

/** Columns of tables that come with an export and hold no posts: recognised, so that nobody is told they are unknown. */
const ACCOUNT_TABLES: readonly (readonly string[])[] = [
  ['date', 'video views', 'profile views'],
  ['date', 'total viewers'],
  ['date', 'hour', 'active followers'],
  ['gender', 'distribution'],
  ['top territories', 'distribution'],
  ['date', 'views'],
  ['date', 'engaged views'],
];

const isYoutube = ({ header }: Table): boolean =>
  ['Content', 'Contenu', 'Contenido', 'Videos', 'Inhalte'].includes(header[0] ?? '') &&
  header.some((cell) =>
    /^(?:Video title|Titre de la vid[ée]o|T[ií]tulo del v[ií]deo|Videotitel)$/i.test(cell.normalize('NFC')),
  );

function readJson(name: string, text: string): FileReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, why: 'damaged' };
  }
  return readInstagram(name, value) ?? readTiktokJson(name, value) ?? { ok: false, why: 'unknown_layout' };
}
