/** Readings of one post as they are typed → how far it will still go, or why nobody can tell; what was typed outlives the app. */
import type { GrowthModel } from '#core/scoring/model-files.ts';
import { peakForecast, type PeakForecast } from '#core/tools/peak.ts';
import type { KeptShelf } from './planning.svelte.ts';
import { readCount } from './typed.ts';

/** The growth model of this device; null where there is none yet. */
export type GrowthDoor = () => Promise<GrowthModel | null>;

/** A reading as typed; empty is not yet given. */
export interface TypedReading {
  readonly age: string;
  readonly unit: 'hours' | 'days';
  readonly views: string;
}

export const COUNTS = ['likes', 'comments', 'shares', 'saves', 'followers'] as const;
export type CountName = (typeof COUNTS)[number];
type TypedCounts = Readonly<Record<CountName, string>>;

/** Asked about: a week and a month after posting, hours. */
export const TARGETS_H = [168, 720] as const;

/** Invented: a post that slows down. */
const EXAMPLE: readonly TypedReading[] = [
  { age: '2', unit: 'days', views: '4200' },
  { age: '4', unit: 'days', views: '5100' },
];
const EMPTY: TypedReading = { age: '', unit: 'days', views: '' };
const NO_COUNTS: TypedCounts = { likes: '', comments: '', shares: '', saves: '', followers: '' };

export class Growing {
  readonly #shelf: KeptShelf;
  readonly #room: string;
  #model = $state.raw<GrowthModel | null>(null);
  #asked = $state(false);
  #readings = $state.raw<readonly TypedReading[]>([EMPTY]);
  #counts = $state.raw<TypedCounts>(NO_COUNTS);
  /** What stood there before the example; null while none is shown. */
  #before = $state.raw<{ readonly readings: readonly TypedReading[]; readonly counts: TypedCounts } | null>(null);

  /** Which of the readings can be used, in their order. */
  readonly #usable = $derived(this.#readings.map(readingOf));
  readonly #answer = $derived.by((): PeakForecast | null => {
    const readings = this.#usable.filter((reading) => reading !== null);
    const last = readings.reduce<(typeof readings)[number] | null>(
      (latest, one) => (latest === null || one.ageH > latest.ageH ? one : latest),
      null,
    );
    if (this.#model === null || last === null) return null;
    const per = (name: CountName): number | null => {
      const count = readCount(this.#counts[name]);
      return count === null || last.views === 0 ? null : count / last.views;
    };
    return peakForecast(this.#model, readings, TARGETS_H, {
      likesPerView: per('likes'),
      commentsPerView: per('comments'),
      sharesPerView: per('shares'),
      savesPerView: per('saves'),
      followers: readCount(this.#counts.followers),
    });
  });

  /** @param room the report's id, or 'new' */
  constructor(shelf: KeptShelf, room: string) {
    this.#shelf = shelf;
    this.#room = `growth:${room}`;
  }

  /** @param known readings of the post that were filed elsewhere: they stand among the typed ones, once */
  async load(
    door: GrowthDoor,
    followers: number | null,
    known: readonly { readonly ageH: number; readonly views: number }[] = [],
  ): Promise<void> {
    if (followers !== null) this.#counts = { ...NO_COUNTS, followers: String(followers) };
    const kept = await this.#shelf.get(this.#room);
    const typed = kept.ok ? readKept(kept.value) : null;
    if (typed) {
      this.#readings = typed.readings;
      this.#counts = typed.counts;
    }
    this.take(known);
    this.#model = await door();
    this.#asked = true;
  }

  /** Filed readings come in beside the typed ones, in the order of their age; one that stands there already does not. */
  take(known: readonly { readonly ageH: number; readonly views: number }[]): void {
    const typed = this.#readings.filter(({ age, views }) => age !== '' || views !== '');
    const here = typed.map(readingOf);
    const fresh = known.filter(
      ({ ageH, views }) =>
        !here.some((one) => one !== null && one.views === views && Math.abs(one.ageH - ageH) <= SAME_AGE * ageH),
    );
    if (fresh.length === 0) return;
    if (this.isExample) {
      this.endExample();
      this.take(known);
      return;
    }
    this.#readings = [...typed, ...fresh.map(typedFrom)].toSorted((a, b) => hoursOf(a) - hoursOf(b));
  }

