/** Authors enter; one row of inputs per post whose reactions are known leaves, and for fitting a shortened copy of it beside. */
import type { DraftContext } from '#core/features/feature.ts';
import { engagementOf } from '#core/features/history.ts';
import { REACTION_FEATURES } from '#core/features/reactions.ts';
import { engageLevel, type EngageModel } from '#core/scoring/engage.ts';
import { line } from '#core/stats/fit.ts';
import { median } from '#core/stats/quantile.ts';
import { below, seeded } from '#core/stats/random.ts';
import type { ReachRow } from '../../data/columns.ts';
import { contextOf, featureValues } from '../../data/reach-context.ts';
import type { Matrix } from '../reach/matrix.ts';
import type { Author } from '../reach/table.ts';

export const ENGAGE_INPUTS: readonly string[] = [
  ...REACTION_FEATURES.map((feature) => feature.name),
  'history_count',
  'followers_log',
  'level_over_followers',
  'own_spread',
  'last_excess',
  'second_last_excess',
  'recent_excess_2',
  'recent_excess_5',
  'best_excess',
  'trend',
  'days_between',
  'days_since_last',
  'posts_in_week',
  'length_s',
  'length_over_own',
  'hashtag_count',
  'hashtag_generic_count',
  'tags_over_own',
  'same_sound_share',
  'read_after_days',
  'planned_year',
  'planned_hour',
  'planned_weekday',
];

/** Part of the rows that have a copy, and what a copy forgets; by eye, as for reach. */
const FORGET = { share: 0.4, readAge: 0.5, content: 0.5 } as const;
const KEEP = [0, 1, 2, 4, 8] as const;

export const outcomeOf = ({ plays, likes, comments, shares }: ReachRow): number | null =>
  engagementOf({ time: null, views: plays ?? 0, caption: null, length: null, likes, comments, shares });

/** Line of log10 reactions per view on log10 followers, for people without an earlier post. */
export function fitEngageLevel(authors: readonly Author[]): EngageModel['level'] {
  const sizes: number[] = [];
  const rates: number[] = [];
  const all: number[] = [];
  for (const { rows } of authors)
    for (const row of rows) {
      const rate = outcomeOf(row);
      if (rate === null) continue;
      all.push(rate);
      if (row.followers === null) continue;
      sizes.push(Math.log10(1 + row.followers));
      rates.push(rate);
    }
  const fitted = line(sizes, rates);
  const unknown = round(median(all) ?? 0);
  return { intercept: round(fitted?.intercept ?? unknown), slope: round(fitted?.slope ?? 0), unknown };
}

export function engageMatrix(
  authors: readonly Author[],
  level: EngageModel['level'],
  copies: boolean,
  progress: (done: number, of: number) => void,
): Matrix {
  const rows: {
    values: Float64Array;
    context: DraftContext;
    rate: number;
    author: number;
    time: number;
    copy: boolean;
  }[] = [];
  authors.forEach((author, a) => {
    const random = seeded(a + 1);
    author.rows.forEach((row, i) => {
      const rate = outcomeOf(row);
      if (rate === null) return;
      const add = (told: ReachRow, earlier: readonly ReachRow[], copy: boolean): void => {
        const context = contextOf(told, earlier);
        rows.push({
          values: featureValues(ENGAGE_INPUTS, context, told),
          context,
          rate,
          author: a,
          time: row.time,
          copy,
        });
      };
      const earlier = author.rows.slice(0, i);
      add(row, earlier, false);
      if (!copies || random() >= FORGET.share) return;
      const readAge = random() < FORGET.readAge;
      const content = random() < FORGET.content;
      const less = (post: ReachRow): ReachRow => ({
        ...post,
        readAt: readAge ? null : post.readAt,
        ...(content ? { length: null, hashtags: null, genericHashtags: null, tags: [], sound: null } : {}),
      });
      const keep = KEEP[below(random, KEEP.length)] ?? 0;
      add(less(row), earlier.slice(Math.max(0, i - keep)).map(less), true);
    });
    progress(a + 1, authors.length);
  });
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, of);
  const own = rows.map(({ context }) => engageLevel({ level }, context.account));
  return {
    inputs: ENGAGE_INPUTS,
    columns: ENGAGE_INPUTS.map((_, f) => column(({ values }) => values[f] ?? Number.NaN)),
    target: Float64Array.from(rows, ({ rate }, i) => rate - (own[i]?.level ?? 0)),
    level: Float64Array.from(own, (one) => one.level),
    group: Uint32Array.from(rows, ({ author }) => author),
    history: Uint32Array.from(own, (one) => one.history),
    followers: column(({ context }) => context.account?.followers ?? Number.NaN),
    time: column(({ time }) => time),
    topQuarter: new Float64Array(rows.length).fill(Number.NaN),
    copy: Uint8Array.from(rows, ({ copy }) => Number(copy)),
  };
}

const round = (value: number): number => Number(value.toPrecision(5));
