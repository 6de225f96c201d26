/**
 * The small pictures that were sampled of each clip, so that covers can be chosen after the file is gone. Bounded: the
 * clips that were used longest ago leave first, and a disk that is nearly full takes none.
 */
import type { Result } from '#core/failure.ts';
import { attempt } from './attempt.ts';
import type { Database, FrameRow } from './db.ts';

export type StoredFrame = FrameRow['frames'][number];

/** Thirty-eight pictures of 256 px have about half of this. */
const MOST_CLIP_BYTES = 2_000_000;
const MOST_BYTES = 48_000_000;
/** Of what the browser still has for this app; its reports matter more. */
const SHARE_OF_FREE = 0.05;

export class FrameStore {
  readonly #db: Database;
  readonly #free: () => Promise<number | null>;

  /** @param free bytes that the browser still grants; null where it does not tell */
  constructor(db: Database, free: () => Promise<number | null>) {
    this.#db = db;
    this.#free = free;
  }

  /** In the order of time; empty where none were kept, or no more. */
  of(clipHash: string): Promise<Result<readonly StoredFrame[]>> {
    return attempt(async () => (await this.#db.frames.get(clipHash))?.frames ?? []);
  }

  /** @returns false where there is no room, or fewer pictures than lie there already */
  put(clipHash: string, frames: readonly StoredFrame[], now: number): Promise<Result<boolean>> {
    return attempt(async () => {
      const bytes = frames.reduce((sum, { image }) => sum + image.length, 0);
      const free = await this.#free();
      const most = Math.min(MOST_BYTES, free === null ? MOST_BYTES : free * SHARE_OF_FREE);
      const before = await this.#db.frames.get(clipHash);
      if (frames.length === 0 || bytes > Math.min(MOST_CLIP_BYTES, most)) return false;
      if (before && before.frames.length >= frames.length) return false;
      const sorted = frames.toSorted((a, b) => a.at - b.at).map(({ at, image }) => ({ at, image }));
      await this.#db.transaction('rw', this.#db.frames, async () => {
        await this.#db.frames.put({ clipHash, savedAt: now, bytes, frames: sorted });
        const rows = (await this.#db.frames.orderBy('savedAt').toArray()).toReversed();
        let sum = 0;
        const over = rows.filter((row) => (sum += row.bytes) > most && row.clipHash !== clipHash);
        await this.#db.frames.bulkDelete(over.map((row) => row.clipHash));
      });
      return true;
    });
  }

  /** Pictures of clips that no report is left of. */
  prune(): Promise<Result<void>> {
    return attempt(async () => {
      const here = new Set((await this.#db.reports.orderBy('clipHash').uniqueKeys()).map(String));
      await this.#db.frames.filter(({ clipHash }) => !here.has(clipHash)).delete();
    });
  }
}
