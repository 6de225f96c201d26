/** Records of a table enter; one request per question of a tool leaves, with the rows it came from, and the rows that are none. Pure. */
import type { Account, Platform } from '#core/flow.ts';
import { numberIn } from '../../data/columns.ts';
import type { CsvRecord } from '../../data/csv.ts';
import { timeOf } from '../clip-lines.ts';

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
}

export interface Requests {
  readonly asking: readonly Asking[];
  readonly unread: readonly { readonly row: string; readonly why: string }[];
}

export function requestsFrom(tool: string, records: readonly CsvRecord[], usual: Usual): Requests {
  switch (tool) {
    case 'sentiment':
      return each(records, (record) => {
        const text = record['text'] ?? record['comment'];
        return text === undefined ? 'no column text or comment' : { schema: 1, comments: [text] };
      });
    case 'peak':
      return readings(records);
    case 'timing':
      return timing(records, usual);
    case 'compare':
      return versions(records, usual);
    case 'peers':
      return peers(records, usual);
    case 'affinity':
      return affinity(records, usual);
    case 'cover':
      return {
        asking: [],
        unread: [{ row: '1', why: 'cover takes JSON, not a table: a measure is more than a cell' }],
      };
    default:
      return each(records, (record) => draftRequest(tool, record, usual));
  }
}

function each(records: readonly CsvRecord[], make: (record: CsvRecord) => object | string): Requests {
  const made = records.map((record, i) => ({ row: String(i + 1), request: make(record) }));
  return {
    asking: made.filter(({ request }) => typeof request !== 'string'),
    unread: made.flatMap(({ row, request }) => (typeof request === 'string' ? [{ row, why: request }] : [])),
  };
}

function draftRequest(tool: string, record: CsvRecord, usual: Usual): object | string {
  const { draft } = draftOf(record, usual);
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

function draftOf(record: CsvRecord, usual: Usual) {
  const caption = record['caption'] ?? record['title'] ?? usual.caption;
  const shown = record['shown'] ?? usual.shown;
  const country = record['country']?.trim() || usual.country;
  const draft = { platform: record['platform']?.trim() || usual.platform, caption, shown, country };
  return { draft };
}

/** Rows of one video are its readings; without a column `video` each row stands alone. */
function readings(records: readonly CsvRecord[]): Requests {
  const unread: { row: string; why: string }[] = [];
  const videos = new Map<string, { readings: { ageH: number; views: number }[]; last: CsvRecord }>();
  records.forEach((record, i) => {
    const row = String(i + 1);
    const ageH = numberIn(record, 'age_h');
    const views = numberIn(record, 'views') ?? numberIn(record, 'plays');
    if (ageH === null || ageH <= 0) return void unread.push({ row, why: 'age_h is no number of hours' });
    if (views === null || views < 0) return void unread.push({ row, why: 'views is no number of views' });
    const name = record['video']?.trim() || row;
    const video = videos.get(name) ?? { readings: [], last: record };
    videos.set(name, video);
    if (video.readings.every((other) => other.ageH < ageH)) video.last = record;
    video.readings.push({ ageH, views });
  });
  const asking = [...videos].map(([row, { readings: all, last }]) => ({
    row,
    request: {
      schema: 1,
      readings: all,
      ...Object.fromEntries(
        ['likes', 'comments', 'shares', 'saves', 'followers'].map((name) => [name, numberIn(last, name)]),
      ),
    },
  }));
  return { asking, unread };
}

/** Rows of one account are its posts; the accounts in the order they come in. */
function accountsIn(records: readonly CsvRecord[], usual: Usual) {
  const unread: { row: string; why: string }[] = [];
  const accounts = new Map<string, { name: string; platform: string; followers: number | null; posts: object[] }>();
  records.forEach((record, i) => {
    const row = String(i + 1);
    const name = (record['account'] ?? record['name'] ?? '').trim();
    const views = numberIn(record, 'views') ?? numberIn(record, 'plays');
    if (name === '') return void unread.push({ row, why: 'no account is named' });
    if (views === null || views < 0) return void unread.push({ row, why: 'views is no number of views' });
    const told = record['time'] ?? record['posted_at'] ?? '';
    const account = accounts.get(name) ?? {
      name,
      platform: record['platform']?.trim() || usual.platform,
      followers: null,
      posts: [],
    };
    account.followers = numberIn(record, 'followers') ?? account.followers;
    account.posts.push({
      time: told.trim() === '' ? null : timeOf(/^\d+(\.\d+)?$/.test(told.trim()) ? Number(told) : told),
      views,
      caption: record['caption'] ?? record['title'] ?? null,
      length: numberIn(record, 'dur_s') ?? numberIn(record, 'length'),
      likes: numberIn(record, 'likes'),
    });
    accounts.set(name, account);
  });
  return { accounts: [...accounts.values()], unread };
}

/** What is asked of the own account: its posts as the tools take them. */
const ownOf = ({ account }: Usual): object | null =>
  account && {
    platform: account.platform,
    followers: account.followers,
    posts: account.posts.map(({ time, views, caption, length }) => ({ time, views, caption, length })),
  };

/** The whole table is one question. */
function peers(records: readonly CsvRecord[], usual: Usual): Requests {
  const { accounts, unread } = accountsIn(records, usual);
  const request = {
    schema: 1,
    own: ownOf(usual),
    peers: accounts,
    ...(usual.zone === null ? {} : { zone: usual.zone }),
  };
  return { asking: accounts.length === 0 ? [] : [{ row: 'all', request }], unread };
}

/** Each account of the table beside the own one; without one the first of the table takes its place. */
function affinity(records: readonly CsvRecord[], usual: Usual): Requests {
  const { accounts, unread } = accountsIn(records, usual);
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
function versions(records: readonly CsvRecord[], usual: Usual): Requests {
  const of = records.map((record, i) => {
    const { draft } = draftOf(record, usual);
    return { name: record['name']?.trim() || String(i + 1), draft };
  });
  const request = { schema: 1, account: usual.account, priors: usual.priors, versions: of };
  return { asking: [{ row: 'all', request }], unread: [] };
}

/** The whole table is one question. */
function timing(records: readonly CsvRecord[], { zone, country }: Usual): Requests {
  const posts = records.map((record) => {
    const time = record['time'] ?? record['posted_at'] ?? record['hour_utc'] ?? '';
    return {
      time: timeOf(/^\d+(\.\d+)?$/.test(time.trim()) ? Number(time) : time),
      views: numberIn(record, 'views') ?? numberIn(record, 'plays'),
    };
  });
  return { asking: [{ row: 'all', request: { schema: 1, posts, zone, country } }], unread: [] };
}
