/**
 * `npm run tokens`: tokens for scripts and operators.
 *
 *   npm run tokens -- create OWNER SCOPE… [--days 90] [--per-minute 600] [--sql]
 *   npm run tokens -- list
 *   npm run tokens -- revoke PREFIX [--sql]
 *
 * A token is shown once, when it is made. OWNER is your own word for whoever it is for; tokens of one owner share results.
 * `--sql` prints a statement for `wrangler d1 execute DB --remote --command` instead of writing to the database in ./data
 * (or PRESAGE_DATA).
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { audit } from './db/audit.ts';
import { databaseOn, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openSqlite } from './db/sqlite.ts';
import { SCOPES, USUAL_PER_MINUTE, keepToken, listTokens, newToken, revokeToken, type TokenRow } from './db/tokens.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const USAGE = `Usage: npm run tokens -- create OWNER SCOPE… [--days N] [--per-minute N] [--sql] | list | revoke PREFIX [--sql]
Scopes: ${SCOPES.join(', ')}`;

interface Said {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** @param db null with --sql: nothing is written, the statement is printed */
export async function tokensCommand(db: Database | null, args: readonly string[], now: number): Promise<Said> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { days: { type: 'string' }, 'per-minute': { type: 'string' }, sql: { type: 'boolean' } },
    });
  } catch {
    return { ok: false, lines: [USAGE] };
  }
  const { values, positionals } = parsed;
  const [verb, subject, ...rest] = positionals;
  switch (verb) {
    case 'create': {
      const days = whole(values.days, USUAL_DAYS);
      const perMinute = whole(values['per-minute'], USUAL_PER_MINUTE);
      const scopes = SCOPES.filter((scope) => rest.includes(scope));
      const named = subject !== undefined && /^[A-Za-z0-9_-]{1,40}$/.test(subject);
      if (!named || scopes.length === 0 || scopes.length !== rest.length || days === null || perMinute === null) {
        return { ok: false, lines: [USAGE] };
      }
      const { token, row } = newToken({ owner: subject, scopes, perMinute, expiresAt: now + days * DAY_MS }, now);
      if (!db) return { ok: true, lines: [token, insertSql(row)] };
      await keepToken(db, row);
      await audit(db, { at: now, actor: 'command', action: 'token.create', subject: row.id });
      return { ok: true, lines: [token, `It opens ${scopes.join(', ')} for ${days} days and is not shown again.`] };
    }
    case 'revoke': {
      if (subject === undefined || !/^[0-9A-Za-z]{8}$/.test(subject)) return { ok: false, lines: [USAGE] };
      if (!db) return { ok: true, lines: [`update api_tokens set revoked_at = ${now} where id = '${subject}';`] };
      if (!(await revokeToken(db, subject, now)))
        return { ok: false, lines: [`No valid token begins with ${subject}.`] };
      await audit(db, { at: now, actor: 'command', action: 'token.revoke', subject });
      return { ok: true, lines: [`${subject} opens nothing from now on.`] };
    }
    case 'list':
      return db ? { ok: true, lines: await list(db, now) } : { ok: false, lines: [USAGE] };
    default:
      return { ok: false, lines: [USAGE] };
  }
}

async function list(db: Database, now: number): Promise<readonly string[]> {
  const day = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString().slice(0, 10));
  const tokens = await listTokens(db);
  const lines = tokens.map(({ id, owner, scopes, expiresAt, revokedAt, lastUsedAt }) => {
    const ended = expiresAt !== null && expiresAt <= now;
    const state = revokedAt !== null ? `revoked ${day(revokedAt)}` : `${ended ? 'ended' : 'until'} ${day(expiresAt)}`;
    return `${id}  ${owner.padEnd(20)} ${state.padEnd(18)} last used ${day(lastUsedAt)}  ${scopes.join(' ')}`;
  });
  return lines.length > 0 ? lines : ['There are no tokens.'];
}

function whole(text: string | undefined, usual: number): number | null {
  if (text === undefined) return usual;
  return /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : null;
}

/** Every value is a number or made of characters that need no quoting; see where they are checked. */
function insertSql({ id, hash, owner, scopes, perMinute, createdAt, expiresAt }: TokenRow): string {
  return `insert into api_tokens (id, hash, owner, scopes, per_minute, created_at, expires_at) values ('${id}', '${hash}', '${owner}', '${scopes}', ${perMinute}, ${createdAt}, ${expiresAt ?? 'null'});`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const root = fileURLToPath(new URL('..', import.meta.url));
  const path = join(resolve(process.env['PRESAGE_DATA'] || join(root, 'data')), 'presage.db');
  const toFile = !args.includes('--sql');
  if (toFile && !existsSync(path)) {
    console.error(`There is no database at ${path} yet; npm start makes it.`);
    process.exitCode = 1;
  } else {
    const sqlite = toFile ? openSqlite(path) : null;
    // The file may be of a version before tokens.
    if (sqlite) await migrate(sqlite, fileURLToPath(new URL('db/migrations', import.meta.url)));
    const { ok, lines } = await tokensCommand(sqlite && databaseOn(sqlite), args, Date.now());
    for (const line of lines) (ok ? console.log : console.error)(line);
    sqlite?.close();
    process.exitCode = ok ? 0 : 1;
  }
}
