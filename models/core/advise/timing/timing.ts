/**
 * Own posts and the zone of the audience enter; what the hour of the week does to views leaves, mostly "no evidence".
 *
 * Every number is a factor on views against an hour chosen blindly, with its 80 % range. Input and output are plain JSON.
 */
import { EVIDENCE_P, effectOf, type Moment } from './effect.ts';
import { aboveLevel } from './level.ts';
import { HOURS_OF_WEEK, indexOf, slotAt, type Slot } from './slots.ts';
import { isZone, localTime, zonesOf } from './zones.ts';

export { planExperiment, postsPerArm, type Experiment, type ExperimentInput, type PlannedPost } from './experiment.ts';
export { calendarOf, type CalendarEvent } from './calendar.ts';
export { countriesWithZones, isZone, localTime, zonesOf } from './zones.ts';
export type { Slot } from './slots.ts';

export interface TimingInput {
  readonly posts: readonly TimingPost[];
  /** ISO 3166-1 alpha-2 of the audience; its first zone is used unless `zone` names one. */
  readonly country: string | null;
  /** IANA name; wins over the country. */
  readonly zone: string | null;
  /** When the views were read, Unix seconds; posts younger than a week then are left out. Null: age is not known, all count. */
  readonly readAt: number | null;
}

export interface TimingPost {
  /** Unix seconds; null when not known. */
  readonly time: number | null;
  readonly views: number | null;
}

/** Why nothing can be told. */
export type NoEvidence = 'few_posts' | 'one_slot' | 'not_beyond_chance';

export interface TimedSlot extends Slot {
  /** Factor on views against an hour chosen blindly, with its 80 % range. */
  readonly times: number;
  readonly low: number;
  readonly high: number;
  /** Own posts within this hour and the two beside it, on days of the same kind. */
  readonly posts: number;
}

export interface Timing {
  readonly zone: string;
  /** Posts that were used. */
  readonly posts: number;
  readonly evidence: boolean;
  /** Null where there is evidence. */
  readonly why: NoEvidence | null;
  /** Share of shuffled posts with as strong a pattern; null where it was not asked. */
  readonly p: number | null;
  /** Expected share of the ups and downs that the hour of the week explains; null under the fewest posts. */
  readonly explained: number | null;
  /** Spread of one post around the own level, as a factor; null under the fewest posts. */
  readonly noise: number | null;
  /** All hours of the week, Monday 0 h first; empty under the fewest posts. */
  readonly week: readonly TimedSlot[];
  /** Best first, at least 3 h apart on days of one kind. What to try, not what is known, unless `evidence`. */
  readonly best: readonly TimedSlot[];
  /** Where most own posts were made; null without posts. */
  readonly usual: TimedSlot | null;
  readonly skipped: readonly { readonly why: SkippedPost; readonly count: number }[];
}

export type SkippedPost = 'no_time' | 'no_views' | 'too_fresh';

/** Under this nothing is asked: two posts for each weekday. Chosen. */
export const FEWEST_POSTS = 14;
/** Views are read at seven days or later (notes/science.md section 5). */
const SETTLED_S = 7 * 86_400;
const BEST = 3;

export type TimingResult =
  { readonly ok: true; readonly timing: Timing } | { readonly ok: false; readonly why: 'no_zone' | 'unknown_zone' };

