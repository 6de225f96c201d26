/** Caption in, its measured shape out: how long, how it asks, whom it addresses, how it feels and reads. */
import type { MissingReason } from '../flow.ts';
import type { DraftContext, Feature } from './feature.ts';
import { detectLanguage } from './language.ts';
import { sentimentOf } from './sentiment.ts';
import { codePoints, emojiOf, mentionsOf, plainCaption, plainWords, spacedWords } from './text.ts';

/** Counts of one caption without its hashtags; each is the column of the training tables that its comment names. */
export interface CaptionCounts {
  /** cap_len */
  readonly length: number;
  /** cap_words */
  readonly words: number;
  /** cap_emoji */
  readonly emoji: number;
  /** cap_q */
  readonly questions: number;
  /** cap_excl */
  readonly exclamations: number;
  /** cap_mentions */
  readonly mentions: number;
  /** cap_upper: upper-case letters over all code points; 0 for a caption of hashtags alone. */
  readonly upperShare: number;
}

export function captionCounts(caption: string): CaptionCounts {
  const text = plainCaption(caption);
  const length = codePoints(text);
  return {
    length,
    words: spacedWords(text).length,
    emoji: emojiOf(text).length,
    questions: count(text, /[?？]/gu),
    exclamations: count(text, /[!！]/gu),
    mentions: mentionsOf(text).length,
    upperShare: length === 0 ? 0 : count(text, /\p{Lu}/gu) / length,
  };
}

/** Words that speak to the viewer. */
export function youIn(caption: string): number {
  return plainWords(caption).filter((w) => YOU.has(w)).length;
}

/** Words that ask for an act. */
export function callsIn(caption: string): number {
  return plainWords(caption).filter((w) => CALLS.has(w)).length;
}

export const CAPTION_FEATURES = [
  fromCaption(
    'caption_length',
    'count',
    5000,
    'Characters of the caption without its hashtags.',
    (c) => captionCounts(c).length,
  ),
  fromCaption(
    'caption_words',
    'count',
    1000,
    'Words of the caption without its hashtags.',
    (c) => captionCounts(c).words,
  ),
  fromCaption(
    'caption_first_line',
    'count',
    5000,
    'Characters of the first line, the part that shows before "more".',
    (c) => codePoints(plainCaption(c).split('\n')[0] ?? ''),
  ),
  fromCaption('caption_questions', 'count', 100, 'Question marks in the caption.', (c) => captionCounts(c).questions),
  fromCaption(
    'caption_exclamations',
    'count',
    100,
    'Exclamation marks in the caption.',
    (c) => captionCounts(c).exclamations,
  ),
  fromCaption('caption_emoji', 'count', 500, 'Emoji in the caption.', (c) => captionCounts(c).emoji),
  fromCaption(
    'caption_upper_share',
    'share',
    1,
    'Upper-case letters over all characters of the caption.',
    (c) => captionCounts(c).upperShare,
  ),
  fromCaption(
    'caption_mentions',
    'count',
    100,
    'Accounts named with @ in the caption.',
    (c) => captionCounts(c).mentions,
  ),
  fromCaption('caption_numbers', 'count', 200, 'Numbers in the caption, a run of digits counting once.', (c) =>
    count(plainCaption(c), /\p{Nd}+(?:[.,]\p{Nd}+)*/gu),
  ),
  fromCaption(
    'caption_you',
    'count',
    200,
    'Words that speak to the viewer: you, your, tu, toi, vous, tú, ti, usted.',
    youIn,
  ),
  fromCaption(
    'caption_calls',
    'count',
    100,
    'Words that ask for an act: follow, share, save, comment and their French and Spanish kin.',
    callsIn,
  ),
  inLanguage('caption_english', 'en', 'English'),
  inLanguage('caption_french', 'fr', 'French'),
  inLanguage('caption_spanish', 'es', 'Spanish'),
  {
    name: 'caption_sentiment',
    version: 1,
    family: 'caption',
    unit: '1',
    range: [-1, 1],
    tolerance: 0,
    known: 'draft',
    about:
      'Pleasant minus unpleasant words over both, from a short word list in English, French and Spanish; a simple measure.',
    of: ({ draft }) => (draft.caption.trim() === '' ? 'not_given' : (sentimentOf(draft.caption) ?? 'no_evidence')),
  },
  {
    name: 'caption_readability',
    version: 1,
    family: 'caption',
    unit: '1',
    range: [0, 150],
    tolerance: 0,
    known: 'draft',
    about:
      'LIX (Björnsson 1968): words per sentence plus the percentage of words longer than six letters; higher is harder.',
    of: ({ draft }) => (draft.caption.trim() === '' ? 'not_given' : (lix(draft.caption) ?? 'too_short')),
  },
] satisfies readonly Feature[];

/** @returns LIX; null under LIX_WORDS words, where one word moves it by more than 20 */
export function lix(caption: string): number | null {
  const words = plainWords(caption);
  if (words.length < LIX_WORDS) return null;
  const sentences = plainCaption(caption)
    .split(/[.!?:…]+|\n+/u)
    .filter((s) => /\p{L}/u.test(s)).length;
  const long = words.filter((w) => codePoints(w.replace(/'/gu, '')) > 6).length;
  return words.length / Math.max(1, sentences) + (100 * long) / words.length;
}

/** A long word among five already moves LIX by 20. */
const LIX_WORDS = 5;

/** Second person in the three languages of the app. */
const YOU = new Set(
  (
    "you your yours yourself you're you'll you've you'd u ur " +
    'tu toi te ton ta tes tien tienne tiens vous votre vos vôtre ' +
    'tú ti tu tus te tuyo tuya tuyos contigo usted ustedes vos vosotros vosotras vuestro vuestra'
  ).split(' '),
);

/** Chosen by eye from what captions ask for; the list is the definition, so a change is a new version. */
const CALLS = new Set(
  (
    'follow share save comment like subscribe tag click link dm vote duet stitch repost ' +
    'abonne abonnez partage partagez enregistre enregistrez commente commentez aime aimez clique cliquez vote votez ' +
    'sigue sígueme síguenos comparte compartan guarda guárdalo comenta comenten suscríbete etiqueta dale vota'
  ).split(' '),
);

function fromCaption(
  name: string,
  unit: Feature['unit'],
  most: number,
  about: string,
  measure: (caption: string) => number,
): Feature {
  return {
    name,
    version: 1,
    family: 'caption',
    unit,
    range: [0, most],
    tolerance: 0,
    known: 'draft',
    about,
    of: ({ draft }: DraftContext): number | MissingReason =>
      // An untouched field is not an empty caption: nobody has said yet what will stand there.
      draft.caption.trim() === '' ? 'not_given' : Math.min(most, measure(draft.caption)),
  };
}

function inLanguage(name: string, language: 'en' | 'fr' | 'es', called: string): Feature {
  return {
    name,
    version: 1,
    family: 'caption',
    unit: 'bool',
    range: [0, 1],
    tolerance: 0,
    known: 'draft',
    about: `Whether the caption reads as ${called}, by its commonest words and letter groups.`,
    of: ({ draft }: DraftContext): number | MissingReason => {
      if (draft.caption.trim() === '') return 'not_given';
      const found = detectLanguage(draft.caption);
      return found === null ? 'too_short' : found === language ? 1 : 0;
    },
  };
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
