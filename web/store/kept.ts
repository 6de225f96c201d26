/** What a room was left with (a typed caption, a chosen zone), so that an app the phone has closed opens as it was. Kept in the settings table, under names of its own. */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';

export class KeptStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(room: string): Promise<Result<unknown>> {
    return attempt(async () => (await this.#db.settings.get(nameOf(room)))?.value ?? null);
  }

  put(room: string, value: unknown): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.put({ name: nameOf(room), value });
    });
  }

  /** After "delete everything": what was typed goes with the rest. */
  clear(): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.where('name').startsWith(PREFIX).delete();
    });
  }
}

/** No setting of Settings has a colon in its name. */
const PREFIX = 'room:';
const nameOf = (room: string): string => `${PREFIX}${room}`;
