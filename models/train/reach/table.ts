/** Files of posts enter; authors with their posts in order leave, and back again as one compact text for the cache. */
import { isDated, isHistory, reachRow, type DatedRow } from '../../data/columns.ts';
import { readCsv } from '../../data/csv.ts';

export const TABLES = {
  tiktok_2020: 'reach/tiktok_2020_timelines.csv.gz',
  tiktok_vn_2025: 'reach/tiktok_vn_2025.csv.gz',
} as const;
export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = ['tiktok_2020', 'tiktok_vn_2025'] as const satisfies readonly TableName[];

export interface Author {
  readonly id: string;
  readonly table: TableName;
  /** By time, ties in file order. */
  readonly rows: readonly DatedRow[];
}

/** Only timelines with views: a row out of a feed of hits would flatter its author. */
export async function readAuthors(path: string, table: TableName): Promise<Author[]> {
  const byAuthor = new Map<string, DatedRow[]>();
  for await (const record of readCsv(path)) {
    const parsed = reachRow(record);
    if (!parsed.ok || !isHistory(parsed.row) || !isDated(parsed.row)) continue;
    const rows = byAuthor.get(parsed.row.author);
    if (rows) rows.push(parsed.row);
    else byAuthor.set(parsed.row.author, [parsed.row]);
  }
  return [...byAuthor].map(([id, rows]) => ({ id, table, rows: rows.sort((a, b) => a.time - b.time) }));
}

export const writeAuthors = (authors: readonly Author[]): string =>
  authors.map((author) => JSON.stringify(author)).join('\n');

/** Holds: the text was written by writeAuthors in the stage before, and its hash was checked. */
export const parseAuthors = (text: string): Author[] =>
  text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Author);
