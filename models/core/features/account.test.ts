import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Post } from '../flow.ts';
import { seconds } from '../units.ts';
import { ACCOUNT_FEATURES } from './account.ts';
import type { DraftContext } from './feature.ts';
import { TIMING_FEATURES } from './timing.ts';

const DAY = 86_400;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

const post = (views: number, more: Partial<Post> = {}): Post => ({
  time: null,
  views,
  caption: null,
  length: null,
  ...more,
});
const account = (posts: readonly Post[], more: Partial<Account> = {}): Account => ({
  platform: 'tiktok',
  followers: null,
  posts,
  ...more,
});
const context = (who: Account | null, more: Partial<DraftContext> = {}): DraftContext => ({
  signals: null,
  account: who,
  draft: {
    platform: 'tiktok',
    caption: '',
    shown: '',
    country: null,
    posting: null,
    originalSound: null,
  },
  ...more,
});
const value = (name: string, given: DraftContext): number | string => {
  const feature = [...ACCOUNT_FEATURES, ...TIMING_FEATURES].find((f) => f.name === name);
  if (!feature) throw new Error(`no feature is called ${name}`);
  return feature.of(given);
};

describe('an account', () => {
  it('that is not known has no account features', () => {
    for (const { of } of ACCOUNT_FEATURES) expect(of(context(null))).toBe('not_given');
  });

  it('without a post has followers and nothing else', () => {
    const newcomer = context(account([], { followers: 999 }));
    expect(value('history_count', newcomer)).toBe(0);
    expect(value('followers_log', newcomer)).toBe(3);
    expect(value('last_excess', newcomer)).toBe('no_history');
  });

  it('with 100, 1,000 and 10,000 views has a level of 3 and rises by 1 a post', () => {
    const rising = context(account([post(100), post(1000), post(10_000)], { followers: 99 }));
    expect(value('last_excess', rising)).toBeCloseTo(1, 12);
    expect(value('second_last_excess', rising)).toBeCloseTo(0, 12);
    expect(value('third_last_excess', rising)).toBeCloseTo(-1, 12);
    expect(value('trend', rising)).toBeCloseTo(1, 12);
    expect(value('own_spread', rising)).toBeCloseTo(1, 12);
    expect(value('own_rough_spread', rising)).toBeCloseTo(1, 12);
    expect(value('level_over_followers', rising)).toBeCloseTo(1, 12);
    // Weights 1, ½, ¼ from the last: (1·1 + ½·0 - ¼·1) / 1.75
    expect(value('recent_excess_1', rising)).toBeCloseTo(0.75 / 1.75, 12);
    expect(value('hit_share', rising)).toBeCloseTo(1 / 3, 12);
    expect(value('flop_share', rising)).toBeCloseTo(1 / 3, 12);
    expect(value('persistence', rising)).toBe('no_history');
  });

  it('reads a post without views as no reading', () => {
    expect(value('history_count', context(account([post(0), post(10)])))).toBe(1);
  });

  it('tells the days since the last post from the planned moment only', () => {
    const who = account([post(10, { time: NOON - 5 * DAY }), post(20, { time: NOON - 2 * DAY })]);
    const planned = context(who);
    expect(value('days_since_last', planned)).toBe('not_given');
    const dated = { ...planned, draft: { ...planned.draft, plannedAt: NOON } };
    expect(value('days_since_last', dated)).toBe(2);
    expect(value('posts_in_week', dated)).toBe(2);
    expect(value('days_between', dated)).toBe(3);
  });

  it('compares the length with the own usual length', () => {
    const posts = [10, 20, 30].map((s) => post(100, { length: seconds(s) }));
    expect(value('length_over_own', context(account(posts), { length: seconds(200) }))).toBeCloseTo(1, 12);
    expect(value('length_over_own', context(account(posts)))).toBe('not_given');
  });

  it('knows how posts with the same hashtag went', () => {
    const posts = [post(10, { caption: '#cake' }), post(1000, { caption: '#dog' })];
    const about = context(account(posts));
    const draft = { ...about.draft, caption: 'look #Dog' };
    // One whole match, a log view above the level of 2, drawn by 2 posts of doubt: 1 / (1 + 2).
    expect(value('like_tags_excess', { ...about, draft })).toBeCloseTo(1 / 3, 12);
    expect(value('like_tags_excess', about)).toBe('not_applicable');
  });

  it('knows how posts with the same sound went', () => {
    const posts = [post(10, { sound: 's1' }), post(1000, { sound: 's2' }), post(1000, { sound: 's2' }), post(10)];
    const about = context(account(posts));
    const draft = { ...about.draft, sound: 's2' };
    // Two posts a log view above the level of 2, drawn by 2 posts of doubt: (1 + 1) / (2 + 2).
    expect(value('like_sound_excess', { ...about, draft })).toBeCloseTo(1 / 2, 12);
    expect(value('same_sound_share', { ...about, draft })).toBeCloseTo(2 / 3, 12);
    expect(value('like_sound_excess', about)).toBe('not_given');
  });

  it('has a best quarter from four posts on: of 10, 100, 1,000 and 10,000 views it begins at 3.25 logs, .75 above the level', () => {
    const posts = [10, 100, 1000, 10_000].map((v) => post(v));
    expect(value('top_quarter_excess', context(account(posts)))).toBeCloseTo(0.75, 12);
    expect(value('top_quarter_excess', context(account(posts.slice(1))))).toBe('no_history');
  });

  it('has a persistence near 1 when good and bad posts come in runs and below 0 when they take turns', () => {
    const runs = [10, 10, 10, 10, 10, 1000, 1000, 1000, 1000, 1000].map((v) => post(v));
    const turns = [10, 1000, 10, 1000, 10, 1000, 10, 1000].map((v) => post(v));
    expect(value('persistence', context(account(runs)))).toBeGreaterThan(0.4);
    expect(value('persistence', context(account(turns)))).toBeLessThan(-0.4);
  });
});

