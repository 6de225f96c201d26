/** What the first paint has to know before the database answers: theme and language, once more in localStorage. */
import { isLanguage, type Language } from '../text/language.ts';

const NAME = 'presage.first-paint';

export interface FirstPaint {
  readonly theme?: 'light' | 'dark';
  readonly language?: Language;
}

export function readFirstPaint(shelf: Pick<Storage, 'getItem'> | null): FirstPaint {
  try {
    const value: unknown = JSON.parse(shelf?.getItem(NAME) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const { theme, language } = value as { theme?: unknown; language?: unknown };
    return {
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(isLanguage(language) ? { language } : {}),
    };
  } catch {
    return {};
  }
}

/** @param chosen null: the system's, the browser's */
export function noteFirstPaint(
  shelf: Pick<Storage, 'setItem'> | null,
  chosen: { readonly theme: 'light' | 'dark' | null; readonly language: Language | null },
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
