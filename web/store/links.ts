/** Links that were made from this device: addresses and the tokens that delete them, nowhere else kept. */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database, LinkRow } from './db.ts';

export type { LinkRow };

export class LinkStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  of(reportId: string): Promise<Result<readonly LinkRow[]>> {
    return attempt(() => this.#db.links.where('reportId').equals(reportId).sortBy('expiresAt'));
  }

  put(link: LinkRow): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.links.put(link);
    });
  }

  remove(url: string): Promise<Result<void>> {
    return attempt(() => this.#db.links.delete(url));
  }
}
