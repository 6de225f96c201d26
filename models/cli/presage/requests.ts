/** A table enters; one request per question of a tool leaves, with the rows it came from, and the rows that are none. Pure. */
import { MOST_POSTS } from '#contracts/exports/most-posts.ts';
import { readPosts, type LineProblem, type ReadPosts } from '#contracts/exports/plain-posts.ts';
import { instantOf, zonesOf } from '#core/advise/timing/zones.ts';
import type { Account, Platform } from '#core/flow.ts';
import { UsageError } from '../clip-lines.ts';
import { countIn, hoursIn, type NamedTable, type TableRecord } from './table.ts';

export interface Asking {
  /** As people count: '1' is the first row under the header; a video's own name for peak. */
  readonly row: string;
  readonly request: unknown;
}

export interface Usual {
  readonly platform: Platform;
  readonly caption: string;
  readonly shown: string;
  readonly zone: string | null;
  readonly country: string | null;
  readonly account: Account | null;
  readonly priors: boolean;
  /** Words came with the command: a table need not bring its own. */
  readonly worded: boolean;
  /** The whole table is one question, where a tool takes both. */
  readonly together: boolean;
  /** Unix ms: a post from tomorrow is a misread date. */
  readonly now: number;
}

export interface Requests {
  readonly asking: readonly Asking[];
  readonly unread: readonly Unread[];
}

export interface Unread {
  /** "row 3" under the header, or "line 4" of the file where the table was read as a whole. */
  readonly where: string;
  readonly why: string;
}

/** @throws UsageError for a table without the column that the tool rests on */
export function requestsFrom(tool: string, given: NamedTable, usual: Usual): Requests {
  switch (tool) {
    case 'sentiment':
      return comments(given, usual);
    case 'peak':
      return readings(given);
    case 'timing':
      return timing(given, usual);
    case 'compare':
      return versions(given, usual);
    case 'peers':
      return peers(given, usual);
    case 'affinity':
      return affinity(given, usual);
    case 'cover':
      throw new UsageError('cover takes clips, pictures, or JSON of measures; a measured picture is more than a row.');
    default:
      return each(given, (record) => draftRequest(tool, record, given, usual));
  }
}

function each({ records }: NamedTable, make: (record: TableRecord) => object | string): Requests {
  const made = records.map((record) => ({ row: String(record.row), request: make(record) }));
  return {
    asking: made.filter(({ request }) => typeof request !== 'string'),
    unread: made.flatMap(({ row, request }) =>
      typeof request === 'string' ? [{ where: `row ${row}`, why: request }] : [],
    ),
  };
}

/** Names of a column, in the order they are looked for. */
const CAPTION = ['caption', 'title', 'video title', 'description', 'légende', 'titre', 'título', 'titel'] as const;
const COMMENT = ['text', 'comment', 'comments', 'comment text', 'commentaire', 'comentario', 'message'] as const;
const VIEWS = ['views', 'plays', 'total views', 'vues', 'vistas', 'visualizaciones', 'aufrufe'] as const;

function wanted(given: NamedTable, names: readonly string[]): void {
  if (given.has(...names)) return;
  throw new UsageError(
    `The table has no column ${names.slice(0, 2).join(' or ')}. It has: ${given.table.header.join(', ') || 'nothing'}.`,
  );
}

function draftRequest(tool: string, record: TableRecord, given: NamedTable, usual: Usual): object {
  const draft = draftOf(record, given, usual);
  switch (tool) {
    case 'score':
    case 'analyze':
      return { schema: 1, draft, account: usual.account, priors: usual.priors };
    case 'features':
    case 'hashtags':
      return { schema: 1, draft, account: usual.account };
    default:
      return { schema: 1, draft };
  }
}

function draftOf(record: TableRecord, given: NamedTable, usual: Usual) {
  // Words that are the same for every row may come from the command; words that nobody gave are a mistake in the table.
  if (!usual.worded && !given.has('shown')) wanted(given, CAPTION);
  return {
    platform: record.cell('platform')?.toLowerCase() || usual.platform,
    caption: record.cell(...CAPTION) ?? usual.caption,
    shown: record.cell('shown') ?? usual.shown,
    country: record.cell('country') || usual.country,
  };
}

function comments(given: NamedTable, { together }: Usual): Requests {
  wanted(given, COMMENT);
  const one = each(given, (record) => {
    const text = record.cell(...COMMENT) ?? '';
    return text === '' ? 'has no words' : { schema: 1, comments: [text] };
  });
  if (!together) return one;
  const texts = given.records.flatMap((record) => record.cell(...COMMENT) || []);
  return {
    asking: texts.length === 0 ? [] : [{ row: 'all', request: { schema: 1, comments: texts } }],
    unread: one.unread,
  };
}

