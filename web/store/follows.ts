/** Posts that are followed from this device: the receipts that open and delete them, nowhere else kept. */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database, FollowRow } from './db.ts';

export type { FollowRow };

export class FollowStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  of(reportId: string): Promise<Result<FollowRow | null>> {
    return attempt(async () => (await this.#db.follows.get(reportId)) ?? null);
  }

  put(follow: FollowRow): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.follows.put(follow);
    });
  }

  remove(reportId: string): Promise<Result<void>> {
    return attempt(() => this.#db.follows.delete(reportId));
  }
}
