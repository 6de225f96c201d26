/** Queries over daily_counters: counts gathered in memory and added to the day's row now and then, never a row per request. */
import { desc, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { dailyCounters } from './schema.ts';

/** D1 takes 100 parameters a statement and one statement per row in a batch; a flush stays far under its limits. */
const MOST_LABELS = 500;

export class Counters {
  readonly #db: Database;
  readonly #waiting = new Map<string, { name: string; label: string; count: number }>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @param label from a closed set of our own making, such as a model's version: never anything a client sent */
  add(name: string, label: string): void {
    const key = `${name}\n${label}`;
    const row = this.#waiting.get(key);
    if (row) row.count++;
    else if (this.#waiting.size < MOST_LABELS) this.#waiting.set(key, { name, label, count: 1 });
  }

  /** Adds what has gathered to the rows of the day; what could not be written is kept for the next time. */
  async flush(now: number): Promise<void> {
    const rows = [...this.#waiting.values()];
    if (rows.length === 0) return;
    this.#waiting.clear();
    const day = new Date(now).toISOString().slice(0, 10);
    const statements = rows.map((row) =>
      this.#db
        .insert(dailyCounters)
        .values({ day, ...row })
        .onConflictDoUpdate({
          target: [dailyCounters.day, dailyCounters.name, dailyCounters.label],
          set: { count: sql`${dailyCounters.count} + excluded.count` },
        }),
    );
    const [first, ...rest] = statements;
    if (!first) return;
    try {
      await this.#db.batch([first, ...rest]);
    } catch (error) {
      for (const row of rows) {
        const key = `${row.name}\n${row.label}`;
        const newer = this.#waiting.get(key);
        if (newer) newer.count += row.count;
        else this.#waiting.set(key, row);
      }
      throw error;
    }
  }
}

export const counts = (db: Database): Promise<(typeof dailyCounters.$inferSelect)[]> =>
  db.select().from(dailyCounters).orderBy(desc(dailyCounters.day), dailyCounters.name, dailyCounters.label);
