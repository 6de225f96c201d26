/** The finished reports of this device: listed, found, removed with ten seconds to undo, and how they turned out. */
import type { Failure, Result } from '#core/failure.ts';
import { MOST_RANKED } from '#core/advise/rank.ts';
import type { Report } from '#core/flow.ts';
import { mergedSeries, settledReading } from '#core/learn/reading-series.ts';
import { listed, type Listed } from '../store/listed.ts';
import type { Outcome } from '../store/outcomes.ts';

export type { Listed };

export interface ReportShelf {
  list(limit?: number, before?: number): Promise<Result<readonly Listed[]>>;
  get(id: string): Promise<Result<Report | null>>;
  put(report: Report, key?: string): Promise<Result<void>>;
  remove(id: string): Promise<Result<void>>;
  restore(report: Report): Promise<Result<void>>;
}

export interface OutcomeShelf {
  /** Of every report, oldest first. */
  all(): Promise<Result<readonly Outcome[]>>;
  put(outcome: Outcome): Promise<Result<void>>;
  remove(reportId: string, readAt: number): Promise<Result<void>>;
}

export const SORTS = ['newest', 'oldest', 'highest', 'lowest'] as const;
export type Sort = (typeof SORTS)[number];

/** How long Undo stays, as DESIGN.md says. */
export const UNDO_MS = 10_000;
/** Rows read first, and then at once: few enough for the screen not to stutter (npm run bench -- scroll). */
const FIRST_PAGE = 40;
const PAGE = 250;
/** Rows that join the list at once: each time it is searched, sorted and laid out anew. */
const JOIN = 1000;

export interface Timer {
  set(run: () => void, ms: number): number;
  clear(id: number): void;
}

export const WINDOW_TIMER: Timer = {
  set: (run, ms) => setTimeout(run, ms) as unknown as number,
  clear: (id) => clearTimeout(id),
};

export class History {
  readonly #reportShelf: ReportShelf;
  readonly #outcomeShelf: OutcomeShelf;
  readonly #timer: Timer;
  #reports = $state.raw<readonly Listed[]>([]);
  /** Whole, for what was not or not yet stored. */
  readonly #fresh = new Map<string, Report>();
  /** Removed while a load was under way. */
  readonly #gone = new Set<string>();
  /** Oldest first, without repeats. */
  #series = $state.raw<ReadonlyMap<string, readonly Outcome[]>>(new Map());
  #loaded = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #removed = $state.raw<Report | null>(null);
  #undoTimer: number | null = null;
  #unread = $state.raw<Outcome | null>(null);
  #unreadTimer: number | null = null;
  query = $state('');
  sort = $state<Sort>('newest');
  #picked = $state.raw<readonly string[]>([]);

