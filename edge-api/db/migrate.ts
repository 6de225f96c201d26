/** Applies the migrations that a SQLite file has not seen yet, and records them the way wrangler does, so that either tool can go on from there. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqliteD1 } from './sqlite.ts';

const RECORD = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * @param folder of numbered .sql files as drizzle-kit writes them
 * @returns names of the migrations applied now
 */
export async function migrate(db: SqliteD1, folder: string): Promise<readonly string[]> {
  db.script([RECORD]);
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const seen = new Set(results.map((row) => row.name));
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort();
  const unknown = [...seen].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new NewerDatabaseError(unknown);
  const fresh = names.filter((name) => !seen.has(name));
  for (const name of fresh) {
    const statements = readFileSync(join(folder, name), 'utf8')
      .split('--> statement-breakpoint')
      .map((sql) => sql.trim())
      .filter((sql) => sql !== '');
    // The name is one of our own file names: letters, digits, underscore.
    db.script([...statements, `INSERT INTO d1_migrations (name) VALUES ('${name}')`]);
  }
  return fresh;
}

/** The file was written by a newer Presage; going on could lose what it holds. */
export class NewerDatabaseError extends Error {
  readonly code = 'DATABASE_NEWER';
  constructor(unknown: readonly string[]) {
    super(`the database knows migrations that this version does not: ${unknown.join(', ')}`);
    this.name = 'NewerDatabaseError';
  }
}
