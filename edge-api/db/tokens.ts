/** Queries over api_tokens: made once, found by prefix, compared by hash. */
import { and, desc, eq, isNull } from 'drizzle-orm';
import { base62, hashOfToken, randomBytes, randomToken, sameText } from '../http/keys.ts';
import type { Database } from './database.ts';
import { apiTokens } from './schema.ts';

/** What a token may open. */
export const SCOPES = ['results:write', 'results:read', 'samples:read', 'samples:flush', 'tools', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];

/** A token may write this often when nobody says otherwise: ten a second. */
export const USUAL_PER_MINUTE = 600;
/** "Last used" is told to the minute: not a write for each request. */
const USED_EVERY_MS = 60_000;
const SHAPE = /^presage_([0-9A-Za-z]{8})_[A-Za-z0-9_-]{43}$/;

export interface ApiToken {
  /** The public prefix: names the token in lists and in the audit log. */
  readonly id: string;
  /** Whose results it reads and writes; several tokens may share one. */
  readonly owner: string;
  readonly scopes: readonly Scope[];
  readonly perMinute: number;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

export type TokenRow = typeof apiTokens.$inferInsert;

/** A new token: its text, shown once, and the row that keeps only its hash. */
export function newToken(
  wanted: Pick<ApiToken, 'owner' | 'scopes' | 'perMinute' | 'expiresAt'>,
  now: number,
): { readonly token: string; readonly row: TokenRow } {
  const id = base62(8, randomBytes);
  const token = `presage_${id}_${randomToken()}`;
  const { owner, scopes, perMinute, expiresAt } = wanted;
  return {
    token,
    row: { id, hash: hashOfToken(token), owner, scopes: scopes.join(' '), perMinute, createdAt: now, expiresAt },
  };
}

export async function keepToken(db: Database, row: TokenRow): Promise<void> {
  await db.insert(apiTokens).values(row);
}

export async function findToken(
  db: Database,
  token: string,
  now: number,
): Promise<ApiToken | 'unknown' | 'expired' | 'revoked'> {
  const id = SHAPE.exec(token)?.[1];
  if (id === undefined) return 'unknown';
  const [row] = await db.select().from(apiTokens).where(eq(apiTokens.id, id)).limit(1);
  if (!row || !sameText(row.hash, hashOfToken(token))) return 'unknown';
  if (row.revokedAt !== null) return 'revoked';
  if (row.expiresAt !== null && row.expiresAt <= now) return 'expired';
  return fromRow(row);
}

export async function tokenUsed(db: Database, { id, lastUsedAt }: ApiToken, now: number): Promise<void> {
  if (lastUsedAt !== null && now - lastUsedAt < USED_EVERY_MS) return;
  await db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id));
}

export const listTokens = async (db: Database): Promise<readonly ApiToken[]> =>
  (await db.select().from(apiTokens).orderBy(desc(apiTokens.createdAt))).map(fromRow);

/** Whether there was one to revoke. */
export async function revokeToken(db: Database, id: string, now: number): Promise<boolean> {
  const rows = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return rows.length > 0;
}

function fromRow({ hash: _hash, scopes, ...row }: typeof apiTokens.$inferSelect): ApiToken {
  return { ...row, scopes: SCOPES.filter((scope) => scopes.split(' ').includes(scope)) };
}
