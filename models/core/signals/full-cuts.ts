/**
 * Every picture of a clip, shrunk to a small grid of luma, enters with how it differs from the one before; hard cuts
 * and dissolves leave, to the picture.
 *
 * A hard cut is a step that changes colour and structure at once, stands out of its neighbourhood, and whose two sides
 * do not look alike again a moment later (a flash does). A dissolve is a stretch whose ends show different pictures
 * and whose middle is a mixture of both ends, pixel by pixel: no pan, zoom or passer-by makes that. A fade to or from
 * black is a dissolve with black.
 *
 * The figures below were set on the tuning half of tests/perception/cuts.ts. On 51 other clips (cuts.measured.json), of
 * 123 hard cuts precision .94, recall .89 (ffmpeg's scene filter at .3: .50 and .85); of 118 dissolves and fades .97 and
 * .76. Only four of those cuts are real ones, and two of them, between dim landscapes, are missed by both; cuts within
 * one shot and dissolves of more than a second are missed most.
 */

/** One picture: luma on a small grid, and what leads to it. */
export interface Step {
  /** s from the first picture. */
  readonly at: number;
  /** [cells] u8; all grids of a clip have the same length. */
  readonly grid: Uint8Array;
  /** From the picture before: distance of colour histograms, 0..1; 0 for the first. */
  readonly change: number;
  /** Likeness of structure to the picture before after the best small shift, 0..1; 1 for the first. */
  readonly alike: number;
  /** Mean luma difference to the picture before, levels, and the same after the best small shift. */
  readonly difference: number;
  readonly shifted: number;
}

export interface Dissolve {
  /** Index of the last picture of the old shot and of the first of the new one. */
  readonly from: number;
  readonly to: number;
}

/** Change × lost structure from which a step may be a cut, and from which no neighbourhood excuses it. */
const UNLIKE_MIN = 0.035;
const UNLIKE_SURE = 0.25;
/** A cut stands out of its neighbours, this many on each side, by this factor. */
const NEIGHBOURS = 6;
const TIMES_NEIGHBOURS = 4;
/** Structure that a step keeps without any cut. */
const ALIKE_MAX = 0.62;
/** A flash lasts at most so long, s: WCAG's slowest flash that counts is a third of a second. */
const FLASH_MAX_S = 0.35;
/** What lasts less than this is no shot: three pictures at 30 a second. Seen on hard clips 401 to 412, tried on others. */
const SHOT_MIN_S = 0.1;
/** The two sides of a flash differ by less than this in mean luma after exposure is taken out. */
const SAME_STRUCTURE = 0.6;

/** @returns indexes of the first picture of each new shot, ascending */
export function hardCuts(steps: readonly Step[]): number[] {
  const scores = steps.map(({ change, alike }) => change * (1 - alike));
  const found: number[] = [];
  for (const [i, score] of scores.entries()) {
    if (i === 0 || score < UNLIKE_MIN || steps[i]!.alike > ALIKE_MAX) continue;
    const near: number[] = [];
    for (let k = Math.max(1, i - NEIGHBOURS); k <= Math.min(scores.length - 1, i + NEIGHBOURS); k++)
      if (k !== i) near.push(scores[k]!);
    near.sort((a, b) => a - b);
    // The usual step of the neighbourhood: one other cut or flash in it must not hide this one.
    const usual = near[Math.floor(0.75 * (near.length - 1))] ?? 0;
    if (score < UNLIKE_SURE && score < TIMES_NEIGHBOURS * usual) continue;
    if (!isFlash(steps, i) && !isFading(steps, i)) found.push(i);
  }
  // Two white pictures over a cut are no shot of their own: the new one begins after them.
  return found.filter((i, n) => {
    const next = found[n + 1];
    return next === undefined || steps[next]!.at - steps[i]!.at >= SHOT_MIN_S;
  });
}

