/**
 * A comment enters; how many pleasant and unpleasant things it says leaves, by the lists of feeling-words.ts.
 *
 * Accents and repeated letters are ignored ("genial", "génial", "géniaaal"), phrases count before their words, and a
 * negation turns a word round: within three words before it, in French also within two after it ("j'aime pas").
 */
import { ENGLISH, FRENCH, PLEASANT_EMOJI, SPANISH, UNPLEASANT_EMOJI, type FeelingWords } from './feeling-words.ts';
import { plainWords } from './text.ts';

/** Changes whenever a comment would give other counts; a model fitted on others is refused. */
export const FEELINGS_SET = 'feelings-1';

export type FeelingLanguage = 'en' | 'fr' | 'es';

export interface FeelingCounts {
  readonly pleasant: number;
  readonly unpleasant: number;
  readonly words: number;
  /** Words that the lists of the language hold, turned round or not. */
  readonly listed: number;
}

/** @param language 'any' takes every list; a word of two lists counts once */
export function feelingsOf(text: string, language: FeelingLanguage | 'any'): FeelingCounts {
  const words = plainWords(text).map(folded);
  let pleasant = 0;
  let unpleasant = 0;
  let listed = 0;
  const { phrases, negations, sign } = language === 'any' ? ANY : LISTS[language];
  for (let i = 0; i < words.length; i++) {
    const phrase = phrases.get(words[i] ?? '')?.find(({ rest }) => rest.every((word, k) => words[i + 1 + k] === word));
    if (phrase) {
      if (phrase.pleasant) pleasant++;
      else unpleasant++;
      listed++;
      i += phrase.rest.length;
      continue;
    }
    const found = sign(words[i] ?? '');
    if (found === 0) continue;
    listed++;
    const around = [
      ...words.slice(Math.max(0, i - BEFORE), i),
      ...(language === 'fr' ? words.slice(i + 1, i + 1 + AFTER) : []),
    ];
    const turned = around.some((word) => negations.has(word) || word.endsWith("n't"));
    if (found > 0 !== turned) pleasant++;
    else unpleasant++;
  }
  for (const [mark] of text.matchAll(/\p{Extended_Pictographic}/gu)) {
    if (GLAD.has(mark)) pleasant++;
    else if (SAD.has(mark)) unpleasant++;
  }
  return { pleasant, unpleasant, words: words.length, listed };
}

/** Which of the three languages has most of the listed words; null when none or when two are even. */
export function languageByFeelings(text: string): FeelingLanguage | null {
  const found = (['en', 'fr', 'es'] as const)
    .map((language) => ({ language, listed: feelingsOf(text, language).listed }))
    .sort((a, b) => b.listed - a.listed);
  return (found[0]?.listed ?? 0) > (found[1]?.listed ?? 0) ? (found[0]?.language ?? null) : null;
}

const BEFORE = 3;
const AFTER = 2;

/** Without accents, and no letter three times in a row. */
export const folded = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gu, 'oe')
    .replace(/(\p{L})\1{2,}/gu, '$1');

interface Lists {
  /** By first word; longest first. */
  readonly phrases: ReadonlyMap<string, readonly { readonly rest: readonly string[]; readonly pleasant: boolean }[]>;
  readonly negations: ReadonlySet<string>;
  readonly sign: (word: string) => -1 | 0 | 1;
}

function listsOf(all: readonly FeelingWords[]): Lists {
  const joined = (pick: (words: FeelingWords) => string, by: string): string[] =>
    all.flatMap((words) => pick(words).split(by)).filter((word) => word !== '');
  const phrases = new Map<string, { rest: string[]; pleasant: boolean }[]>();
  const add = (list: readonly string[], pleasant: boolean): void => {
    for (const phrase of list) {
      const [first = '', ...rest] = phrase.split(' ');
      phrases.set(
        first,
        [...(phrases.get(first) ?? []), { rest, pleasant }].sort((a, b) => b.rest.length - a.rest.length),
      );
    }
  };
  add(
    joined((w) => w.pleasantPhrases, '|'),
    true,
  );
  add(
    joined((w) => w.unpleasantPhrases, '|'),
    false,
  );
  const good = stems(joined((w) => w.pleasant, ' '));
  const bad = stems(joined((w) => w.unpleasant, ' '));
  return {
    phrases,
    negations: new Set(joined((w) => w.negations, ' ')),
    sign: (word) => {
      const [g, b] = [good(word), bad(word)];
      // A word on both sides goes with the longer entry: "aimable" is no "ai".
      return g === b ? 0 : g > b ? 1 : -1;
    },
  };
}

/** Length of the longest entry that a word matches; whole words count one more than stems. */
function stems(entries: readonly string[]): (word: string) => number {
  const whole = new Set(entries.filter((entry) => !entry.endsWith('*')));
  const starts = new Set(entries.filter((entry) => entry.endsWith('*')).map((entry) => entry.slice(0, -1)));
  return (word) => {
    if (whole.has(word)) return word.length + 1;
    for (let length = word.length; length > 0; length--) if (starts.has(word.slice(0, length))) return length;
    return 0;
  };
}

const LISTS: Readonly<Record<FeelingLanguage, Lists>> = {
  en: listsOf([ENGLISH]),
  fr: listsOf([FRENCH]),
  es: listsOf([SPANISH]),
};
const ANY = listsOf([ENGLISH, FRENCH, SPANISH]);

const GLAD = new Set(PLEASANT_EMOJI.match(/\p{Extended_Pictographic}/gu) ?? []);
const SAD = new Set(UNPLEASANT_EMOJI.match(/\p{Extended_Pictographic}/gu) ?? []);
