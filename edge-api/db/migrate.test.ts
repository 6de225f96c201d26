import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableName } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';
import { openSqlite, type SqliteD1 } from './sqlite.ts';

const OURS = fileURLToPath(new URL('migrations', import.meta.url));

describe('migrations', () => {
  let db: SqliteD1;
  let folder: string;
  beforeEach(async () => {
    db = openSqlite(':memory:');
    folder = await mkdtemp(join(tmpdir(), 'presage-migrations-'));
  });
  afterEach(async () => {
    db.close();
    await rm(folder, { recursive: true });
  });
  const write = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);
  const tables = async (): Promise<string[]> => {
    const { results } = await db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all<{ name: string }>();
    return results.map(({ name }) => name);
  };

  it('make the tables of the schema, once, recorded as wrangler records them', async () => {
    const names = (await readdir(OURS)).filter((name) => name.endsWith('.sql')).sort();
    expect(await migrate(db, OURS)).toEqual(names);
    const ours = Object.values(schema).map((table) => getTableName(table));
    expect(await tables()).toEqual(['d1_migrations', ...ours].sort());
    expect(await migrate(db, OURS)).toEqual([]);
    const { results } = await db
      .prepare('select id, name, applied_at from d1_migrations')
      .all<{ id: number; name: string; applied_at: string }>();
    expect(results.map(({ name }) => name)).toEqual(names);
    expect(results[0]?.applied_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it('go on from a filled database without losing a row', async () => {
    await write('0000_a.sql', 'create table a (x integer);--> statement-breakpoint\ninsert into a values (1);');
    await migrate(db, folder);
    await write('0001_b.sql', 'alter table a add column y text;');
    expect(await migrate(db, folder)).toEqual(['0001_b.sql']);
    expect((await db.prepare('select * from a').all()).results).toEqual([{ x: 1, y: null }]);
  });

  it('that fail half-way leave nothing behind', async () => {
    await write('0000_a.sql', 'create table a (x integer);--> statement-breakpoint\ncreate table broken (');
    await expect(migrate(db, folder)).rejects.toThrow();
    expect(await tables()).toEqual(['d1_migrations']);
  });

  it('refuse a file that a newer version has written', async () => {
    await write('0000_a.sql', 'create table a (x integer);');
    await write('0001_b.sql', 'create table b (x integer);');
    await migrate(db, folder);
    await rm(join(folder, '0001_b.sql'));
    await expect(migrate(db, folder)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
    expect(await tables()).toContain('b');
  });
});
