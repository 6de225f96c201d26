/** Who the creator is on each app: followers and earlier posts, kept on this device. */
import type { Failure, Result } from '#core/failure.ts';
import { PLATFORMS, type Account, type Platform, type Post } from '#core/flow.ts';

export interface AccountShelf {
  get(platform: Platform): Promise<Result<Account | null>>;
  put(account: Account): Promise<Result<void>>;
}

export class Accounts {
  readonly #shelf: AccountShelf;
  #accounts = $state.raw<Readonly<Partial<Record<Platform, Account>>>>({});
  #failure = $state.raw<Failure | null>(null);

  constructor(shelf: AccountShelf) {
    this.#shelf = shelf;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  of(platform: Platform): Account | null {
    return this.#accounts[platform] ?? null;
  }

  async load(): Promise<void> {
    const found: Partial<Record<Platform, Account>> = {};
    for (const platform of PLATFORMS) {
      const stored = await this.#shelf.get(platform);
      if (!stored.ok) this.#failure = stored.failure;
      else if (stored.value) found[platform] = stored.value;
    }
    this.#accounts = found;
  }

  setFollowers(platform: Platform, followers: number | null): Promise<Result<void>> {
    return this.#put({ platform, followers, posts: this.of(platform)?.posts ?? [] });
  }

  /**
   * Adds posts to those known. Of two posts of the same second the newer reading wins;
   * posts without a time keep the order in which they came, after those already there.
   */
  addPosts(platform: Platform, posts: readonly Post[]): Promise<Result<void>> {
    const known = this.of(platform);
    return this.#put({ platform, followers: known?.followers ?? null, posts: mergePosts(known?.posts ?? [], posts) });
  }

  removePost(platform: Platform, index: number): Promise<Result<void>> {
    const known = this.of(platform);
    const posts = (known?.posts ?? []).filter((_, at) => at !== index);
    return this.#put({ platform, followers: known?.followers ?? null, posts });
  }

  forgetPosts(platform: Platform): Promise<Result<void>> {
    return this.#put({ platform, followers: this.of(platform)?.followers ?? null, posts: [] });
  }

  forgetAll(): void {
    this.#accounts = {};
    this.#failure = null;
  }

  async #put(account: Account): Promise<Result<void>> {
    this.#accounts = { ...this.#accounts, [account.platform]: account };
    const stored = await this.#shelf.put(account);
    this.#failure = stored.ok ? null : stored.failure;
    return stored;
  }
}

/** Oldest first, as Account wants it. Posts without a time are taken as older than those with one, in their own order. */
export function mergePosts(known: readonly Post[], added: readonly Post[]): readonly Post[] {
  const timed = new Map<number, Post>();
  const untimed: Post[] = [];
  for (const post of [...known, ...added]) {
    if (post.time === null) untimed.push(post);
    else timed.set(post.time, post);
  }
  return [...untimed, ...[...timed.values()].sort((a, b) => (a.time ?? 0) - (b.time ?? 0))];
}