describe('account features', () => {
  const posts = fc.array(
    fc.record({
      views: fc.integer({ min: 0, max: 1e9 }),
      gap: fc.integer({ min: 0, max: 40 * DAY }),
      length: fc.integer({ min: 1, max: 600 }),
    }),
    { maxLength: 30 },
  );

  it('stay in their range and are never NaN, whatever the history', () => {
    fc.assert(
      fc.property(posts, fc.option(fc.integer({ min: 0, max: 1e9 })), (drawn, followers) => {
        let time = NOON - 2000 * DAY;
        const made = drawn.map(({ views, gap, length }) =>
          post(views, { time: (time += gap), length: seconds(length) }),
        );
        const given = context(account(made, { followers, readAt: NOON }), { length: seconds(12) });
        const dated = { ...given, draft: { ...given.draft, plannedAt: NOON, caption: '#a #b' } };
        for (const { name, of, range } of ACCOUNT_FEATURES) {
          const got = of(dated);
          if (typeof got === 'string') continue;
          expect(got, name).toBeGreaterThanOrEqual(range[0]);
          expect(got, name).toBeLessThanOrEqual(range[1]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('relative to the own level do not move when all views are ten times as many', () => {
    const absolute = new Set(['level_over_followers']);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 5, maxLength: 20 }), (views) => {
        const small = context(
          account(
            views.map((v) => post(v)),
            { followers: 500 },
          ),
        );
        const large = context(
          account(
            views.map((v) => post(10 * v)),
            { followers: 500 },
          ),
        );
        for (const { name, of } of ACCOUNT_FEATURES) {
          const [a, b] = [of(small), of(large)];
          if (absolute.has(name) || typeof a === 'string' || typeof b === 'string') continue;
          // A post at exactly twice the level may fall on either side of it by rounding.
          if (name === 'hit_share' || name === 'flop_share') continue;
          expect(b, name).toBeCloseTo(a, 9);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('timing', () => {
  it('is given by the draft or not at all', () => {
    const bare = context(null);
    expect(value('posting_hour', bare)).toBe('not_given');
    expect(value('read_after_days', bare)).toBe('not_given');
    const planned = { ...bare, draft: { ...bare.draft, posting: { hour: 22, weekday: 5 }, readAfterDays: 7 } };
    expect(value('posting_hour', planned)).toBe(22);
    expect(value('posting_weekend', planned)).toBe(1);
    expect(value('posting_weekday', planned)).toBe(5);
    expect(value('read_after_days', planned)).toBe(7);
  });

  it('of a planned moment is told in UTC: noon of 1 March 2026 was a Sunday', () => {
    const bare = context(null);
    const planned = { ...bare, draft: { ...bare.draft, plannedAt: NOON } };
    expect(value('planned_hour', planned)).toBe(12);
    expect(value('planned_weekday', planned)).toBe(6);
    expect(value('planned_hour', bare)).toBe('not_given');
  });
});
