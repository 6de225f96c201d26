/** Who the creator is on each app: followers and earlier posts, kept on this device. */
import type { Failure, Result } from '#core/failure.ts';
import { UNDO_MS, WINDOW_TIMER, type Timer } from './history.svelte.ts';
import { PLATFORMS, type Account, type Platform, type Post } from '#core/flow.ts';
import { MOST_POSTS } from '#contracts/exports/most-posts.ts';

export interface AccountShelf {
  get(platform: Platform): Promise<Result<Account | null>>;
  put(account: Account): Promise<Result<void>>;
}

export class Accounts {
  readonly #shelf: AccountShelf;
  #accounts = $state.raw<Readonly<Partial<Record<Platform, Account>>>>({});
  #failure = $state.raw<Failure | null>(null);

  #before = $state.raw<Account | null>(null);
  #timer: number | null = null;
  readonly #clock: Timer;

  constructor(shelf: AccountShelf, clock: Timer = WINDOW_TIMER) {
    this.#shelf = shelf;
    this.#clock = clock;
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
    const known = this.of(platform);
    return this.#put({ platform, followers, posts: known?.posts ?? [], readAt: known?.readAt ?? null });
  }

  /**
   * Adds posts to those known. Of two posts of the same second the newer reading wins;
   * posts without a time keep the order in which they came, after those already there.
   */
  addPosts(platform: Platform, posts: readonly Post[]): Promise<Result<void>> {
    const known = this.of(platform);
    return this.#put({
      platform,
      followers: known?.followers ?? null,
      posts: mergePosts(known?.posts ?? [], posts),
      readAt: known?.readAt ?? null,
    });
  }

  /** The whole account of one app, as an import leaves it. */
  replace(account: Account): Promise<Result<void>> {
    return this.#put(account);
  }

  removePost(platform: Platform, index: number): Promise<Result<void>> {
    const known = this.of(platform);
    return this.#removing(platform, { posts: (known?.posts ?? []).filter((_, at) => at !== index) });
  }

  forgetPosts(platform: Platform): Promise<Result<void>> {
    return this.#removing(platform, { posts: [] });
  }

  /** Posts that Undo would bring back; null when there are none. */
  get removed(): { readonly platform: Platform; readonly count: number } | null {
    const before = this.#before;
    if (before === null) return null;
    return { platform: before.platform, count: before.posts.length - (this.of(before.platform)?.posts.length ?? 0) };
  }

  /** Back to how the account was before the last deletion. */
  async undo(): Promise<void> {
    const before = this.#before;
    if (before === null) return;
    await this.#put(before);
  }

  forgetAll(): void {
    this.#settle();
    this.#accounts = {};
    this.#failure = null;
  }

  async #removing(platform: Platform, { posts }: Pick<Account, 'posts'>): Promise<Result<void>> {
    const known = this.of(platform);
    // A second deletion within the ten seconds is undone together with the first.
    const before = this.#before?.platform === platform ? this.#before : known;
    const stored = await this.#put({
      platform,
      followers: known?.followers ?? null,
      posts,
      readAt: known?.readAt ?? null,
    });
    if (stored.ok && before !== null) {
      this.#before = before;
      this.#timer = this.#clock.set(() => this.#settle(), UNDO_MS);
    }
    return stored;
  }

  #settle(): void {
    this.#before = null;
    if (this.#timer !== null) this.#clock.clear(this.#timer);
    this.#timer = null;
  }

  /** Any other change of an account makes the deletion before it final: Undo would undo the change too. */
  async #put(given: Account): Promise<Result<void>> {
    this.#settle();
    const account = given.posts.length > MOST_POSTS ? { ...given, posts: given.posts.slice(-MOST_POSTS) } : given;
    this.#accounts = { ...this.#accounts, [account.platform]: account };
    const stored = await this.#shelf.put(account);
    this.#failure = stored.ok ? null : stored.failure;
    return stored;
  }
}

/** Oldest first, as Account wants it. Posts without a time are taken as older than those with one, in their own order. */
export function mergePosts(known: readonly Post[], added: readonly Post[]): readonly Post[] {
  const timed = new Map<string, Post>();
  const untimed: Post[] = [];
  for (const post of [...known, ...added]) {
    if (post.time === null) untimed.push(post);
    // Two posts of one day share its noon: their ids, else their captions, tell them apart.
    else timed.set(post.id ?? (post.dayOnly ? `${post.time} ${post.caption ?? ''}` : String(post.time)), post);
  }
  return [...untimed, ...[...timed.values()].sort((a, b) => (a.time ?? 0) - (b.time ?? 0))];
}
