/** Pasted lines or a table in anybody's layout → earlier posts, of one account or of several, and a reason for each line that could not be read. */
import { PLATFORMS, type Platform, type Post } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import { MOST_POSTS } from './most-posts.ts';
import { countOf, lengthOf, writtenDate } from './numbers.ts';
import type { Table } from './table.ts';

export const LINE_PROBLEMS = ['no_views', 'bad_views', 'bad_date', 'future_date', 'no_account'] as const;
export type LineProblem = (typeof LINE_PROBLEMS)[number];

export interface BadLine {
  /** As an editor counts: 1 is the first. */
  readonly line: number;
  readonly text: string;
  readonly problem: LineProblem;
}

/** Posts of an account that a column of the table names. */
export interface NamedPosts {
  readonly name: string;
  /** Of a column of its own; null without one. */
  readonly platform: Platform | null;
  readonly followers: number | null;
  readonly posts: readonly Post[];
}

export interface PlainOptions {
  /** Unix ms: a post from tomorrow is a misread date. */
  readonly now: number;
  /** How 03/04/2026 is taken when no line decides. */
  readonly monthFirst: boolean;
  /** The instant of a wall time on the clocks that the dates were written by. Unix seconds. */
  readonly instant: (year: number, month: number, day: number, hour: number, minute: number) => number;
  /** A column that names accounts beside those known as such. */
  readonly accountColumn?: string;
}

export interface ReadPosts {
  /** Of all lines, whatever account they name. */
  readonly posts: readonly Post[];
  /** By the account that a column names, in the order they come in; null where no column does. */
  readonly accounts: readonly NamedPosts[] | null;
  readonly bad: readonly BadLine[];
  /** Older posts that were left out: of one account the newest MOST_POSTS are kept. */
  readonly older: number;
  /** 03/04/2026 could be either: how it was taken, when it mattered. */
  readonly ambiguous: 'day_first' | 'month_first' | null;
}

const COLUMNS = [
  'date',
  'views',
  'caption',
  'length',
  'account',
  'platform',
  'followers',
  'likes',
  'comments',
] as const;
type Column = (typeof COLUMNS)[number];
type Columns = Readonly<Record<Column, number | null>>;

/** Headers of the sample exports in English, French, Spanish and German, as far as they name these columns. */
const HEADERS: Readonly<Record<Column, RegExp>> = {
  date: /date|time|posted|publi|fecha|jour|created|datum|veröffentlich|^hour_utc$/i,
  views: /view|play|vues|visualiz|visionnage|reproduc|vistas|aufrufe/i,
  caption: /caption|title|description|desc|légende|titre|título|titel/i,
  length: /dur|length|dauer/i,
  account:
    /^(account|author|creator|channel|user ?name|user|handle|profile|compte|auteur|chaîne|cuenta|autor|canal|usuario|konto)(?:[ _]?name)?$/i,
  platform: /^(?:platform|plateforme|plataforma|app)$/i,
  followers: /follower|subscriber|abonn|seguidores|suscriptores/i,
  likes: /^(?:total )?(?:likes?|j.aime|me gusta)\b/i,
  comments: /^(?:total )?(?:comments?|commentaires?|comentarios?)\b/i,
};
/** "Average view duration" is no count of views, and "Watch time" no day. */
const OTHER = /average|moyen|media|watch|percent|%|rate|ctr|7 days/i;

/** Rows between two tellings of how far it is: some milliseconds on a phone. Chosen. */
const STEP = 5000;

/** @param on told how far it is, 0 to 1 */
export function readPosts(
  { header, rows: below }: Table,
  options: PlainOptions,
  on: (share: number) => void = () => undefined,
): ReadPosts {
  const { monthFirst } = options;
  const named = columnsByName(header, options.accountColumn);
  const first = { line: 1, cells: header };
  const rows = named || header.every((cell) => cell === '') ? below : [first, ...below];
  const dates = rows.map(({ cells }) => (named ? cellOf(cells, named.date) : cells.join(' ')));
  const order = dayOrder(dates);
  const taken = order ?? (monthFirst ? 'month_first' : 'day_first');
  const posts: Post[] = [];
  const bad: BadLine[] = [];
  const accounts = new Map<string, { platform: Platform | null; followers: number | null; posts: Post[] }>();
  rows.forEach(({ line, cells }, i) => {
    if (i % STEP === 0) on(i / rows.length);
    const columns = named ?? columnsByContent(cells, taken);
    const read = postOf(cells, columns, taken, options);
    const name = named === null || named.account === null ? null : cellOf(cells, named.account);
    const problem = typeof read === 'string' ? read : name === '' ? 'no_account' : null;
    if (problem !== null || typeof read === 'string') {
      bad.push({ line, text: cells.join(', ').slice(0, 60), problem: problem ?? 'no_views' });
      return;
    }
    posts.push(read);
    if (name === null || columns === null) return;
    const account = accounts.get(name) ?? { platform: null, followers: null, posts: [] };
    const told = cellOf(cells, columns.platform).toLowerCase();
    account.platform = PLATFORMS.find((known) => known === told) ?? account.platform;
    account.followers = countOf(cellOf(cells, columns.followers)) ?? account.followers;
    account.posts.push(read);
    accounts.set(name, account);
  });
  const kept = newest(posts);
  const several = [...accounts].map(([name, one]) => ({ name, ...one, posts: newest(one.posts) }));
  const within = named?.account == null ? kept.length : several.reduce((sum, one) => sum + one.posts.length, 0);
  return {
    posts: kept,
    accounts: named?.account == null ? null : several,
    bad,
    older: posts.length - within,
    ambiguous: order === null && dates.some((date) => SLASHED.test(date)) ? taken : null,
  };
}

