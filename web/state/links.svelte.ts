/** Share links of one report: what would be sent is shown first, then made, copied and deleted, each at the person's word. */
import type { ShareRequest } from '#contracts/share.ts';
import type { Result } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import type { ShareLink } from '../remote/shares.ts';
import type { LinkRow } from '../store/links.ts';
import { serverTrouble, type ServerTrouble } from './server-trouble.ts';

/** How long a link may live, in days; the middle one is the usual. See SHARE_DAYS in contracts/share.ts. */
export const LINK_DAYS = ['7', '90', '366'] as const;
export type LinkDays = (typeof LINK_DAYS)[number];

export interface LinkShelf {
  of(reportId: string): Promise<Result<readonly LinkRow[]>>;
  put(link: LinkRow): Promise<Result<void>>;
  remove(url: string): Promise<Result<void>>;
}

/** The way to the server and to what is kept; loaded when a sheet opens. */
export interface LinksDoor {
  readonly request: (
    report: Report,
    options: { readonly days: number; readonly registered: boolean },
  ) => Promise<ShareRequest | null>;
  readonly make: (request: ShareRequest) => Promise<Result<ShareLink>>;
  readonly remove: (deletion: NonNullable<ShareLink['deletion']>) => Promise<Result<null>>;
  readonly shelf: LinkShelf;
}

export type LinkTrouble = 'offline' | 'unkept' | ServerTrouble;

export class Links {
  readonly #door: LinksDoor;
  readonly #report: Report;
  readonly #online: () => boolean;
  #days = $state<LinkDays>('90');
  #fixes = $state(false);
  #request = $state.raw<ShareRequest | null>(null);
  #all = $state.raw<readonly LinkRow[]>([]);
  #loaded = $state(false);
  #busy = $state(false);
  #trouble = $state<LinkTrouble | null>(null);
  #deleted = $state(false);

  constructor(door: LinksDoor, report: Report, online: () => boolean) {
    this.#door = door;
    this.#report = report;
    this.#online = online;
  }

  get days(): LinkDays {
    return this.#days;
  }
  /** The link carries the fingerprint of the whole forecast, so that it can be checked afterwards. */
  get fixes(): boolean {
    return this.#fixes;
  }
  /** Exactly what a press would send; null for a report without a number. */
  get request(): ShareRequest | null {
    return this.#request;
  }
  get all(): readonly LinkRow[] {
    return this.#all;
  }
  get loaded(): boolean {
    return this.#loaded;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get trouble(): LinkTrouble | null {
    return this.#trouble;
  }
  /** One was just deleted. */
  get deleted(): boolean {
    return this.#deleted;
  }

  /** Reads and computes; sends nothing. */
  async load(): Promise<void> {
    const [kept, request] = await Promise.all([this.#door.shelf.of(this.#report.id), this.#asked()]);
    if (kept.ok) this.#all = kept.value;
    this.#request = request;
    this.#loaded = true;
  }

  async endAfter(days: LinkDays): Promise<void> {
    this.#days = days;
    this.#request = await this.#asked();
  }
  async fix(fixes: boolean): Promise<void> {
    this.#fixes = fixes;
    this.#request = await this.#asked();
  }

  /** @returns whether there is a new link */
  async make(): Promise<boolean> {
    const request = this.#request;
    if (request === null || !this.#begin()) return false;
    const made = await this.#door.make(request);
    this.#busy = false;
    if (!made.ok) {
      this.#trouble = serverTrouble(made.failure);
      return false;
    }
    const link: LinkRow = { ...made.value, reportId: this.#report.id };
    this.#all = [...this.#all, link];
    if (!(await this.#door.shelf.put(link)).ok) this.#trouble = 'unkept';
    return true;
  }

  /** From the server, then from here. A link that has ended, or that the server never kept, only leaves this device. */
  async remove(link: LinkRow, now: number): Promise<void> {
    if (link.deletion !== null && link.expiresAt > now) {
      if (!this.#begin()) return;
      const removed = await this.#door.remove(link.deletion);
      this.#busy = false;
      if (!removed.ok) {
        this.#trouble = serverTrouble(removed.failure);
        return;
      }
    }
    this.#all = this.#all.filter(({ url }) => url !== link.url);
    this.#deleted = true;
    await this.#door.shelf.remove(link.url);
  }

  #asked(): Promise<ShareRequest | null> {
    return this.#door.request(this.#report, { days: Number(this.#days), registered: this.#fixes });
  }
  #begin(): boolean {
    this.#deleted = false;
    this.#trouble = this.#online() ? null : 'offline';
    this.#busy = this.#trouble === null;
    return this.#busy;
  }
}
