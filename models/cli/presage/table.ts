/** A file of any table (commas, semicolons or tabs; plain or gzipped; UTF-8 or UTF-16) enters; its rows by the name of their column leave. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { countOf } from '#contracts/exports/numbers.ts';
import { tableOf, type Table } from '#contracts/exports/table.ts';

export interface TableRecord {
  /** As people count: 1 is the first row under the header. */
  readonly row: number;
  /** The first of these columns that the table has, trimmed; undefined without one. */
  readonly cell: (...names: readonly string[]) => string | undefined;
}

export interface NamedTable {
  readonly table: Table;
  readonly records: readonly TableRecord[];
  readonly has: (...names: readonly string[]) => boolean;
}

/** @param path of a file; '-' is standard input */
export function textIn(path: string): string {
  const bytes = readFileSync(path === '-' ? 0 : path);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  if (plain[0] === 0xff && plain[1] === 0xfe) return new TextDecoder('utf-16le').decode(plain);
  if (plain[0] === 0xfe && plain[1] === 0xff) return new TextDecoder('utf-16be').decode(plain);
  return new TextDecoder().decode(plain);
}

/** Names of columns are told without regard to case, and with a blank as with a low line. */
export function namedTable(text: string): NamedTable {
  const table = tableOf(text);
  const low = table.header.map(plain);
  const at = (names: readonly string[]): number | undefined =>
    names.map((name) => low.indexOf(plain(name))).find((index) => index >= 0);
  return {
    table,
    records: table.rows.map(({ cells }, i) => ({
      row: i + 1,
      cell: (...names) => {
        const index = at(names);
        return index === undefined ? undefined : (cells[index]?.trim() ?? '');
      },
    })),
    has: (...names) => at(names) !== undefined,
  };
}

const plain = (name: string): string => name.trim().normalize('NFC').toLowerCase().replaceAll(' ', '_');

/** A count as any language writes it; null where there is none, `bad` where there is something else. */
export function countIn(cell: string | undefined): number | null | 'bad' {
  if (cell === undefined || NOTHING.test(cell)) return null;
  return countOf(cell) ?? 'bad';
}

/** Hours: 24, 11.5, 11,5; a clock is none. */
export const hoursIn = (cell: string | undefined): number | null =>
  /^\d+(?:[.,]\d+)?$/.test(cell ?? '') ? Number((cell ?? '').replace(',', '.')) : null;

const NOTHING = /^(?:|-+|—|n\/a|undefined|null|nan)$/i;
