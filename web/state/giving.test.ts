import { describe, expect, test } from 'vitest';
import { parseSample } from '#contracts/sample.ts';
import type { Account } from '#core/flow.ts';
import { account, flatbread, NOW } from '../screens/testing/invented.ts';
import { memoryGiving } from '../screens/testing/memory.ts';
import type { Outcome } from '../store/outcomes.ts';
import { Giving, sampleOutcome } from './giving.svelte.ts';

const DAY_MS = 86_400_000;
const read = (views: number, days: number): Outcome => ({
  ...{ reportId: flatbread.id, readAt: NOW, postedAt: NOW - days * DAY_MS, views, source: 'typed' },
});
const four: Account = {
  ...account,
  posts: [100, 200, 300, 400].map((views) => ({ ...account.posts[0], at: null, views })) as Account['posts'],
};
const outcome = sampleOutcome(read(300, 8), four);
if (!outcome) throw new Error('nothing to give');

describe('where a result stands among the own posts', () => {
  test('two of four lie below and one is equal: (2 + ½) / 4', () => {
    expect(outcome).toMatchObject({ percentile: 0.625, readAfter: '7d' });
  });
  test.each([
    [1, '1d'],
    [3, '7d'],
    [14, '7d'],
    [15, '30d'],
  ])('read after %i days counts as %s', (days, band) => {
    expect(sampleOutcome(read(1, days), four)?.readAfter).toBe(band);
  });
  test('there is none within hours, without a day of posting, or without earlier posts', () => {
    expect(sampleOutcome(read(1, 0.2), four)).toBeNull();
    expect(sampleOutcome({ ...read(1, 8), postedAt: null }, four)).toBeNull();
    expect(sampleOutcome(read(1, 8), { ...four, posts: [] })).toBeNull();
    expect(sampleOutcome(null, four)).toBeNull();
  });
});

describe('a result that is given', () => {
  test('is shown first, sends nothing until then, and then what was shown', async () => {
    const door = memoryGiving();
    const giving = new Giving(door, () => true);
    await giving.look(flatbread, outcome);
    expect(door.sent).toEqual([]);
    const shown = giving.looked?.sample;
    expect(parseSample(shown).ok).toBe(true);
    expect(await giving.give(NOW)).toBe(true);
    expect(door.sent).toEqual([shown]);
    expect(giving.given).toEqual([{ receipt: 'receipt-of-a-sample-1', reportId: flatbread.id, givenAt: NOW }]);
  });
  test('goes out with noise when that was chosen, and what is shown is what goes', async () => {
    const door = memoryGiving();
    const giving = new Giving(door, () => true);
    await giving.look(flatbread, outcome);
    const plain = giving.looked?.sample;
    await giving.lookAgain(true);
    const noisy = giving.looked?.sample;
    expect([plain?.noise, noisy?.noise]).toEqual([null, { epsilon: 8 }]);
    // Four features are told, whatever the clip; and what was foretold would tell of the others.
    expect(Object.values(noisy?.features ?? {}).filter((value) => value !== null)).toHaveLength(4);
    expect(noisy?.foretold).toBeNull();
    expect(parseSample(noisy).ok).toBe(true);
    await giving.give(NOW);
    expect(door.sent).toEqual([noisy]);
    await giving.lookAgain(false);
    expect(giving.looked).toBeNull();
  });
  test('is taken back by its receipt, also after the app was closed', async () => {
    const door = memoryGiving();
    const giving = new Giving(door, () => true);
    await giving.look(flatbread, outcome);
    await giving.give(NOW);
    const later = new Giving(door, () => true);
    await later.load();
    const [row] = later.given;
    if (!row) throw new Error('no receipt');
    expect(await later.takeBack(row)).toBe(true);
    expect([later.given, door.rows.size]).toEqual([[], 0]);
  });
  test('stays here offline, and where the server cannot be reached', async () => {
    const door = memoryGiving(true);
    const offline = new Giving(door, () => false);
    await offline.look(flatbread, outcome);
    expect([await offline.give(NOW), offline.trouble, door.sent]).toEqual([false, 'offline', []]);
    const down = new Giving(door, () => true);
    await down.look(flatbread, outcome);
    expect([await down.give(NOW), down.trouble, down.given]).toEqual([false, 'unreachable', []]);
  });
});
