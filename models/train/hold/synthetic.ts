/**
 * A seed → a hold table of invented videos with known truth: the only table of this kind in a public clone.
 *
 * A handful of invented words raise or lower the rank, the rest are noise. Models fitted on it are never shipped.
 */
import { below, normal, seeded } from '#core/stats/random.ts';

/** What each telling word adds to the outcome before it is ranked. */
export const TRUTH: Readonly<Record<string, number>> = {
  flimbo: 1,
  trandle: 0.7,
  quosk: 0.4,
  blennet: -0.4,
  morvig: -0.7,
  sopple: -1,
};

/** CSV with the columns of shared/data/hold. */
export function syntheticHoldTable(seed: number, videos: number): string {
  const random = seeded(seed);
  const noise = Array.from({ length: 60 }, (_, at) => `ne${letters(at)}`);
  const telling = Object.keys(TRUTH);
  const drawn = Array.from({ length: videos }, (_, at) => {
    const pick = (from: readonly string[], n: number): string[] =>
      Array.from({ length: n }, () => from[below(random, from.length)] ?? '');
    const subject = pick(telling, 2);
    const effect = subject.reduce((sum, word) => sum + (TRUTH[word] ?? 0), 0);
    return {
      video: `invented-${at}`,
      title: random() < 0.4 ? pick(noise, 2).join(' ') : '',
      description: random() < 0.7 ? [...subject, ...pick(noise, 4)].join(' ') : '',
      shown: random() < 0.6 ? `${[...subject, ...pick(noise, 18)].join(' ')}. ${pick(noise, 8).join(' ')}.` : '',
      outcome: effect + normal(random),
    };
  });
  const order = drawn.map((_, at) => at).sort((a, b) => (drawn[a]?.outcome ?? 0) - (drawn[b]?.outcome ?? 0));
  const rank = new Map(order.map((at, place) => [at, (place + 0.5) / videos]));
  const lines = drawn.map(({ video, title, description, shown }, at) => {
    const r = rank.get(at) ?? 0.5;
    return [video, r.toFixed(6), shown ? Math.floor(r * 3) : '', title, description, shown].join(',');
  });
  return ['video,ecr,watch_tercile,title,description,shown', ...lines].join('\n');
}

/** 0 → 'aa', 1 → 'ab'…: words without digits, which would all read as one. */
const letters = (n: number): string =>
  String.fromCharCode(97 + Math.floor(n / 26)) + String.fromCharCode(97 + (n % 26));
