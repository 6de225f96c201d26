/** Giving a result: a report with its outcome → the sample as it would travel, shown first, sent at a press, taken back by receipt. */
import type { Sample } from '#contracts/sample.ts';
import type { Result } from '#core/failure.ts';
import type { Account, Report } from '#core/flow.ts';
import type { SampleOutcome } from '../remote/samples.ts';
import type { GivenRow } from '../store/given.ts';
import type { Outcome } from '../store/outcomes.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';

export interface GivenShelf {
  all(): Promise<Result<readonly GivenRow[]>>;
  put(given: GivenRow): Promise<Result<void>>;
  remove(receipt: string): Promise<Result<void>>;
}

/** The way to the server and to what is kept; loaded when a result is looked at. */
export interface GivingDoor {
  /** @param noisy with the noise of core/learn/privacy.ts in it */
  readonly sample: (report: Report, outcome: SampleOutcome, noisy: boolean) => Promise<Sample | null>;
  readonly give: (sample: Sample, key: string) => Promise<Result<{ readonly receipt: string }>>;
  readonly takeBack: (receipt: string) => Promise<Result<null>>;
  /** A new one for each sample, so that a second try is not a second sample. */
  readonly key: () => string;
  readonly shelf: GivenShelf;
}

const DAY_MS = 86_400_000;

/** Where a person's result stands among the posts told to the app; null where nothing could be learned from it. */
export function sampleOutcome(outcome: Outcome | null, account: Account | null): SampleOutcome | null {
  if (outcome === null || outcome.postedAt === null || account === null || account.posts.length === 0) return null;
  const days = (outcome.readAt - outcome.postedAt) / DAY_MS;
  // Half a day at least; the bands of the contract meet half-way on a scale of ratios: √(1·7) and √(7·30) days.
  if (!(days >= 0.5)) return null;
  const readAfter = days < Math.sqrt(7) ? '1d' : days < Math.sqrt(210) ? '7d' : '30d';
  const below = account.posts.filter(({ views }) => views < outcome.views).length;
  const equal = account.posts.filter(({ views }) => views === outcome.views).length;
  return { percentile: (below + equal / 2) / account.posts.length, readAfter, postedAt: outcome.postedAt };
}

export type GivingTrouble = 'offline' | 'unkept' | ServerTrouble;

interface Looked {
  readonly report: Report;
  readonly outcome: SampleOutcome;
  readonly sample: Sample | null;
  readonly key: string;
}

export class Giving {
  readonly #door: GivingDoor;
  readonly #online: () => boolean;
  #given = $state.raw<readonly GivenRow[]>([]);
  #looked = $state.raw<Looked | null>(null);
  #busy = $state(false);
  #trouble = $state<GivingTrouble | null>(null);

  constructor(door: GivingDoor, online: () => boolean) {
    this.#door = door;
    this.#online = online;
  }

  get given(): readonly GivenRow[] {
    return this.#given;
  }
  /** The report that is looked at and what a press would send; a null sample: made by another version of the app. */
  get looked(): { readonly report: Report; readonly sample: Sample | null } | null {
    return this.#looked;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get trouble(): GivingTrouble | null {
    return this.#trouble;
  }

  async load(): Promise<void> {
    const kept = await this.#door.shelf.all();
    if (kept.ok) this.#given = kept.value;
  }

  /** Works it out and shows it; sends nothing. */
  async look(report: Report, outcome: SampleOutcome, noisy = false): Promise<void> {
    this.#trouble = null;
    const sample = await this.#door.sample(report, outcome, noisy);
    this.#looked = { report, outcome, sample, key: this.#door.key() };
  }
  /** The same result with noise or without, when one is looked at: what is shown is always what would be sent. */
  async lookAgain(noisy: boolean): Promise<void> {
    const looked = this.#looked;
    if (looked) await this.look(looked.report, looked.outcome, noisy);
  }
  close(): void {
    this.#looked = null;
  }

  /** @param now Unix ms */
  async give(now: number): Promise<boolean> {
    const looked = this.#looked;
    if (!looked?.sample || !this.#begin()) return false;
    const sent = await this.#door.give(looked.sample, looked.key);
    if (!this.#end(sent) || !sent.ok) return false;
    const row = { receipt: sent.value.receipt, reportId: looked.report.id, givenAt: now };
    this.#given = [...this.#given, row];
    this.#looked = null;
    if (!(await this.#door.shelf.put(row)).ok) this.#trouble = 'unkept';
    return true;
  }

  async takeBack(row: GivenRow): Promise<boolean> {
    if (!this.#begin()) return false;
    if (!this.#end(await this.#door.takeBack(row.receipt))) return false;
    this.#given = this.#given.filter(({ receipt }) => receipt !== row.receipt);
    await this.#door.shelf.remove(row.receipt);
    return true;
  }

  #begin(): boolean {
    this.#trouble = this.#online() ? null : 'offline';
    this.#busy = this.#trouble === null;
    return this.#busy;
  }
  #end(sent: Result<unknown>): boolean {
    this.#busy = false;
    if (!sent.ok) this.#trouble = serverTrouble(sent.failure);
    return sent.ok;
  }
}
