/**
 * Earlier posts and followers in; where the person stands and which way they are going out.
 *
 * Every figure but two is relative to the own level, so what is learned on accounts of millions reads small ones too
 * (models note, section 1: ratios transfer, levels do not). Only posts before this one count: the account holds no others.
 */
import type { Account, MissingReason } from '../flow.ts';
import { line } from '../stats/fit.ts';
import { median, quantile } from '../stats/quantile.ts';
import type { DraftContext, Feature, Unit } from './feature.ts';
import { historyOf, weightedExcess, type Earlier, type History } from './history.ts';
import { hashtagsOf } from './text.ts';

const DAY = 86_400;

/** Log views beyond which a post counts as a hit or a flop: a factor of 2 from the own level. */
const FACTOR_2 = Math.log10(2);

/** Posts' worth of doubt that draws a sub-group of posts (same tag, like length, same hours) to the own level. Chosen by eye; the trees rescale it. */
const DOUBT = 2;

/** log10 views relative to the own level: a factor of 10^5 either way. */
const EXCESS = [-5, 5] as const;

export const ACCOUNT_FEATURES = [
  plain('history_count', 'count', [0, 1000], 'Earlier posts whose views are known.', (account) =>
    Math.min(1000, historyOf(account).views.length),
  ),
  plain('followers_log', 'log10', [0, 10], 'log10 of followers + 1.', ({ followers }) =>
    followers === null ? 'not_given' : Math.min(10, Math.log10(1 + Math.max(0, followers))),
  ),
  ofHistory(
    'level_over_followers',
    'log10',
    [-10, 10],
    'Own level minus log10 of followers + 1.',
    1,
    (h, { account }) =>
      account?.followers == null ? 'not_given' : (h.level ?? 0) - Math.log10(1 + Math.max(0, account.followers)),
  ),
  ofHistory(
    'own_spread',
    'log10',
    [0, 5],
    'Standard deviation of log10 views of earlier posts.',
    2,
    (h) => h.spread ?? 0,
  ),
  ofHistory('own_rough_spread', 'log10', [0, 5], 'Mean absolute step of log10 views from post to post.', 2, (h) =>
    meanOf(h.views.slice(1).map((v, i) => Math.abs(v - (h.views[i] ?? v)))),
  ),
  ofHistory('last_excess', 'log10', EXCESS, 'Last post minus own level.', 2, (h) => at(h, 0)),
  ofHistory('second_last_excess', 'log10', EXCESS, 'Second-last post minus own level.', 2, (h) => at(h, 1)),
  ofHistory('third_last_excess', 'log10', EXCESS, 'Third-last post minus own level.', 3, (h) => at(h, 2)),
  ofHistory(
    'recent_excess_1',
    'log10',
    EXCESS,
    'Mean that halves its weight every post back, minus own level.',
    2,
    (h) => fading(h, 1),
  ),
  ofHistory(
    'recent_excess_2',
    'log10',
    EXCESS,
    'Mean that halves its weight every 2 posts back, minus own level.',
    2,
    (h) => fading(h, 2),
  ),
  ofHistory(
    'recent_excess_5',
    'log10',
    EXCESS,
    'Mean that halves its weight every 5 posts back, minus own level.',
    2,
    (h) => fading(h, 5),
  ),
  ofHistory(
    'last_best_excess',
    'log10',
    EXCESS,
    'Best of the last 3 posts minus own level.',
    3,
    (h) => Math.max(...h.views.slice(-3)) - (h.level ?? 0),
  ),
  ofHistory(
    'last_worst_excess',
    'log10',
    EXCESS,
    'Worst of the last 3 posts minus own level.',
    3,
    (h) => Math.min(...h.views.slice(-3)) - (h.level ?? 0),
  ),
  ofHistory(
    'middle_excess',
    'log10',
    EXCESS,
    'Median of log10 views minus their mean.',
    2,
    (h) => (h.middle ?? 0) - (h.level ?? 0),
  ),
  ofHistory(
    'best_excess',
    'log10',
    [0, 10],
    'Best post minus own level.',
    2,
    (h) => Math.max(...h.views) - (h.level ?? 0),
  ),
  ofHistory(
    'worst_excess',
    'log10',
    [-10, 0],
    'Worst post minus own level.',
    2,
    (h) => Math.min(...h.views) - (h.level ?? 0),
  ),
  ofHistory('trend', 'log10', [-3, 3], 'Slope of log10 views over the last 10 posts, per post.', 3, (h) =>
    slope(h.views.slice(-10)),
  ),
  ofHistory(
    'persistence',
    '1',
    [-1, 1],
    'How far one post tells the next: lag-1 autocorrelation, drawn to 0 by 4 posts.',
    4,
    (h) => persistence(h),
  ),
  ofHistory('hit_share', 'share', [0, 1], 'Part of the posts at twice the own level or more.', 2, (h) =>
    shareOf(h, (v) => v >= FACTOR_2),
  ),
  ofHistory('flop_share', 'share', [0, 1], 'Part of the posts at half the own level or less.', 2, (h) =>
    shareOf(h, (v) => v <= -FACTOR_2),
  ),
  ofHistory(
    'recent_30d_excess',
    'log10',
    EXCESS,
    'Mean that halves its weight every 30 days back from the last post, minus own level.',
    2,
    (h) => inTime(h, 30),
  ),
  ofHistory(
    'recent_7d_excess',
    'log10',
    EXCESS,
    'Mean that halves its weight every 7 days back from the last post, minus own level.',
    2,
    (h) => inTime(h, 7),
  ),
  ofHistory('days_between', 'day', [0, 3650], 'Median days from post to post.', 2, (h) => typicalGap(h)),
  ofHistory(
    'days_since_last',
    'day',
    [0, 3650],
    'Days from the last post to the planned moment.',
    1,
    (h, { draft }) => {
      const last = h.posts.at(-1)?.time ?? null;
      const planned = draft.plannedAt ?? null;
      return last === null || planned === null ? 'not_given' : Math.max(0, planned - last) / DAY;
    },
  ),
  ofHistory(
    'posts_in_week',
    'count',
    [0, 1000],
    'Posts in the 7 days before the planned moment.',
    1,
    (h, { draft }) => {
      const planned = draft.plannedAt ?? null;
      const times = timesOf(h);
      return planned === null || times === null ? 'not_given' : times.filter((t) => planned - t <= 7 * DAY).length;
    },
  ),
  ofHistory(
    'last_read_after',
    'day',
    [0, 3650],
    'Age of the last post when its views were read.',
    1,
    (h, { account }) => readAge(account, h.posts.at(-1)),
  ),
  ofHistory(
    'middle_read_after',
    'day',
    [0, 3650],
    'Median age of the posts when their views were read.',
    1,
    (h, { account }) => {
      const ages = h.posts.map((post) => readAge(account, post)).filter((age) => typeof age === 'number');
      return median(ages) ?? 'not_given';
    },
  ),
  ofHistory(
    'length_over_own',
    'log10',
    [-4, 4],
    'log10 of the length over the median length of earlier posts.',
    1,
    (h, context) => {
      const own = median(h.posts.flatMap((post) => (post.length === null ? [] : [post.length])));
      const here = lengthOf(context);
      return own === null || here === null ? 'not_given' : Math.log10(here / own);
    },
  ),
  ofHistory(
    'like_length_excess',
    'log10',
    EXCESS,
    'Earlier posts of like length (within about a factor 1.3) minus own level.',
    2,
    (h, context) => {
      const here = lengthOf(context);
      if (here === null) return 'not_given';
      // Gauss with a width of ln 1.3: posts a factor 1.3 away weigh e^-½.
      const weight = (post: Earlier): number | null =>
        post.length === null ? null : Math.exp(-((Math.log(post.length / here) / Math.log(1.3)) ** 2) / 2);
      return weightedExcess(h, weight, DOUBT) ?? 'not_given';
    },
  ),
  ofHistory(
    'like_tags_excess',
    'log10',
    EXCESS,
    'Earlier posts that share a hashtag, weighted by how much they share, minus own level.',
    2,
    (h, { draft }) => {
      const tags = hashtagsOf(draft.caption).map((tag) => tag.toLowerCase());
      if (tags.length === 0) return 'not_applicable';
      const weight = (post: Earlier): number | null => (post.tags === null ? null : overlap(tags, post.tags));
      return weightedExcess(h, weight, DOUBT) ?? 'no_evidence';
    },
  ),
  ofHistory(
    'tags_over_own',
    'count',
    [-100, 100],
    'Hashtags minus the median number in earlier posts.',
    1,
    (h, { draft }) => {
      const own = median(h.posts.flatMap((post) => (post.tags === null ? [] : [post.tags.length])));
      return own === null ? 'not_given' : hashtagsOf(draft.caption).length - own;
    },
  ),
  ofHistory(
    'like_hour_excess',
    'log10',
    EXCESS,
    'Earlier posts at about this hour of the day (within 3 h) minus own level.',
    2,
    (h, { draft }) => {
      const planned = draft.plannedAt ?? null;
      if (planned === null) return 'not_given';
      const weight = (post: Earlier): number | null => {
        if (post.time === null) return null;
        const apart = Math.abs((planned - post.time) / 3600) % 24;
        return Math.min(apart, 24 - apart) <= 3 ? 1 : 0;
      };
      return weightedExcess(h, weight, DOUBT) ?? 'no_evidence';
    },
  ),
  ofHistory(
    'like_sound_excess',
    'log10',
    EXCESS,
    'Earlier posts with the same sound minus own level.',
    2,
    (h, { draft }) => {
      const sound = draft.sound ?? null;
      if (sound === null) return 'not_given';
      return (
        weightedExcess(h, (post) => (post.sound === null ? null : Number(post.sound === sound)), DOUBT) ?? 'no_evidence'
      );
    },
  ),
  ofHistory(
    'same_sound_share',
    'share',
    [0, 1],
    'Part of the earlier posts with the same sound.',
    1,
    (h, { draft }) => {
      const sound = draft.sound ?? null;
      const known = h.posts.filter((post) => post.sound !== null);
      if (sound === null || known.length === 0) return 'not_given';
      return known.filter((post) => post.sound === sound).length / known.length;
    },
  ),
  ofHistory(
    'top_quarter_excess',
    'log10',
    EXCESS,
    'What the best quarter of the posts lies above, minus own level.',
    4,
    (h) => (quantile(h.views, 0.75) ?? 0) - (h.level ?? 0),
  ),
] satisfies readonly Feature[];

