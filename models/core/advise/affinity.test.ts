import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../flow.ts';
import { affinityOf, AFFINITY_PARTS } from './affinity.ts';
import type { PeerAccount } from './peers.ts';

const EVENING = Date.UTC(2026, 0, 5, 18, 30) / 1000;
const aPost = (caption: string | null, more: Partial<Post> = {}): Post => ({
  time: EVENING,
  views: 1000,
  caption,
  length: null,
  likes: 50,
  ...more,
});
const anAccount = (posts: readonly Post[], followers: number | null = 10_000): PeerAccount => ({
  name: 'somebody',
  platform: 'tiktok',
  followers,
  posts,
});
const BREAD = ['flatbread in a hot pan #bread', 'sourdough bread for beginners #bread', 'rye bread at home #bread'];
const DANCE = ['dance to the new song #dance', 'my dance class today #dance', 'slow dance steps #dance'];
const of = (captions: readonly string[], followers?: number | null) =>
  anAccount(
    captions.map((caption) => aPost(caption)),
    followers,
  );
const part = (result: ReturnType<typeof affinityOf>, name: (typeof AFFINITY_PARTS)[number]) =>
  result.parts.find((one) => one.part === name);

describe('two accounts held against each other', () => {
  it('an account is wholly like itself', () => {
    const { likeness, parts, missing } = affinityOf(of(BREAD), of(BREAD), 'UTC');
    expect(likeness?.value).toBeCloseTo(1, 12);
    expect(parts.map(({ likeness: one }) => one?.value)).toEqual(AFFINITY_PARTS.map(() => expect.closeTo(1, 12)));
    expect(missing).toEqual([]);
  });

  it('bread and dancing share no word, no tag and no topic', () => {
    const result = affinityOf(of(BREAD), of(DANCE), 'UTC');
    expect(part(result, 'words')?.likeness?.value).toBe(0);
    expect(part(result, 'tags')?.likeness?.value).toBe(0);
    expect(part(result, 'topics')?.likeness?.value).toBe(0);
    // Size, response and hours are the same: (.12 + .12 + .06) / 1.
    expect(result.likeness?.value).toBeCloseTo(0.3, 12);
  });

  it('the reasons are the words that both use', () => {
    const result = affinityOf(of(BREAD), of([...BREAD.slice(0, 2), DANCE[0] ?? '']), 'UTC');
    expect(part(result, 'tags')?.shared).toEqual(['bread']);
    expect(part(result, 'words')?.shared).toContain('bread');
  });

  it('ten times the followers is half alike in size, a hundred times not at all', () => {
    expect(part(affinityOf(of(BREAD), of(BREAD, 100_000), 'UTC'), 'size')?.likeness?.value).toBeCloseTo(0.5, 12);
    expect(part(affinityOf(of(BREAD), of(BREAD, 1_000_000), 'UTC'), 'size')?.likeness?.value).toBe(0);
  });

  it('what a side does not tell is missing, and the rest is weighed without it', () => {
    const silent = anAccount(
      [1, 2, 3].map(() => aPost(null, { time: null, likes: null })),
      null,
    );
    const result = affinityOf(of(BREAD), silent, 'UTC');
    expect(result.missing).toEqual(['words', 'tags', 'topics', 'response', 'hours']);
    expect(result.likeness).toBeNull();
    expect(result.potential).toBe('cannot_tell');
  });

  it('the same size and response alone are no likeness', () => {
    const wordless = anAccount([1, 2, 3].map(() => aPost('')));
    const result = affinityOf(of(BREAD), wordless, 'UTC');
    expect(part(result, 'size')?.likeness?.value).toBe(1);
    expect([result.likeness, result.potential]).toEqual([null, 'cannot_tell']);
  });

  it('23 h and 0 h are neighbours', () => {
    const at = (hour: number): PeerAccount =>
      anAccount(BREAD.map((caption) => aPost(caption, { time: Date.UTC(2026, 0, 5, hour) / 1000 })));
    const near = part(affinityOf(at(23), at(0), 'UTC'), 'hours')?.likeness?.value ?? 0;
    // ¼ + ½ + ¼ an hour apart: ¼ of ½ and ½ of ¼ meet.
    expect(near).toBeCloseTo(0.5, 12);
    expect(part(affinityOf(at(23), at(11), 'UTC'), 'hours')?.likeness?.value).toBe(0);
  });

  it('is the same from either side, within 0 and 1, and holds its own point', () => {
    const account = fc
      .array(
        fc.record({
          time: fc.option(fc.integer({ min: 0, max: 2_000_000_000 })),
          views: fc.integer({ min: -3, max: 1_000_000 }),
          caption: fc.option(fc.oneof(fc.lorem(), fc.string())),
          length: fc.constant(null),
          likes: fc.option(fc.integer({ min: -1, max: 1000 })),
        }),
        { maxLength: 8 },
      )
      .map((posts) => anAccount(posts));
    fc.assert(
      fc.property(account, account, (a, b) => {
        const [one, other] = [affinityOf(a, b, 'UTC'), affinityOf(b, a, 'UTC')];
        expect(one.likeness === null).toBe(other.likeness === null);
        expect(one.likeness?.value ?? 0).toBeCloseTo(other.likeness?.value ?? 0, 9);
        for (const likeness of [one.likeness, ...one.parts.map((p) => p.likeness)].flatMap((known) => known ?? [])) {
          expect(likeness.low).toBeGreaterThanOrEqual(0);
          expect(likeness.high).toBeLessThanOrEqual(1 + 1e-9);
          expect(likeness.low <= likeness.value && likeness.value <= likeness.high).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
