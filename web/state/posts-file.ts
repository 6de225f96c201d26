/** Pasted lines or a CSV file → earlier posts, and a reason for each line that could not be read. */
import { seconds } from '#core/units.ts';
import type { Post } from '#core/flow.ts';
import { readCount } from './typed.ts';

export type LineProblem = 'no_views' | 'bad_views' | 'bad_date' | 'future_date';

export interface BadLine {
  /** As an editor counts: 1 is the first. */
  readonly line: number;
  readonly text: string;
  readonly problem: LineProblem;
}

export interface ReadPosts {
  readonly posts: readonly Post[];
  readonly bad: readonly BadLine[];
  /** 03/04/2026 could be either: how it was taken, when it mattered. */
  readonly ambiguous: 'day_first' | 'month_first' | null;
}

interface Columns {
  readonly date: number | null;
  readonly views: number;
  readonly caption: number | null;
  readonly length: number | null;
}

/** Headers of the sample exports in English, French, Spanish and German, as far as they name these columns. */
const HEADERS = {
  date: /date|time|posted|publi|fecha|jour|created|datum|veröffentlich/i,
  views: /view|play|vues|visualiz|visionnage|reproduc|vistas|aufrufe/i,
  caption: /caption|title|description|desc|légende|titre|título|titel/i,
  length: /dur|length|dauer/i,
} as const;

/**
 * @param now Unix ms: a post from tomorrow is a misread date
 * @param monthFirst how 03/04/2026 is taken when no line decides
 */
export async function readPosts(text: string, now: number, monthFirst: boolean): Promise<ReadPosts> {
  const { default: Papa } = await import('papaparse');
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trim(), { skipEmptyLines: 'greedy' });
  const reading = beginPosts(data, now, monthFirst);
  // A large table is read in slices: between two of them the screen answers.
  while (reading.step(SLICE)) await new Promise((resolve) => setTimeout(resolve));
  return reading.told();
}

/** Rows at once: some milliseconds on a phone. Chosen. */
const SLICE = 2000;

export function postsOf(rows: readonly (readonly string[])[], now: number, monthFirst: boolean): ReadPosts {
  const reading = beginPosts(rows, now, monthFirst);
  reading.step(rows.length + 1);
  return reading.told();
}

interface PostsReading {
  /** Reads so many rows more. @returns whether any are left */
  readonly step: (rows: number) => boolean;
  readonly told: () => ReadPosts;
}

function beginPosts(rows: readonly (readonly string[])[], now: number, monthFirst: boolean): PostsReading {
  const head = rows[0];
  const named = head ? columnsByName(head) : null;
  const body = named ? rows.slice(1) : rows;
  const dates = body.map((row) => (named ? (named.date === null ? '' : (row[named.date] ?? '')) : row.join(' ')));
  const order = dayOrder(dates);
  const first = order ?? (monthFirst ? 'month_first' : 'day_first');
  const posts: Post[] = [];
  const bad: BadLine[] = [];
  let at = 0;
  return {
    step: (most) => {
      for (const end = Math.min(body.length, at + most); at < end; at++) {
        const row = body[at] ?? [];
        const read = postOf(row, named ?? columnsByContent(row, first), first, now);
        if (typeof read === 'string')
          bad.push({ line: at + 1 + (named ? 1 : 0), text: row.join(', ').slice(0, 60), problem: read });
        else posts.push(read);
      }
      return at < body.length;
    },
    told: () => ({ posts, bad, ambiguous: order === null && dates.some((date) => SLASHED.test(date)) ? first : null }),
  };
}

function postOf(row: readonly string[], columns: Columns | null, order: Order, now: number): Post | LineProblem {
  if (columns === null) return row.some((cell) => /\d/.test(cell)) ? 'bad_views' : 'no_views';
  const views = row[columns.views]?.trim() ?? '';
  if (views === '') return 'no_views';
  const count = readCount(views);
  if (count === null) return 'bad_views';
  const dated = columns.date === null ? '' : (row[columns.date]?.trim() ?? '');
  const time = dated === '' ? null : readDate(dated, order);
  if (dated !== '' && time === null) return 'bad_date';
  // A day's grace: the file may come from another time zone.
  if (time !== null && time * 1000 > now + 86_400_000) return 'future_date';
  const length = columns.length === null ? null : readLength(row[columns.length] ?? '');
  return {
    time,
    views: count,
    caption: columns.caption === null ? null : row[columns.caption]?.trim() || null,
    length: length === null ? null : seconds(length),
    // "2026-09-04" alone says nothing of the hour.
    ...(time !== null && !/\d:\d{2}|^\d{10}(?:\d{3})?$/.test(dated) ? { dayOnly: true } : {}),
  };
}