// ---------------------------------------------------------------- what a feature is made with

type OfHistory = (history: History, context: DraftContext) => number | MissingReason | null;

/** Read straight off the account; without one it is not given. */
function plain(
  name: string,
  unit: Unit,
  range: readonly [number, number],
  about: string,
  of: (account: Account) => number | MissingReason,
): Feature {
  return feature(name, unit, range, about, ({ account }) => (account === null ? 'not_given' : of(account)));
}

/** @param posts fewest earlier posts it can be told from */
function ofHistory(
  name: string,
  unit: Unit,
  range: readonly [number, number],
  about: string,
  posts: number,
  of: OfHistory,
): Feature {
  return feature(name, unit, range, about, (context) => {
    if (context.account === null) return 'not_given';
    const history = historyOf(context.account);
    if (history.views.length < posts) return 'no_history';
    const value = of(history, context);
    if (typeof value !== 'number') return value ?? 'no_evidence';
    return Math.min(range[1], Math.max(range[0], value));
  });
}

function feature(
  name: string,
  unit: Unit,
  range: readonly [number, number],
  about: string,
  of: Feature['of'],
): Feature {
  // No picture or sound takes part, so both decoders give the same number.
  return { name, version: 1, family: 'account', unit, range, tolerance: 0, known: 'draft', about, of };
}

