/** What the person has chosen: theme, language, app to post to, decoder, declared priors. Stored at once, applied at once. */
import type { Result } from '#core/failure.ts';
import { DEFAULT_SETTINGS, type Settings } from '../store/settings.ts';

export interface SettingsShelf {
  all(): Promise<Result<Settings>>;
  set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<Result<void>>;
}

/**
 * Theme and language once more in localStorage: the database answers only after the first paint,
 * and a dark room should not see a white flash.
 */
const HINT = 'presage.first-paint';

export class Preferences {
  readonly #shelf: SettingsShelf;
  readonly #hints: Pick<Storage, 'getItem' | 'setItem'> | null;
  #settings = $state.raw<Settings>(DEFAULT_SETTINGS);

  constructor(shelf: SettingsShelf, hints: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#shelf = shelf;
    this.#hints = hints;
    this.#settings = { ...DEFAULT_SETTINGS, ...readHint(hints) };
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
    this.#settings = stored.value;
    this.#writeHint();
  }

  /** Applies now; storing may fail (a private window), the choice then lasts as long as the page. */
  async set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
    this.#settings = { ...this.#settings, [name]: value };
    this.#writeHint();
    await this.#shelf.set(name, value);
  }

  /** The button in the header: to the other one of what is seen now. */
  async flipTheme(systemIsDark: boolean): Promise<void> {
    const seen = this.theme ?? (systemIsDark ? 'dark' : 'light');
    await this.set('theme', seen === 'dark' ? 'light' : 'dark');
  }

  #writeHint(): void {
    const { theme, language } = this.#settings;
    try {
      this.#hints?.setItem(HINT, JSON.stringify({ theme, language }));
    } catch {
      // Without the hint the first paint follows the system; nothing is lost.
    }
  }
}

function readHint(hints: Pick<Storage, 'getItem'> | null): Partial<Pick<Settings, 'theme' | 'language'>> {
  try {
    const value: unknown = JSON.parse(hints?.getItem(HINT) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const { theme, language } = value as { theme?: unknown; language?: unknown };
    return {
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(language === 'en' || language === 'fr' || language === 'es' ? { language } : {}),
    };
  } catch {
    return {};
  }
}
