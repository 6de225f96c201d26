/** Files of an export → read in a worker, shown whole, and only then taken into the account; it can be taken back. */
import type { ExportReading, ImportedPost } from '#contracts/exports/exports.ts';
import type { Failure, Result } from '#core/failure.ts';
import type { Account, Platform } from '#core/flow.ts';
import type { Accounts } from './accounts.svelte.ts';
import { mergeImported, type Merged } from './merge-posts.ts';

export interface ImportReading extends ExportReading {
  /** Entries of zips that were not even unpacked. */
  readonly untouched: number;
}

/** import-worker.ts behind a promise. */
export type ImportDoor = (
  files: readonly File[],
  options: { readonly monthFirst: boolean; readonly signal: AbortSignal },
) => Promise<Result<ImportReading>>;

export interface Receipt {
  readonly platform: Platform;
  readonly merged: Omit<Merged, 'posts'>;
  readonly before: Account | null;
}

export class Importing {
  readonly #door: ImportDoor;
  readonly #accounts: Pick<Accounts, 'of' | 'replace'>;
  #busy = $state(false);
  #reading = $state.raw<ImportReading | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #receipts = $state.raw<readonly Receipt[]>([]);
  #readAt = 0;
  #abort: AbortController | null = null;

  constructor(door: ImportDoor, accounts: Pick<Accounts, 'of' | 'replace'>) {
    this.#door = door;
    this.#accounts = accounts;
  }

  get busy(): boolean {
    return this.#busy;
  }
  /** What was found, before any of it is kept. */
  get reading(): ImportReading | null {
    return this.#reading;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get receipts(): readonly Receipt[] {
    return this.#receipts;
  }
  get posts(): readonly ImportedPost[] {
    return this.#reading?.read.flatMap(({ posts }) => posts) ?? [];
  }
  get platforms(): readonly Platform[] {
    return [...new Set(this.posts.map(({ platform }) => platform))];
  }
  countOf(platform: Platform): number {
    return this.posts.filter((post) => post.platform === platform).length;
  }

  /** @param now Unix ms; a file's own date tells better when its numbers were read */
  async read(files: readonly File[], monthFirst: boolean, now: number): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#busy = true;
    this.#failure = null;
    this.#reading = null;
    this.#receipts = [];
    this.#readAt = Math.floor(Math.min(now, ...files.map(({ lastModified }) => lastModified || now)) / 1000);
    const found = await this.#door(files, { monthFirst, signal: abort.signal });
    if (this.#abort !== abort) return;
    this.#busy = false;
    if (found.ok) this.#reading = found.value;
    else if (found.failure.code !== 'cancelled') this.#failure = found.failure;
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#busy = false;
    this.#reading = null;
  }

  /** Takes what was shown into the accounts of the platforms it speaks of. */
  async keep(): Promise<void> {
    const receipts: Receipt[] = [];
    const followers = this.#reading?.read.findLast((file) => file.followers !== null)?.followers ?? null;
    for (const platform of followers === null ? this.platforms : [...new Set([...this.platforms, 'tiktok' as const])]) {
      const before = this.#accounts.of(platform);
      const { posts, ...merged } = mergeImported(
        before?.posts ?? [],
        this.posts.filter((post) => post.platform === platform),
      );
      const kept = await this.#accounts.replace({
        platform,
        // Only TikTok's export tells a count.
        followers: platform === 'tiktok' ? (followers ?? before?.followers ?? null) : (before?.followers ?? null),
        posts,
        readAt: this.#readAt,
      });
      receipts.push({ platform, merged, before });
      if (!kept.ok) this.#failure = kept.failure;
    }
    this.#receipts = receipts;
    this.#reading = null;
  }
  /** Back to how the accounts were before. */
  async undo(): Promise<void> {
    for (const { platform, before } of this.#receipts)
      await this.#accounts.replace(before ?? { platform, followers: null, posts: [] });
    this.#receipts = [];
  }
}
