/** The creator's own access tokens of platforms: on this device only, in no export of the history and in no log. Kept in the settings table, under names of their own. */
import { TOKEN_KINDS, type TokenKind } from '#contracts/token-kinds.ts';
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';

export interface TokenRow {
  readonly kind: TokenKind;
  readonly token: string;
  /** Unix ms. */
  readonly savedAt: number;
}

export class TokenStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): Promise<Result<readonly TokenRow[]>> {
    return attempt(async () => {
      const rows = await this.#db.settings.where('name').startsWith(PREFIX).toArray();
      return rows.flatMap(({ value }) => (isRow(value) ? [value] : []));
    });
  }

  put(row: TokenRow): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.put({ name: `${PREFIX}${row.kind}`, value: row });
    });
  }

  remove(kind: TokenKind): Promise<Result<void>> {
    return attempt(() => this.#db.settings.delete(`${PREFIX}${kind}`));
  }

  /** After "delete everything". */
  clear(): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.where('name').startsWith(PREFIX).delete();
    });
  }
}

/** No setting of Settings has a colon in its name. */
const PREFIX = 'token:';

function isRow(value: unknown): value is TokenRow {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, token, savedAt } = value as Readonly<Record<string, unknown>>;
  return TOKEN_KINDS.some((one) => one === kind) && typeof token === 'string' && typeof savedAt === 'number';
}
