/**
 * Frames enter one by one; the worst number of flashes in any second of the densely sampled opening leaves.
 *
 * After WCAG 2.3.1: a flash is a pair of opposing changes of relative luminance of a tenth or more, the darker side
 * below .8, or of saturated red, over a quarter of the picture. With a frame every .25 s at most two flashes a second
 * can be seen: a value near 2 calls for a look, a low one is no clearance.
 */
import type { Frame } from '../flow.ts';
import { seconds, type Seconds } from '../units.ts';

/** Cells of the grid along each side in which changes are counted. */
const GRID = 8;
export const LUMINANCE_STEP = 0.1;
export const DARKER_BELOW = 0.8;
/** WCAG 2.2, "general flash and red flash": R/(R+G+B) and the step of (R-G-B)·320. */
export const RED_SHARE = 0.8;
export const RED_STEP = 20;
const AREA = 0.25;
/** Farther apart than this, two frames say nothing about flashes, s. */
const DENSE = 0.3;

interface Change {
  readonly at: number;
  readonly direction: 1 | -1;
}

export class FlashMeter {
  #before: { readonly at: Seconds; readonly cells: Cells } | null = null;
  readonly #general: Change[] = [];
  readonly #red: Change[] = [];

  push(frame: Frame): void {
    const cells = cellsOf(frame);
    const before = this.#before;
    if (before !== null && frame.at - before.at <= DENSE) {
      note(this.#general, frame.at, generalChange(before.cells, cells));
      note(this.#red, frame.at, redChange(before.cells, cells));
    }
    this.#before = { at: frame.at, cells };
  }

  /** Flashes in the worst second, and where it begins; null without a flash. */
  finish(): { readonly perSecond: number; readonly at: Seconds | null } {
    const [general, red] = [worst(this.#general), worst(this.#red)];
    const { count, at } = red.count > general.count ? red : general;
    return { perSecond: count, at: at === null ? null : seconds(at) };
  }
}

export interface Cells {
  readonly luminance: Float64Array;
  readonly redness: Float64Array;
  readonly redShare: Float64Array;
}

/** Linear light of the 256 levels of sRGB, as WCAG defines relative luminance. */
const LINEAR = Float64Array.from({ length: 256 }, (_, level) => {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/** Means of the cells: relative luminance, (R-G-B)·320 and the share of red. */
export function cellsOf({ width, height, rgba }: Frame): Cells {
  const luminance = new Float64Array(GRID * GRID);
  const red = new Float64Array(GRID * GRID);
  const other = new Float64Array(GRID * GRID);
  const counts = new Float64Array(GRID * GRID);
  // Every second pixel of every second row: cells stay larger than any detail that could fool them.
  for (let y = 0; y < height; y += 2) {
    const row = Math.floor((y * GRID) / height) * GRID;
    for (let x = 0; x < width; x += 2) {
      const cell = row + Math.floor((x * GRID) / width);
      const i = (y * width + x) * 4;
      const r = LINEAR[rgba[i]!]!;
      const g = LINEAR[rgba[i + 1]!]!;
      const b = LINEAR[rgba[i + 2]!]!;
      luminance[cell]! += 0.2126 * r + 0.7152 * g + 0.0722 * b;
      red[cell]! += r;
      other[cell]! += g + b;
      counts[cell]! += 1;
    }
  }
  const mean = (sums: Float64Array): Float64Array => sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0));
  const reds = mean(red);
  const others = mean(other);
  return {
    luminance: mean(luminance),
    redness: reds.map((r, i) => Math.max(0, (r - others[i]!) * 320)),
    redShare: reds.map((r, i) => (r + others[i]! > 0 ? r / (r + others[i]!) : 0)),
  };
}

function generalChange(a: Cells, b: Cells): 1 | -1 | 0 {
  return direction(
    a.luminance.map((before, i) => {
      const after = b.luminance[i]!;
      const counts = Math.abs(after - before) >= LUMINANCE_STEP && Math.min(before, after) < DARKER_BELOW;
      return counts ? Math.sign(after - before) : 0;
    }),
  );
}

function redChange(a: Cells, b: Cells): 1 | -1 | 0 {
  return direction(
    a.redness.map((before, i) => {
      const after = b.redness[i]!;
      const saturated = Math.max(a.redShare[i]!, b.redShare[i]!) >= RED_SHARE;
      return saturated && Math.abs(after - before) > RED_STEP ? Math.sign(after - before) : 0;
    }),
  );
}

/** The way that a quarter of the cells or more go together. */
function direction(signs: Float64Array): 1 | -1 | 0 {
  const enough = AREA * signs.length;
  const up = signs.filter((s) => s > 0).length;
  const down = signs.filter((s) => s < 0).length;
  if (Math.max(up, down) < enough) return 0;
  return up >= down ? 1 : -1;
}

/** Changes in one direction that follow each other are one. */
function note(changes: Change[], at: number, direction: 1 | -1 | 0): void {
  if (direction !== 0 && changes.at(-1)?.direction !== direction) changes.push({ at, direction });
}

/** Two opposing changes make a flash; the most within any one second. */
function worst(changes: readonly Change[]): { readonly count: number; readonly at: number | null } {
  let most: { count: number; at: number | null } = { count: 0, at: null };
  for (const [i, start] of changes.entries()) {
    const within = changes.slice(i).filter((change) => change.at < start.at + 1).length;
    const count = Math.floor(within / 2);
    if (count > most.count) most = { count, at: start.at };
  }
  return most;
}
