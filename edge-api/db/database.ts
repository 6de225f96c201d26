/** D1, real or embedded, with our tables on it. */
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { D1 } from './d1.ts';
import * as schema from './schema.ts';

export type Database = DrizzleD1Database<typeof schema>;

export function databaseOn(d1: D1): Database {
  // holds: drizzle calls prepare, bind, all, run, raw and batch, which D1 in d1.ts declares; its own type needs a package we don't have
  return drizzle(d1 as never, { schema }) as Database;
}
