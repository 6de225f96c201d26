/** Who the creator is on each platform: followers and earlier posts, typed or read from a file; kept on this device. */
import type { Result } from '#core/failure.ts';
import type { Account, Platform } from '#core/flow.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';

export class AccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(platform: Platform): Promise<Result<Account | null>> {
    return attempt(async () => (await this.#db.accounts.get(platform))?.account ?? null);
  }

  put(account: Account): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.accounts.put({ platform: account.platform, account });
    });
  }

  remove(platform: Platform): Promise<Result<void>> {
    return attempt(() => this.#db.accounts.delete(platform));
  }
}
