/** Proposals of the networks → words of the language on screen, and a line with one of them put in or taken out. */
import { describingWords } from '#core/advise/describe.ts';
import type { Report } from '#core/flow.ts';
import type { Words } from './words.svelte.ts';

/** For the line "what do we see?": most telling first. */
export function proposedWords({ signals, clip }: Pick<Report, 'signals' | 'clip'>, { t }: Pick<Words, 't'>): string[] {
  return describingWords(signals.percepts ?? {}, clip.length).map(({ code, text }) =>
    code === 'text_says' ? t('describe.text_says', { text: text ?? '' }) : t(`describe.${code}`),
  );
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
