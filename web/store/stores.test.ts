import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Account, Report } from '#core/flow.ts';
import { seconds } from '#core/units.ts';
import { AccountStore } from './accounts.ts';
import { attempt } from './attempt.ts';
import { Database, VERSIONS, type Version } from './db.ts';
import { listed } from './listed.ts';
import { OutcomeStore } from './outcomes.ts';
import { isOlder, ReportStore } from './reports.ts';
import { DEFAULT_SETTINGS, SettingsStore } from './settings.ts';

/** A report as far as the stores look at it, with bytes and typed arrays in it. */
function reportOf(id: string, madeAt: number): Report {
  return {
    id,
    madeAt,
    clip: { hash: `hash-of-${id}`, name: `${id}.mp4` },
    features: { set: 'features-1', values: { cut_count: 3 }, missing: {} },
    models: [{ id: 'reach', version: '1', sha256: 'a'.repeat(64) }],
    keyframes: [{ at: seconds(0), role: 'first', width: 1, height: 1, image: new Uint8Array([255, 216, 255]) }],
  } as unknown as Report; // holds: a store reads id, madeAt and clip.hash only, the rest goes in and out whole
}

const open: Database[] = [];
function freshDatabase(options: ConstructorParameters<typeof Database>[0] = {}): Database {
  const db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange, ...options });
  open.push(db);
  return db;
}
const value = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

describe('the history', () => {
  it('gives a report back as it was, pictures included', async () => {
    const store = new ReportStore(freshDatabase());
    const report = reportOf('a', 1000);
    value(await store.put(report, 'key'));
    expect(value(await store.get('a'))).toEqual(report);
    expect(value(await store.get('a'))?.keyframes[0]?.image).toBeInstanceOf(Uint8Array);
  });

  it('lists the newest first and pages backwards', async () => {
    const store = new ReportStore(freshDatabase());
    for (const [id, madeAt] of [
      ['b', 2000],
      ['a', 1000],
      ['c', 3000],
    ] as const)
      value(await store.put(reportOf(id, madeAt)));
    expect(value(await store.list()).map((r) => r.id)).toEqual(['c', 'b', 'a']);
    expect(value(await store.list(2)).map((r) => r.id)).toEqual(['c', 'b']);
    expect(value(await store.list(2, 2000)).map((r) => r.id)).toEqual(['a']);
    expect(value(await store.count())).toBe(3);
  });

  it('answers from the cache only for the very same request', async () => {
    const store = new ReportStore(freshDatabase());
    value(await store.put(reportOf('older', 1000), 'clip+draft'));
    value(await store.put(reportOf('newer', 2000), 'clip+draft'));
    value(await store.put(reportOf('uncached', 3000)));
    expect(value(await store.cached('clip+draft'))?.id).toBe('newer');
    expect(value(await store.cached('clip+other draft'))).toBeNull();
    expect(value(await store.cached(''))).toBeNull();
  });

  it('put without a key answers for the request it was made for, and for no other', async () => {
    const store = new ReportStore(freshDatabase());
    const report = reportOf('a', 1000);
    store.answersFor('request', report);
    value(await store.put(report));
    expect(value(await store.cached('request'))?.id).toBe('a');
  });

  it('brings a removed report back, with its place in the cache', async () => {
    const store = new ReportStore(freshDatabase());
    const report = reportOf('a', 1000);
    value(await store.put(report, 'key'));
    value(await store.remove('a'));
    expect(value(await store.list())).toEqual([]);
    expect(value(await store.cached('key'))).toBeNull();
    value(await store.restore(report));
    expect(value(await store.cached('key'))).toEqual(report);
  });

  it('marks a report made with other features or other models', () => {
    const report = reportOf('a', 1000);
    const model = 'a'.repeat(64);
    expect(isOlder(report, { featureSet: 'features-1', models: [model, 'b'] })).toBe(false);
    expect(isOlder(report, { featureSet: 'features-2', models: [model] })).toBe(true);
    expect(isOlder(report, { featureSet: 'features-1', models: ['b'] })).toBe(true);
  });
});

describe('accounts, settings and results', () => {
  const account: Account = {
    platform: 'reels',
    followers: 120,
    posts: [{ time: null, views: 10, caption: null, length: null }],
  };

  it('keeps one account per platform', async () => {
    const store = new AccountStore(freshDatabase());
    value(await store.put({ ...account, followers: 1 }));
    value(await store.put(account));
    expect(value(await store.get('reels'))).toEqual(account);
    expect(value(await store.get('tiktok'))).toBeNull();
    value(await store.remove('reels'));
    expect(value(await store.get('reels'))).toBeNull();
  });

  it('reads a damaged or unknown setting as the default', async () => {
    const db = freshDatabase();
    const store = new SettingsStore(db);
    value(await store.set('theme', 'dark'));
    await db.settings.bulkPut([
      { name: 'platform', value: 'vine' },
      { name: 'from a newer version', value: 1 },
    ]);
    expect(value(await store.all())).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });

  it('keeps several readings of one video, oldest first', async () => {
    const store = new OutcomeStore(freshDatabase());
    const reading = (readAt: number, views: number) =>
      ({ reportId: 'a', readAt, postedAt: 500, views, source: 'typed' }) as const;
    value(await store.put(reading(2000, 900)));
    value(await store.put(reading(1000, 300)));
    value(await store.put({ ...reading(1000, 300), reportId: 'b' }));
    expect(value(await store.of('a')).map((r) => r.views)).toEqual([300, 900]);
    value(await store.remove('a', 1000));
    expect(value(await store.of('a')).map((r) => r.views)).toEqual([900]);
  });
});

