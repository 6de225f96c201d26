/** The last trend snapshots on this device, one per region and category, so that trends are there offline; parsed again when read. */
import type { Result } from '#core/failure.ts';
import { parseTrendSnapshot, type KeptTrends, type TrendCategory } from '#contracts/trends.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';

export class TrendStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** null when none was ever kept, or what was kept is no longer understood. */
  get(region: string, category: TrendCategory): Promise<Result<KeptTrends | null>> {
    return attempt(async () => {
      const row = await this.#db.trends.get([region, category]);
      const parsed = row && parseTrendSnapshot(row.snapshot);
      return parsed?.ok ? { snapshot: parsed.value, fetchedAt: row?.fetchedAt ?? 0 } : null;
    });
  }

  /** The newer one takes the place of the older. */
  put({ snapshot, fetchedAt }: KeptTrends): Promise<Result<void>> {
    return attempt(async () => {
      const { region, category } = snapshot;
      await this.#db.trends.put({ region, category, fetchedAt, snapshot });
    });
  }
}
