/** What is going around: region and category → the last snapshot, how old it is, and what its stages were worth when they were tested. */
import { TREND_CATEGORIES, TREND_KINDS, TREND_REGION, trendsAge, type TrendsAge } from '#contracts/trend-places.ts';
import type { TrendCategory, TrendItem, TrendKind, TrendSnapshot } from '#contracts/trends.ts';
import { matchTrends, type MatchedTrend } from '#core/advise/sounds.ts';
import type { Failure } from '#core/failure.ts';
import type { Report } from '#core/flow.ts';
import type { CurrentTrends } from '../remote/trends.ts';
import type { Language } from '../text/language.ts';
import type { Evaluation, Measure } from './evidence.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';

export { TREND_CATEGORIES, TREND_KINDS, type TrendCategory, type TrendItem, type TrendKind };

/** Asks the host, else the device; the way there is loaded with the screen. */
export type TrendsDoor = (region: string, category: TrendCategory, signal: AbortSignal) => Promise<CurrentTrends>;

/** Regions that a host reads unless its operator chose others: edge-api/sources/settings.ts. */
const USUAL: Readonly<Record<Language, string>> = { en: 'US', fr: 'FR', es: 'ES' };

/** Where the three languages of the app are spoken by most; any other is reached through the device's own language. Chosen. */
const REGIONS = ['AR', 'BE', 'CA', 'CH', 'CI', 'CL', 'CO', 'ES', 'FR', 'GB', 'MX', 'PE', 'SN', 'US'] as const;

/** Rows before "show more". A thumb's worth; chosen. */
export const FIRST_ROWS = 12;

type Door = { readonly ask: TrendsDoor; readonly clock: () => number };
type Choices = Pick<Preferences, 'trendsRegion' | 'trendsCategory' | 'set'>;

export class Trends {
  readonly #door: Door;
  readonly #choices: Choices;
  readonly #language: () => Language;
  readonly #own: readonly string[];
  #snapshot = $state.raw<TrendSnapshot | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #busy = $state(true);
  #kind = $state<TrendKind | 'all'>('all');
  #rows = $state(FIRST_ROWS);
  #clip = $state.raw<Pick<Report, 'draft' | 'signals'> | null>(null);
  #asked: AbortController | null = null;

  /** Each item against the clip, best match first; as they came without a clip. */
  readonly #matched = $derived.by((): readonly MatchedTrend<TrendItem>[] =>
    this.#clip === null
      ? []
      : matchTrends({
          items: sortedByScore(this.#snapshot?.items ?? []),
          draft: this.#clip.draft,
          tempo: this.#clip.signals.sound?.tempo ?? null,
        }),
  );

  /** @param languages as the browser prefers them; a region in one of them becomes a choice */
  constructor(door: Door, choices: Choices, language: () => Language, languages: readonly string[]) {
    this.#door = door;
    this.#choices = choices;
    this.#language = language;
    this.#own = languages.flatMap((each) => /-([A-Z]{2})\b/.exec(each)?.[1] ?? []);
  }

