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

/** Answers that count alike, and how long they took together. */
interface Alike {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly le: string;
  readonly minute: number;
  count: number;
  ms: number;
}

export class Meter {
  readonly #db: Database;
  #waiting = new Map<string, Alike>();

  constructor(db: Database) {
    this.#db = db;
  }

  count({ route, method, status, ms, at }: Answered): void {
    const end = DURATION_ENDS_MS.find((most) => ms <= most);
    this.#add({
      route,
      method: METHODS.includes(method) ? method : 'other',
      status,
      le: end === undefined ? '+Inf' : String(end / 1000),
      minute: Math.floor(at / MINUTE_MS),
      count: 1,
      ms: Math.max(0, ms),
    });
  }

  /** Adds what has gathered to the rows of the database; what could not be written is kept for the next time. */
  async flush(): Promise<void> {
    const waiting = [...this.#waiting.values()];
    if (waiting.length === 0) return;
    this.#waiting = new Map();
    try {
      await addMetrics(this.#db, totalsOf(waiting), minutesOf(waiting));
    } catch (error) {
      for (const each of waiting) this.#add(each);
      throw error;
    }
  }

  #add(alike: Alike): void {
    const { route, method, status, le, minute } = alike;
    const key = `${route} ${method} ${status} ${le} ${minute}`;
    const before = this.#waiting.get(key);
    if (!before) return void this.#waiting.set(key, alike);
    before.count += alike.count;
    before.ms += alike.ms;
  }
}

function totalsOf(waiting: readonly Alike[]): readonly TotalRow[] {
  const totals = new Map<string, TotalRow>();
  const add = (name: string, of: Readonly<Record<string, string>>, value: number): void => {
    const labels = JSON.stringify(of);
    const key = `${name} ${labels}`;
    totals.set(key, { name, labels, value: (totals.get(key)?.value ?? 0) + value });
  };
  for (const { route, method, status, le, count, ms } of waiting) {
    add('requests', { route, method, status: `${Math.floor(status / 100)}xx` }, count);
    if (status === 304) add('not_modified', { route }, count);
    add('duration', { route, le }, count);
    add('duration_ms', { route }, Math.round(ms));
  }
  return [...totals.values()];
}

function minutesOf(waiting: readonly Alike[]): readonly MinuteRow[] {
  const minutes = new Map<number, MinuteRow>();
  for (const { minute, status, count } of waiting) {
    const { requests, failed } = minutes.get(minute) ?? { requests: 0, failed: 0 };
    minutes.set(minute, { minute, requests: requests + count, failed: failed + (status >= 500 ? count : 0) });
  }
  return [...minutes.values()];
}
