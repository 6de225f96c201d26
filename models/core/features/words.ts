/**
 * A text people wrote → the tokens and n-grams that the `hold` model counts. The same function reads the training
 * table and the caption in the app, so it knows nothing of a vocabulary.
 *
 * Lower case; '#' falls away and its word stays; links and '@handles' are dropped, so no vocabulary can hold one;
 * digits become '0'; an emoji is one token, also where its English name is spelled out (see emoji-names.ts).
 */
import { EMOJI_NAMES, SINGLE_WORD_EMOJI } from './emoji-names.ts';

/** Changes whenever a text would give other tokens or grams; a model fitted on another one is refused. */
export const WORDS_SET = 'hold-words-2';

/** A token and how it was written. */
export interface Token {
  /** Lower case, as counted. */
  readonly word: string;
  /** As typed; names are recognised by their capital when the vocabulary is made. */
  readonly written: string;
  /** Whether it opens the text or a sentence, where a capital says nothing. */
  readonly opens: boolean;
}

export function tokens(text: string): Token[] {
  const plain = spellOut(text.normalize('NFC').replace(LINK, ' ').replace(HANDLE, ' ').replace(/[’ʼ`]/gu, "'"));
  const out: Token[] = [];
  let opens = true;
  for (const match of plain.matchAll(TOKEN)) {
    const written = match[0];
    if (SENTENCE_END.test(written)) {
      opens = true;
      if (!/[!?]/u.test(written)) continue;
      out.push({ word: written.includes('?') ? '?' : '!', written, opens: false });
      continue;
    }
    const word = /^\p{N}/u.test(written) ? '0' : written.toLowerCase().replace(/'s$/u, '');
    out.push({ word, written, opens });
    opens = false;
  }
  return out;
}

/** Words and pairs of neighbours, with the indices of the tokens they are made of. */
export function wordGrams(words: readonly string[]): { readonly gram: string; readonly from: readonly number[] }[] {
  const out: { gram: string; from: number[] }[] = [];
  words.forEach((word, at) => {
    out.push({ gram: word, from: [at] });
    const next = words[at + 1];
    if (next !== undefined) out.push({ gram: `${word} ${next}`, from: [at, at + 1] });
  });
  return out;
}

/** Each word with its place: '^dog' in a title, '$dog' below it. The same word weighs otherwise in a headline of tags than in a sentence. */
export function placedGrams(
  words: readonly string[],
  inTitle: number,
): { readonly gram: string; readonly from: readonly number[] }[] {
  return words.map((word, at) => ({ gram: `${at < inTitle ? '^' : '$'}${word}`, from: [at] }));
}

/** Runs of 3 to 5 letters in each word, its ends marked '_': they tie "skateboarding" and "skateboarder", and open up glued hashtags. */
export function letterGrams(words: readonly string[]): { readonly gram: string; readonly from: readonly number[] }[] {
  const out: { gram: string; from: number[] }[] = [];
  words.forEach((word, at) => {
    if (!/^\p{L}/u.test(word)) return;
    const letters = [...`_${word}_`];
    for (let size = 3; size <= 5; size++) {
      for (let i = 0; i + size <= letters.length; i++) {
        out.push({ gram: `~${letters.slice(i, i + size).join('')}`, from: [at] });
      }
    }
  });
  return out;
}

/** Words that say what is seen: no function words, no filler of a description ("the video shows"). Counts the length of a line. */
export function contentWords(text: string): string[] {
  return tokens(text)
    .map((token) => token.word)
    .filter((word) => /^[\p{L}\p{Extended_Pictographic}]/u.test(word) && !FUNCTION_WORDS.has(word));
}

/** What the form of a poster's text says beside its words. `title` is null where the platform has none. */
export function textForm(title: string | null, text: string): Readonly<Record<FormName, number>> {
  const all = title ? `${title} ${text}`.trim() : text.trim();
  const words = tokens(all);
  const letters = [...all].filter((sign) => /\p{L}/u.test(sign));
  const lengths = words.map((token) => [...token.word].length);
  return {
    untitled: title === null ? 1 : 0,
    has_title: title ? 1 : 0,
    title_words: title ? Math.log1p(tokens(title).length) : 0,
    no_text: all === '' ? 1 : 0,
    text_letters: Math.log1p([...text.trim()].length),
    words: Math.log1p(words.length),
    exclaims: /[!‼]/u.test(all) ? 1 : 0,
    asks: all.includes('?') ? 1 : 0,
    capitals: letters.length ? letters.filter((sign) => sign !== sign.toLowerCase()).length / letters.length : 0,
    digits: /\p{N}/u.test(all) ? 1 : 0,
    other_script: letters.some((sign) => !/\p{Script=Latin}/u.test(sign)) ? 1 : 0,
    word_length: lengths.length ? lengths.reduce((a, b) => a + b, 0) / lengths.length : 0,
    emoji: Math.log1p(words.filter((token) => /^\p{Extended_Pictographic}/u.test(token.word)).length),
  };
}

export const FORM_NAMES = [
  'untitled',
  'has_title',
  'title_words',
  'no_text',
  'text_letters',
  'words',
  'exclaims',
  'asks',
  'capitals',
  'digits',
  'other_script',
  'word_length',
  'emoji',
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/**
 * Words that are written with a capital inside a sentence and never without one anywhere in `texts`:
 * names of people, and of some brands and places. They never enter a vocabulary.
 */
export function properNames(texts: Iterable<string>): Set<string> {
  const capital = new Set<string>();
  const small = new Set<string>();
  for (const text of texts) {
    for (const { word, written, opens } of tokens(text)) {
      const first = [...written][0] ?? '';
      if (!/\p{L}/u.test(first)) continue;
      if (first === first.toLowerCase()) small.add(word);
      else if (!opens) capital.add(word);
    }
  }
  capital.delete('i');
  return new Set([...capital].filter((word) => !small.has(word)));
}

const LINK = /(?:https?:\/\/|www\.)\S+/giu;
const HANDLE = /(?<![\p{L}\p{N}_])@[\p{L}\p{N}_.]+/gu;
const TOKEN = /\p{Extended_Pictographic}|\p{L}[\p{L}\p{M}]*(?:'\p{L}+)?|\p{N}+|[!?]+|[.|\n:;"“”]+/gu;
const SENTENCE_END = /^[.|\n:;"“”!?]+$/u;

const SIGN_OF_NAME = new Map(EMOJI_NAMES.map(([sign, name]) => [name, sign]));
/** Longest first, so that "face with tears of joy" is not read as a shorter name inside it. */
const NAMES = new RegExp([...SIGN_OF_NAME.keys()].sort((a, b) => b.length - a.length).join('|'), 'giu');
const WORD_OF_SIGN = new Map(SINGLE_WORD_EMOJI);
const SIGNS = new RegExp([...WORD_OF_SIGN.keys()].join('|'), 'gu');
/** Skin tones, variation selectors and joiners with what they join: 🤷🏽‍♀️ and 🤷 are one token. */
const EMOJI_PARTS = /\p{Emoji_Modifier}|\u200d[♀♂]|[\ufe0f\u200d]/gu;
const SKIN_TONE_NAMES = /(?:medium-light|medium-dark|medium|light|dark) skin tone/giu;

/** One spelling of emoji: multi-word names become their sign, signs with a one-word name that word. */
function spellOut(text: string): string {
  return text
    .replace(EMOJI_PARTS, '')
    .replace(SKIN_TONE_NAMES, ' ')
    .replace(NAMES, (name) => ` ${SIGN_OF_NAME.get(name.toLowerCase()) ?? ' '} `)
    .replace(SIGNS, (sign) => ` ${WORD_OF_SIGN.get(sign) ?? ''} `);
}

const FUNCTION_WORDS = new Set(
  (
    'a an the of in on at to and or but is are was were be been being am with by for from as it its his her hers their theirs he she ' +
    'they them this that these those there here i me my we us our you your who whom which what when where while then than so if not no ' +
    'into onto over under up down out off also some any one two each other another very more most just only has have had do does did ' +
    'can could will would may might about around through after before during between video shows show features captures begins starts ends ' +
    'seen appears camera scene clip'
  ).split(' '),
);
