/**
 * The database on the device: its tables, and a step from every version that was ever shipped.
 *
 * A shipped version is never edited; a change of shape is a further entry in VERSIONS.
 */
import { Dexie, type Table, type Transaction } from 'dexie';
import type { Account, Platform, Report } from '#core/flow.ts';
import { listed, type Listed } from './listed.ts';

export interface ReportRow {
  readonly id: string;
  /** Unix ms; the history's order. */
  readonly madeAt: number;
  /** See cacheKey in core/report.ts; '' where the report must not answer for another request. */
  readonly key: string;
  readonly clipHash: string;
  readonly report: Report;
}

export interface AccountRow {
  readonly platform: Platform;
  readonly account: Account;
}

export interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

/** One reading of how a scored video really did. Several readings of one report stand side by side. */
export interface OutcomeRow {
  readonly reportId: string;
  /** Unix ms of the reading. */
  readonly readAt: number;
  /** Unix ms of posting; null when not told. */
  readonly postedAt: number | null;
  readonly views: number;
  readonly source: 'typed' | 'file' | 'link';
  /** The source's terms want it gone by then, Unix ms; absent or null for what the person brought. */
  readonly keepUntil?: number | null;
}

/** The last trend snapshot of a region and category, as it came. */
export interface TrendsRow {
  readonly region: string;
  readonly category: string;
  /** Unix ms. */
  readonly fetchedAt: number;
  readonly snapshot: unknown;
}

/** A link that was made from this device, with the token that deletes it. */
export interface LinkRow {
  readonly url: string;
  readonly reportId: string;
  /** null where the server keeps nothing. */
  readonly deletion: { readonly id: string; readonly token: string } | null;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** A sample that was given from this device, with the receipt that takes it back. */
export interface GivenRow {
  readonly receipt: string;
  readonly reportId: string;
  /** Unix ms. */
  readonly givenAt: number;
}

/** A posted video that our server reads at fixed ages for this report, with the receipt that opens and deletes it. */
export interface FollowRow {
  readonly reportId: string;
  readonly receipt: string;
  readonly platform: Platform;
  readonly post: string;
  /** Unix ms. */
  readonly postedAt: number;
  /** Unix ms; the server keeps nothing of it afterwards. */
  readonly endsAt: number;
}

/** All small pictures sampled of one clip. */
export interface FrameRow {
  readonly clipHash: string;
  /** Unix ms. */
  readonly savedAt: number;
  readonly bytes: number;
  /** JPEG, in the order of time; `at` is seconds into the clip. */
  readonly frames: readonly { readonly at: number; readonly image: Uint8Array }[];
}

/** What changed with each version. `stores` names only the tables that change, in Dexie's index notation. */
export interface Version {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

export const VERSIONS: readonly Version[] = [
  {
    number: 1,
    stores: {
      reports: 'id, madeAt, key, clipHash',
      accounts: 'platform',
      settings: 'name',
      outcomes: '[reportId+readAt], reportId',
    },
  },
  { number: 2, stores: { trends: '[region+category]' } },
  { number: 3, stores: { links: 'url, reportId', given: 'receipt, reportId' } },
  { number: 4, stores: { follows: 'reportId' } },
  { number: 5, stores: { frames: 'clipHash, savedAt' } },
  {
    number: 6,
    stores: { listed: 'id, madeAt' },
    upgrade: async (transaction) => {
      const lists = transaction.table<Listed, string>('listed');
      await transaction.table<ReportRow, string>('reports').each(({ report }) => {
        // A damaged row must keep no other from being listed.
        if (Array.isArray(report?.keyframes) && report.features) void lists.put(listed(report));
      });
    },
  },
];

export interface DatabaseOptions {
  readonly name?: string;
  /** A newer version of the app wants to upgrade: this tab has let go and must be reloaded. */
  readonly onOutdated?: () => void;
  /** An older tab still holds the database; it was asked to close. */
  readonly onBlocked?: () => void;
  /** Other than the browser's own, in tests. */
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof globalThis.IDBKeyRange;
  readonly versions?: readonly Version[];
}

export class Database extends Dexie {
  declare readonly reports: Table<ReportRow, string>;
  /** Of each report, what lists show; written and deleted with it. */
  declare readonly listed: Table<Listed, string>;
  declare readonly accounts: Table<AccountRow, Platform>;
  declare readonly settings: Table<SettingRow, string>;
  declare readonly outcomes: Table<OutcomeRow, [string, number]>;
  declare readonly trends: Table<TrendsRow, [string, string]>;
  declare readonly links: Table<LinkRow, string>;
  declare readonly given: Table<GivenRow, string>;
  declare readonly follows: Table<FollowRow, string>;
  declare readonly frames: Table<FrameRow, string>;

  constructor(options: DatabaseOptions = {}) {
    const { indexedDB, IDBKeyRange } = options;
    super(options.name ?? 'presage', {
      autoOpen: true,
      ...(indexedDB ? { indexedDB } : {}),
      ...(IDBKeyRange ? { IDBKeyRange } : {}),
    });
    for (const { number, stores, upgrade } of options.versions ?? VERSIONS) {
      const version = this.version(number).stores({ ...stores });
      if (upgrade) version.upgrade(upgrade);
    }
    this.on('versionchange', () => {
      this.close({ disableAutoOpen: true });
      options.onOutdated?.();
      // Dexie's own handler would run next and let the old code open the new database again.
      return false;
    });
    this.on('blocked', () => options.onBlocked?.());
  }
}
