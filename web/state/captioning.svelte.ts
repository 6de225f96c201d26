/** A caption as it is typed → its score, its words, other ways to put it, hashtags; what was typed outlives the app. */
import { adviseCaption, type CaptionAdvice } from '#core/advise/caption.ts';
import { rankHashtags, type RankedTag } from '#core/advise/hashtags.ts';
import type { Draft, Platform, Post } from '#core/flow.ts';
import type { HoldModel } from '#core/scoring/model-files.ts';
import type { Language } from '../text/language.ts';
import type { KeptShelf } from './planning.svelte.ts';
import type { TrendItem } from './trends.svelte.ts';

/** The hold model of this device; null where there is none yet. */
export type HoldDoor = () => Promise<HoldModel | null>;

type Words = Pick<Draft, 'platform' | 'caption' | 'shown'>;

/** Typing pauses for this long before it is written down, ms. */
const PAUSE_MS = 400;

export class Captioning {
  readonly #shelf: KeptShelf;
  readonly #room: string;
  readonly #language: () => Language;
  readonly #posts: () => readonly Post[];
  readonly #trends: () => readonly TrendItem[] | null;
  #model = $state.raw<HoldModel | null>(null);
  #asked = $state(false);
  #caption = $state('');
  #shown = $state('');
  #platform = $state<Platform>('tiktok');
  #before = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  readonly #advice = $derived.by(() =>
    adviseCaption({
      draft: { platform: this.#platform, caption: this.#caption, shown: this.#shown },
      hold: this.#model,
      language: this.#language(),
    }),
  );
  readonly #tags = $derived.by(() =>
    rankHashtags({
      draft: { caption: this.#caption, shown: this.#shown },
      trends: this.#trends()?.filter(({ kind }) => kind === 'hashtag') ?? null,
      posts: this.#posts(),
    }),
  );

  /** @param room the report's id, or 'new' */
  constructor(
    shelf: KeptShelf,
    room: string,
    about: {
      readonly language: () => Language;
      readonly posts: (platform: Platform) => readonly Post[];
      readonly trends: () => readonly TrendItem[] | null;
    },
  ) {
    this.#shelf = shelf;
    this.#room = `caption:${room}`;
    this.#language = about.language;
    this.#posts = () => about.posts(this.#platform);
    this.#trends = about.trends;
  }

  /** @param start what the report has; what was typed here since wins */
  async load(start: Words, hold: HoldDoor): Promise<void> {
    this.#take(start);
    const kept = await this.#shelf.get(this.#room);
    const typed = kept.ok ? readWords(kept.value) : null;
    if (typed) this.#take({ ...start, ...typed });
    this.#model = await hold();
    this.#asked = true;
  }

  /** The model was asked for: a "no model" is told only then. */
  get ready(): boolean {
    return this.#asked;
  }
  get advice(): CaptionAdvice {
    return this.#advice;
  }
  get tags(): readonly RankedTag[] {
    return this.#tags;
  }
  get caption(): string {
    return this.#caption;
  }
  set caption(text: string) {
    this.#caption = text;
    this.#before = null;
    this.#keepSoon();
  }
  get shown(): string {
    return this.#shown;
  }
  set shown(text: string) {
    this.#shown = text;
    this.#keepSoon();
  }
  get platform(): Platform {
    return this.#platform;
  }
  set platform(platform: Platform) {
    this.#platform = platform;
    this.#keepSoon();
  }
  /** What stood there before a candidate was taken; null when nothing was. */
  get before(): string | null {
    return this.#before;
  }

  take(text: string): void {
    const before = this.#before ?? this.#caption;
    this.#caption = text;
    this.#before = before;
    this.#keepSoon();
  }
  undo(): void {
    if (this.#before === null) return;
    this.#caption = this.#before;
    this.#before = null;
    this.#keepSoon();
  }
  addTag(tag: string): void {
    this.take(`${this.#caption.trimEnd()} #${tag}`.trimStart());
  }

  /** Writes at once; a phone may close the app without a further word. */
  async keep(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#shelf.put(this.#room, { caption: this.#caption, shown: this.#shown, platform: this.#platform });
  }

  #take({ platform, caption, shown }: Words): void {
    this.#platform = platform;
    this.#caption = caption;
    this.#shown = shown;
  }
  #keepSoon(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }
}

function readWords(value: unknown): Words | null {
  if (typeof value !== 'object' || value === null) return null;
  const { caption, shown, platform } = value as Partial<Record<keyof Words, unknown>>;
  if (typeof caption !== 'string' || typeof shown !== 'string') return null;
  return { caption, shown, platform: platform === 'reels' || platform === 'shorts' ? platform : 'tiktok' };
}
