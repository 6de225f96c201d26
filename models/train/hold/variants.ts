/**
 * A machine's long description → the short lines a person might type for the same video.
 *
 * Creators type 3 to 20 words, the descriptions hold a median of 84: without these the member learns
 * from texts nobody will write. Randomness is seeded by the video, so a rerun gives the same lines.
 */
import { contentWords } from '#core/features/words.ts';
import { below, seeded } from '#core/stats/random.ts';
import { fnv1a } from './rows.ts';

/** The description itself, its first sentence, keywords of several counts, and its first words. */
export function shownVariants(shown: string, video: string): string[] {
  const words = contentWords(shown);
  const random = seeded(fnv1a(video));
  return [
    shown,
    firstSentence(shown),
    firstWords(words, 8),
    keywords(words, 3, random),
    keywords(words, 8, random),
    keywords(words, 20, random),
    firstWords(words, 3),
    firstWords(words, 20),
  ];
}

export const firstSentence = (text: string): string => text.split(/(?<=[.!?])\s/u)[0] ?? '';

/** The first n content words, as "in one line: what do we see?" would begin. */
export const firstWords = (words: readonly string[], n: number): string => words.slice(0, n).join(' ');

/** n distinct content words in their order. */
function keywords(words: readonly string[], n: number, random: () => number): string {
  const rest = [...new Set(words)];
  while (rest.length > n) rest.splice(below(random, rest.length), 1);
  return rest.join(' ');
}