/** Rows of one video are its readings; without a column `video` each row stands alone. */
function readings(given: NamedTable): Requests {
  for (const names of [['age_h'], VIEWS]) wanted(given, names);
  const unread: Unread[] = [];
  const videos = new Map<string, { readings: { ageH: number; views: number }[]; last: TableRecord }>();
  for (const record of given.records) {
    const row = String(record.row);
    const ageH = hoursIn(record.cell('age_h'));
    const views = countIn(record.cell(...VIEWS));
    if (ageH === null || ageH <= 0) unread.push({ where: `row ${row}`, why: 'age_h is no number of hours' });
    else if (typeof views !== 'number') unread.push({ where: `row ${row}`, why: 'views is no number of views' });
    else {
      const name = record.cell('video') || row;
      const video = videos.get(name) ?? { readings: [], last: record };
      videos.set(name, video);
      if (video.readings.every((other) => other.ageH < ageH)) video.last = record;
      video.readings.push({ ageH, views });
    }
  }
  const asking = [...videos].map(([row, { readings: all, last }]) => ({
    row,
    request: {
      schema: 1,
      readings: all,
      ...Object.fromEntries(
        ['likes', 'comments', 'shares', 'saves', 'followers'].map((name) => {
          const count = countIn(last.cell(name));
          if (count === 'bad') unread.push({ where: `row ${last.row}`, why: `${name} is no number, and was left out` });
          return [name, typeof count === 'number' ? count : null];
        }),
      ),
    },
  }));
  return { asking, unread };
}

const PROBLEMS: Readonly<Record<LineProblem, string>> = {
  no_views: 'has no views',
  bad_views: 'has views that are no whole number',
  bad_date: 'has a date that cannot be read; write it as 2026-09-01',
  future_date: 'lies in the future',
  no_account: 'names no account',
};

/** Dates without an offset are those of the audience's clock, as far as it is named; else of UTC. */
function postsIn(given: NamedTable, { zone, country, now }: Usual): ReadPosts & Pick<Requests, 'unread'> {
  const clock = zone ?? (country === null ? undefined : zonesOf(country)[0]) ?? 'UTC';
  const read = readPosts(given.table, {
    now,
    monthFirst: false,
    instant: (year, month, day, hour, minute) =>
      instantOf(clock, Date.UTC(year, month - 1, day) / 86_400_000, hour + minute / 60),
    accountColumn: 'name',
  });
  const unread = read.bad.map(({ line, problem }) => ({ where: `line ${line}`, why: PROBLEMS[problem] }));
  if (read.older === 0) return { ...read, unread };
  const why = `${read.older} older posts were left out: the newest ${MOST_POSTS} of an account are taken`;
  return { ...read, unread: [...unread, { where: 'the table', why }] };
}

/** Rows of one account are its posts; the accounts in the order they come in. */
function accountsIn(given: NamedTable, usual: Usual) {
  const { accounts, unread } = postsIn(given, usual);
  if (accounts === null) wanted(given, ['account', 'name']);
  const all = (accounts ?? []).map(({ name, platform, followers, posts }) => ({
    name: name.slice(0, 100),
    platform: platform ?? usual.platform,
    followers,
    posts: posts.map(({ time, views, caption, length, likes }) => ({
      time,
      views,
      caption,
      length,
      likes: likes ?? null,
    })),
  }));
  return { accounts: all.filter(({ posts }) => posts.length > 0), unread };
}

/** What is asked of the own account: its posts as the tools take them. */
const ownOf = ({ account }: Usual): object | null =>
  account && {
    platform: account.platform,
    followers: account.followers,
    posts: account.posts.map(({ time, views, caption, length }) => ({ time, views, caption, length })),
  };

/** The whole table is one question. */
function peers(given: NamedTable, usual: Usual): Requests {
  const { accounts, unread } = accountsIn(given, usual);
  const request = {
    schema: 1,
    own: ownOf(usual),
    peers: accounts,
    ...(usual.zone === null ? {} : { zone: usual.zone }),
  };
  return { asking: accounts.length === 0 ? [] : [{ row: 'all', request }], unread };
}

/** Each account of the table beside the own one; without one the first of the table takes its place. */
function affinity(given: NamedTable, usual: Usual): Requests {
  const { accounts, unread } = accountsIn(given, usual);
  const own = ownOf(usual);
  const [a, others] = own === null ? [accounts[0], accounts.slice(1)] : [own, accounts];
  return {
    asking: others.map((b) => ({
      row: b.name,
      request: { schema: 1, a, b, ...(usual.zone === null ? {} : { zone: usual.zone }) },
    })),
    unread,
  };
}

/** The rows of the table are the versions of one question. */
function versions(given: NamedTable, usual: Usual): Requests {
  const of = given.records.map((record) => ({
    name: record.cell('name') || String(record.row),
    draft: draftOf(record, given, usual),
  }));
  const request = { schema: 1, account: usual.account, priors: usual.priors, versions: of };
  return { asking: of.length === 0 ? [] : [{ row: 'all', request }], unread: [] };
}

/** The whole table is one question. A day without an hour says nothing of hours. */
function timing(given: NamedTable, usual: Usual): Requests {
  const { posts, unread } = postsIn(given, usual);
  const request = {
    schema: 1,
    posts: posts.map(({ time, views, dayOnly }) => ({ time: dayOnly === true ? null : time, views })),
    zone: usual.zone,
    country: usual.country,
  };
  return { asking: [{ row: 'all', request }], unread };
}
