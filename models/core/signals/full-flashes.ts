/**
 * Every picture of a clip enters; general and red flashes after WCAG 2.2, 2.3.1, leave: the worst second of each.
 *
 * A flash is a pair of opposing changes of a tenth or more of relative luminance, the darker side below .8 (general),
 * or of saturated red, over a quarter of the picture. Each cell of the grid follows its own extremes, so that a change
 * over several pictures counts like one at once. The whole picture stands for the 10 degrees of sight: on a phone at
 * reading distance it is about that wide.
 */
import type { Frame } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';
import { cellsOf, DARKER_BELOW, LUMINANCE_STEP, RED_SHARE, RED_STEP } from './flashes.ts';

export interface Flashes {
  /** Flashes in the worst second. */
  readonly perSecond: number;
  /** Where that second begins; null without a flash. */
  readonly at: Seconds | null;
}

/** Cells change together when they do within this, s: two pictures at 30 a second and a little. */
const TOGETHER_S = 0.08;
/** Share of the cells that must. */
const AREA = 0.25;

export class FullFlashMeter {
  readonly #general = new Side(
    (level, from) => Math.abs(level - from) >= LUMINANCE_STEP && Math.min(level, from) < DARKER_BELOW,
  );
  readonly #red = new Side((level, from) => Math.abs(level - from) > RED_STEP);

  push(frame: Frame): void {
    const { luminance, redness, redShare } = cellsOf(frame);
    this.#general.push(frame.at, luminance, null);
    this.#red.push(frame.at, redness, redShare);
  }

  finish(): { readonly general: Flashes; readonly red: Flashes } {
    return { general: this.#general.worst(), red: this.#red.worst() };
  }
}

type Counts = (level: number, from: number) => boolean;

/** Opposing changes of one kind of light. */
class Side {
  readonly #counts: Counts;
  readonly #changes: { readonly at: number; readonly up: boolean }[] = [];
  #cells: Cell[] | null = null;

  constructor(counts: Counts) {
    this.#counts = counts;
  }

  /** @param saturated share of red in each cell, where only saturated red counts */
  push(at: number, levels: Float64Array, saturated: Float64Array | null): void {
    if (this.#cells === null) {
      this.#cells = Array.from(levels, (level, i) => new Cell(level, saturated?.[i] ?? 1));
      return;
    }
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i++) cells[i]!.follow(at, levels[i]!, saturated?.[i] ?? 1, this.#counts);
    for (const up of [true, false]) {
      const together = cells.filter((cell) => cell.changed?.up === up && at - cell.changed.at <= TOGETHER_S);
      if (together.length < AREA * cells.length) continue;
      for (const cell of together) cell.changed = null;
      if (this.#changes.at(-1)?.up !== up) this.#changes.push({ at, up });
    }
  }

  worst(): Flashes {
    let best: { count: number; at: number | null } = { count: 0, at: null };
    for (const [i, start] of this.#changes.entries()) {
      const within = this.#changes.slice(i).filter(({ at }) => at < start.at + 1).length;
      const count = Math.floor(within / 2);
      if (count > best.count) best = { count, at: start.at };
    }
    return { perSecond: best.count, at: best.at === null ? null : seconds(best.at) };
  }
}

/** Follows one cell from extreme to extreme. */
class Cell {
  /** The last change that is not yet part of one of the whole picture. */
  changed: { readonly at: number; readonly up: boolean } | null = null;
  #low: Extreme;
  #high: Extreme;
  #rising: boolean | null = null;

  constructor(level: number, red: number) {
    this.#low = { level, red };
    this.#high = { level, red };
  }

  follow(at: number, level: number, red: number, counts: Counts): void {
    const now = { level, red };
    if (level > this.#high.level) this.#high = now;
    if (level < this.#low.level) this.#low = now;
    const isRed = (from: Extreme): boolean => Math.max(red, from.red) >= RED_SHARE;
    if (this.#rising !== true && counts(level, this.#low.level) && level > this.#low.level && isRed(this.#low)) {
      this.#turn(at, true, now);
    } else if (
      this.#rising !== false &&
      counts(level, this.#high.level) &&
      level < this.#high.level &&
      isRed(this.#high)
    ) {
      this.#turn(at, false, now);
    }
  }

  #turn(at: number, up: boolean, now: Extreme): void {
    this.changed = { at, up };
    this.#rising = up;
    // The other extreme is looked for from here on.
    this.#low = now;
    this.#high = now;
  }
}

interface Extreme {
  readonly level: number;
  /** Share of red; 1 where any light counts. */
  readonly red: number;
}