/** Those without a date are taken as the oldest, in their own order. */
function newest(posts: readonly Post[]): readonly Post[] {
  if (posts.length <= MOST_POSTS) return posts;
  return posts.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0)).slice(-MOST_POSTS);
}

const cellOf = (cells: readonly string[], at: number | null): string =>
  at === null ? '' : (cells[at]?.replaceAll('\0', '').trim() ?? '');

function postOf(
  cells: readonly string[],
  columns: Columns | null,
  order: Order,
  { now, instant }: PlainOptions,
): Post | LineProblem {
  if (columns === null) return cells.some((cell) => /\d/.test(cell)) ? 'bad_views' : 'no_views';
  const views = cellOf(cells, columns.views);
  if (views === '') return 'no_views';
  const count = countOf(views);
  if (count === null) return 'bad_views';
  const dated = cellOf(cells, columns.date);
  const time = dated === '' ? null : readDate(dated, order, instant);
  if (dated !== '' && time === null) return 'bad_date';
  // A day's grace: the file may come from another time zone.
  if (time !== null && time * 1000 > now + 86_400_000) return 'future_date';
  const length = columns.length === null ? null : lengthOf(cellOf(cells, columns.length).replace(/\s*s$/i, ''));
  const [likes, comments] = [columns.likes, columns.comments].map((at) => countOf(cellOf(cells, at)));
  return {
    time,
    views: count,
    caption: cellOf(cells, columns.caption) || null,
    length: length === null ? null : seconds(length),
    ...(likes == null ? {} : { likes }),
    ...(comments == null ? {} : { comments }),
    // "2026-09-04" alone says nothing of the hour.
    ...(time !== null && !/\d:\d{2}|^\d{10}(?:\d{3})?$/.test(dated) ? { dayOnly: true } : {}),
  };
}

/** null when the first row is no header: none of its cells names the views, or one of them is a number. */
function columnsByName(head: readonly string[], accountColumn?: string): Columns | null {
  if (head.some((cell) => countOf(cell) !== null)) return null;
  const at = (name: Column): number | null => {
    const fits = (cell: string): boolean => HEADERS[name].test(cell.normalize('NFC'));
    const plain = head.findIndex((cell) => fits(cell) && !OTHER.test(cell));
    const any = plain < 0 ? head.findIndex(fits) : plain;
    return any < 0 ? null : any;
  };
  const indexOf = (name: string | undefined): number | null => {
    const found = head.findIndex((cell) => cell.toLowerCase() === name);
    return found < 0 ? null : found;
  };
  const columns: Columns = {
    date: at('date'),
    views: at('views'),
    caption: at('caption'),
    length: at('length'),
    account: at('account') ?? indexOf(accountColumn),
    platform: at('platform'),
    followers: at('followers'),
    likes: at('likes'),
    comments: at('comments'),
  };
  return columns.views === null ? null : columns;
}

/** Without a header: the first cell that is a date, and the last that is a count. */
function columnsByContent(row: readonly string[], order: Order): Columns | null {
  const date = row.findIndex((cell) => isDate(cell.trim(), order) && countOf(cell) === null);
  let views = -1;
  row.forEach((cell, at) => {
    if (at !== date && countOf(cell) !== null) views = at;
  });
  if (views < 0 && date >= 0 && row.length > 1) views = date === 0 ? 1 : 0;
  if (views < 0) return null;
  // A line "yesterday, 1200" has something in the date's place that is none.
  const other = row.findIndex((cell, at) => at !== views && cell.trim() !== '');
  return {
    views,
    date: date >= 0 ? date : other >= 0 ? other : null,
    caption: null,
    length: null,
    account: null,
    platform: null,
    followers: null,
    likes: null,
    comments: null,
  };
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

const isDate = (text: string, order: Order): boolean => readDate(text, order, () => 0) !== null;

/** Unix seconds; a day without an hour is taken at noon. null when it is no date. */
export function readDate(text: string, order: Order, instant: PlainOptions['instant']): number | null {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text));
  if (/^\d{13}$/.test(text)) return Math.round(Number(text) / 1000);
  const clock = clockOf(text);
  if (clock === null) return null;
  if (/Z$|[+-]\d{2}:?\d{2}$/.test(text) && /^\d{4}-\d{2}-\d{2}T/.test(text)) {
    const exact = Date.parse(text);
    return Number.isNaN(exact) ? null : Math.round(exact / 1000);
  }
  const on = (year: number, month: number, day: number): number | null =>
    isDay(year, month, day) ? instant(year, month, day, ...clock) : null;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  if (iso) return on(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = SLASHED.exec(text);
  if (slashed) {
    const [one, two, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
    const full = year < 100 ? 2000 + year : year;
    return order === 'day_first' ? on(full, two, one) : on(full, one, two);
  }
  // "Sep 12, 2026", "12 septembre 2026", "12 de enero de 2026", as tables of the platforms write them.
  const named = writtenDate(text, order === 'month_first');
  return named && on(named.year, named.month, named.day);
}

/** Noon where no clock is told; null where it is none, as 25:70. */
function clockOf(text: string): [hour: number, minute: number] | null {
  const found = /(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:([ap])\.?\s?m\b)?/i.exec(text);
  if (!found) return [12, 0];
  const half = found[3]?.toLowerCase();
  const told = Number(found[1]);
  const hour = half === undefined ? told : (told % 12) + (half === 'p' ? 12 : 0);
  return hour < 24 && Number(found[2]) < 60 ? [hour, Number(found[2])] : null;
}

/** No platform of short videos is older than 2005. */
function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 2005 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
