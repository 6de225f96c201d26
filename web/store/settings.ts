/** Choices of the person that outlive a visit. An unknown or damaged value reads as the default. */
import type { Result } from '#core/failure.ts';
import { PLATFORMS, type Platform } from '#core/flow.ts';
import { attempt } from './attempt.ts';
import type { Database } from './db.ts';

export interface Settings {
  /** null follows the system. */
  readonly theme: 'light' | 'dark' | null;
  /** null follows the browser. */
  readonly language: 'en' | 'fr' | 'es' | null;
  readonly platform: Platform;
  readonly decoder: 'auto' | 'webcodecs' | 'ffmpeg';
  /** Declared terms of picture and sound count towards the score. */
  readonly priors: boolean;
  /** Networks look at the picture and listen to the sound after the first score; off is "lite". */
  readonly looks: boolean;
  /** The install card was put away. */
  readonly installDismissed: boolean;
  /** 'world' or two capital letters; null is the usual one of the language. */
  readonly trendsRegion: string | null;
  readonly trendsCategory: string;
  /** Results may be given, one press each. */
  readonly givesResults: boolean;
  /** Noise is put into what is given, on the device. */
  readonly givesNoise: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: null,
  language: null,
  platform: 'tiktok',
  decoder: 'auto',
  priors: true,
  looks: true,
  installDismissed: false,
  trendsRegion: null,
  trendsCategory: 'all',
  givesResults: false,
  givesNoise: false,
};

const isOneOf =
  <T>(...allowed: readonly T[]) =>
  (value: unknown): value is T =>
    allowed.some((a) => a === value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

const VALID: { readonly [Name in keyof Settings]: (value: unknown) => value is Settings[Name] } = {
  theme: isOneOf(null, 'light', 'dark'),
  language: isOneOf(null, 'en', 'fr', 'es'),
  platform: isOneOf(...PLATFORMS),
  decoder: isOneOf('auto', 'webcodecs', 'ffmpeg'),
  priors: isBoolean,
  looks: isBoolean,
  installDismissed: isBoolean,
  // Their contract is loaded with the screen, which looks again.
  trendsRegion: (value): value is string | null => value === null || typeof value === 'string',
  trendsCategory: (value): value is string => typeof value === 'string',
  givesResults: isBoolean,
  givesNoise: isBoolean,
};

/** What is missing, unknown or damaged is as it was at first. */
export function settingsOf(kept: Readonly<Record<string, unknown>>): Settings {
  const known = Object.entries(kept).filter(([name, value]) => isName(name) && VALID[name](value));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known) };
}

export class SettingsStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): Promise<Result<Settings>> {
    return attempt(async () => {
      const rows = await this.#db.settings.toArray();
      return settingsOf(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    });
  }

  set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<Result<void>> {
    return attempt(async () => {
      await this.#db.settings.put({ name, value });
    });
  }
}

const isName = (name: string): name is keyof Settings => Object.hasOwn(VALID, name);
