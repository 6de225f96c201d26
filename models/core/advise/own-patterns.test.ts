import { describe, expect, it } from 'vitest';
import type { Post } from '../flow.ts';
import { normal, seeded } from '../stats/random.ts';
import { seconds } from '../units.ts';
import { ownPatterns } from './own-patterns.ts';

const post = (i: number, views: number, caption: string | null, length: number | null = 20): Post => ({
  time: 1_700_000_000 + i * 86_400,
  views: Math.max(1, Math.round(views)),
  caption,
  length: length === null ? null : seconds(length),
});

describe('what own posts have in common', () => {
  it('questions that double the views of posts with little scatter are told', () => {
    const random = seeded(3);
    const posts = Array.from({ length: 80 }, (_, i) =>
      post(i, 10 ** (3 + 0.3 * Number(i % 2) + 0.1 * normal(random)), i % 2 ? 'Would you try?' : 'Bread'),
    );
    const { patterns } = ownPatterns(posts);
    const asks = patterns.find(({ group }) => group === 'asks');
    expect(asks).toMatchObject({ posts: 40, beyondChance: true });
    expect(asks?.times).toBeGreaterThan(1.6);
    expect(asks?.low).toBeLessThanOrEqual(asks?.times ?? 0);
    // One length for all: there is nothing to compare.
    expect(patterns.some(({ group }) => group === 'from_15_to_30_s')).toBe(false);
  });
  it('where nothing matters hardly anybody hears of a pattern', () => {
    let told = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const posts = Array.from({ length: 60 }, (_, i) =>
        post(i, 10 ** (3 + 0.4 * normal(random)), random() < 0.5 ? 'Why? #a' : 'Bread #a #b #c #d', 5 + 80 * random()),
      );
      if (ownPatterns(posts).patterns.some(({ beyondChance }) => beyondChance)) told++;
    }
    expect(told).toBeLessThanOrEqual(10);
  });
  it('few posts, posts without views, without captions or lengths', () => {
    expect(ownPatterns([]).patterns).toEqual([]);
    expect(ownPatterns([post(1, 5, 'x'), { ...post(2, 5, 'x'), views: -3 }])).toEqual({ posts: 2 - 1, patterns: [] });
    expect(ownPatterns(Array.from({ length: 40 }, (_, i) => post(i, 100 + i, null, null))).patterns).toEqual([]);
  });
});
