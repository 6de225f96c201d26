/** A share link of one report, for the share menu: what would be sent, made at a tap, deleted at another. */
import type { Failure } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import type { ShareRequest } from '#contracts/share.ts';
import type { ShareLink as Link, ShareOptions } from '../remote/shares.ts';

/** web/remote/shares.ts, or what a test puts in its place. */
export interface ShareDoor {
  readonly shareRequest: (report: Report, options?: ShareOptions) => ShareRequest | null;
  readonly makeShare: (request: ShareRequest) => Promise<{ ok: true; value: Link } | { ok: false; failure: Failure }>;
  readonly deleteShare: (
    deletion: NonNullable<Link['deletion']>,
  ) => Promise<{ ok: true; value: null } | { ok: false; failure: Failure }>;
}

export class ShareLink {
  readonly #door: ShareDoor;
  readonly #report: Report;
  #state = $state.raw<'none' | 'making' | 'made' | 'deleting'>('none');
  #link = $state.raw<Link | null>(null);
  #failure = $state.raw<Failure | null>(null);

  constructor(report: Report, door: ShareDoor) {
    this.#report = report;
    this.#door = door;
  }

  get state() {
    return this.#state;
  }
  get link() {
    return this.#link;
  }
  get failure() {
    return this.#failure;
  }

  /** Exactly what a tap would send; null when the report has no number to share. */
  preview(options: ShareOptions = {}): ShareRequest | null {
    return this.#door.shareRequest(this.#report, options);
  }

  async make(options: ShareOptions = {}): Promise<void> {
    const request = this.preview(options);
    if (!request || this.#state !== 'none') return;
    this.#state = 'making';
    this.#failure = null;
    const made = await this.#door.makeShare(request);
    this.#link = made.ok ? made.value : null;
    this.#failure = made.ok ? null : made.failure;
    this.#state = made.ok ? 'made' : 'none';
  }

  async remove(): Promise<void> {
    const deletion = this.#link?.deletion;
    if (!deletion || this.#state !== 'made') return;
    this.#state = 'deleting';
    const removed = await this.#door.deleteShare(deletion);
    this.#failure = removed.ok ? null : removed.failure;
    if (removed.ok) this.#link = null;
    this.#state = removed.ok ? 'none' : 'made';
  }
}
