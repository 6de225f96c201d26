/**
 * A caption → other ways to put the same words, each by named rules that a person can check.
 *
 * Nothing is invented: words stay as written, apart from one fixed question and one fixed call per language. Where the
 * tags stand, how long the first line is, how loud it reads: that is what changes.
 */
import type { Draft, Platform } from '../../flow.ts';
import { isGenericTag } from '../../features/hashtags.ts';
import { captionCounts } from '../../features/caption.ts';
import { detectLanguage } from '../../features/language.ts';
import { emojiOf, hashtagsOf, plainCaption, plainWords } from '../../features/text.ts';
import { CAPTION_LIMITS } from './limits.ts';
import { sentencesOf, type ReadableLanguage } from './readability.ts';

export const REWRITE_RULES = [
  'from_shown',
  'tags_last',
  'fewer_tags',
  'calmer',
  'emoji_last',
  'first_line',
  'question_first',
  'ask',
  'call',
  'shorter',
] as const;
export type RewriteRule = (typeof REWRITE_RULES)[number];

export interface Rewrite {
  readonly text: string;
  /** What was done, in order. */
  readonly rules: readonly RewriteRule[];
}

/** More tags than these are seldom read and never searched for; Instagram's own advice is 3 to 5. */
const TAGS_KEPT = 5;
const EMOJI_KEPT = 3;

/** The only words that are ever added. */
const QUESTION: Readonly<Record<ReadableLanguage, string>> = {
  en: 'What would you do?',
  fr: 'Et toi, tu ferais quoi ?',
  es: '¿Tú qué harías?',
};
const CALL: Readonly<Record<ReadableLanguage, string>> = {
  en: 'Save it for later.',
  fr: 'Garde-la pour plus tard.',
  es: 'Guárdalo para después.',
};

/** Distinct from the caption and from each other, within the limits of the app; several rules at once first, then single ones in the order of REWRITE_RULES. */
export function rewrites(draft: Pick<Draft, 'platform' | 'caption' | 'shown'>, language: ReadableLanguage): Rewrite[] {
  const start = draft.caption.trim() === '' ? draft.shown.trim() : draft.caption.trim();
  if (start === '') return [];
  const given: Rewrite = { text: start, rules: draft.caption.trim() === '' ? ['from_shown'] : [] };
  // What does not fit is cut first: every other way starts from what can be posted.
  const from = apply(draft.platform, language)(given, 'shorter');
  const tidy = (['tags_last', 'fewer_tags', 'calmer', 'emoji_last'] as const).reduce(
    apply(draft.platform, language),
    from,
  );
  const one = REWRITE_RULES.map((rule) => apply(draft.platform, language)(from, rule));
  const combined = [
    tidy,
    ...(['first_line', 'question_first', 'ask', 'call'] as const).map((rule) =>
      apply(draft.platform, language)(tidy, rule),
    ),
    apply(draft.platform, language)(apply(draft.platform, language)(tidy, 'first_line'), 'ask'),
  ];
  const seen = new Set([draft.caption.trim()]);
  const found: Rewrite[] = [];
  for (const each of [from, ...combined, ...one]) {
    const fits = apply(draft.platform, language)(each, 'shorter');
    if (seen.has(fits.text) || fits.text === '') continue;
    seen.add(fits.text);
    found.push(fits);
  }
  return found;
}

/** The language of the words; that of the app's user where they are too few to tell. */
export function captionLanguage(caption: string, own: ReadableLanguage): ReadableLanguage {
  const found = detectLanguage(caption);
  return found === null || found === 'other' ? own : found;
}

const apply =
  (platform: Platform, language: ReadableLanguage) =>
  (before: Rewrite, rule: RewriteRule): Rewrite => {
    const text = RULES[rule](before.text, platform, language).trim();
    return text === before.text || text === '' ? before : { text, rules: [...before.rules, rule] };
  };

type Rule = (text: string, platform: Platform, language: ReadableLanguage) => string;