// ---------------------------------------------------------------- sums over a history

/** Views of the post so many back, minus the own level. */
const at = ({ views, level }: History, back: number): number | null => {
  const v = views.at(-1 - back);
  return v === undefined || level === null ? null : v - level;
};

const fading = (history: History, halfLife: number): number | null =>
  weightedExcess(history, (_, fromLast) => 2 ** (-fromLast / halfLife), 0);

/** Days count back from the last post, so a plan without a date can use it too. */
function inTime(history: History, halfLifeDays: number): number | MissingReason {
  const last = history.posts.at(-1)?.time ?? null;
  if (last === null) return 'not_given';
  const weight = ({ time }: Earlier): number | null =>
    time === null ? null : 2 ** (-(last - time) / DAY / halfLifeDays);
  return weightedExcess(history, weight, 0) ?? 'not_given';
}

const shareOf = ({ views, level }: History, is: (excess: number) => boolean): number =>
  views.filter((v) => is(v - (level ?? 0))).length / views.length;

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;

const slope = (values: readonly number[]): number =>
  line(
    values.map((_, i) => i),
    values,
  )?.slope ?? 0;

/** Σ dᵢ·dᵢ₋₁ / Σ dᵢ², times n / (n + 4): with few posts the estimate is drawn to none. */
function persistence({ views, level }: History): number {
  const d = views.map((v) => v - (level ?? 0));
  let together = 0;
  let alone = 0;
  d.forEach((x, i) => {
    alone += x * x;
    if (i > 0) together += x * (d[i - 1] ?? 0);
  });
  return alone > 0 ? (together / alone) * (d.length / (d.length + 4)) : 0;
}

/** Times of all posts, oldest first; null when one is unknown. */
function timesOf({ posts }: History): number[] | null {
  const times = posts.flatMap(({ time }) => (time === null ? [] : [time]));
  return times.length === posts.length ? times : null;
}

function typicalGap(history: History): number | MissingReason {
  const times = timesOf(history);
  if (times === null) return 'not_given';
  return (median(times.slice(1).map((t, i) => t - (times[i] ?? t))) ?? 0) / DAY;
}

function readAge(account: Account | null, post: Earlier | undefined): number | MissingReason {
  const read = account?.readAt ?? null;
  return read === null || post?.time == null ? 'not_given' : Math.max(0, read - post.time) / DAY;
}

/** s; null for a length of nothing, which is no measure of anything. */
function lengthOf({ signals, length }: DraftContext): number | null {
  const known = signals?.clip.length ?? length ?? null;
  return known !== null && known > 0 ? known : null;
}

/** Tags in common over the larger of both sets. */
const overlap = (here: readonly string[], there: readonly string[]): number =>
  here.filter((tag) => there.includes(tag)).length / Math.max(here.length, there.length, 1);
