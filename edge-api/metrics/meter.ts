/** Requests in, one after another; every few seconds their counts are added to the database, where every process of a host adds to the same rows. */
import { addMetrics, type MinuteRow, type TotalRow } from '../db/metrics.ts';
import type { Database } from '../db/database.ts';

/** Upper ends of the latency histogram, ms: from a reply out of memory to one that nobody waits for. */
export const DURATION_ENDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000] as const;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const MINUTE_MS = 60_000;

export interface Answered {
  /** The route's pattern, never the address. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** Until the reply begins; a file may still be on its way. */
  readonly ms: number;
  /** Unix ms at its end. */
  readonly at: number;
}

export class Meter {
  readonly #db: Database;
  readonly #totals = new Map<string, TotalRow>();
  readonly #minutes = new Map<number, MinuteRow>();

  constructor(db: Database) {
    this.#db = db;
  }

  count({ route, method, status, ms, at }: Answered): void {
    const end = DURATION_ENDS_MS.find((most) => ms <= most);
    const verb = METHODS.includes(method) ? method : 'other';
    this.#add('requests', { route, method: verb, status: `${Math.floor(status / 100)}xx` }, 1);
    if (status === 304) this.#add('not_modified', { route }, 1);
    this.#add('duration', { route, le: end === undefined ? '+Inf' : String(end / 1000) }, 1);
    this.#add('duration_ms', { route }, Math.max(0, Math.round(ms)));
    this.#addMinute({ minute: Math.floor(at / MINUTE_MS), requests: 1, failed: status >= 500 ? 1 : 0 });
  }

  /** Adds what has gathered to the rows of the database; what could not be written is kept for the next time. */
  async flush(): Promise<void> {
    const totals = [...this.#totals.values()];
    const minutes = [...this.#minutes.values()];
    if (minutes.length === 0) return;
    this.#totals.clear();
    this.#minutes.clear();
    try {
      await addMetrics(this.#db, totals, minutes);
    } catch (error) {
      for (const { name, labels, value } of totals) this.#addText(name, labels, value);
      for (const row of minutes) this.#addMinute(row);
      throw error;
    }
  }

  #add(name: string, labels: Readonly<Record<string, string>>, value: number): void {
    this.#addText(name, JSON.stringify(labels), value);
  }

  #addText(name: string, labels: string, value: number): void {
    const key = `${name} ${labels}`;
    this.#totals.set(key, { name, labels, value: (this.#totals.get(key)?.value ?? 0) + value });
  }

  #addMinute({ minute, requests, failed }: MinuteRow): void {
    const before = this.#minutes.get(minute) ?? { minute, requests: 0, failed: 0 };
    this.#minutes.set(minute, { minute, requests: before.requests + requests, failed: before.failed + failed });
  }
}
