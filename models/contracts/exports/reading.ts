/** What the readers share: columns by name, one post with nothing known, and where in unknown JSON a list lies. */
import type { Platform } from '#core/flow.ts';
import type { ImportedPost } from './exports.ts';
import type { Table } from './table.ts';

export const NOTHING_KNOWN: Omit<ImportedPost, 'platform'> = {
  id: null,
  time: null,
  dayOnly: false,
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  caption: null,
  length: null,
  stayed: null,
  sound: null,
};

export const blankPost = (platform: Platform): ImportedPost => ({ platform, ...NOTHING_KNOWN });

/** Names of each column in the languages seen; the first that stands in the header counts. Case does not matter. */
export type ColumnNames<Name extends string> = Readonly<Record<Name, readonly string[]>>;

export interface FoundColumns<Name extends string> {
  readonly at: Readonly<Record<Name, number>>;
  readonly columns: readonly string[];
  readonly ignored: readonly string[];
}

/** -1 where a column is missing. */
export function findColumns<Name extends string>({ header }: Table, names: ColumnNames<Name>): FoundColumns<Name> {
  const low = header.map((cell) => cell.normalize('NFC').toLowerCase());
  const keys = Object.keys(names) as Name[]; // holds: the keys of names are Name
  const at = Object.fromEntries(
    keys.map((name) => {
      const wanted = names[name].map((each) => each.toLowerCase());
      return [name, wanted.map((each) => low.indexOf(each)).find((index) => index >= 0) ?? -1];
    }),
  ) as Record<Name, number>; // holds: one entry for each key
  const used = new Set(Object.values<number>(at));
  return {
    at,
    columns: header.filter((_, index) => used.has(index)),
    ignored: header.filter((cell, index) => !used.has(index) && cell !== ''),
  };
}

/** The value at a path of keys in unknown JSON; undefined where the path ends. */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = Object.hasOwn(here, key) ? (here as Record<string, unknown>)[key] : undefined; // holds: a plain object with this key
  }
  return here;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
