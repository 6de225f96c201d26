/** Following a posted video: a link → the server reads its counts at fixed ages; each reading is filed as an outcome of the report, until the person stops it. */
import { postLink } from '#contracts/result-link.ts';
import type { LinkedReading, UnreadReason } from '#contracts/linked-result.ts';
import type { Result } from '#core/failure.ts';
import type { Following as Followed } from '../remote/results.ts';
import type { FollowRow } from '../store/follows.ts';
import type { Outcome } from '../store/outcomes.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';

export interface FollowShelf {
  of(reportId: string): Promise<Result<FollowRow | null>>;
  put(follow: FollowRow): Promise<Result<void>>;
  remove(reportId: string): Promise<Result<void>>;
}

/** The way to the server and to what is kept; loaded when a report's result is looked at. */
export interface FollowingDoor {
  readonly follow: (link: string, postedAt: number | null) => Promise<Result<Followed>>;
  /** null once the server keeps nothing of it. */
  readonly readings: (receipt: string) => Promise<Result<FollowedReadings | null>>;
  readonly unfollow: (receipt: string) => Promise<Result<null>>;
  readonly shelf: FollowShelf;
}

export interface FollowedReadings {
  readonly readings: readonly LinkedReading[];
  readonly due: readonly number[];
  readonly gone: boolean;
}

/** What takes the outcomes: state/history.svelte.ts. */
export interface OutcomeFile {
  noteOutcome(outcome: Outcome): Promise<Result<void>>;
}

export type FollowTrouble = 'offline' | 'wrong' | 'unkept' | ServerTrouble | `unread.${UnreadReason}`;

/** A reading as an outcome of a report; it goes again when its source's terms want it gone. */
export const outcomeFrom = (reportId: string, { readAt, postedAt, views, keepUntil }: LinkedReading): Outcome => ({
  reportId,
  readAt,
  postedAt,
  views,
  source: 'link',
  keepUntil,
});

export class Following {
  readonly #door: FollowingDoor;
  readonly #reportId: string;
  readonly #file: OutcomeFile;
  readonly #online: () => boolean;
  #row = $state.raw<FollowRow | null>(null);
  #told = $state.raw<FollowedReadings | null>(null);
  #busy = $state(false);
  #trouble = $state<FollowTrouble | null>(null);
  #postedAt = $state<number | null>(null);

  constructor(door: FollowingDoor, reportId: string, file: OutcomeFile, online: () => boolean) {
    this.#door = door;
    this.#reportId = reportId;
    this.#file = file;
    this.#online = online;
  }

  /** null while the post is not followed. */
  get row(): FollowRow | null {
    return this.#row;
  }
  /** As the server told last; null before. */
  get told(): FollowedReadings | null {
    return this.#told;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get trouble(): FollowTrouble | null {
    return this.#trouble;
  }

  /** When the post went up, as the server told at the last start; null before, and where nobody knows. */
  get postedAt(): number | null {
    return this.#postedAt;
  }

  /** What is kept here; sends nothing. */
  async load(): Promise<void> {
    const kept = await this.#door.shelf.of(this.#reportId);
    this.#row = kept.ok ? kept.value : null;
  }

  /** @returns whether it is followed now */
  async start(link: string): Promise<boolean> {
    if (postLink(link) === null) {
      this.#trouble = 'wrong';
      return false;
    }
    if (!this.#begin()) return false;
    const followed = await this.#door.follow(link.trim(), null);
    this.#busy = false;
    if (!followed.ok) {
      this.#trouble = serverTrouble(followed.failure);
      return false;
    }
    const told = followed.value;
    this.#postedAt = told.postedAt;
    if (told.outcome === 'unread') {
      this.#trouble = `unread.${told.why}`;
      return false;
    }
    const { receipt, platform, post, postedAt, endsAt } = told;
    this.#row = { reportId: this.#reportId, receipt, platform, post, postedAt, endsAt };
    const kept = await this.#door.shelf.put(this.#row);
    await this.look();
    if (!kept.ok) this.#trouble = 'unkept';
    return true;
  }

  /** Fetches the readings so far and files them. */
  async look(): Promise<void> {
    const row = this.#row;
    if (row === null || !this.#begin()) return;
    const told = await this.#door.readings(row.receipt);
    this.#busy = false;
    if (!told.ok) {
      this.#trouble = serverTrouble(told.failure);
      return;
    }
    if (told.value === null) {
      await this.#forget();
      return;
    }
    this.#told = told.value;
    for (const reading of told.value.readings) await this.#file.noteOutcome(outcomeFrom(this.#reportId, reading));
  }

  /** Off the server, then from here; what was filed stays a result of the person's. */
  async stop(): Promise<boolean> {
    const row = this.#row;
    if (row === null || !this.#begin()) return false;
    const gone = await this.#door.unfollow(row.receipt);
    this.#busy = false;
    if (!gone.ok) {
      this.#trouble = serverTrouble(gone.failure);
      return false;
    }
    await this.#forget();
    return true;
  }

  async #forget(): Promise<void> {
    this.#row = null;
    this.#told = null;
    await this.#door.shelf.remove(this.#reportId);
  }

  #begin(): boolean {
    this.#trouble = this.#online() ? null : 'offline';
    this.#busy = this.#trouble === null;
    return this.#busy;
  }
}
