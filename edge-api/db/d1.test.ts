/** One suite for both databases: the embedded file and the D1 that Workers run, so that a query that passes here passes there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { D1 } from './d1.ts';
import { openBindings } from '../testing/bindings.ts';
import { openSqlite } from './sqlite.ts';

interface Opened {
  readonly d1: D1;
  close(): Promise<void>;
}

const DATABASES: readonly (readonly [name: string, open: () => Promise<Opened>])[] = [
  [
    'a SQLite file',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'presage-d1-'));
      const sqlite = openSqlite(join(folder, 'test.db'));
      return {
        d1: sqlite,
        close: async () => {
          sqlite.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  ],
  ['D1 of workerd', openBindings],
];

describe.each(DATABASES)('%s', (_name, open) => {
  let opened: Opened;
  let d1: D1;
  beforeAll(async () => {
    opened = await open();
    d1 = opened.d1;
    await d1.prepare('create table people (id integer primary key, name text not null unique, age real)').run();
  }, 90_000);
  afterAll(() => opened?.close(), 30_000);

  it('gives rows as objects, as arrays, and the first of them', async () => {
    await d1.prepare('insert into people (name, age) values (?, ?), (?, ?)').bind('Ada', 36.5, 'Bo', null).run();
    const query = d1.prepare('select name, age from people where name <= ? order by name').bind('C');
    expect((await query.all()).results).toEqual([
      { name: 'Ada', age: 36.5 },
      { name: 'Bo', age: null },
    ]);
    expect(await query.raw()).toEqual([
      ['Ada', 36.5],
      ['Bo', null],
    ]);
    expect(await query.first()).toEqual({ name: 'Ada', age: 36.5 });
    expect(await d1.prepare('select name from people where id = ?').bind(99).first()).toBeNull();
  });

  it('tells what a write changed', async () => {
    const inserted = await d1.prepare('insert into people (name) values (?)').bind('Cy').run();
    expect(inserted.meta.changes).toBe(1);
    const { id } = (await d1.prepare('select id from people where name = ?').bind('Cy').first<{ id: number }>()) ?? {
      id: -1,
    };
    expect(inserted.meta.last_row_id).toBe(id);
    const updated = await d1.prepare('update people set age = 1 where age is null').run();
    expect(updated.meta.changes).toBe(2);
  });

  it('returns what it wrote', async () => {
    const { results } = await d1.prepare('insert into people (name) values (?) returning name').bind('Di').all();
    expect(results).toEqual([{ name: 'Di' }]);
  });

  it('takes a null that stands alone', async () => {
    expect(await d1.prepare('select ? as x').bind(null).first()).toEqual({ x: null });
    expect(await d1.prepare('select ? as x').bind(null).raw()).toEqual([[null]]);
    expect((await d1.prepare('update people set age = ?').bind(null).run()).success).toBe(true);
  });

  it('writes true and false as 1 and 0', async () => {
    expect(await d1.prepare('select ? as yes, ? as no').bind(true, false).first()).toEqual({ yes: 1, no: 0 });
  });

  it('takes a batch whole or not at all', async () => {
    const insert = d1.prepare('insert into people (name) values (?)');
    const results = await d1.batch([
      insert.bind('Ed'),
      insert.bind('Flo'),
      d1.prepare('select count(*) as n from people'),
    ]);
    expect(results.map(({ success }) => success)).toEqual([true, true, true]);
    const before = await d1.prepare('select count(*) as n from people').first();
    await expect(d1.batch([insert.bind('Gus'), insert.bind('Ada')])).rejects.toThrow('UNIQUE constraint failed');
    expect(await d1.prepare('select count(*) as n from people').first()).toEqual(before);
  });

  it('names the constraint that was broken, in the same words', async () => {
    const again = d1.prepare('insert into people (name) values (?)').bind('Ada').run();
    await expect(again).rejects.toThrow('UNIQUE constraint failed: people.name');
  });

  it('says which table is missing', async () => {
    await expect(d1.prepare('select * from nowhere').all()).rejects.toThrow(/D1_ERROR: no such table: nowhere/);
  });

  it('refuses what it cannot store', async () => {
    for (const value of [undefined, { a: 1 }, 10n]) {
      await expect((async () => d1.prepare('select ?').bind(value).all())()).rejects.toThrow();
    }
  });

  it('takes no transaction over several calls: that is what batch is for', async () => {
    await expect((async () => d1.prepare('begin').run())()).rejects.toThrow();
  });

  it('takes a hundred parameters and not one more', async () => {
    const marks = (n: number): string => Array.from({ length: n }, () => '?').join(',');
    const values = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
    const hundred = d1.prepare(`select ${marks(100)}`).bind(...values(100));
    await expect(hundred.raw()).resolves.toHaveLength(1);
    await expect(
      (async () =>
        d1
          .prepare(`select ${marks(101)}`)
          .bind(...values(101))
          .raw())(),
    ).rejects.toThrow(/too many SQL variables/);
  });

  it('reads JSON', async () => {
    expect(await d1.prepare('select json_extract(?, ?) as v').bind('{"a":[1,2]}', '$.a[1]').first()).toEqual({ v: 2 });
  });
});
