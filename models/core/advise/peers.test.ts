import { describe, expect, it } from 'vitest';
import type { Post } from '../flow.ts';
import { seconds } from '../units.ts';
import { besidePeers, factsOf, hookOf, readPeers, type PeerAccount } from './peers.ts';

const DAY = 86_400;
/** Monday 5 January 2026, 18:30 in Paris. */
const EVENING = Date.UTC(2026, 0, 5, 17, 30) / 1000;

const aPost = (views: number, more: Partial<Post> = {}): Post => ({
  time: null,
  views,
  caption: null,
  length: null,
  ...more,
});
const aPeer = (name: string, views: readonly number[], followers: number | null = null): PeerAccount => ({
  name,
  platform: 'tiktok',
  followers,
  posts: views.map((v) => aPost(v)),
});

describe('an account of the field', () => {
  it('is told by medians: one hit does not make it large', () => {
    const { usual, viewsPer100, posts } = factsOf(aPeer('a', [100, 120, 110, 90, 1_000_000], 1000), 'UTC');
    expect(posts).toBe(5);
    expect(usual?.value).toBe(110);
    expect(viewsPer100).toBe(11);
    expect(usual && usual.low <= 110 && usual.high >= 110).toBe(true);
  });

  it('of a hundred posts has its usual views between the 44th and the 57th', () => {
    const { usual } = factsOf(
      aPeer(
        'a',
        Array.from({ length: 100 }, (_, i) => i + 1),
      ),
      'UTC',
    );
    // ½ ± 1.2816 / (2·√100) = .436 and .564 of the way from 1 to 100.
    expect(usual).toEqual({ value: 50.5, low: expect.closeTo(44.156, 3), high: expect.closeTo(56.844, 3) });
  });

  it('of two posts has no usual views, of nine no spread', () => {
    expect(factsOf(aPeer('a', [100, 200]), 'UTC').usual).toBeNull();
    expect(
      factsOf(
        aPeer(
          'a',
          Array.from({ length: 9 }, (_, i) => 100 + i),
        ),
        'UTC',
      ).spread,
    ).toBeNull();
  });

  it('posts every second day in the evening of its audience', () => {
    const posts = [0, 2, 4, 6, 8].map((d) => aPost(100, { time: EVENING + d * DAY, length: seconds(20) }));
    const facts = factsOf({ ...aPeer('a', []), posts }, 'Europe/Paris');
    expect(facts.perWeek).toBeCloseTo(3.5, 12);
    expect(facts.hour).toMatchObject({ share: 1, of: 5 });
    // 17, 18 and 19 h hold all five within an hour; the earliest of them is named.
    expect(facts.hour?.hour).toBe(17);
    expect(facts.length).toBe(20);
  });

  it('with days only has a cadence and no hour', () => {
    const posts = [0, 1, 2, 3].map((d) => aPost(100, { time: EVENING + d * DAY, dayOnly: true }));
    const facts = factsOf({ ...aPeer('a', []), posts }, 'UTC');
    expect(facts.perWeek).toBeCloseTo(7, 12);
    expect(facts.hour).toBeNull();
  });

  it('with missing and negative counts is read from what is left', () => {
    expect(factsOf(aPeer('a', [-5, 0, Number.NaN, 100, 200, 300]), 'UTC')).toMatchObject({
      posts: 3,
      usual: { value: 200 },
    });
  });

  it.each([
    ['Why does bread rise? #bread', 'question'],
    ['3 ways to fold a letter', 'number'],
    ['Save this for later. It works', 'call'],
    ['Partagez si vous aimez', 'call'],
    ['You will not burn it again', 'viewer'],
    ['Bread, again', 'plain'],
  ] as const)('opens "%s" with a %s', (caption, hook) => expect(hookOf(caption)).toBe(hook));
});

describe('the own place among others', () => {
  const others = [aPeer('low', [10, 11, 12, 13]), aPeer('high', [1000, 1100, 1200, 1300])];

  it('lies between them, whatever posts are drawn', () => {
    const { place } = readPeers(aPeer('me', [100, 110, 120]), others, 'UTC');
    expect(place).toEqual({ rank: 2, of: 3, low: 2, high: 2 });
  });

  it('by views for a hundred followers can be another', () => {
    const { placePer100 } = readPeers(
      aPeer('me', [100, 110, 120], 100),
      [aPeer('high', [1000, 1100, 1200], 1_000_000)],
      'UTC',
    );
    expect(placePer100?.rank).toBe(1);
  });

  it('is open where posts scatter more than accounts differ', () => {
    const { place } = readPeers(aPeer('me', [1, 1000, 5]), [aPeer('other', [2, 900, 6])], 'UTC');
    expect(place).toMatchObject({ of: 2, low: 1, high: 2 });
  });

  it('without followers anywhere, or without an own account, is not told', () => {
    expect(readPeers(aPeer('me', [1, 2, 3]), others, 'UTC').placePer100).toBeNull();
    expect(readPeers(null, others, 'UTC')).toMatchObject({ own: null, place: null });
  });
});

describe('posts worth a look', () => {
  it('are those at six times their own account, from ten posts on', () => {
    const usual = Array.from({ length: 10 }, () => 100);
    const { outliers } = readPeers(null, [aPeer('a', [...usual, 650]), aPeer('b', [100, 100, 9000])], 'UTC');
    expect(outliers.map(({ name, times }) => [name, times])).toEqual([['a', 6.5]]);
  });

  it('tags count once per account', () => {
    const tagged = (name: string): PeerAccount => ({
      ...aPeer(name, []),
      posts: [aPost(5, { caption: '#Bread one' }), aPost(5, { caption: 'two #bread' }), aPost(5, { caption: '#rare' })],
    });
    expect(readPeers(null, [tagged('a'), tagged('b')], 'UTC').field.tags).toEqual([{ tag: 'bread', accounts: 2 }]);
  });
});

describe('a clip beside the field', () => {
  const peer = (name: string, captions: readonly string[], length: number | null): PeerAccount => ({
    name,
    platform: 'tiktok',
    followers: null,
    posts: captions.map((caption) => aPost(100, { caption, length: length === null ? null : seconds(length) })),
  });
  const field = readPeers(
    null,
    [
      peer('a', ['Why? #bread', 'How? #bread', 'Look #soup', 'Plain #soup'], 20),
      peer('b', ['Plain #bread', 'Plain #bread', 'Plain', 'Plain'], 40),
    ],
    'UTC',
  );
  it('is told what is usual there: length, opening and the tags it shares', () => {
    // Half of the captions of one account ask, none of the other: a quarter.
    expect(besidePeers({ caption: 'Which crust? #Bread #new', length: 24 }, field)).toEqual({
      length: { own: 24, usual: 30 },
      hook: { own: 'question', share: 0.25 },
      tags: [{ tag: 'bread', accounts: 2 }],
    });
  });
  it('is told nothing that nobody knows', () => {
    const none = { length: null, hook: null, tags: [] };
    expect(besidePeers({ caption: ' ', length: null }, field)).toEqual(none);
    expect(besidePeers({ caption: 'Why? #bread', length: 9 }, readPeers(null, [], 'UTC'))).toEqual(none);
  });
});
