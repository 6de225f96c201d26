/** A record of a reach table enters; a typed row leaves, or why it is no row. Columns: shared/data/README.md. */
import type { CsvRecord } from './csv.ts';

/** One post of one author as the reach tables tell it. Null is an empty or absent cell. */
export interface ReachRow {
  readonly author: string;
  /** Unix seconds, floored to the hour; null where the table has no such column: then the order of the file counts. */
  readonly time: number | null;
  /** Unix seconds of the noon of the day it was read; null when the column is not there. */
  readonly readAt: number | null;
  /** 0 or under is no reading. */
  readonly plays: number | null;
  readonly followers: number | null;
  /** s */
  readonly length: number | null;
  readonly hashtags: number | null;
  readonly genericHashtags: number | null;
  /** Known tags; those of fewer than ten authors are not in the table. */
  readonly tags: readonly string[];
  /** Id of the sound; null where none is told. */
  readonly sound: string | null;
  /** Read together with the plays. */
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly captionLength: number | null;
  readonly captionWords: number | null;
  /** False where the row was picked because it stood in a feed of hits: never part of anybody's level. */
  readonly timeline: boolean;
}

export type Row<T> = { readonly ok: true; readonly row: T } | { readonly ok: false; readonly reason: string };

export function reachRow(record: CsvRecord): Row<ReachRow> {
  const author = record['author']?.trim() ?? '';
  if (author === '') return { ok: false, reason: 'no author' };
  const time = numberIn(record, 'hour_utc');
  if (time === null && record['hour_utc'] !== undefined) return { ok: false, reason: 'hour_utc is no number' };
  const plays = numberIn(record, 'plays');
  if (plays === null && !isBlank(record['plays'])) return { ok: false, reason: 'plays is no number' };
  const day = numberIn(record, 'scrape_day');
  return {
    ok: true,
    row: {
      author,
      time,
      readAt: day === null ? null : (day + 0.5) * 86_400,
      plays,
      followers: atLeastZero(numberIn(record, 'followers')),
      length: positive(numberIn(record, 'dur_s')),
      hashtags: numberIn(record, 'n_tags'),
      genericHashtags: numberIn(record, 'n_generic_tags'),
      tags: (record['tags'] ?? '').split(/\s+/).filter((tag) => tag !== ''),
      sound: record['sound']?.trim() || null,
      likes: atLeastZero(numberIn(record, 'likes')),
      comments: atLeastZero(numberIn(record, 'comments')),
      shares: atLeastZero(numberIn(record, 'shares')),
      captionLength: numberIn(record, 'cap_len'),
      captionWords: numberIn(record, 'cap_words'),
      // Absent or empty says nothing against it.
      timeline: !(
        record['timeline'] !== undefined &&
        record['timeline'].trim() !== '' &&
        Number(record['timeline']) === 0
      ),
    },
  };
}

/** A row whose moment is known: what training takes. */
export type DatedRow = ReachRow & { readonly time: number };
export const isDated = (row: ReachRow): row is DatedRow => row.time !== null;

/** Whether a row's views may stand for what its author usually gets. */
export const isHistory = (row: Pick<ReachRow, 'plays' | 'timeline'>): boolean =>
  row.timeline && row.plays !== null && row.plays > 0;

/** The cell as a number; null when absent, empty or no finite number. */
export function numberIn(record: CsvRecord, column: string): number | null {
  const text = record[column]?.trim() ?? '';
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Nothing, or what other programs write for it. */
const isBlank = (text = ''): boolean => /^\s*(?:na|nan|null|none)?\s*$/i.test(text);

const atLeastZero = (value: number | null): number | null => (value === null || value < 0 ? null : value);
const positive = (value: number | null): number | null => (value === null || value <= 0 ? null : value);
