import { describe, expect, it } from 'vitest';
import { expectedViews, prior } from './expectation.ts';
import type { ExpectationParameters } from './model-files.ts';

const PLAIN: ExpectationParameters = {
  intercept: 1,
  slope: 0.5,
  unknownFollowers: 4,
  youngDrop: 0,
  youngDays: 1,
  person: 1,
  days: [],
  order: { variance: 0, scale: 1 },
  alone: 1,
  daysApart: 2,
};
const NEXT = { day: null, age: null };
const posts = (views: readonly number[]) => views.map((v) => ({ views: v, time: null, length: null, tags: null }));
const nobody = { followers: 99, readAt: null };

describe('what earlier posts lead one to expect', () => {
  it('is, without any, what the followers lead one to expect', () => {
    expect(expectedViews(PLAIN, { posts: [], ...nobody }, NEXT)).toBe(2);
    expect(expectedViews(PLAIN, { posts: [], followers: null, readAt: null }, NEXT)).toBe(3);
  });

  it('is drawn from the followers to the own mean as posts come in: n·v / (n + alone/person)', () => {
    // Surprise of 1 over the prior of 2: after one post ½, after three ¾.
    expect(expectedViews(PLAIN, { posts: posts([3]), ...nobody }, NEXT)).toBeCloseTo(2.5, 12);
    expect(expectedViews(PLAIN, { posts: posts([3, 3, 3]), ...nobody }, NEXT)).toBeCloseTo(2.75, 12);
  });

  it('leans to the last posts where the level fades with time', () => {
    const fading = { ...PLAIN, person: 0, days: [{ variance: 1, scale: 4 }] };
    const rising = expectedViews(fading, { posts: posts([1, 1, 3, 3]), ...nobody }, NEXT);
    const falling = expectedViews(fading, { posts: posts([3, 3, 1, 1]), ...nobody }, NEXT);
    expect(rising).toBeGreaterThan(2);
    expect(falling).toBeLessThan(2);
    expect(rising - 2).toBeCloseTo(2 - falling, 12);
  });

  it('counts the views of a young post as more than they yet are', () => {
    const young = { ...PLAIN, youngDrop: 1 };
    expect(prior(young, 99, 0)).toBe(1);
    expect(prior(young, 99, 1)).toBe(1.5);
    const seen = { views: 2, time: 1_000_000, length: null, tags: null };
    const read = (readAt: number): number =>
      expectedViews(young, { posts: [seen], followers: 99, readAt }, { day: null, age: null });
    expect(read(1_000_000)).toBeGreaterThan(read(1_000_000 + 90 * 86_400));
  });
});
