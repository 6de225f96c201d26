/** A table of posts, pasted or a file → read off the main thread, with how far it is and a way to stop. */
import type { Failure, Result } from '#core/failure.ts';
import type { ReadPosts } from '#contracts/exports/plain-posts.ts';

/** posts-worker.ts behind a promise. */
export type PostsDoor = (
  source: string | File,
  options: {
    /** Unix ms. */
    readonly now: number;
    /** How 03/04/2026 is taken where no line decides. */
    readonly monthFirst: boolean;
    readonly signal: AbortSignal;
    /** 0 to 1. */
    readonly on: (share: number) => void;
  },
) => Promise<Result<ReadPosts>>;

export type { ReadPosts };

export class PostsReading {
  readonly #door: PostsDoor;
  #share = $state<number | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #abort: AbortController | null = null;

  constructor(door: PostsDoor) {
    this.#door = door;
  }

  /** How far it is, 0 to 1; null while nothing is read. */
  get share(): number | null {
    return this.#share;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  /** @returns null where it was stopped or failed */
  async read(source: string | File, now: number, monthFirst: boolean): Promise<ReadPosts | null> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#failure = null;
    this.#share = 0;
    const on = (share: number): void => {
      if (this.#abort === abort) this.#share = share;
    };
    const told = await this.#door(source, { now, monthFirst, signal: abort.signal, on });
    if (this.#abort !== abort) return null;
    this.#abort = null;
    this.#share = null;
    if (told.ok) return told.value;
    if (told.failure.code !== 'cancelled') this.#failure = told.failure;
    return null;
  }
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#share = null;
  }
}