  get region(): string {
    const chosen = this.#choices.trendsRegion;
    return chosen !== null && TREND_REGION.test(chosen) ? chosen : USUAL[this.#language()];
  }
  get category(): TrendCategory {
    return TREND_CATEGORIES.find((each) => each === this.#choices.trendsCategory) ?? 'all';
  }
  /** Country codes to choose from, without the world. */
  get regions(): readonly string[] {
    const here = this.region === 'world' ? [] : [this.region];
    return [...new Set([...REGIONS, ...this.#own, ...here])].sort();
  }
  get snapshot(): TrendSnapshot | null {
    return this.#snapshot;
  }
  /** Why nothing fresh came; null when it did, or the host has none. */
  get failure(): Failure | null {
    return this.#failure;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get kind(): TrendKind | 'all' {
    return this.#kind;
  }
  /** Kinds that the snapshot holds. */
  get kinds(): readonly TrendKind[] {
    return TREND_KINDS.filter((kind) => this.#snapshot?.items.some((item) => item.kind === kind));
  }
  get age(): TrendsAge | null {
    return this.#snapshot && trendsAge(this.#snapshot, this.#door.clock());
  }
  /** Of the kind chosen, highest score first, those without one last. */
  get items(): readonly TrendItem[] {
    const all = this.#clip ? this.#matched.map(({ item }) => item) : sortedByScore(this.#snapshot?.items ?? []);
    return all.filter(({ kind }) => this.#kind === 'all' || kind === this.#kind);
  }
  /** How an item goes with the clip; null without a clip. */
  matchOf(item: TrendItem): MatchedTrend<TrendItem> | null {
    return this.#matched.find((each) => each.item === item) ?? null;
  }
  /** Items whose name the clip's words speak of. */
  get fitting(): number {
    return this.#matched.filter(({ fit }) => fit !== 'none').length;
  }
  /** Beats per minute of the clip's sound; null where none stands out, or without a clip. */
  get tempo(): number | null {
    return this.#clip?.signals.sound?.tempo?.bpm ?? null;
  }
  /** From now on what fits this clip comes first. */
  fitTo(clip: Pick<Report, 'draft' | 'signals'> | null): void {
    this.#clip = clip;
  }
  get shown(): readonly TrendItem[] {
    return this.items.slice(0, this.#rows);
  }

  async load(): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#busy = true;
    try {
      const { kept, failure } = await this.#door.ask(this.region, this.category, asked.signal);
      if (this.#asked !== asked) return;
      this.#snapshot = kept?.snapshot ?? null;
      this.#failure = failure;
      this.#busy = false;
      if (this.#kind !== 'all' && !this.kinds.includes(this.#kind)) this.#kind = 'all';
    } catch (error) {
      // Another place was chosen meanwhile, or the screen was left.
      if (!asked.signal.aborted) throw error;
    }
  }
  leave(): void {
    this.#asked?.abort();
    this.#asked = null;
  }

  /** Another place is another list: what stood there goes at once, so that no row is read under a wrong name. */
  async choose(region: string, category: TrendCategory): Promise<void> {
    this.#snapshot = null;
    this.#rows = FIRST_ROWS;
    await Promise.all([this.#choices.set('trendsRegion', region), this.#choices.set('trendsCategory', category)]);
    await this.load();
  }
  filter(kind: TrendKind | 'all'): void {
    this.#kind = kind;
    this.#rows = FIRST_ROWS;
  }
  showMore(): void {
    this.#rows += 2 * FIRST_ROWS;
  }
}

export function sortedByScore(items: readonly TrendItem[]): readonly TrendItem[] {
  return [...items].sort((a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1));
}

export type Speed = { readonly way: 'up' | 'down'; readonly perDay: number } | { readonly way: 'flat' | 'unknown' };

/** Growth under this is called none: it would be shown as 0 % or 1 % a day, and true growth differs between keys by about 7 % (velocitySd in models/zoo/trends). Chosen. */
const FLAT = 0.005;

/** Log growth per day → its share per day, or that it hardly moves. */
export function speedOf({ velocity }: Pick<TrendItem, 'velocity'>): Speed {
  if (velocity === null) return { way: 'unknown' };
  const perDay = Math.expm1(velocity);
  if (Math.abs(perDay) < FLAT) return { way: 'flat' };
  return { way: perDay > 0 ? 'up' : 'down', perDay: Math.abs(perDay) };
}

export type ToldStage = Exclude<TrendItem['stage'], 'cannot_tell'>;
export const TOLD_STAGES = ['rising', 'peaking', 'fading'] as const satisfies readonly ToldStage[];

export interface ForecastProof {
  /** Mean error less that of the best naive forecast, as a part of it: below 0 it errs less. */
  readonly against: number;
  /** The same with the forecast fitted again at several dates, walking forward; null where it was not done. */
  readonly walking: number | null;
  /** Even the worse end of the 95 % interval is an improvement. */
  readonly sure: boolean;
  /** Part of the 80 % ranges that held what came, 95 %; null where it was not measured. */
  readonly kept: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
}

/**
 * The forecast of the next week on hashtags it had not seen, against "the week will be like the last": for whole weeks that
 * is the seasonal-naive guess too, and the best of the three naive ones (models/zoo/trends/card.md).
 */
export function forecastProof(evaluation: Evaluation | null): ForecastProof | null {
  const errors = (evaluation?.measures ?? []).filter(
    ({ metric, rows }) => metric === 'mean_absolute_log_error' && rows === 'hashtag_daily',
  );
  const part = (one: Measure | undefined): number | null =>
    one?.baseline && one.gain && one.baseline.value > 0 ? one.gain.value / one.baseline.value : null;
  const plain = errors.find(({ slice }) => slice === 'four_weeks, against last_window');
  const against = part(plain);
  if (against === null) return null;
  const band = evaluation?.coverage.find(({ rows, band: of }) => rows === 'hashtag_daily' && of === 'four_weeks, all');
  return {
    against,
    walking: part(errors.find(({ slice }) => /^four_weeks, refitted .* against last_window$/.test(slice))),
    sure: (plain?.gain?.high ?? 0) < 0,
    kept: band?.share ?? null,
  };
}

/**
 * How often a stage came true on hashtags that the forecast had not seen, beside how often it does on any day.
 *
 * @param days that were at hand: they decide which form of the forecast spoke (models/zoo/trends/card.md)
 * @returns null where the evaluation has no such row: the stage was never said there
 */
export function promiseOf(evaluation: Evaluation | null, stage: ToldStage, days: number): Measure | null {
  const form = days >= 28 ? 'four_weeks' : days >= 14 ? 'two_weeks' : 'three_days';
  return (
    evaluation?.measures.find(
      ({ metric, slice, split, n }) =>
        metric === (stage === 'rising' ? 'said_and_higher' : 'said_and_lower') &&
        slice === `${form}, ${stage}` &&
        split === 'groups' &&
        n > 0,
    ) ?? null
  );
}
