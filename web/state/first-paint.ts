/** What the first paint has to know before the database answers: the choices of the settings, once more in localStorage. */
import { isLanguage, type Language } from '../text/language.ts';

const NAME = 'presage.first-paint';

export interface FirstPaint {
  readonly theme?: 'light' | 'dark';
  readonly language?: Language;
}

export function readFirstPaint(shelf: Pick<Storage, 'getItem'> | null): FirstPaint {
  const { theme, language } = readNoted(shelf);
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(isLanguage(language) ? { language } : {}),
  };
}

/** All that was noted, not looked at yet; empty where nothing was, or what was is damaged. */
export function readNoted(shelf: Pick<Storage, 'getItem'> | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(shelf?.getItem(NAME) ?? '{}');
    // holds: it is an object, whatever stands in it
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

export function noteFirstPaint(
  shelf: Pick<Storage, 'setItem'> | null,
  chosen: Readonly<Record<string, unknown>>,
): void {
  try {
    shelf?.setItem(NAME, JSON.stringify(chosen));
  } catch {
    // Without the note the first paint follows the system; nothing is lost.
  }
}

/** null where the browser's settings refuse it. */
export function localStorageIfAny(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