  readonly shown = $derived(arrange(this.#reports, this.query, this.sort));

  constructor(reports: ReportShelf, outcomes: OutcomeShelf, timer: Timer = WINDOW_TIMER) {
    this.#reportShelf = reports;
    this.#outcomeShelf = outcomes;
    this.#timer = timer;
  }

  get reports(): readonly Listed[] {
    return this.#reports;
  }
  get loaded(): boolean {
    return this.#loaded;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What Undo would bring back. */
  get removed(): Report | null {
    return this.#removed;
  }
  /** At most two, in the order chosen. */
  get picked(): readonly string[] {
    return this.#picked;
  }

  /** The newest reading of a report, or null. */
  outcomeOf(id: string): Outcome | null {
    return this.#series.get(id)?.at(-1) ?? null;
  }
  /** All readings of a report, oldest first; those that repeat another are not among them. */
  readingsOf(id: string): readonly Outcome[] {
    return this.#series.get(id) ?? [];
  }
  /** The reading that says how the post did, from a week on; null while all are earlier. */
  settledOf(id: string): Outcome | null {
    return settledReading(this.readingsOf(id));
  }

  /** A page at a time: the newest stand on screen while older ones are still read. */
  async load(): Promise<void> {
    const readings = await this.#outcomeShelf.all();
    if (readings.ok) this.#series = seriesOf(readings.value);
    let before: number | undefined;
    let read: Listed[] = [];
    for (;;) {
      const many = before === undefined ? FIRST_PAGE : PAGE;
      const page = await this.#reportShelf.list(many, before);
      if (!page.ok) {
        this.#failure = page.failure;
        break;
      }
      read.push(...page.value);
      const last = page.value.at(-1);
      const more = page.value.length === many && last !== undefined;
      if (before === undefined || read.length >= JOIN || !more) {
        this.#join(read);
        read = [];
      }
      this.#loaded = true;
      if (!more) break;
      before = last.madeAt;
    }
    this.#join(read);
    this.#loaded = true;
  }

  #join(read: readonly Listed[]): void {
    const known = new Set(this.#reports.map(({ id }) => id));
    const added = read.filter(({ id }) => !known.has(id) && !this.#gone.has(id));
    if (added.length > 0) this.#reports = [...this.#reports, ...added].sort((a, b) => b.madeAt - a.madeAt);
  }

  async get(id: string): Promise<Report | null> {
    const fresh = this.#fresh.get(id);
    if (fresh) return fresh;
    const stored = await this.#reportShelf.get(id);
    if (!stored.ok) this.#failure = stored.failure;
    return stored.ok ? stored.value : null;
  }

  /** Keeps a new report. When it cannot be stored it still shows, and the failure says so. */
  async keep(report: Report, key?: string): Promise<Result<void>> {
    this.#fresh.set(report.id, report);
    this.#list(report);
    const stored = await this.#reportShelf.put(report, key);
    if (stored.ok) this.#fresh.delete(report.id);
    this.#failure = stored.ok ? null : stored.failure;
    return stored;
  }

  async remove(id: string): Promise<void> {
    const report = await this.get(id);
    if (!report) return;
    const gone = await this.#reportShelf.remove(id);
    if (!gone.ok) {
      this.#failure = gone.failure;
      return;
    }
    this.#gone.add(id);
    this.#fresh.delete(id);
    this.#reports = this.#reports.filter((other) => other.id !== id);
    this.#picked = this.#picked.filter((other) => other !== id);
    this.#removed = report;
    if (this.#undoTimer !== null) this.#timer.clear(this.#undoTimer);
    this.#undoTimer = this.#timer.set(() => {
      this.#removed = null;
      this.#undoTimer = null;
    }, UNDO_MS);
  }

  async undo(): Promise<void> {
    const report = this.#removed;
    if (!report) return;
    this.#removed = null;
    if (this.#undoTimer !== null) this.#timer.clear(this.#undoTimer);
    this.#undoTimer = null;
    const back = await this.#reportShelf.restore(report);
    if (!back.ok) {
      this.#failure = back.failure;
      return;
    }
    this.#list(report);
  }
  #list(report: Report): void {
    this.#gone.delete(report.id);
    const others = this.#reports.filter((other) => other.id !== report.id);
    this.#reports = [listed(report), ...others].sort((a, b) => b.madeAt - a.madeAt);
  }

  /** Two are compared, up to nine are put in order; choosing a tenth lets the first go. */
  togglePick(id: string): void {
    this.#picked = this.#picked.includes(id)
      ? this.#picked.filter((other) => other !== id)
      : [...this.#picked, id].slice(-MOST_RANKED);
  }
  clearPicks(): void {
    this.#picked = [];
  }

  /** A reading more of a series; one that repeats another takes its place. */
  async noteOutcome(outcome: Outcome): Promise<Result<void>> {
    const stored = await this.#outcomeShelf.put(outcome);
    if (!stored.ok) {
      this.#failure = stored.failure;
      return stored;
    }
    const before = this.readingsOf(outcome.reportId);
    const series = mergedSeries([...before.filter(({ readAt }) => readAt !== outcome.readAt), outcome]);
    this.#series = new Map([...this.#series, [outcome.reportId, series]]);
    for (const { reportId, readAt } of before)
      if (!series.some((one) => one.readAt === readAt)) await this.#outcomeShelf.remove(reportId, readAt);
    return stored;
  }

  /** @param readAt which of them; the newest without it */
  async forgetOutcome(id: string, readAt: number | null = null): Promise<void> {
    const outcome = readAt === null ? this.outcomeOf(id) : this.readingsOf(id).find((one) => one.readAt === readAt);
    if (!outcome) return;
    const gone = await this.#outcomeShelf.remove(id, outcome.readAt);
    if (!gone.ok) {
      this.#failure = gone.failure;
      return;
    }
    const left = this.readingsOf(id).filter((one) => one !== outcome);
    const others = [...this.#series].filter(([other]) => other !== id);
    this.#series = new Map(left.length === 0 ? others : [...others, [id, left]]);
    this.#unread = outcome;
    if (this.#unreadTimer !== null) this.#timer.clear(this.#unreadTimer);
    this.#unreadTimer = this.#timer.set(() => this.#settleOutcome(), UNDO_MS);
  }
  /** A result that Undo would bring back. */
  get removedOutcome(): Outcome | null {
    return this.#unread;
  }
  async undoOutcome(): Promise<void> {
    const outcome = this.#unread;
    if (!outcome) return;
    this.#settleOutcome();
    await this.noteOutcome(outcome);
  }
  #settleOutcome(): void {
    if (this.#unreadTimer !== null) this.#timer.clear(this.#unreadTimer);
    this.#unreadTimer = null;
    this.#unread = null;
  }

  /** After everything on the device was deleted. */
  forgetAll(): void {
    this.#reports = [];
    this.#series = new Map();
    this.#removed = null;
    this.#settleOutcome();
    this.#picked = [];
    this.#failure = null;
  }
}

function seriesOf(readings: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const series = new Map<string, Outcome[]>();
  for (const reading of readings) {
    const of = series.get(reading.reportId);
    if (of) of.push(reading);
    else series.set(reading.reportId, [reading]);
  }
  return new Map([...series].map(([id, of]) => [id, mergedSeries(of)]));
}

/** Words of the file's name, caption and line, in any order; case and accents do not matter. */
function arrange(reports: readonly Listed[], query: string, sort: Sort): readonly Listed[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const found = reports.filter((report) => {
    if (words.length === 0) return true;
    const text = plain(`${report.clip.name} ${report.draft.caption} ${report.draft.shown} ${report.draft.platform}`);
    return words.every((word) => text.includes(word));
  });
  const order: Record<Sort, (a: Listed, b: Listed) => number> = {
    newest: (a, b) => b.madeAt - a.madeAt,
    oldest: (a, b) => a.madeAt - b.madeAt,
    highest: (a, b) => b.score.value - a.score.value,
    lowest: (a, b) => a.score.value - b.score.value,
  };
  return found.sort(order[sort]);
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