describe('versions of the database', () => {
  /** Rows as each shipped version wrote them; a new version adds its own list. */
  const FIRST = {
    reports: [{ id: 'a', madeAt: 1000, key: 'k', clipHash: 'h', report: reportOf('a', 1000) }],
    accounts: [{ platform: 'tiktok', account: { platform: 'tiktok', followers: 5, posts: [] } }],
    settings: [{ name: 'theme', value: 'dark' }],
    outcomes: [{ reportId: 'a', readAt: 9, postedAt: null, views: 7, source: 'typed' }],
  };
  const SECOND = { ...FIRST, trends: [{ region: 'US', category: 'all', fetchedAt: 9, snapshot: { schema: 1 } }] };
  const THIRD = {
    ...SECOND,
    links: [{ url: 'https://a.example/s/b', reportId: 'a', deletion: null, expiresAt: 9 }],
    given: [{ receipt: 'r', reportId: 'a', givenAt: 9 }],
  };
  const FOURTH = {
    ...THIRD,
    follows: [{ reportId: 'a', receipt: 'r', platform: 'shorts', post: 'p', postedAt: 9, endsAt: 99 }],
  };
  const FIFTH = {
    ...FOURTH,
    frames: [{ clipHash: 'h', savedAt: 9, bytes: 1, frames: [{ at: 0, image: new Uint8Array([255]) }] }],
  };
  const ROWS_OF: Readonly<Record<number, Readonly<Record<string, readonly object[]>>>> = {
    1: FIRST,
    2: SECOND,
    3: THIRD,
    4: FOURTH,
    5: FIFTH,
    6: { ...FIFTH, listed: [listed(reportOf('a', 1000))] },
  };

  async function fill(factory: IDBFactory, upTo: number): Promise<void> {
    const db = freshDatabase({ indexedDB: factory, versions: VERSIONS.filter((v) => v.number <= upTo) });
    for (const [table, rows] of Object.entries(ROWS_OF[upTo] ?? {})) await db.table(table).bulkPut([...rows]);
    db.close();
  }

  it.each(VERSIONS.map((v) => v.number))('nothing is lost when version %i meets the newest', async (number) => {
    const factory = new IDBFactory();
    await fill(factory, number);
    const db = freshDatabase({ indexedDB: factory });
    expect(value(await new ReportStore(db).list())).toEqual([listed(reportOf('a', 1000))]);
    expect(value(await new ReportStore(db).get('a'))).toEqual(reportOf('a', 1000));
    expect(value(await new ReportStore(db).cached('k'))?.id).toBe('a');
    expect(value(await new AccountStore(db).get('tiktok'))?.followers).toBe(5);
    expect(value(await new SettingsStore(db).all()).theme).toBe('dark');
    expect(value(await new OutcomeStore(db).of('a'))).toHaveLength(1);
  });

  it('a further step sees every row and runs once', async () => {
    const factory = new IDBFactory();
    await fill(factory, VERSIONS.at(-1)?.number ?? 1);
    const upgrade = vi.fn(async (transaction: Parameters<NonNullable<Version['upgrade']>>[0]) => {
      await transaction
        .table('reports')
        .toCollection()
        .modify((row: { seen?: boolean }) => {
          row.seen = true;
        });
    });
    const versions = [...VERSIONS, { number: 99, stores: { reports: 'id, madeAt, key, clipHash, seen' }, upgrade }];
    for (let visit = 0; visit < 2; visit++) {
      const db = freshDatabase({ indexedDB: factory, versions });
      expect(await db.reports.toArray()).toMatchObject([{ id: 'a', key: 'k', seen: true }]);
      db.close();
    }
    expect(upgrade).toHaveBeenCalledTimes(1);
  });

  it('an older tab lets go and says so when a newer one upgrades', async () => {
    const factory = new IDBFactory();
    const onOutdated = vi.fn();
    const older = freshDatabase({ indexedDB: factory, onOutdated });
    await older.open();
    const newer = freshDatabase({
      indexedDB: factory,
      versions: [...VERSIONS, { number: 99, stores: { extra: 'id' } }],
    });
    await newer.open();
    expect(onOutdated).toHaveBeenCalledTimes(1);
    expect(older.isOpen()).toBe(false);
    expect(await new ReportStore(older).count()).toEqual({ ok: false, failure: { code: 'storage_denied' } });
  });
});

describe('storage that fails', () => {
  it('a full disk is a value that names itself', async () => {
    const full = new Dexie.AbortError('aborted', new DOMException('no room', 'QuotaExceededError'));
    expect(await attempt(() => Promise.reject(full))).toEqual({
      ok: false,
      failure: { code: 'storage_full', usedBytes: null, quotaBytes: null },
    });
  });

  it('refused storage is a value', async () => {
    const refusing = {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const store = new ReportStore(freshDatabase({ indexedDB: refusing }));
    expect(await store.list()).toEqual({ ok: false, failure: { code: 'storage_denied' } });
  });

  it('a bug stays a bug', async () => {
    await expect(attempt(() => Promise.reject(new RangeError('bug')))).rejects.toThrow('bug');
  });
});

describe('readings from a link', () => {
  it('go when their source wants them gone; what the person typed stays', async () => {
    const store = new OutcomeStore(freshDatabase());
    const reading = { reportId: 'a', postedAt: null, views: 7 } as const;
    value(await store.put({ ...reading, readAt: 1, source: 'link', keepUntil: 100 }));
    value(await store.put({ ...reading, readAt: 2, source: 'link', keepUntil: 200 }));
    value(await store.put({ ...reading, readAt: 3, source: 'link', keepUntil: null }));
    value(await store.put({ ...reading, readAt: 4, source: 'typed' }));
    value(await store.prune(100));
    expect(value(await store.of('a')).map(({ readAt }) => readAt)).toEqual([2, 3, 4]);
  });
});
