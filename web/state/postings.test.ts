import { describe, expect, it } from 'vitest';
import { memoryKept } from '../screens/testing/memory.ts';
import { Postings, type DueReading, type Reminding } from './postings.svelte.ts';

const HOUR = 3_600_000;
const POSTED = Date.UTC(2026, 10, 1, 12);
const silent: Reminding = { may: () => 'no', ask: async () => 'no', plan: async () => {} };

describe('a video that was posted', () => {
  it('says which reading is due, and no more once it was read', async () => {
    const read: number[] = [];
    const postings = new Postings(memoryKept(), () => read, silent);
    await postings.note('a', null, POSTED, POSTED);
    expect(postings.due(POSTED + 25 * HOUR)).toMatchObject([{ ageH: 24, posting: { reportId: 'a' } }]);
    read.push(POSTED + 25 * HOUR);
    expect(postings.due(POSTED + 25 * HOUR)).toEqual([]);
    expect(postings.due(POSTED + 80 * HOUR)).toMatchObject([{ ageH: 72 }]);
  });

  it('is still known when the app is opened again', async () => {
    const shelf = memoryKept();
    await new Postings(shelf, () => [], silent).note('a', 'https://youtube.com/shorts/inventedS01', POSTED, POSTED);
    const again = new Postings(shelf, () => [], silent);
    await again.load();
    expect(again.of('a')).toEqual({ reportId: 'a', link: 'https://youtube.com/shorts/inventedS01', postedAt: POSTED });
  });

  it('whose report was deleted is reminded of no more', async () => {
    let there = true;
    const postings = new Postings(memoryKept(), () => (there ? [] : null), silent);
    await postings.note('a', null, POSTED, POSTED);
    expect(postings.due(POSTED + 2 * HOUR)).toHaveLength(1);
    there = false;
    expect(postings.due(POSTED + 2 * HOUR)).toEqual([]);
  });

  it('on TikTok tells by its link when: the id holds the second', async () => {
    const postings = new Postings(memoryKept(), () => [], silent);
    // shared notes, platform-exports.md section 6: 7681579417844916048 >> 32 is 2026-09-04 07:31:20 UTC.
    const at = await postings.note('a', 'https://www.tiktok.com/@invented/video/7681579417844916048', null, POSTED);
    expect(at).toBe(Date.UTC(2026, 8, 4, 7, 31, 20));
  });

  it('without any time is not noted, nor with one that is still to come', async () => {
    const postings = new Postings(memoryKept(), () => [], silent);
    expect(await postings.note('a', 'https://www.instagram.com/reel/InventedAa1/', null, POSTED)).toBeNull();
    expect(await postings.note('a', null, POSTED + HOUR, POSTED)).toBeNull();
    expect(postings.all).toEqual([]);
  });

  it('is reminded of until it is taken back, and again after undo', async () => {
    const plans: (readonly DueReading[])[] = [];
    const reminding: Reminding = { ...silent, plan: async (coming) => void plans.push(coming) };
    const postings = new Postings(memoryKept(), () => [], reminding);
    await postings.note('a', null, POSTED, POSTED);
    await postings.remove('a', POSTED);
    await postings.undo(POSTED);
    expect(plans.map((coming) => coming.length)).toEqual([6, 0, 6]);
    expect(plans[0]?.map(({ ageH }) => ageH)).toEqual([1, 6, 24, 72, 168, 720]);
  });
});