/** Whether what was before step i comes back within a flash, or step i itself is such a return. */
function isFlash(steps: readonly Step[], i: number): boolean {
  const before = steps[i - 1]!;
  for (let k = i + 1; k < steps.length && steps[k]!.at - steps[i]!.at <= FLASH_MAX_S; k++)
    if (structureLikeness(before.grid, steps[k]!.grid) >= SAME_STRUCTURE) return true;
  const after = steps[i]!;
  for (let k = i - 2; k >= 0 && steps[i - 1]!.at - steps[k]!.at <= FLASH_MAX_S; k--)
    if (structureLikeness(steps[k]!.grid, after.grid) >= SAME_STRUCTURE) return true;
  return false;
}

/** Luma and spread of a grid that is as good as black, levels. */
const BLACK_MEAN = 22;
const BLACK_SPREAD = 6;
/** Pictures over which a fade is followed, and what is left of its contrast after them. */
const FADE_STEPS = 3;
const FADE_LEAVES = 0.8;

/** Whether the step is the last one into black of a picture that has been fading, or the first out of it. */
function isFading(steps: readonly Step[], i: number): boolean {
  const isBlack = ({ mean, spread }: Tone): boolean => mean <= BLACK_MEAN && spread <= BLACK_SPREAD;
  const tones = (from: number, to: number): Tone[] =>
    steps.slice(Math.max(0, from), to + 1).map(({ grid }) => toneOf(grid));
  const falls = (run: readonly Tone[]): boolean =>
    run.length > FADE_STEPS &&
    run.slice(1).every(({ spread }, k) => spread < run[k]!.spread) &&
    run.at(-1)!.spread < FADE_LEAVES * run[0]!.spread;
  const [before, after] = [toneOf(steps[i - 1]!.grid), toneOf(steps[i]!.grid)];
  if (isBlack(after) && falls(tones(i - 1 - FADE_STEPS, i - 1))) return true;
  return isBlack(before) && falls(tones(i, i + FADE_STEPS).toReversed());
}

interface Tone {
  readonly mean: number;
  readonly spread: number;
}

function toneOf(grid: Uint8Array): Tone {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < grid.length; i++) {
    sum += grid[i]!;
    squares += grid[i]! ** 2;
  }
  const mean = sum / grid.length;
  return { mean, spread: Math.sqrt(Math.max(0, squares / grid.length - mean * mean)) };
}

/** Lengths of dissolves looked for, s. */
const DISSOLVE_S = [0.2, 0.3, 0.45, 0.7, 1, 1.5, 2] as const;
/** Ends of a dissolve are at most so alike. */
const ENDS_ALIKE_MAX = 0.45;
/** What of the middle is left unexplained by a mixture of the ends, share of the distance of the ends. */
const UNEXPLAINED_MAX = 0.1;
/** Root mean square distance of the ends, levels: less is no change of picture. */
const ENDS_APART_MIN = 12;
/** What a shift explains of the differences on the way: a pan, not a mixture. */
const SHIFT_EXPLAINS_MAX = 0.35;
/** Steps of the mixture may stray so far from an even course. */
const COURSE_OFF_MAX = 0.16;

/**
 * @param cuts indexes from `hardCuts`: no dissolve spans one
 * @returns ascending, apart from each other
 */
export function dissolves(steps: readonly Step[], cuts: readonly number[]): Dissolve[] {
  const candidates: (Dissolve & { readonly quality: number })[] = [];
  let cut = 0;
  for (let from = 0; from < steps.length; from++) {
    while (cut < cuts.length && cuts[cut]! <= from) cut++;
    const limit = cuts[cut] ?? steps.length;
    let to = from;
    for (const length of DISSOLVE_S) {
      while (to < limit - 1 && steps[to]!.at - steps[from]!.at < length - 1e-6) to++;
      if (to >= limit - 1 && steps[to]!.at - steps[from]!.at < length - 1e-6) break;
      // Fewer pictures between cannot show a course.
      if (to - from < 4) continue;
      const quality = mixture(steps, from, to);
      if (quality !== null) candidates.push({ from, to, quality });
    }
  }
  // The best explained first; of those that overlap only one is left.
  candidates.sort((a, b) => b.quality - a.quality);
  const taken: Dissolve[] = [];
  for (const { from, to } of candidates) {
    if (taken.every((other) => to <= other.from || from >= other.to)) taken.push({ from, to });
  }
  return joined(
    taken.sort((a, b) => a.from - b.from),
    steps,
    cuts,
  );
}

