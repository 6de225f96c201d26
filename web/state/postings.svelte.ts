/** Which scored videos were posted, when and where → the readings of their counts that are due, and the reminders of them; kept on the device. */
import { postedAtOf, postLink } from '#contracts/result-link.ts';
import { readingPlan, type PlannedReading } from '#core/learn/reading-times.ts';
import type { KeptShelf } from './planning.svelte.ts';

export { ageHours } from '#core/learn/reading-series.ts';

const ROOM = 'posted';

export interface Posting {
  readonly reportId: string;
  /** As pasted; null where only the time is known. */
  readonly link: string | null;
  /** Unix ms. */
  readonly postedAt: number;
}

export interface DueReading extends PlannedReading {
  readonly posting: Posting;
}

/** What the app reminds of while it is closed, and the number on its icon. */
export interface Reminding {
  /** Whether this browser can remind, and may. */
  readonly may: () => 'no' | 'ask' | 'yes';
  readonly ask: () => Promise<'no' | 'yes'>;
  /** @param coming soonest first; those of the past are due now */
  readonly plan: (coming: readonly DueReading[], due: number) => Promise<void>;
}

/** When a report's counts were read so far, Unix ms; null where the report is no longer there. */
export type ReadTimes = (reportId: string) => readonly number[] | null;

export class Postings {
  readonly #shelf: KeptShelf;
  readonly #readAt: ReadTimes;
  readonly #reminding: Reminding;
  #all = $state.raw<readonly Posting[]>([]);
  #removed = $state.raw<Posting | null>(null);
  #may = $state<'no' | 'ask' | 'yes'>('no');

  constructor(shelf: KeptShelf, readAt: ReadTimes, reminding: Reminding) {
    this.#shelf = shelf;
    this.#readAt = readAt;
    this.#reminding = reminding;
  }

  async load(): Promise<void> {
    const kept = await this.#shelf.get(ROOM);
    if (kept.ok) this.#all = readPostings(kept.value);
    this.#may = this.#reminding.may();
  }

  get all(): readonly Posting[] {
    return this.#all;
  }
  get may(): 'no' | 'ask' | 'yes' {
    return this.#may;
  }
  get removed(): Posting | null {
    return this.#removed;
  }
  of(reportId: string): Posting | null {
    return this.#all.find((one) => one.reportId === reportId) ?? null;
  }
  /** Of one report; empty where it is not known to be posted. */
  plan(reportId: string, now: number): readonly PlannedReading[] {
    const posting = this.of(reportId);
    return posting === null ? [] : readingPlan(posting.postedAt, this.#readAt(reportId) ?? [], now);
  }
  /** Over all reports, the longest due first. */
  due(now: number): readonly DueReading[] {
    return this.#planned(now).filter(({ state }) => state === 'due');
  }

  /** @returns when it was posted: as told, else as the link's id has it; null where neither says so, and nothing was noted */
  async note(reportId: string, link: string | null, postedAt: number | null, now: number): Promise<number | null> {
    const found = link === null ? null : postLink(link);
    const at = (found === null ? null : postedAtOf(found)) ?? postedAt;
    if (at === null || at > now) return null;
    await this.#keep([
      ...this.#all.filter((one) => one.reportId !== reportId),
      { reportId, link: found === null ? null : (link ?? '').trim(), postedAt: at },
    ]);
    this.#removed = null;
    await this.remind(now);
    return at;
  }
  async remove(reportId: string, now: number): Promise<void> {
    const posting = this.of(reportId);
    if (posting === null) return;
    this.#removed = posting;
    await this.#keep(this.#all.filter((one) => one !== posting));
    await this.remind(now);
  }
  async undo(now: number): Promise<void> {
    const posting = this.#removed;
    if (posting === null) return;
    this.#removed = null;
    await this.#keep([...this.#all, posting]);
    await this.remind(now);
  }
  /** After "delete everything". */
  async forgetAll(now: number): Promise<void> {
    this.#all = [];
    this.#removed = null;
    await this.remind(now);
  }

  /** Asked at a press: a browser asks the person once. */
  async allow(now: number): Promise<void> {
    this.#may = await this.#reminding.ask();
    await this.remind(now);
  }
  /** Brings what the app reminds of up to date: after each change, and when the app opens. */
  async remind(now: number): Promise<void> {
    const planned = this.#planned(now);
    await this.#reminding.plan(
      planned.filter(({ state }) => state === 'due' || state === 'ahead'),
      planned.filter(({ state }) => state === 'due').length,
    );
  }

  #planned(now: number): DueReading[] {
    return this.#all
      .flatMap((posting) => {
        const read = this.#readAt(posting.reportId);
        // Of a report that was deleted nobody is reminded; with undo it is there again.
        return read === null ? [] : readingPlan(posting.postedAt, read, now).map((one) => ({ ...one, posting }));
      })
      .sort((a, b) => a.at - b.at);
  }
  async #keep(all: readonly Posting[]): Promise<void> {
    this.#all = all;
    await this.#shelf.put(ROOM, all);
  }
}

/** Written by this file, maybe by an older version of it: what does not fit is left out. */
function readPostings(value: unknown): readonly Posting[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { reportId, link, postedAt } = one as Readonly<Record<string, unknown>>;
    if (typeof reportId !== 'string' || typeof postedAt !== 'number') return [];
    return [{ reportId, link: typeof link === 'string' ? link : null, postedAt }];
  });
}
