/** Samples that were given from this device: the receipts that take them back, nowhere else kept. */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database, GivenRow } from './db.ts';

export type { GivenRow };

export class GivenStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): Promise<Result<readonly GivenRow[]>> {
    return attempt(() => this.#db.given.toArray());
  }

  put(given: GivenRow): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.given.put(given);
    });
  }

  remove(receipt: string): Promise<Result<void>> {
    return attempt(() => this.#db.given.delete(receipt));
  }
}
