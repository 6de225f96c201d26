/** When to post: own posts and the audience's clock → what is known of hours, a trial of slots, and its calendar file. */
import {
  calendarOf,
  countriesWithZones,
  isZone,
  localTime,
  planExperiment,
  timing,
  zonesOf,
  type Experiment,
  type Slot,
  type TimedSlot,
  type Timing,
} from '#core/advise/timing/timing.ts';
import type { Account, Draft } from '#core/flow.ts';
import type { Result } from '#core/failure.ts';
import { knowsHour } from './merge-posts.ts';

export { FEWEST_POSTS } from '#core/advise/timing/timing.ts';

/** store/kept.ts, as far as rooms need it. */
export interface KeptShelf {
  get(room: string): Promise<Result<unknown>>;
  put(room: string, value: unknown): Promise<Result<void>>;
}

interface Choices {
  /** Two letters; null is the device's own clock. */
  readonly country: string | null;
  /** The device's own clock was chosen, whatever a clip says. */
  readonly here: boolean;
  readonly zone: string | null;
  readonly perWeek: number;
  readonly weeks: number;
  /** Slots chosen by hand; null takes the suggested ones. */
  readonly slots: readonly Slot[] | null;
}

const FRESH: Choices = { country: null, here: false, zone: null, perWeek: 3, weeks: 4, slots: null };
const ROOM = 'planning';
/** Minutes that an event takes in the calendar. */
const EVENT_MINUTES = 15;
/** Suggested beside the usual one. */
const SUGGESTED = 2;
export const PER_WEEK = [1, 2, 3, 5, 7] as const;
export const WEEKS = [2, 4, 8, 12] as const;

/** A day's worth of hours, averaged over the days of a kind. */
export interface HourOfDay {
  readonly hour: number;
  readonly times: number;
  readonly low: number;
  readonly high: number;
  readonly posts: number;
}

export class Planning {
  readonly #shelf: KeptShelf;
  readonly #account: () => Account | null;
  readonly #now: () => number;
  readonly #here: string;
  #choices = $state.raw<Choices>(FRESH);
  /** The clip that the plan is for; null without one. */
  #draft = $state.raw<Pick<Draft, 'country' | 'plannedAt'> | null>(null);

