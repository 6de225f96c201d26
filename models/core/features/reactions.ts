/**
 * Likes, comments and shares of earlier posts in; how readily people react, and how that moved lately, out.
 *
 * Views that came from outside the own followers bring fewer likes each, so the rates of the last posts say whether
 * a high or a low count will last. Counts are read together with the views, long before the post in question.
 */
import type { MissingReason } from '../flow.ts';
import type { Feature, Unit } from './feature.ts';
import { deviation, historyOf, mean, type Earlier, type History } from './history.ts';

type Kind = 'likes' | 'comments' | 'shares' | 'engagement';

/** log10 of a count over views. */
const RATE = [-8, 1] as const;
const EXCESS = [-5, 5] as const;

export const REACTION_FEATURES = [
  ...(['likes', 'comments', 'shares'] as const).flatMap((kind) => {
    const one = kind.slice(0, -1);
    return [
      ofRates(kind, `own_${one}_rate`, RATE, `Mean of log10 (${kind} + 1) / views of earlier posts.`, 1, (rates) =>
        mean(rates.values),
      ),
      ofRates(kind, `last_${one}_rate`, EXCESS, `The same of the last post, minus that mean.`, 2, (rates) =>
        at(rates, 0),
      ),
      ofRates(
        kind,
        `recent_${one}_rate`,
        EXCESS,
        `The same as a mean that halves its weight every 3 posts back, minus that mean.`,
        2,
        (rates) => fading(rates, 3),
      ),
    ];
  }),
  ofRates(
    'engagement',
    'own_engagement',
    RATE,
    'Mean of log10 (likes + comments + shares) / views of earlier posts.',
    1,
    (rates) => mean(rates.values),
  ),
  ofRates('engagement', 'engagement_spread', [0, 5], 'Standard deviation of that rate.', 2, (rates) =>
    deviation(rates.values, mean(rates.values)),
  ),
  ofRates('engagement', 'last_engagement_excess', EXCESS, 'That rate of the last post minus its mean.', 2, (rates) =>
    at(rates, 0),
  ),
  ofRates(
    'engagement',
    'second_last_engagement_excess',
    EXCESS,
    'That rate of the second-last post minus its mean.',
    2,
    (rates) => at(rates, 1),
  ),
  ofRates(
    'engagement',
    'recent_engagement_excess',
    EXCESS,
    'That rate as a mean that halves its weight every 3 posts back, minus its mean.',
    2,
    (rates) => fading(rates, 3),
  ),
  ofRates(
    'engagement',
    'slow_engagement_excess',
    EXCESS,
    'That rate as a mean that halves its weight every 10 posts back, minus its mean.',
    2,
    (rates) => fading(rates, 10),
  ),
  ofRates(
    'engagement',
    'engagement_over_views',
    '1',
    'How that rate moves with the views: slope of log10 rate on log10 views, drawn to 0.',
    4,
    (rates) => slopeOnViews(rates),
  ),
] satisfies readonly Feature[];

interface Rates {
  readonly posts: readonly Earlier[];
  /** Of the posts whose counts are known, oldest first. */
  readonly values: readonly number[];
}

/** Worked out once per history, as six features look at each. */
const KNOWN = new WeakMap<History, Partial<Record<Kind, Rates>>>();

function ratesOf(history: History, kind: Kind): Rates {
  const known = KNOWN.get(history) ?? {};
  KNOWN.set(history, known);
  const posts = history.posts.filter((post) => post[kind] !== null);
  return (known[kind] ??= { posts, values: posts.map((post) => post[kind] ?? 0) });
}

/** @param range '1' stands for a slope without unit in -5..5 */
function ofRates(
  kind: Kind,
  name: string,
  range: readonly [number, number] | '1',
  about: string,
  posts: number,
  of: (rates: Rates) => number | null,
): Feature {
  const [low, high] = range === '1' ? EXCESS : range;
  const unit: Unit = range === '1' ? '1' : 'log10';
  return {
    name,
    version: 1,
    family: 'account',
    unit,
    range: [low, high],
    tolerance: 0,
    known: 'draft',
    about,
    of: ({ account }): number | MissingReason => {
      if (account === null) return 'not_given';
      const rates = ratesOf(historyOf(account), kind);
      if (rates.values.length === 0) return historyOf(account).views.length === 0 ? 'no_history' : 'not_given';
      if (rates.values.length < posts) return 'no_history';
      const value = of(rates);
      return value === null ? 'no_evidence' : Math.min(high, Math.max(low, value));
    },
  };
}

const at = ({ values }: Rates, back: number): number | null => {
  const value = values.at(-1 - back);
  return value === undefined ? null : value - (mean(values) ?? 0);
};

function fading({ values }: Rates, halfLife: number): number {
  const level = mean(values) ?? 0;
  let sum = 0;
  let mass = 0;
  values.forEach((value, i) => {
    const weight = 2 ** (-(values.length - 1 - i) / halfLife);
    sum += weight * (value - level);
    mass += weight;
  });
  return sum / mass;
}

/** Σ (v - v̄)(r - r̄) / (Σ (v - v̄)² + ¼): a quarter of a squared log10 of doubt, so that like views tell no slope. */
function slopeOnViews({ posts, values }: Rates): number {
  const level = mean(values) ?? 0;
  const views = mean(posts.map((post) => post.views)) ?? 0;
  let together = 0;
  let alone = 0.25;
  posts.forEach((post, i) => {
    together += (post.views - views) * ((values[i] ?? level) - level);
    alone += (post.views - views) ** 2;
  });
  return together / alone;
}
