/** A database that has lived since the first schema: at each step every table gets a row, and no later step loses or changes one. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableName } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { openBindings } from '../testing/bindings.ts';
import type { D1 } from './d1.ts';
import * as schema from './schema.ts';
import { openSqlite } from './sqlite.ts';

const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url));

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}
type Row = Readonly<Record<string, unknown>>;

const open: readonly (readonly [string, () => Promise<{ readonly d1: D1; close(): void | Promise<void> }>])[] = [
  [
    'a SQLite file',
    async () => {
      const sqlite = openSqlite(':memory:');
      return { d1: sqlite, close: () => sqlite.close() };
    },
  ],
  ['D1 of workerd', openBindings],
];

describe.each(open)('%s', (_name, start) => {
  let closing: (() => void | Promise<void>) | undefined;
  afterAll(() => closing?.(), 30_000);

  it('keeps every row from the first schema to the last', { timeout: 120_000 }, async () => {
    const opened = await start();
    closing = () => opened.close();
    const { d1 } = opened;
    const all = async <T>(sql: string): Promise<readonly T[]> => (await d1.prepare(sql).all<T>()).results;
    const tables = async (): Promise<readonly string[]> => {
      const found = await all<{ name: string }>("select name from sqlite_master where type = 'table'");
      return found.map(({ name }) => name).filter((name) => !/^(sqlite_|_cf_|d1_)/.test(name));
    };
    /** Every row that was ever written, by its table. */
    const written = new Map<string, Row[]>();
    const steps = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
    for (const [step, name] of steps.entries()) {
      const sql = await readFile(join(MIGRATIONS, name), 'utf8');
      await d1.batch(sql.split('--> statement-breakpoint').map((part) => d1.prepare(part.trim())));
      for (const [table, rows] of written) {
        const kept = await all<Row>(`select * from "${table}"`);
        // A step may give a row more columns; those it had hold what they held.
        for (const row of rows) expect(kept, `${table} after ${name}`).toContainEqual(expect.objectContaining(row));
        expect(kept.length, `${table} after ${name}`).toBe(rows.length);
      }
      // Referenced tables first: model_channels names a row of model_releases.
      for (const table of (await tables()).toSorted((a, b) => Number(b === RELEASES) - Number(a === RELEASES))) {
        const columns = await all<Column>(`pragma table_info("${table}")`);
        const row = Object.fromEntries(columns.map((column) => [column.name, valueFor(table, column, step)]));
        const marks = columns.map(() => '?').join(', ');
        await d1
          .prepare(`insert into "${table}" (${columns.map((c) => `"${c.name}"`).join(', ')}) values (${marks})`)
          .bind(...columns.map((column) => row[column.name]))
          .run();
        written.set(table, [...(written.get(table) ?? []), row]);
      }
    }
    // None was forgotten.
    expect([...written.keys()].toSorted()).toEqual(Object.values(schema).map(getTableName).toSorted());
    expect(written.get(RELEASES)).toHaveLength(steps.length);
  });
});

const RELEASES = 'model_releases';

/** Another value in each step for what must not repeat; every third optional column stays empty. */
function valueFor(table: string, { name, type, notnull, pk }: Column, step: number): string | number | null {
  if (name === 'release_id') return `${RELEASES} id ${step}`;
  if (notnull === 0 && pk === 0 && (name.length + step) % 3 === 0) return null;
  if (type.toUpperCase() === 'TEXT') return `${table} ${name} ${step}`;
  return type.toUpperCase() === 'REAL' ? step + 0.25 : step + name.length;
}