  readonly #answer = $derived.by(() => {
    const account = this.#account();
    return timing({
      // A day without an hour says nothing of hours.
      posts: (account?.posts ?? []).map((post) => ({ time: knowsHour(post) ? post.time : null, views: post.views })),
      country: this.country,
      zone: this.zone,
      readAt: account?.readAt ?? null,
    });
  });

  /** @param here the device's own zone */
  constructor(shelf: KeptShelf, account: () => Account | null, now: () => number, here: string) {
    this.#shelf = shelf;
    this.#account = account;
    this.#now = now;
    this.#here = isZone(here) ? here : 'UTC';
  }

  async load(): Promise<void> {
    const kept = await this.#shelf.get(ROOM);
    if (kept.ok) this.#choices = readChoices(kept.value);
  }

  get here(): string {
    return this.#here;
  }
  /** As chosen here; else that of the clip, where it names one. */
  get country(): string | null {
    const { country } = this.#choices;
    return country ?? (this.ofClip ? (this.#draft?.country ?? null) : null);
  }
  /** The country is the one that the clip was scored for. */
  get ofClip(): boolean {
    const { country } = this.#draft ?? { country: null };
    return this.#choices.country === null && !this.#choices.here && country !== null && zonesOf(country).length > 0;
  }
  /** For a clip: its audience's clock is taken unless another was chosen. */
  fitTo(draft: Pick<Draft, 'country' | 'plannedAt'>): void {
    this.#draft = draft;
  }
  /** The hour the clip is planned for, on the audience's clock, with what own posts near it tell; null where none is planned. */
  get planned(): (Slot & { readonly time: number; readonly known: TimedSlot | null }) | null {
    const time = this.#draft?.plannedAt ?? null;
    if (time === null) return null;
    const { weekday, hour } = localTime(this.zone, time);
    const slot = { weekday, hour: Math.floor(hour) };
    return { ...slot, time, known: this.timing?.week[weekday * 24 + slot.hour] ?? null };
  }
  get countries(): readonly string[] {
    return countriesWithZones();
  }
  get zones(): readonly string[] {
    return this.country === null ? [] : zonesOf(this.country);
  }
  get zone(): string {
    const { zone } = this.#choices;
    const { country } = this;
    if (country === null) return this.#here;
    const zones = zonesOf(country);
    return zone !== null && zones.includes(zone) ? zone : (zones[0] ?? this.#here);
  }
  get perWeek(): number {
    return this.#choices.perWeek;
  }
  get weeks(): number {
    return this.#choices.weeks;
  }
  /** Null only where the runtime knows no zone at all. */
  get timing(): Timing | null {
    return this.#answer.ok ? this.#answer.timing : null;
  }
  get suggested(): readonly Slot[] {
    const { timing } = this;
    if (!timing) return EVENINGS;
    const usual = timing.usual ? [timing.usual] : [];
    const others = timing.best.filter((slot) => usual.every((own) => !near(own, slot))).slice(0, SUGGESTED);
    const all = [...usual, ...others].map(({ weekday, hour }) => ({ weekday, hour }));
    return all.length >= 2 ? all : EVENINGS;
  }
  get slots(): readonly Slot[] {
    return this.#choices.slots ?? this.suggested;
  }
  isUsual(slot: Slot): boolean {
    const usual = this.timing?.usual ?? null;
    return usual !== null && usual.hour === slot.hour && usual.weekday >= 5 === slot.weekday >= 5;
  }
  get experiment(): Experiment {
    return planExperiment({
      zone: this.zone,
      from: Math.floor(this.#now() / 1000),
      slots: this.slots,
      postsPerWeek: this.#choices.perWeek,
      weeks: this.#choices.weeks,
      noise: this.timing?.noise ?? null,
    });
  }

  hours(kind: 'weekdays' | 'weekend'): readonly HourOfDay[] {
    const week = this.timing?.week ?? [];
    if (week.length === 0) return [];
    const days = kind === 'weekend' ? [5, 6] : [0, 1, 2, 3, 4];
    const mean = (hour: number, of: (slot: TimedSlot) => number): number =>
      10 ** (days.reduce((sum, day) => sum + Math.log10(of(week[day * 24 + hour] ?? BLIND)), 0) / days.length);
    return Array.from({ length: 24 }, (_, hour) => ({
      hour,
      times: mean(hour, ({ times }) => times),
      low: mean(hour, ({ low }) => low),
      high: mean(hour, ({ high }) => high),
      // Near an hour on days of a kind: the same for each of them.
      posts: week[(days[0] ?? 0) * 24 + hour]?.posts ?? 0,
    }));
  }

  chooseCountry(country: string | null): Promise<void> {
    return this.#keep({ ...this.#choices, country, zone: null, here: country === null });
  }
  chooseZone(zone: string): Promise<void> {
    return this.#keep({ ...this.#choices, zone });
  }
  choosePace(perWeek: number, weeks: number): Promise<void> {
    return this.#keep({ ...this.#choices, perWeek, weeks });
  }
  chooseSlot(at: number, slot: Slot): Promise<void> {
    return this.#keep({ ...this.#choices, slots: this.slots.map((own, i) => (i === at ? slot : own)) });
  }
  suggestAgain(): Promise<void> {
    return this.#keep({ ...this.#choices, slots: null });
  }
  get byHand(): boolean {
    return this.#choices.slots !== null;
  }

  /** @param words in the language of the person */
  calendar(words: {
    readonly name: string;
    readonly title: (arm: number, hour: number) => string;
    readonly text: string;
  }): string {
    return calendarOf(
      this.experiment.posts.map(({ arm, time, hour }) => ({
        uid: `plan-${time}-${arm}@presage`,
        time,
        minutes: EVENT_MINUTES,
        title: words.title(arm, hour),
        text: words.text,
      })),
      words.name,
      Math.floor(this.#now() / 1000),
    );
  }

  async #keep(choices: Choices): Promise<void> {
    this.#choices = choices;
    await this.#shelf.put(ROOM, choices);
  }
}

const BLIND: TimedSlot = { weekday: 0, hour: 0, times: 1, low: 1, high: 1, posts: 0 };

/** Nothing is known: an evening against a midday, on weekdays, as two arms that differ. */
const EVENINGS: readonly Slot[] = [
  { weekday: 1, hour: 12 },
  { weekday: 1, hour: 19 },
];

function near(a: Slot, b: Slot): boolean {
  const apart = Math.abs(a.hour - b.hour) % 24;
  return a.weekday >= 5 === b.weekday >= 5 && Math.min(apart, 24 - apart) < 3;
}

/** What was kept by an older or newer app, or by nobody. */
function readChoices(value: unknown): Choices {
  if (typeof value !== 'object' || value === null) return FRESH;
  const { country, here, zone, perWeek, weeks, slots } = value as Partial<Record<keyof Choices, unknown>>;
  const isSlot = (slot: unknown): slot is Slot => {
    if (typeof slot !== 'object' || slot === null) return false;
    const { weekday, hour } = slot as Partial<Record<keyof Slot, unknown>>;
    return isWhole(weekday, 6) && isWhole(hour, 23);
  };
  return {
    country: typeof country === 'string' && zonesOf(country).length > 0 ? country : null,
    here: here === true,
    zone: typeof zone === 'string' ? zone : null,
    perWeek: PER_WEEK.find((each) => each === perWeek) ?? FRESH.perWeek,
    weeks: WEEKS.find((each) => each === weeks) ?? FRESH.weeks,
    slots: Array.isArray(slots) && slots.length >= 2 && slots.every(isSlot) ? slots : null,
  };
}

const isWhole = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
