/** Two or three slots to try → how many posts it takes to know, and the next moments to post at, in turn. */
import type { Slot } from './slots.ts';
import { instantOf, localDayOf } from './zones.ts';

export interface ExperimentInput {
  readonly zone: string;
  /** Unix seconds; nothing is planned before it. */
  readonly from: number;
  /** At least 2. */
  readonly slots: readonly Slot[];
  readonly postsPerWeek: number;
  readonly weeks: number;
  /** Spread of one post around the own level as a factor (Timing.noise); null when it is not known. */
  readonly noise: number | null;
}

export interface PlannedPost {
  /** Which slot, by its place in the input. */
  readonly arm: number;
  /** Unix seconds. */
  readonly time: number;
  readonly weekday: number;
  readonly hour: number;
}

export interface Experiment {
  readonly posts: readonly PlannedPost[];
  /** Posts in each slot to see such a difference 4 times in 5; null where the spread is not known. */
  readonly needed: readonly { readonly times: number; readonly postsPerArm: number; readonly weeks: number }[] | null;
}

/**
 * Differences worth asking about: the largest published one between weekdays, +12.8 % (1.9 million posts, press
 * summary; notes/science.md section 5), then a quarter, a half and twice as many views.
 */
const DIFFERENCES = [1.128, 1.25, 1.5, 2] as const;
/** Two-sided 5 %, power 80 %: (1.96 + .8416)². */
const POWER = 7.8489;

/**
 * Two means of normal values with equal spread: n = 2·(z₁ + z₂)²·s²/δ² (Cohen 1988, section 2.4).
 *
 * @param times the difference to see, a factor on views
 * @param noise spread of one post, a factor on views
 */
export function postsPerArm(times: number, noise: number): number {
  const delta = Math.log10(times);
  const spread = Math.log10(noise);
  return Math.max(2, Math.ceil((2 * POWER * spread * spread) / (delta * delta)));
}

export function planExperiment(input: ExperimentInput): Experiment {
  const { zone, from, slots, postsPerWeek, weeks, noise } = input;
  const most = Math.max(0, Math.floor(postsPerWeek * weeks));
  const posts: PlannedPost[] = [];
  const gap = 7 / Math.max(1, postsPerWeek);
  const first = localDayOf(zone, from);
  const taken = new Set<number>();
  for (let k = 0; k < most && slots.length > 0; k++) {
    // In turn, and the turn shifts each round, so that no slot always comes first in the week.
    const round = Math.floor(k / slots.length);
    const arm = (k + round) % slots.length;
    const slot = slots[arm];
    if (!slot) continue;
    const found = nextDay(zone, from, first + Math.floor(k * gap), slot, taken);
    taken.add(found.day);
    posts.push({ arm, time: found.time, weekday: weekdayOf(found.day), hour: slot.hour });
  }
  posts.sort((a, b) => a.time - b.time);
  return {
    posts,
    needed:
      noise === null || !(noise > 1)
        ? null
        : DIFFERENCES.map((times) => {
            const each = postsPerArm(times, noise);
            return { times, postsPerArm: each, weeks: Math.ceil((each * slots.length) / Math.max(1, postsPerWeek)) };
          }),
  };
}

const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The first free day of the slot's kind (weekday or weekend) from a day on, whose hour has not passed. */
function nextDay(
  zone: string,
  from: number,
  earliest: number,
  slot: Slot,
  taken: ReadonlySet<number>,
): { readonly day: number; readonly time: number } {
  for (let day = earliest; ; day++) {
    if (weekdayOf(day) >= 5 !== slot.weekday >= 5 || taken.has(day)) continue;
    const time = instantOf(zone, day, slot.hour);
    if (time > from) return { day, time };
  }
}
