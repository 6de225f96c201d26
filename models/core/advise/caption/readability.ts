/**
 * A text in English, French or Spanish → how easily it reads, 0 hard to 100 easy.
 *
 * English: Flesch 1948, "A new readability yardstick". French: Kandel & Moles 1958, the same yardstick fitted to French.
 * Spanish: Fernández Huerta 1959, "Medidas sencillas de lecturabilidad", with words per sentence as he worked it out.
 * Syllables are counted by rules below, which are right for common words and off by one for some others.
 */
import { detectLanguage, type Language } from '../../features/language.ts';
import { plainCaption, plainWords } from '../../features/text.ts';

export type ReadableLanguage = Exclude<Language, 'other'>;

export interface Readability {
  readonly language: ReadableLanguage;
  readonly formula: 'flesch' | 'kandel_moles' | 'fernandez_huerta';
  /** About 0 to 100, higher is easier; one-word sentences pass 100, so it is cut to 0..100. */
  readonly score: number;
  readonly words: number;
  readonly sentences: number;
}

/** One long word among five moves the score by twenty. */
const FEWEST_WORDS = 5;

/** Why no score can be told. */
export type Unreadable = 'too_short' | 'other_language';

export function readability(text: string): Readability | Unreadable {
  const words = plainWords(text);
  if (words.length < FEWEST_WORDS) return 'too_short';
  const language = detectLanguage(text);
  if (language === null || language === 'other') return 'other_language';
  const sentences = Math.max(1, sentencesOf(plainCaption(text)).length);
  const perSentence = words.length / sentences;
  const perWord = words.reduce((sum, word) => sum + syllables(word, language), 0) / words.length;
  const { formula, of } = FORMULAS[language];
  return {
    language,
    formula,
    score: Math.min(100, Math.max(0, of(perSentence, perWord))),
    words: words.length,
    sentences,
  };
}

const FORMULAS: Readonly<
  Record<
    ReadableLanguage,
    { readonly formula: Readability['formula']; readonly of: (perSentence: number, perWord: number) => number }
  >
> = {
  en: { formula: 'flesch', of: (s, w) => 206.835 - 1.015 * s - 84.6 * w },
  fr: { formula: 'kandel_moles', of: (s, w) => 207 - 1.015 * s - 73.6 * w },
  es: { formula: 'fernandez_huerta', of: (s, w) => 206.84 - 1.02 * s - 60 * w },
};

/** Parts that end in a stop or a line end and hold a letter, with their stop. */
export function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?…\n]+[.!?…]*/gu) ?? []).map((part) => part.trim()).filter((part) => /\p{L}/u.test(part));
}

/** At least one. @param word lower case, letters only */
export function syllables(word: string, language: ReadableLanguage): number {
  const plain = word.replace(/'/gu, '');
  switch (language) {
    case 'en':
      return english(plain);
    case 'fr':
      return french(plain);
    case 'es':
      return spanish(plain);
  }
}

/** Groups of vowels; a final silent e, -ed or -es ends none, -le after a consonant does; some pairs are two. */
function english(word: string): number {
  const known = ENGLISH_EXCEPTIONS.get(word) ?? ENGLISH_EXCEPTIONS.get(word.replace(/s$/u, ''));
  if (known !== undefined) return known;
  const groups = word.match(/[aeiouy]+/gu)?.length ?? 0;
  // vi-de-o, i-de-a, sci-ence, cre-ate, be-ing, u-su-al; but not na-tion, spe-cial.
  const parted = word.match(/(?<![tcsg])i[ao](?!u)|[aeiou]ing$|ua[lr]|eo$|ea$|ien[ct]|creat/gu)?.length ?? 0;
  const silent =
    /[^aeiouyl]e$|[aeiou]le$/u.test(word) || /[^aeioutd]ed$/u.test(word) || /[^aeiouscxzgh]es$/u.test(word);
  return Math.max(1, groups + parted - (silent ? 1 : 0));
}

/** Words that captions use often and the rules miss. */
const ENGLISH_EXCEPTIONS: ReadonlyMap<string, number> = new Map([
  ['recipe', 3],
  ['people', 2],
  ['sea', 1],
  ['tea', 1],
  ['every', 2],
  ['everyone', 3],
  ['something', 2],
  ['someone', 2],
  ['sometimes', 2],
  ['maybe', 2],
  ['business', 2],
  ['favorite', 3],
]);

/** Groups of vowels, a final silent e, es or ent ends none; a diaeresis begins one. */
function french(word: string): number {
  const bare = word.replace(/qu/gu, 'q').replace(/gu(?=[eéèêi])/gu, 'g');
  const trimmed = bare.replace(/(?<=[aeiouyàâéèêëîïôùûü].*[^aeiouyàâéèêëîïôùûü])(?:e|es|ent)$/u, (end, at: number) =>
    end === 'ent' && /(?:m|cc|c|v|d)ent$/u.test(bare) && at > 0 ? 'ent' : '',
  );
  const parted = trimmed.replace(/(?=[ïëü])/gu, '-').replace(/é(?=[aàâoôeèuû])/gu, 'é-');
  return Math.max(1, parted.match(/[aeiouyàâéèêëîïôùûüœæ]+/gu)?.length ?? 0);
}

/** Strong vowels (a, e, o and any accented) stand alone; weak ones (i, u) join them; the u of que, qui, gue, gui is silent. */
function spanish(word: string): number {
  const bare = word
    .replace(/qu(?=[eiéí])/gu, 'q')
    .replace(/gu(?=[eiéí])/gu, 'g')
    .replace(/y(?![aeiouáéíóú])/gu, 'i');
  let count = 0;
  for (const group of bare.match(/[aeiouáéíóúü]+/gu) ?? []) {
    const strong = group.match(/[aeoáéóíú]/gu)?.length ?? 0;
    count += Math.max(1, strong);
  }
  return Math.max(1, count);
}
