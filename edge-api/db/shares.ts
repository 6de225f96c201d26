/** Queries over shares. A row that has expired counts as gone before housekeeping has taken it away. */
import { and, eq, gt, lte } from 'drizzle-orm';
import { sameText } from '../http/keys.ts';
import type { Database } from './database.ts';
import { shares } from './schema.ts';

export type ShareRow = typeof shares.$inferSelect;

export async function keepShare(db: Database, row: ShareRow): Promise<void> {
  await db.insert(shares).values(row);
}

export async function findShare(db: Database, id: string, now: number): Promise<ShareRow | null> {
  const [row] = await db
    .select()
    .from(shares)
    .where(and(eq(shares.id, id), gt(shares.expiresAt, now)))
    .limit(1);
  return row ?? null;
}

export async function deleteShare(
  db: Database,
  id: string,
  tokenHash: string,
  now: number,
): Promise<'deleted' | 'not_found' | 'wrong_token'> {
  const row = await findShare(db, id, now);
  if (!row) return 'not_found';
  if (!sameText(row.deletionHash, tokenHash)) return 'wrong_token';
  await db.delete(shares).where(eq(shares.id, id));
  return 'deleted';
}

/** How many there were. */
export async function dropExpiredShares(db: Database, now: number): Promise<number> {
  return (await db.delete(shares).where(lte(shares.expiresAt, now)).returning({ id: shares.id })).length;
}
