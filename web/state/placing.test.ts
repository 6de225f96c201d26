import { describe, expect, test } from 'vitest';
import type { Account } from '#core/flow.ts';
import { flatbread } from '../screens/testing/invented.ts';
import { placingOf } from './placing.ts';

const posts = (...views: number[]): Account => ({
  platform: 'tiktok',
  followers: 1000,
  posts: views.map((count, i) => ({ time: i, views: count, caption: null, length: null })),
});

describe('what a post did, on the scale of the score', () => {
  test('300 views after 100, 200, 300, 400 and 500 are the middle', () => {
    expect(placingOf(flatbread, posts(100, 200, 300, 400, 500), 300)).toEqual({ did: 50, posts: 5 });
    expect(placingOf(flatbread, posts(100, 200, 300, 400, 500), 900)?.did).toBe(100);
  });
  test('posts made after the report do not count', () => {
    const later = { time: flatbread.madeAt / 1000 + 60, views: 1, caption: null, length: null };
    const account = posts(100, 200, 300, 400, 500);
    expect(placingOf(flatbread, { ...account, posts: [...account.posts, later] }, 300)?.posts).toBe(5);
  });
  test('four posts are too few, and a score against others has no such place', () => {
    expect(placingOf(flatbread, posts(1, 2, 3, 4), 3)).toBeNull();
    const score = { ...flatbread.score, reference: 'comparable_accounts' as const };
    expect(placingOf({ ...flatbread, score }, posts(1, 2, 3, 4, 5), 3)).toBeNull();
  });
});
