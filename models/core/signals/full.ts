/**
 * Every picture of a clip enters, small and in order, then a few pieces of it pixel for pixel; what only looking at
 * all of them tells leaves: cuts to the picture, dissolves, freezes, flashes, rate, motion per quarter second.
 */
import type { Clip, Frame, FullSignals, Span } from '../flow.ts';
import { quantile } from '../stats/quantile.ts';
import { hertz, seconds, share, type Seconds } from '../units.ts';
import { colourChange, colourHistogram, type ColourHistogram } from './change.ts';
import { QUARTER_S, UNEVEN } from './coded.ts';
import { combedShare, detailOf } from './fine.ts';
import { dissolves, hardCuts, type Step } from './full-cuts.ts';
import { FullFlashMeter } from './full-flashes.ts';
import { greyOf, shrink, type Grey } from './grey.ts';
import { MOTION_SIZE, motionBetween } from './motion.ts';
import type { Patch } from './patch.ts';
import { isBlack } from './stretches.ts';

export { QUARTER_S };

/** Longest side of the pictures, px: half as much again as the grid on which motion is measured. */
export const FULL_SIZE = 96;
/** So much of a clip is looked at, as of its sound: FRAME_PLAN.soundMaxS. */
export const FULL_MAX_S = 180;
/** Pieces looked at pixel for pixel. */
const PATCHES = 6;

/** Longest side of the grid kept of each picture: 3 min at 60 a second are 10 MB. */
const GRID = 32;
/** A picture is the same while no block of it strays further from the first one than this, levels. */
const SAME_LEVELS = 2;
/** Blocks along each side. */
const SAME_BLOCKS = 8;
/** A picture that stands for less is no freeze, s. */
const FREEZE_MIN_S = 0.5;
/** Mean difference under which a picture only repeats the one before, levels: skipped blocks leave less. */
const REPEAT_LEVELS = 0.05;

export class FullMeter {
  readonly #steps: Step[] = [];
  readonly #black: boolean[] = [];
  readonly #repeats: boolean[] = [];
  readonly #freezes: Span[] = [];
  readonly #flashes = new FullFlashMeter();
  readonly #motion: (number | null)[] = [];
  readonly #luma: (number | null)[] = [];
  readonly #patches: Patch[] = [];
  #before: { readonly grey: Grey; readonly small: Grey; readonly colours: ColourHistogram } | null = null;
  #held: { readonly from: Seconds; readonly blocks: Float64Array; until: Seconds } | null = null;
  /** First picture of the last quarter second begun. */
  #quarter: { readonly slot: number; readonly index: number; readonly small: Grey } | null = null;
  /** Slots whose motion spans these steps: null if one of them turns out to be a cut. */
  readonly #spans: { readonly slot: number; readonly from: number; readonly to: number; readonly motion: number }[] =
    [];

