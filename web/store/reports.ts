/** The history: finished reports on this device, newest first, and the cache that answers for a clip scored before. */
import type { Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';
import { listed, type Listed } from './listed.ts';

/** What this version of the app would compute with. */
export interface CurrentVersions {
  readonly featureSet: string;
  /** Content hashes of the models in use. */
  readonly models: readonly string[];
}

/**
 * Whether a report was made with other features or models than the ones in use.
 * Its number stays readable in the history, marked; it is never shown as what the app says today.
 */
export function isOlder(
  report: Pick<Report, 'models'> & { readonly features: Pick<Report['features'], 'set'> },
  current: CurrentVersions,
): boolean {
  if (report.features.set !== current.featureSet) return true;
  return report.models.some(({ sha256 }) => !current.models.includes(sha256));
}

export class ReportStore {
  readonly #db: Database;
  /** Cache keys by report, of this visit: for what is put without one, and for what Undo brings back. */
  readonly #keys = new Map<string, string>();

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * @param limit most reports to return
   * @param before Unix ms: only reports made earlier, to page on
   */
  list(limit = 100, before = Number.POSITIVE_INFINITY): Promise<Result<readonly Listed[]>> {
    return attempt(() =>
      // oxlint-disable-next-line unicorn/no-array-reverse -- Dexie's, which turns the direction of the cursor
      this.#db.listed.where('madeAt').below(before).reverse().limit(limit).toArray(),
    );
  }

  get(id: string): Promise<Result<Report | null>> {
    return attempt(async () => (await this.#db.reports.get(id))?.report ?? null);
  }

  /** Under which request a report answers from now on; see cacheKey in core/hash.ts. */
  answersFor(key: string, report: Report): void {
    this.#keys.set(report.id, key);
  }

  /** @param key of its request; a report put without any never answers from the cache */
  put(report: Report, key = this.#keys.get(report.id) ?? ''): Promise<Result<void>> {
    const { id, madeAt, clip } = report;
    return attempt(() =>
      this.#db.transaction('rw', this.#db.reports, this.#db.listed, async () => {
        await this.#db.reports.put({ id, madeAt, key, clipHash: clip.hash, report });
        await this.#db.listed.put(listed(report));
      }),
    );
  }

  remove(id: string): Promise<Result<void>> {
    return attempt(async () => {
      const row = await this.#db.reports.get(id);
      if (!row) return;
      await this.#db.transaction('rw', this.#db.reports, this.#db.listed, async () => {
        await this.#db.reports.delete(id);
        await this.#db.listed.delete(id);
      });
      this.#keys.set(id, row.key);
    });
  }

  /** Undo of `remove`. */
  restore(report: Report): Promise<Result<void>> {
    return this.put(report);
  }

  /** The newest report of the same clip, draft, account, features and models; null when there is none. */
  cached(key: string): Promise<Result<Report | null>> {
    return attempt(async () => {
      if (key === '') return null;
      // oxlint-disable-next-line unicorn/no-array-reverse -- Dexie's, which turns the direction of the cursor
      const rows = await this.#db.reports.where('key').equals(key).sortBy('madeAt');
      return rows.at(-1)?.report ?? null;
    });
  }

  count(): Promise<Result<number>> {
    return attempt(() => this.#db.reports.count());
  }
}
