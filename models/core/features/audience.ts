/** Country of the audience and language of the caption in; whether the country is given and reads that language out. */
import type { Feature } from './feature.ts';
import { detectLanguage } from './language.ts';

/** @returns whether English, French or Spanish is an everyday language there; null for a country of none of the three */
export function readsLanguage(country: string, language: 'en' | 'fr' | 'es' | 'other'): boolean | null {
  const spoken = (['en', 'fr', 'es'] as const).filter((l) => EVERYDAY[l].has(country.toUpperCase()));
  if (spoken.length === 0) return null;
  return language !== 'other' && spoken.includes(language);
}

export const AUDIENCE_FEATURES = [
  {
    name: 'audience_country_given',
    version: 1,
    family: 'audience',
    unit: 'bool',
    range: [0, 1],
    tolerance: 0,
    known: 'draft',
    about: 'Whether the maker said where the audience lives.',
    of: ({ draft }) => (draft.country === null ? 0 : 1),
  },
  {
    name: 'audience_language_match',
    version: 1,
    family: 'audience',
    unit: 'bool',
    range: [0, 1],
    tolerance: 0,
    known: 'draft',
    about: 'Whether the caption is in an everyday language of the audience; known for English, French and Spanish.',
    of: ({ draft }) => {
      if (draft.country === null || draft.caption.trim() === '') return 'not_given';
      const language = detectLanguage(draft.caption);
      if (language === null) return 'too_short';
      const reads = readsLanguage(draft.country, language);
      return reads === null ? 'no_evidence' : reads ? 1 : 0;
    },
  },
] satisfies readonly Feature[];

/**
 * Countries (ISO 3166-1 alpha-2) where the language is official or spoken by most people at home.
 * General knowledge, no statistic; a country stands under each language that fits.
 */
const EVERYDAY = {
  en: new Set('US GB IE CA AU NZ ZA SG JM TT BS BB GH NG KE UG PH IN PK MT'.split(' ')),
  fr: new Set('FR BE CH CA LU MC SN CI CM CD CG GA BJ TG ML BF NE GN MG HT RE GP MQ GF MA DZ TN'.split(' ')),
  es: new Set('ES MX AR CO CL PE VE EC BO PY UY CR PA GT HN SV NI DO CU PR US GQ'.split(' ')),
};
