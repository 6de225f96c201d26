/** Tokens for the contract suite, as rows that any host can keep: two owners, an operator, and ones that no longer open anything. */
import { newToken, type Scope, type TokenRow } from '../../edge-api/db/tokens.ts';

export const TOKEN_NAMES = ['alice', 'bob', 'operator', 'expired', 'revoked', 'slow'] as const;
export type TestTokens = Readonly<Record<(typeof TOKEN_NAMES)[number], string>>;

const OWN: readonly Scope[] = ['results:read', 'results:write'];
const YEAR_MS = 366 * 86_400_000;

export function testTokens(now = Date.now()): { readonly tokens: TestTokens; readonly rows: readonly TokenRow[] } {
  const make = (owner: string, scopes: readonly Scope[], changes: Partial<TokenRow> = {}) => {
    const made = newToken({ owner, scopes, perMinute: 100_000, expiresAt: now + YEAR_MS }, now);
    return { ...made, row: { ...made.row, ...changes } };
  };
  const made = {
    alice: make('alice', OWN),
    bob: make('bob', OWN),
    operator: make('operator', ['samples:read', 'samples:flush', 'operator']),
    expired: make('alice', OWN, { expiresAt: now - 1000 }),
    revoked: make('alice', OWN, { revokedAt: now - 1000 }),
    slow: make('alice', OWN, { perMinute: 3 }),
  } satisfies Record<keyof TestTokens, ReturnType<typeof make>>;
  const names = Object.keys(made) as (keyof TestTokens)[]; // holds: the keys above
  return {
    // holds: one token for each name
    tokens: Object.fromEntries(names.map((name) => [name, made[name].token])) as Record<keyof TestTokens, string>,
    rows: names.map((name) => made[name].row),
  };
}

/** The same rows as SQL, for `wrangler d1 execute`. */
export const tokensSql = (rows: readonly TokenRow[]): string =>
  rows
    .map(
      (row) =>
        `insert into api_tokens (id, hash, owner, scopes, per_minute, created_at, expires_at, revoked_at) values ('${row.id}', '${row.hash}', '${row.owner}', '${row.scopes}', ${row.perMinute}, ${row.createdAt}, ${row.expiresAt ?? 'null'}, ${row.revokedAt ?? 'null'});`,
    )
    .join('\n');
