/**
 * All tables of this device over one database. Enters: what the shell does when the database moves on, and how much room
 * there is. Leaves: one store per table. The shell fetches this file once its first screen stands (asked.ts).
 */
import type { Result } from '#core/failure.ts';
import { AccountStore } from './accounts.ts';
import { asked } from './asked.ts';
import { attempt } from './attempt.ts';
import { exportAll, importAll } from './backup.ts';
import { Database, type FollowRow, type LinkRow } from './db.ts';
import { FollowStore } from './follows.ts';
import { FrameStore } from './frames.ts';
import { GivenStore } from './given.ts';
import { KeptStore } from './kept.ts';
import { LinkStore } from './links.ts';
import { OutcomeStore } from './outcomes.ts';
import { ReportStore } from './reports.ts';
import { SettingsStore } from './settings.ts';
import { TokenStore } from './tokens.ts';

export interface StoresOptions {
  readonly onOutdated: () => void;
  /** Bytes that the browser still grants; null where it does not tell. */
  readonly free: () => Promise<number | null>;
}

export type Stores = ReturnType<typeof openStores>;

export function openStores({ onOutdated, free }: StoresOptions) {
  const db = new Database({ onOutdated });
  return {
    accounts: new AccountStore(db),
    follows: new FollowStore(db),
    frames: new FrameStore(db, free),
    given: new GivenStore(db),
    kept: new KeptStore(db),
    links: new LinkStore(db),
    outcomes: new OutcomeStore(db),
    reports: new ReportStore(db),
    settings: new SettingsStore(db),
    tokens: new TokenStore(db),
    /** Its contract is read with the room that shows trends. */
    trends: asked(async () => new (await import('./trends.ts')).TrendStore(db)),
    backup: {
      exportAll: (now: number) => exportAll(db, now),
      importAll: (file: Blob) => importAll(db, file),
    },
    everything: new Everything(db),
  };
}

/** Of "delete everything". */
class Everything {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  links(): Promise<Result<readonly LinkRow[]>> {
    return attempt(() => this.#db.links.toArray());
  }
  follows(): Promise<Result<readonly FollowRow[]>> {
    return attempt(() => this.#db.follows.toArray());
  }
  /** All but the choices of the settings. */
  clear(): Promise<Result<void>> {
    const db = this.#db;
    return attempt(async () => {
      await Promise.all([
        db.reports.clear(),
        db.listed.clear(),
        db.accounts.clear(),
        db.outcomes.clear(),
        db.trends.clear(),
        db.links.clear(),
        db.given.clear(),
        db.follows.clear(),
        db.frames.clear(),
        new KeptStore(db).clear(),
        new TokenStore(db).clear(),
      ]);
    });
  }
}