  /** @throws RangeError when frames come out of order: a decoder's bug */
  push(frame: Frame): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && frame.at <= last.at) throw new RangeError(`frame at ${frame.at} s after ${last.at} s`);
    const grey = greyOf(frame);
    const small = shrink(grey, MOTION_SIZE);
    const colours = colourHistogram(frame);
    const before = this.#before;
    const index = this.#steps.length;
    const step = before === null ? null : motionBetween(before.small, small);
    this.#steps.push({
      at: frame.at,
      grid: bytesOf(shrink(grey, GRID)),
      change: before === null ? 0 : colourChange(before.colours, colours),
      alike: step?.alike ?? 1,
      difference: before === null ? 0 : meanDifference(before.small, small),
      shifted: (step?.motion ?? 0) * 255,
    });
    this.#black.push(isBlack(lightOf(grey)));
    this.#repeats.push(before !== null && meanDifference(before.grey, grey) < REPEAT_LEVELS);
    this.#hold(frame.at, grey);
    this.#flashes.push(frame);
    this.#slot(frame.at, index, small, grey);
    this.#before = { grey, small, colours };
  }

  /** Pixel-for-pixel pieces that would tell most: where most moves, away from cuts, and spread over the clip. */
  patchTimes(): readonly Seconds[] {
    const ends = new Set(hardCuts(this.#steps));
    const moving = this.#spans
      .filter(({ from, to }) => ![...ends].some((cut) => cut > from && cut <= to))
      .sort((a, b) => b.motion - a.motion)
      .slice(0, PATCHES)
      .map(({ to }) => this.#steps[to]!.at);
    const chosen = moving.length > 0 ? moving : this.#steps.slice(0, 1).map(({ at }) => at);
    return [...new Set(chosen)].sort((a, b) => a - b).map(seconds);
  }

  patch(patch: Patch): void {
    this.#patches.push(patch);
  }

  /** @throws RangeError without any picture */
  finish(clip: Clip): FullSignals {
    const steps = this.#steps;
    const last = steps.at(-1);
    if (last === undefined) throw new RangeError('no picture was looked at');
    const until = seconds(Math.max(last.at, Math.min(clip.length, FULL_MAX_S)));
    this.#release(until);
    const cuts = hardCuts(steps);
    const at = (index: number): Seconds => seconds(steps[index]!.at);
    for (const { slot, from, to, motion } of this.#spans) {
      this.#motion[slot] = cuts.some((cut) => cut > from && cut <= to) ? null : motion;
    }
    const filled = (values: readonly (number | null)[]): (number | null)[] =>
      Array.from({ length: Math.max(1, Math.ceil(until / QUARTER_S - 1e-6)) }, (_, slot) => values[slot] ?? null);
    return {
      pictures: steps.length,
      until,
      cuts: cuts.map(at),
      dissolves: dissolves(steps, cuts).map(({ from, to }) => ({ from: at(from), to: at(to) })),
      freezes: this.#freezes,
      black: spans(this.#black, steps, until),
      flashes: this.#flashes.finish(),
      rate: this.#rate(),
      quarters: { motion: filled(this.#motion), luma: filled(this.#luma) },
      fine: {
        ...this.#combed(),
        detail: quantile(
          this.#patches.map(detailOf).filter((value) => value !== null),
          0.5,
        ),
      },
    };
  }

  #combed(): { readonly combed: FullSignals['fine']['combed']; readonly combedAt: Seconds | null } {
    const shares = this.#patches.map((patch) => ({ at: patch.at, combed: combedShare(patch) }));
    const most = shares.toSorted((a, b) => b.combed - a.combed)[0];
    if (most === undefined) return { combed: null, combedAt: null };
    return { combed: most.combed, combedAt: most.combed > 0 ? most.at : null };
  }

  #hold(at: Seconds, grey: Grey): void {
    const blocks = blocksOf(grey);
    const held = this.#held;
    const isSame = held?.blocks.every((level, i) => Math.abs(level - blocks[i]!) <= SAME_LEVELS) ?? false;
    if (held && isSame) {
      held.until = at;
      return;
    }
    this.#release(at);
    this.#held = { from: at, blocks, until: at };
  }

  /** The picture held stood until this one came. */
  #release(at: Seconds): void {
    const held = this.#held;
    // A single picture that stands long is a freeze to whoever watches.
    if (held && at - held.from >= FREEZE_MIN_S) this.#freezes.push({ from: held.from, to: at });
    this.#held = null;
  }

  #slot(at: Seconds, index: number, small: Grey, grey: Grey): void {
    const slot = Math.floor(at / QUARTER_S + 1e-6);
    if (this.#quarter?.slot === slot) return;
    if (this.#quarter) {
      const { motion } = motionBetween(this.#quarter.small, small);
      this.#spans.push({ slot: this.#quarter.slot, from: this.#quarter.index, to: index, motion });
    }
    this.#luma[slot] = lightOf(grey).luma;
    this.#quarter = { slot, index, small };
  }

  #rate(): FullSignals['rate'] {
    const gaps = this.#steps.slice(1).map(({ at }, i) => at - this.#steps[i]!.at);
    const usual = quantile(gaps, 0.5);
    const uneven = usual === null ? 0 : gaps.filter((gap) => Math.abs(gap - usual) > UNEVEN * usual).length;
    return {
      usual: usual === null || usual <= 0 ? null : hertz(1 / usual),
      uneven: share(gaps.length === 0 ? 0 : uneven / gaps.length),
      longestStep: seconds(Math.max(0, ...gaps)),
      repeats: share(gaps.length === 0 ? 0 : this.#repeats.filter(Boolean).length / gaps.length),
    };
  }
}

function spans(holds: readonly boolean[], steps: readonly Step[], until: Seconds): Span[] {
  const found: { from: Seconds; to: Seconds }[] = [];
  for (const [i, isSo] of holds.entries()) {
    if (!isSo) continue;
    const to = seconds(steps[i + 1]?.at ?? until);
    if (i > 0 && holds[i - 1] && found.length > 0) found[found.length - 1]!.to = to;
    else found.push({ from: seconds(steps[i]!.at), to });
  }
  return found;
}

function bytesOf({ values }: Grey): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(value));
}

function lightOf({ values }: Grey): { readonly luma: number; readonly contrast: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    squares += values[i]! ** 2;
  }
  const mean = sum / values.length;
  return { luma: mean / 255, contrast: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) / 255 };
}

function meanDifference(a: Grey, b: Grey): number {
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) sum += Math.abs(a.values[i]! - b.values[i]!);
  return sum / a.values.length;
}

function blocksOf({ width, height, values }: Grey): Float64Array {
  const sums = new Float64Array(SAME_BLOCKS * SAME_BLOCKS);
  const counts = new Float64Array(SAME_BLOCKS * SAME_BLOCKS);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * SAME_BLOCKS) / height) * SAME_BLOCKS;
    for (let x = 0; x < width; x++, i++) {
      const block = row + Math.floor((x * SAME_BLOCKS) / width);
      sums[block]! += values[i]!;
      counts[block]! += 1;
    }
  }
  return sums.map((sum, block) => (counts[block]! > 0 ? sum / counts[block]! : 0));
}
