/**
 * Caption in; its words, lines, hashtags and mentions out. Caption, hashtag, topic and language features all read it through here.
 *
 * The counts follow the columns cap_* and n_tags of the training tables (data/README: hashtags are taken out of the
 * caption before it is counted, length is in code points, words are what stands between spaces), so a table row and a
 * typed caption give the same number.
 */

const HASHTAG = /[#＃]([\p{L}\p{N}\p{M}_\u200d\p{Extended_Pictographic}]+)/gu;
const MENTION = /(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_][\p{L}\p{N}_.]*/gu;
/** One pictogram, or a pair of regional letters (a flag); skin tones and joiners count nothing of their own. ©, ® and ™ are signs, not emoji. */
const EMOJI = /(?![\u00a9\u00ae\u2122])\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/gu;
const LINK = /https?:\/\/\S+/giu;

/** The tags of a caption in order, without '#', as written. */
export function hashtagsOf(caption: string): string[] {
  return [...caption.matchAll(HASHTAG)].map((m) => m[1] ?? '').filter((tag) => tag !== '');
}

/** The caption as people read it: without its hashtags, spaces and line ends trimmed. */
export function plainCaption(caption: string): string {
  return caption
    .replace(HASHTAG, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

export const mentionsOf = (text: string): string[] => text.match(MENTION) ?? [];

export const emojiOf = (text: string): string[] => text.match(EMOJI) ?? [];

/** Between spaces; an emoji that stands alone is one of them, as in the training tables. */
export const spacedWords = (text: string): string[] => text.split(/\s+/u).filter((w) => w !== '');

/** Lower-case words of letters, in order; links, mentions and hashtags are left out, an apostrophe parts (l'eau → l, eau; don't → don't). */
export function plainWords(text: string): string[] {
  const bare = plainCaption(text).replace(LINK, ' ').replace(MENTION, ' ').toLowerCase().replace(/[’ʼ]/gu, "'");
  const found = bare.match(/\p{L}[\p{L}\p{M}]*(?:'\p{L}+)?/gu) ?? [];
  return found.flatMap((w) => (/^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'/u.test(w) ? w.split("'") : [w]));
}

/** Number of code points, so that an emoji outside the basic plane counts once. */
export const codePoints = (text: string): number => [...text].length;