export function timing(input: TimingInput): TimingResult {
  const zone = input.zone ?? (input.country === null ? undefined : zonesOf(input.country)[0]);
  if (zone === undefined) return { ok: false, why: 'no_zone' };
  if (!isZone(zone)) return { ok: false, why: 'unknown_zone' };
  const { used, skipped } = sift(input);
  const moments = momentsOf(used, zone);
  const few = moments.length < FEWEST_POSTS;
  const spreadOut = new Set(moments.map(({ weekday, hour }) => indexOf({ weekday, hour: Math.floor(hour) }))).size > 1;
  const usual = usualSlot(moments);
  const postsNear = countNear(moments);
  const bare: Timing = {
    zone,
    posts: moments.length,
    evidence: false,
    why: few ? 'few_posts' : 'one_slot',
    p: null,
    explained: null,
    noise: null,
    week: [],
    best: [],
    usual: usual && { ...usual, times: 1, low: 1, high: 1, posts: postsNear(usual) },
    skipped,
  };
  if (few || !spreadOut) return { ok: true, timing: bare };
  const effect = effectOf(moments);
  const week = Array.from({ length: HOURS_OF_WEEK }, (_, index): TimedSlot => {
    const slot = slotAt(index);
    return {
      ...slot,
      times: 10 ** (effect.mean[index] ?? 0),
      low: 10 ** (effect.low[index] ?? 0),
      high: 10 ** (effect.high[index] ?? 0),
      posts: postsNear(slot),
    };
  });
  const evidence = effect.p <= EVIDENCE_P;
  return {
    ok: true,
    timing: {
      ...bare,
      evidence,
      why: evidence ? null : 'not_beyond_chance',
      p: effect.p,
      explained: effect.explained,
      noise: 10 ** effect.noise,
      week,
      best: bestOf(week),
      usual: usual && (week[indexOf(usual)] ?? null),
    },
  };
}

function sift({ posts, readAt }: TimingInput): {
  readonly used: readonly { readonly time: number; readonly y: number }[];
  readonly skipped: Timing['skipped'];
} {
  const counts = new Map<SkippedPost, number>();
  const skip = (why: SkippedPost): void => void counts.set(why, (counts.get(why) ?? 0) + 1);
  const used: { time: number; y: number }[] = [];
  for (const { time, views } of posts) {
    if (time === null || !Number.isFinite(time)) skip('no_time');
    // A post that nobody saw has no logarithm, and one with fewer was misread.
    else if (views === null || !(views > 0)) skip('no_views');
    else if (readAt !== null && readAt - time < SETTLED_S) skip('too_fresh');
    else used.push({ time, y: Math.log10(views) });
  }
  used.sort((a, b) => a.time - b.time);
  return { used, skipped: [...counts].map(([why, count]) => ({ why, count })) };
}

function momentsOf(posts: readonly { readonly time: number; readonly y: number }[], zone: string): readonly Moment[] {
  const above = aboveLevel(posts);
  return posts.map(({ time }, i) => ({ ...localTime(zone, time), above: above[i] ?? 0 }));
}

const sameKind = (a: number, b: number): boolean => a >= 5 === b >= 5;
const hoursApart = (a: number, b: number): number => {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
};

/** Posts by kind of day and hour; a slot's own and the two hours beside it. */
function countNear(moments: readonly Moment[]): (slot: Slot) => number {
  const counts = [new Uint32Array(24), new Uint32Array(24)] as const;
  const of = (weekday: number): Uint32Array => counts[weekday >= 5 ? 1 : 0];
  for (const { weekday, hour } of moments) of(weekday)[Math.floor(hour)]! += 1;
  return ({ weekday, hour }) => [hour + 23, hour, hour + 1].reduce((sum, h) => sum + (of(weekday)[h % 24] ?? 0), 0);
}

function bestOf(week: readonly TimedSlot[]): readonly TimedSlot[] {
  const found: TimedSlot[] = [];
  for (const slot of [...week].sort((a, b) => b.times - a.times)) {
    if (found.every((other) => !sameKind(other.weekday, slot.weekday) || hoursApart(other.hour, slot.hour) >= 3))
      found.push(slot);
    if (found.length === BEST) break;
  }
  return found;
}

/** The commonest hour of the day, and of its weekdays the commonest. */
function usualSlot(moments: readonly Moment[]): Slot | null {
  if (moments.length === 0) return null;
  const most = (keys: readonly number[]): number => {
    const counts = new Map<number, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
  };
  const hour = most(moments.map((m) => Math.floor(m.hour)));
  return { hour, weekday: most(moments.filter((m) => Math.floor(m.hour) === hour).map((m) => m.weekday)) };
}
