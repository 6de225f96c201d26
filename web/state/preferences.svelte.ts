/** What the person has chosen: theme, language, app to post to, decoder, declared priors. Stored at once, applied at once. */
import type { Result } from '#core/failure.ts';
import { DEFAULT_SETTINGS, settingsOf, type Settings } from '../store/settings.ts';
import { noteFirstPaint, readNoted } from './first-paint.ts';

export interface SettingsShelf {
  all(): Promise<Result<Settings>>;
  set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<Result<void>>;
}

export class Preferences {
  readonly #shelf: SettingsShelf;
  /** The database answers only after the first paint, and a dark room should not see a white flash. */
  readonly #hints: Pick<Storage, 'getItem' | 'setItem'> | null;
  #settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  /** In this visit: what the database still tells of before does not undo it. */
  #chosen: Partial<Settings> = {};

  constructor(shelf: SettingsShelf, hints: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#shelf = shelf;
    this.#hints = hints;
    this.#settings = settingsOf(readNoted(hints));
  }

  get theme(): Settings['theme'] {
    return this.#settings.theme;
  }
  get language(): Settings['language'] {
    return this.#settings.language;
  }
  get platform(): Settings['platform'] {
    return this.#settings.platform;
  }
  get decoder(): Settings['decoder'] {
    return this.#settings.decoder;
  }
  get priors(): boolean {
    return this.#settings.priors;
  }
  get looks(): boolean {
    return this.#settings.looks;
  }
  get installDismissed(): boolean {
    return this.#settings.installDismissed;
  }
  get trendsRegion(): string | null {
    return this.#settings.trendsRegion;
  }
  get givesResults(): boolean {
    return this.#settings.givesResults;
  }
  get givesNoise(): boolean {
    return this.#settings.givesNoise;
  }
  get trendsCategory(): string {
    return this.#settings.trendsCategory;
  }

  async load(): Promise<void> {
    const stored = await this.#shelf.all();
    if (!stored.ok) return;
    this.#settings = { ...stored.value, ...this.#chosen };
    noteFirstPaint(this.#hints, { ...this.#settings });
  }

  /** Applies now; storing may fail (a private window), the choice then lasts as long as the page. */
  async set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
    this.#settings = { ...this.#settings, [name]: value };
    this.#chosen = { ...this.#chosen, [name]: value };
    noteFirstPaint(this.#hints, { ...this.#settings });
    await this.#shelf.set(name, value);
  }

  /** The button in the header: to the other one of what is seen now. */
  async flipTheme(systemIsDark: boolean): Promise<void> {
    const seen = this.theme ?? (systemIsDark ? 'dark' : 'light');
    await this.set('theme', seen === 'dark' ? 'light' : 'dark');
  }
}
