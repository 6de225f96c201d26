import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS, bucketOf, isReached } from './bucket.ts';

const installs = Array.from({ length: 20_000 }, (_, i) => `install-${i}`);
const shareReached = (release: string, percent: number): number =>
  installs.filter((id) => isReached(release, percent, bucketOf(id))).length / installs.length;

describe('a bucket', () => {
  it('is the same for the same install, and the one that another SHA-256 gives', () => {
    for (const id of ['a', 'é', 'b7c1']) {
      expect(bucketOf(id)).toBe(bucketOf(id));
      // Node's own SHA-256.
      expect(bucketOf(id)).toBe(
        createHash('sha256').update(`presage rollout\n${id}`).digest().readUInt32BE() % BUCKETS,
      );
    }
  });

  it('holds about a hundredth of all installs', () => {
    const counts = Array.from({ length: BUCKETS }, () => 0);
    for (const id of installs) counts[bucketOf(id)]! += 1;
    // 200 expected, standard deviation 14: five of them.
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(70);
  });
});

describe('a staged release', () => {
  it('reaches the share of installs that it should', () => {
    // Of 20,000 at 10 %: standard deviation 0.2 points; four of them.
    expect(Math.abs(shareReached('r1', 10) - 0.1)).toBeLessThan(0.0085);
    expect(Math.abs(shareReached('r2', 50) - 0.5)).toBeLessThan(0.0142);
    expect([shareReached('r1', 0), shareReached('r1', 100)]).toEqual([0, 1]);
  });

  it('reaches exactly as many of the hundred buckets as its percent', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (release, percent) => {
        const reached = Array.from({ length: BUCKETS }, (_, i) => i).filter((i) => isReached(release, percent, i));
        expect(reached.length).toBe(percent);
      }),
    );
  });

  it('keeps whom it has reached when its share grows', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(99), fc.nat(99), fc.nat(99), (release, bucket, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        if (isReached(release, less, bucket)) expect(isReached(release, more, bucket)).toBe(true);
      }),
    );
  });

  it('does not always begin with the same people', () => {
    const first = (release: string): string =>
      Array.from({ length: BUCKETS }, (_, i) => (isReached(release, 10, i) ? '1' : '0')).join('');
    expect(new Set(['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].map(first)).size).toBeGreaterThan(3);
  });
});
