/** Proposals of the networks → words of the language on screen, and a line with one of them put in or taken out. */
import { describingWords } from '#core/advise/describe.ts';
import type { Report } from '#core/flow.ts';
import type { Words } from './words.svelte.ts';

export interface ProposedWord {
  /** What is put into the line. */
  readonly word: string;
  /** What stands on the chip: a guess is marked as one. */
  readonly label: string;
}

/** For the line "what do we see?": most telling first. */
export function proposedWords(
  { signals, clip }: Pick<Report, 'signals' | 'clip'>,
  { t }: Pick<Words, 't'>,
): readonly ProposedWord[] {
  return describingWords(signals.percepts ?? {}, clip.length).map(({ code, text, guess }) => {
    const word = code === 'text_says' ? t('describe.text_says', { text: text ?? '' }) : t(`describe.${code}`);
    return { word, label: guess ? t('describe.guess', { word }) : word };
  });
}

/** Tapped once it is put at the end, tapped again it goes, with the comma that joined it. */
export function withWord(line: string, word: string): string {
  const parts = line
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.includes(word)) return parts.filter((part) => part !== word).join(', ');
  if (line.includes(word))
    return line
      .replace(word, '')
      .replace(/\s*,\s*(,\s*)+/g, ', ')
      .replace(/^[\s,]+|[\s,]+$/g, '');
  return [...parts, word].join(', ');
}