/** How well the stretch is a dissolve: larger is better; null when it is none. */
function mixture(steps: readonly Step[], from: number, to: number): number | null {
  const a = steps[from]!.grid;
  const b = steps[to]!.grid;
  const n = a.length;
  let apart = 0;
  for (let k = 0; k < n; k++) apart += (b[k]! - a[k]!) ** 2;
  if (apart < ENDS_APART_MIN ** 2 * n) return null;
  if (structureLikeness(a, b) > ENDS_ALIKE_MAX) return null;
  let difference = 0;
  let shifted = 0;
  for (let k = from + 1; k <= to; k++) {
    difference += steps[k]!.difference;
    shifted += steps[k]!.shifted;
  }
  if (shifted < (1 - SHIFT_EXPLAINS_MAX) * difference) return null;
  let unexplained = 0;
  let off = 0;
  let count = 0;
  const length = steps[to]!.at - steps[from]!.at;
  const looks = Math.min(9, to - from - 1);
  for (let look = 1; look <= looks; look++) {
    const m = from + Math.round((look * (to - from)) / (looks + 1));
    const grid = steps[m]!.grid;
    let along = 0;
    for (let k = 0; k < n; k++) along += (grid[k]! - a[k]!) * (b[k]! - a[k]!);
    const weight = along / apart;
    let rest = 0;
    for (let k = 0; k < n; k++) rest += (grid[k]! - a[k]! - weight * (b[k]! - a[k]!)) ** 2;
    unexplained += rest / apart;
    off += Math.abs(weight - (steps[m]!.at - steps[from]!.at) / length);
    count++;
  }
  unexplained /= count;
  off /= count;
  if (unexplained > UNEXPLAINED_MAX || off > COURSE_OFF_MAX) return null;
  // Longer stretches explain more of the change; a steady picture before and after adds nothing to it.
  return Math.sqrt(apart / n) * (1 - 4 * unexplained - 2 * off);
}

/** Pieces of one long dissolve follow each other at once. */
function joined(found: readonly Dissolve[], steps: readonly Step[], cuts: readonly number[]): Dissolve[] {
  const out: Dissolve[] = [];
  for (const next of found) {
    const last = out.at(-1);
    const isNear = last !== undefined && steps[next.from]!.at - steps[last.to]!.at < 0.12;
    const isCut = last !== undefined && cuts.some((cut) => cut > last.to && cut <= next.from);
    if (last && isNear && !isCut) out[out.length - 1] = { from: last.from, to: next.to };
    else out.push(next);
  }
  return out;
}

/** 1 - Σ|p-q| / Σ(|p|+|q|) with each picture's mean taken out, as in likeness.ts, on grids of bytes. */
export function structureLikeness(a: Uint8Array, b: Uint8Array): number {
  const n = a.length;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += a[i]!;
    meanB += b[i]!;
  }
  meanA /= n;
  meanB /= n;
  let apart = 0;
  let spread = NOISE * n;
  for (let i = 0; i < n; i++) {
    const p = a[i]! - meanA;
    const q = b[i]! - meanB;
    apart += Math.abs(p - q);
    spread += Math.abs(p) + Math.abs(q);
  }
  return Math.max(0, 1 - apart / spread);
}

/** Difference that noise makes on flat pictures, levels; see likeness.ts. */
const NOISE = 4;
