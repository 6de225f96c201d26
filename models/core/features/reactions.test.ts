import { describe, expect, it } from 'vitest';
import { aDraft } from '../invented-cases.ts';
import type { Account, Post } from '../flow.ts';
import { REACTION_FEATURES } from './reactions.ts';

const post = (views: number, likes: number | null, more: Partial<Post> = {}): Post => ({
  time: null,
  views,
  caption: null,
  length: null,
  likes,
  ...more,
});
const value = (name: string, posts: readonly Post[]): number | string => {
  const feature = REACTION_FEATURES.find((f) => f.name === name);
  if (!feature) throw new Error(`no feature is called ${name}`);
  const account: Account = { platform: 'tiktok', followers: null, posts };
  return feature.of({ signals: null, draft: aDraft(), account });
};

describe('reactions to earlier posts', () => {
  it('are likes over views: 99 of 1,000 and 9 of 1,000 are a tenth and a hundredth', () => {
    const posts = [post(1000, 99), post(1000, 9)];
    expect(value('own_like_rate', posts)).toBeCloseTo(-1.5, 12);
    expect(value('last_like_rate', posts)).toBeCloseTo(-0.5, 12);
    // The post before the last weighs 2^-⅓ of it: (-½ + ½·2^-⅓) / (1 + 2^-⅓).
    const w = 2 ** (-1 / 3);
    expect(value('recent_like_rate', posts)).toBeCloseTo((-0.5 + 0.5 * w) / (1 + w), 12);
  });

  it('together are likes, comments and shares: 60 + 30 + 10 of 1,000 is a tenth', () => {
    expect(value('own_engagement', [post(1000, 60, { comments: 30, shares: 10 })])).toBeCloseTo(-1, 12);
  });

  it('thin out as views grow: ten times the views, half a log fewer reactions each', () => {
    const posts = [100, 1000, 10_000, 100_000].map((views) => post(views, views ** 0.5));
    // Σ dv·dr = -½·5 over 5 + ¼.
    expect(value('engagement_over_views', posts)).toBeCloseTo(-2.5 / 5.25, 9);
  });

  it('that nobody counted are not given, which is not the same as none', () => {
    expect(value('own_like_rate', [post(1000, null)])).toBe('not_given');
    expect(value('own_like_rate', [])).toBe('no_history');
    expect(value('own_like_rate', [post(999, 0), post(10, null)])).toBeCloseTo(-Math.log10(999), 12);
    expect(value('own_engagement', [post(999, 0)])).toBe('not_given');
  });
});