  /** The readings are an invented example, to see what an answer looks like; nothing of it is kept. */
  get isExample(): boolean {
    return this.#before !== null;
  }
  /** Nothing was typed or filed yet. */
  get isEmpty(): boolean {
    return this.#readings.every(({ age, views }) => age === '' && views === '');
  }
  showExample(): void {
    this.#before ??= { readings: this.#readings, counts: this.#counts };
    this.#readings = EXAMPLE;
    this.#counts = NO_COUNTS;
  }
  endExample(): void {
    if (this.#before === null) return;
    ({ readings: this.#readings, counts: this.#counts } = this.#before);
    this.#before = null;
  }

  get ready(): boolean {
    return this.#asked;
  }
  get hasModel(): boolean {
    return this.#model !== null;
  }
  get readings(): readonly TypedReading[] {
    return this.#readings;
  }
  get counts(): TypedCounts {
    return this.#counts;
  }
  get answer(): PeakForecast | null {
    return this.#answer;
  }
  /** Begun and not to be read as numbers. */
  isWrong(index: number): boolean {
    const typed = this.#readings[index];
    return typed !== undefined && typed.age !== '' && typed.views !== '' && this.#usable[index] === null;
  }

  change(index: number, more: Partial<TypedReading>): void {
    this.#readings = this.#readings.map((reading, i) => (i === index ? { ...reading, ...more } : reading));
    void this.keep();
  }
  add(): void {
    this.#readings = [...this.#readings, EMPTY];
  }
  remove(index: number): void {
    this.#readings = this.#readings.length === 1 ? [EMPTY] : this.#readings.filter((_, i) => i !== index);
    void this.keep();
  }
  /** Puts a removed one back where it was. */
  restore(index: number, reading: TypedReading): void {
    this.#readings = [...this.#readings.slice(0, index), reading, ...this.#readings.slice(index)];
    void this.keep();
  }
  count(name: CountName, typed: string): void {
    this.#counts = { ...this.#counts, [name]: typed };
    void this.keep();
  }
  async keep(): Promise<void> {
    if (this.isExample) return;
    await this.#shelf.put(this.#room, { readings: this.#readings, counts: this.#counts });
  }
}

/** An age is typed to the hour or the tenth of a day. */
const SAME_AGE = 0.03;
const hoursOf = (typed: TypedReading): number => readingOf(typed)?.ageH ?? Number.POSITIVE_INFINITY;
const typedFrom = ({ ageH, views }: { readonly ageH: number; readonly views: number }): TypedReading => ({
  age: String(ageH < 48 ? Math.max(0.1, Math.round(ageH * 10) / 10) : Math.round((ageH / 24) * 100) / 100),
  unit: ageH < 48 ? 'hours' : 'days',
  views: String(views),
});

function readingOf({ age, unit, views }: TypedReading): { readonly ageH: number; readonly views: number } | null {
  const count = readCount(views);
  const number = Number(age.trim().replace(',', '.'));
  if (count === null || age.trim() === '' || !(number > 0)) return null;
  return { ageH: unit === 'days' ? 24 * number : number, views: count };
}

function readKept(value: unknown): { readonly readings: readonly TypedReading[]; readonly counts: TypedCounts } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { readings, counts } = value as { readonly readings?: unknown; readonly counts?: unknown };
  if (!Array.isArray(readings) || typeof counts !== 'object' || counts === null) return null;
  const text = (from: object, name: string): string => {
    const found: unknown = Reflect.get(from, name);
    return typeof found === 'string' ? found : '';
  };
  const read = readings
    .filter((one): one is object => typeof one === 'object' && one !== null)
    .map((one): TypedReading => ({
      age: text(one, 'age'),
      unit: text(one, 'unit') === 'hours' ? 'hours' : 'days',
      views: text(one, 'views'),
    }));
  if (read.length === 0) return null;
  return {
    readings: read,
    counts: {
      likes: text(counts, 'likes'),
      comments: text(counts, 'comments'),
      shares: text(counts, 'shares'),
      saves: text(counts, 'saves'),
      followers: text(counts, 'followers'),
    },
  };
}
