/** A seed enters; a table of invented comments leaves: each feeling has words of its own among words that say nothing. */
import { below, seeded } from '#core/stats/random.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  positive: ['great', 'love', 'thanks', 'sunny', 'bravo'],
  neutral: ['where', 'which', 'minute', 'monday', 'bought'],
  negative: ['awful', 'broken', 'waste', 'noisy', 'scam'],
};
const PLAIN = [
  'the',
  'video',
  'song',
  'kitchen',
  'light',
  'with',
  'my',
  'brother',
  'again',
  'table',
  'window',
  'garden',
];

export function syntheticComments(seed: number, rows: number): string {
  const random = seeded(seed);
  const labels = ['positive', 'positive', 'neutral', 'negative'] as const;
  const pick = (from: readonly string[]): string => from[below(random, from.length)] ?? '';
  const lines = Array.from({ length: rows }, () => {
    const label = labels[below(random, labels.length)] ?? 'neutral';
    const words = Array.from({ length: 5 + below(random, 8) }, () =>
      random() < 0.3 ? pick(WORDS[label] ?? PLAIN) : pick(PLAIN),
    );
    return `${words.join(' ')},${label}`;
  });
  return `text,label\n${lines.join('\n')}\n`;
}
