/** How scored videos really did: readings that the creator adds after posting. */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database, OutcomeRow } from './db.ts';

export type Outcome = OutcomeRow;

export class OutcomeStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Readings of one report, oldest first. */
  of(reportId: string): Promise<Result<readonly Outcome[]>> {
    return attempt(() => this.#db.outcomes.where('reportId').equals(reportId).sortBy('readAt'));
  }

  /** Of every report, oldest first. */
  all(): Promise<Result<readonly Outcome[]>> {
    return attempt(async () => (await this.#db.outcomes.toArray()).sort((a, b) => a.readAt - b.readAt));
  }

  /** A second reading of the same instant replaces the first. */
  put(outcome: Outcome): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.outcomes.put(outcome);
    });
  }

  /** Drops readings whose source wants them gone by now. */
  prune(now: number): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.outcomes.filter(({ keepUntil }) => typeof keepUntil === 'number' && keepUntil <= now).delete();
    });
  }

  remove(reportId: string, readAt: number): Promise<Result<void>> {
    return attempt(() => this.#db.outcomes.delete([reportId, readAt]));
  }
}
