/** Which languages there are, and which one a person reads: browser preferences → language. */
import type {
  Check,
  CheckTerms,
  DetectorTerms,
  DetectorWords,
  EvidenceTerms,
  EvidenceWords,
  FieldWords,
  Follow,
  Looking,
  Messages,
  Outside,
  Rooms,
  RoomWords,
  Spoken,
  Terms,
} from './messages.ts';

export const LANGUAGES = ['en', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own name. */
export const LANGUAGE_NAMES = { en: 'English', fr: 'Français', es: 'Español' } as const satisfies Record<
  Language,
  string
>;

export interface Table {
  readonly messages: Messages &
    EvidenceWords &
    Rooms &
    FieldWords &
    Looking &
    Check &
    Follow &
    Outside &
    RoomWords &
    Spoken &
    DetectorWords;
  readonly terms: Terms & EvidenceTerms & CheckTerms & DetectorTerms;
}

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** The first preference that we have; English when there is none. */
export function chooseLanguage(preferences: readonly string[]): Language {
  for (const preference of preferences) {
    const base = preference.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/** Each table is its own chunk, so a first load carries one language. */
export async function loadTable(language: Language): Promise<Table> {
  switch (language) {
    case 'en':
      return (await import('./en.ts')).table;
    case 'fr':
      return (await import('./fr.ts')).table;
    case 'es':
      return (await import('./es.ts')).table;
  }
}
