/** Files of an export → read in a worker, shown whole, and only then taken into the account; it can be taken back. */
import type { ExportReading, ImportedPost } from '#contracts/exports/exports.ts';
import type { Failure, Result } from '#core/failure.ts';
import type { Account, Platform } from '#core/flow.ts';
import {
  MAPPED_FIELDS,
  type Columns,
  type Mapping,
  type MappedField,
  type UnknownTable,
} from '#contracts/exports/mapping.ts';
import { PLATFORMS } from '#core/flow.ts';
import type { Accounts } from './accounts.svelte.ts';
import { mergeImported, type Merged } from './merge-posts.ts';
import type { KeptShelf } from './planning.svelte.ts';

export { MAPPED_FIELDS, type Columns, type MappedField, type UnknownTable };

export interface ImportReading extends ExportReading {
  /** Entries of zips that were not even unpacked. */
  readonly untouched: number;
  /** Older posts that were left out: of a file the newest MOST_POSTS are kept. */
  readonly older: number;
}

/** import-worker.ts behind a promise. */
export type ImportDoor = (
  files: readonly File[],
  options: {
    readonly monthFirst: boolean;
    readonly mappings: Readonly<Record<string, Mapping>>;
    readonly signal: AbortSignal;
  },
) => Promise<Result<ImportReading>>;

export interface Receipt {
  readonly platform: Platform;
  readonly merged: Omit<Merged, 'posts'>;
  readonly before: Account | null;
}

/** What a person said of tables in unknown layouts; kept, so that nobody is asked twice. */
const ROOM = 'import-columns';
/** A person has a handful of tools; the oldest answers go. */
const MOST_MAPPINGS = 40;

export class Importing {
  readonly #door: ImportDoor;
  readonly #accounts: Pick<Accounts, 'of' | 'replace'>;
  #busy = $state(false);
  #reading = $state.raw<ImportReading | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #receipts = $state.raw<readonly Receipt[]>([]);
  #readAt = 0;
  #asked: { readonly files: readonly File[]; readonly monthFirst: boolean; readonly now: number } | null = null;
  #mappings: Readonly<Record<string, Mapping>> = {};
  #forgotten = $state.raw<Readonly<Record<string, Mapping>> | null>(null);
  #abort: AbortController | null = null;

  readonly #shelf: KeptShelf | null;

  constructor(door: ImportDoor, accounts: Pick<Accounts, 'of' | 'replace'>, shelf: KeptShelf | null = null) {
    this.#shelf = shelf;
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
    this.#forgotten = null;
    this.#asked = { files, monthFirst, now };
    const kept = await this.#shelf?.get(ROOM);
    if (kept?.ok) this.#mappings = { ...readMappings(kept.value), ...this.#mappings };
    if (this.#abort !== abort) return;
    this.#readAt = Math.floor(Math.min(now, ...files.map(({ lastModified }) => lastModified || now)) / 1000);
    const found = await this.#door(files, { monthFirst, mappings: this.#mappings, signal: abort.signal });
    if (this.#abort !== abort) return;
    this.#busy = false;
    if (found.ok) this.#reading = found.value;
    else if (found.failure.code !== 'cancelled') this.#failure = found.failure;
  }
  /** Says which column is what in a table nobody here knew, and reads the files again by it; asked once for each layout. */
  async map({ key }: UnknownTable, mapping: Mapping): Promise<void> {
    const asked = this.#asked;
    if (asked === null || mapping.columns.views === null) return;
    const { [key]: _, ...others } = this.#mappings;
    this.#mappings = Object.fromEntries([...Object.entries(others), [key, mapping] as const].slice(-MOST_MAPPINGS));
    await this.#shelf?.put(ROOM, this.#mappings);
    await this.read(asked.files, asked.monthFirst, asked.now);
  }
  /** Asks anew about tables that were answered for. */
  async forgetMapping(): Promise<void> {
    const before = this.#mappings;
    await this.#mapBy({});
    this.#forgotten = before;
  }
  /** Answers that were forgotten just now, to be brought back. */
  get forgotMapping(): boolean {
    return this.#forgotten !== null;
  }
  async undoForget(): Promise<void> {
    if (this.#forgotten !== null) await this.#mapBy(this.#forgotten);
  }
  async #mapBy(mappings: Readonly<Record<string, Mapping>>): Promise<void> {
    const asked = this.#asked;
    this.#mappings = mappings;
    await this.#shelf?.put(ROOM, mappings);
    if (asked !== null) await this.read(asked.files, asked.monthFirst, asked.now);
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

/** Written by this file, maybe by an older version of it. */
function readMappings(value: unknown): Readonly<Record<string, Mapping>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
      if (typeof one !== 'object' || one === null) return [];
      const { platform, columns } = one as Readonly<Record<string, unknown>>;
      const known = PLATFORMS.find((each) => each === platform);
      if (known === undefined || typeof columns !== 'object' || columns === null) return [];
      const given = columns as Readonly<Record<string, unknown>>;
      const read = MAPPED_FIELDS.map((field) => {
        const index = given[field];
        return [field, typeof index === 'number' && index >= 0 ? index : null] as const;
      });
      // holds: one entry for each field
      return [[key, { platform: known, columns: Object.fromEntries(read) as Record<MappedField, number | null> }]];
    }),
  );
}
