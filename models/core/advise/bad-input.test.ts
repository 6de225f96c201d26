/** Whatever a creator brings, each room answers with numbers that are numbers, ranges that hold their value, and the same answer again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../flow.ts';
import { seconds } from '../units.ts';
import { affinityOf } from './affinity.ts';
import { rankHashtags } from './hashtags.ts';
import { ownPatterns } from './own-patterns.ts';
import { besidePeers, readPeers, type PeerAccount } from './peers.ts';
import { timing } from './timing/timing.ts';

const caption = fc.oneof(
  fc.constantFrom(
    '',
    '   ',
    '👍👍👍🔥',
    '#',
    '##',
    '#a, #b-c! #¿qué? #日本 #fyp',
    'Привет мир hello مرحبا 你好',
    'x'.repeat(10_000),
    'bread '.repeat(1600),
    'He said "wow", twice',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const known = {
  time: fc.option(fc.integer({ min: 1_500_000_000, max: 1_800_000_000 })),
  views: fc.oneof(fc.constantFrom(0, 1, 1e12), fc.nat(1e6)),
  caption: fc.option(caption),
  length: fc.option(fc.double({ min: 0, max: 600, noNaN: true }).map(seconds)),
};
/** Likes are told by some exports only. */
const post: fc.Arbitrary<Post> = fc.oneof(fc.record(known), fc.record({ ...known, likes: fc.nat(1e6) }));
const posts = fc.array(post, { maxLength: 40 });
/** All in one hour of one day. */
const oneHour = fc
  .array(post, { minLength: 2, maxLength: 30 })
  .map((all) => all.map((each, i) => ({ ...each, time: 1_760_000_400 + i * 60 })));
const account = (name: string): fc.Arbitrary<PeerAccount> =>
  fc.record({
    name: fc.constant(name),
    platform: fc.constantFrom('tiktok' as const, 'reels' as const, 'shorts' as const),
    followers: fc.option(fc.nat(1e8)),
    posts: fc.oneof(posts, oneHour),
  });

/** Every number in an answer is one. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}
const isSound = (answer: unknown): void => {
  expect(numbersOf(answer).filter((n) => !Number.isFinite(n))).toEqual([]);
};
const holds = (one: { readonly value: number; readonly low: number; readonly high: number } | null): void => {
  if (one === null) return;
  expect(one.low).toBeLessThanOrEqual(one.value + 1e-9);
  expect(one.high).toBeGreaterThanOrEqual(one.value - 1e-9);
};

describe('whatever comes in', () => {
  it('peers are told soundly, and a clip is held against them', () => {
    fc.assert(
      fc.property(
        fc.option(account('own')),
        fc.array(account('one'), { maxLength: 4 }),
        caption,
        (own, peers, words) => {
          const reading = readPeers(own, peers, 'Europe/Paris');
          isSound(reading);
          for (const { usual } of reading.peers) holds(usual);
          const place = reading.place;
          if (place) expect(place.low <= place.rank && place.rank <= place.high && place.high <= place.of).toBe(true);
          const beside = besidePeers({ caption: words, length: null }, reading);
          isSound(beside);
          expect(beside.length).toBeNull();
          expect(readPeers(own, peers, 'Europe/Paris')).toEqual(reading);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a likeness lies between 0 and 1, and with oneself it is whole where it can be told', () => {
    fc.assert(
      fc.property(account('a'), account('b'), (a, b) => {
        const told = affinityOf(a, b, 'UTC');
        isSound(told);
        holds(told.likeness);
        for (const { likeness } of told.parts) holds(likeness);
        if (told.likeness) expect(told.likeness.low >= 0 && told.likeness.high <= 1).toBe(true);
        const self = affinityOf(a, a, 'UTC').likeness;
        if (self) expect(self.value).toBeCloseTo(1, 6);
      }),
      { numRuns: 25 },
    );
  });

  it('hashtags are ranked without doubles, and one without letters or digits is none', () => {
    fc.assert(
      fc.property(caption, caption, posts, (words, shown, own) => {
        const ranked = rankHashtags({ draft: { caption: words, shown }, trends: null, posts: own });
        isSound(ranked);
        const names = ranked.map(({ tag }) => tag.normalize('NFC').toLowerCase());
        expect(new Set(names).size).toBe(names.length);
        for (const { tag, rank, own: record } of ranked) {
          expect(tag).toMatch(/[\p{L}\p{N}]/u);
          expect(rank >= 0 && rank <= 1).toBe(true);
          if (record) holds({ value: record.times, low: record.low, high: record.high });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('own posts make patterns and hours that are numbers, or none', () => {
    fc.assert(
      fc.property(fc.oneof(posts, oneHour), (own) => {
        const { patterns } = ownPatterns(own);
        isSound(patterns);
        for (const { times, low, high } of patterns) holds({ value: times, low, high });
        const told = timing({ posts: own, country: 'FR', zone: null, readAt: null });
        isSound(told);
        if (told.ok) for (const { times, low, high } of told.timing.week) holds({ value: times, low, high });
      }),
      { numRuns: 40 },
    );
  });
});