const RULES: Readonly<Record<RewriteRule, Rule>> = {
  // Done before any rule runs.
  from_shown: (text) => text,
  tags_last: (text) => {
    const tags = hashtagsOf(text);
    const plain = plainCaption(text);
    return tags.length === 0 || plain === '' ? text : joined(plain, tags);
  },
  fewer_tags: (text) => {
    const tags = hashtagsOf(text);
    const own = tags.filter((tag) => !isGenericTag(tag));
    const kept = new Set((own.length > 0 ? own : tags).slice(0, TAGS_KEPT));
    return kept.size === tags.length ? text : joined(plainCaption(text), [...kept]);
  },
  calmer: (text) =>
    text
      .replace(/([!?])\1+/gu, '$1')
      // Three words shouted in a row; a single one may be a name or a sign.
      .replace(/\p{Lu}{2,}(?:[^\p{L}#@\n]+\p{Lu}{2,}){2,}/gu, (shout) => {
        const low = shout.toLowerCase();
        return low.charAt(0).toUpperCase() + low.slice(1);
      }),
  emoji_last: (text) => {
    const plain = plainCaption(text);
    const emoji = emojiOf(plain);
    if (emoji.length === 0) return text;
    const words = tidied(plain.replace(EMOJI_RUN, ' '));
    if (words === '') return text;
    return joined(`${words} ${[...new Set(emoji)].slice(0, EMOJI_KEPT).join('')}`, hashtagsOf(text));
  },
  first_line: (text, platform) => {
    const { shown } = CAPTION_LIMITS[platform];
    const plain = plainCaption(text);
    const sentences = sentencesOf(plain);
    const first = sentences[0];
    if (first === undefined || sentences.length < 2 || plain.split('\n')[0] === first) return text;
    // A first line that is whole before "more" cuts it off.
    return first.length > shown
      ? text
      : joined(`${first}\n${plain.slice(plain.indexOf(first) + first.length).trim()}`, hashtagsOf(text));
  },
  question_first: (text) => {
    const plain = plainCaption(text);
    const sentences = sentencesOf(plain);
    const question = sentences.find((sentence) => /[?？]\s*$/u.test(sentence));
    if (question === undefined || sentences[0] === question) return text;
    return joined(
      `${question}\n${plain
        .replace(question, ' ')
        .replace(/[^\S\n]+/gu, ' ')
        .trim()}`,
      hashtagsOf(text),
    );
  },
  ask: (text, _, language) =>
    captionCounts(text).questions > 0
      ? text
      : joined(`${ended(plainCaption(text))} ${QUESTION[language]}`, hashtagsOf(text)),
  call: (text, _, language) =>
    plainWords(text).some((word) => CALLED.has(word))
      ? text
      : joined(`${ended(plainCaption(text))} ${CALL[language]}`, hashtagsOf(text)),
  shorter: (text, platform) => {
    const { most, mostTags } = CAPTION_LIMITS[platform];
    const tags = hashtagsOf(text);
    if (text.length <= most && tags.length <= mostTags) return text;
    const kept: string[] = [];
    // Tags may take a third of the room; the words matter more.
    for (const tag of tags.slice(0, mostTags)) if (joined('', [...kept, tag]).length <= most / 3) kept.push(tag);
    return joined(cut(plainCaption(text), most - joined('', kept).length - 2), kept);
  },
};

const EMOJI_RUN = /(?:(?![©®™])[\p{Extended_Pictographic}\p{Regional_Indicator}]|\p{Emoji_Modifier}|\u200d|\ufe0f)+/gu;

const CALLED = new Set(
  'save follow share comment guarda guárdalo comparte sigue comenta garde enregistre partage abonne commente'.split(
    ' ',
  ),
);

const tidied = (text: string): string =>
  text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ (?=[,.!?…])/gu, '')
    .replace(/ ?\n ?/gu, '\n')
    .trim();

const ended = (text: string): string => (/[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text);

const joined = (words: string, tags: readonly string[]): string =>
  [words, tags.map((tag) => `#${tag}`).join(' ')].filter((part) => part !== '').join(' ');

/** At the end of a sentence, else of a word, else between characters; never inside one. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let whole = '';
  for (const sentence of sentencesOf(text)) {
    const longer = whole === '' ? sentence : `${whole} ${sentence}`;
    if (longer.length > most) break;
    whole = longer;
  }
  if (whole !== '') return whole;
  let out = '';
  for (const word of text.split(/\s+/u)) {
    const longer = out === '' ? word : `${out} ${word}`;
    if (longer.length > most - 1) break;
    out = longer;
  }
  if (out === '')
    for (const sign of text)
      if (out.length + sign.length <= most - 1) out += sign;
      else break;
  return `${out}…`;
}
