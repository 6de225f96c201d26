/**
 * How far a look is: what the worker tells enters, one share of the whole work leaves, and it never falls.
 *
 * Speech and faces are at work at once and the rest follows, so each kind counts by what it costs.
 */
import type { PerceptKind } from '#core/flow.ts';
import type { FromWorker } from '../analysis/protocol.ts';

/**
 * Milliseconds for 30 s of upright Full HD on two cores (`npm run bench -- perceive`), rounded. On another device all of
 * them change together; it moves the bar, no number is derived from it.
 */
const COST = {
  voice: 1000,
  faces: 1800,
  objects: 700,
  quality: 1300,
  words: 4500,
  things: 3200,
  full: 8500,
} as const satisfies Record<PerceptKind, number>;

export class LookProgress {
  readonly #kinds: readonly PerceptKind[];
  readonly #done = new Map<PerceptKind, number>();
  #share = 0;

  /** @param kinds that this look was asked for */
  constructor(kinds: readonly PerceptKind[]) {
    this.#kinds = kinds;
  }

  /** 0 to 1. */
  get share(): number {
    return this.#share;
  }

  hear(event: FromWorker): void {
    if (event.kind === 'looking' && event.total > 0) this.#reach(event.percept, event.done / event.total);
    else if (event.kind === 'percept') {
      for (const kind of this.#kinds) if (event.found[kind]) this.#reach(kind, 1);
    } else return;
    const all = this.#kinds.reduce((sum, kind) => sum + COST[kind], 0);
    const made = this.#kinds.reduce((sum, kind) => sum + COST[kind] * (this.#done.get(kind) ?? 0), 0);
    // A second decoder, or a fresh worker, begins a kind anew: the bar waits for it.
    this.#share = Math.max(this.#share, all > 0 ? made / all : 1);
  }

  #reach(kind: PerceptKind, share: number): void {
    this.#done.set(kind, Math.min(1, Math.max(this.#done.get(kind) ?? 0, share)));
  }
}