/** null when the first row is no header: none of its cells names the views, or one of them is a number. */
function columnsByName(head: readonly string[]): Columns | null {
  const find = (pattern: RegExp): number | null => {
    const at = head.findIndex((cell) => pattern.test(cell));
    return at < 0 ? null : at;
  };
  const views = find(HEADERS.views);
  if (views === null || head.some((cell) => readCount(cell) !== null)) return null;
  return { views, date: find(HEADERS.date), caption: find(HEADERS.caption), length: find(HEADERS.length) };
}

/** Without a header: the first cell that is a date, and the last that is a count. */
function columnsByContent(row: readonly string[], order: Order): Columns | null {
  const date = row.findIndex((cell) => readDate(cell.trim(), order) !== null && readCount(cell) === null);
  let views = -1;
  row.forEach((cell, at) => {
    if (at !== date && readCount(cell) !== null) views = at;
  });
  if (views < 0 && date >= 0 && row.length > 1) views = date === 0 ? 1 : 0;
  if (views < 0) return null;
  // A line "yesterday, 1200" has something in the date's place that is none.
  const other = row.findIndex((cell, at) => at !== views && cell.trim() !== '');
  return { views, date: date >= 0 ? date : other >= 0 ? other : null, caption: null, length: null };
}

type Order = 'day_first' | 'month_first';
const SLASHED = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/;

/** One date with a part over 12 decides for all; dots are always day first. */
function dayOrder(dates: readonly string[]): Order | null {
  for (const date of dates) {
    const match = SLASHED.exec(date);
    if (!match) continue;
    if (match[0].includes('.')) return 'day_first';
    if (Number(match[1]) > 12) return 'day_first';
    if (Number(match[2]) > 12) return 'month_first';
  }
  return null;
}

/** Unix seconds; a day without an hour is taken at noon. null when it is no date. */
export function readDate(text: string, order: Order): number | null {
  if (/^\d{10}$/.test(text)) return Number(text);
  if (/^\d{13}$/.test(text)) return Math.round(Number(text) / 1000);
  const hour = /(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  const clock: [number, number] = hour ? [Number(hour[1]), Number(hour[2])] : [12, 0];
  if (/Z$|[+-]\d{2}:?\d{2}$/.test(text) && /^\d{4}-\d{2}-\d{2}T/.test(text)) {
    const exact = Date.parse(text);
    return Number.isNaN(exact) ? null : Math.round(exact / 1000);
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  if (iso) return dayAt(Number(iso[1]), Number(iso[2]), Number(iso[3]), clock);
  const slashed = SLASHED.exec(text);
  if (slashed) {
    const [one, two, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
    const full = year < 100 ? 2000 + year : year;
    return order === 'day_first' ? dayAt(full, two, one, clock) : dayAt(full, one, two, clock);
  }
  // "Sep 12, 2026" and "12 September 2026", as tables of the platforms write them.
  if (/[a-z]{3}/i.test(text) && /\d{4}/.test(text)) {
    const named = Date.parse(text);
    if (!Number.isNaN(named)) return Math.round(named / 1000) + (hour ? 0 : 12 * 3600);
  }
  return null;
}

/** In the person's own time zone, as the dates were written. */
function dayAt(year: number, month: number, day: number, [hour, minute]: [number, number]): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 2005) return null;
  const at = new Date(year, month - 1, day, hour, minute);
  return at.getMonth() === month - 1 ? Math.round(at.getTime() / 1000) : null;
}

/** 24, 24.5 or 1:05 → seconds. */
function readLength(text: string): number | null {
  const clock = /^\s*(?:(\d+):)?(\d+):(\d{2})\s*$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const plain = /^\s*(\d+(?:[.,]\d+)?)\s*s?\s*$/.exec(text);
  return plain ? Number((plain[1] ?? '').replace(',', '.')) : null;
}
