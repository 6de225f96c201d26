import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '#core/failure.ts';
import { Captioning } from './captioning.svelte.ts';
import type { KeptShelf } from './planning.svelte.ts';

const shelf = (): KeptShelf & { rows: Map<string, unknown> } => {
  const rows = new Map<string, unknown>();
  return {
    rows,
    get: async (room) => ok(rows.get(room) ?? null),
    put: async (room, value) => ok(void rows.set(room, value)),
  };
};
const START = { platform: 'reels', caption: 'One pan', shown: 'A man fries flatbread' } as const;
const about = { language: () => 'en' as const, posts: () => [], trends: () => null };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a caption that is worked on', () => {
  test('begins as the report has it; what was typed is there again after the app was closed', async () => {
    const kept = shelf();
    const one = new Captioning(kept, 'flatbread', about);
    await one.load(START, async () => null);
    expect([one.caption, one.platform, one.advice.why]).toEqual(['One pan', 'reels', 'no_model']);
    one.caption = 'One pan, no yeast';
    await vi.advanceTimersByTimeAsync(500);
    const again = new Captioning(kept, 'flatbread', about);
    await again.load(START, async () => null);
    expect(again.caption).toBe('One pan, no yeast');
    const other = new Captioning(kept, 'ridge', about);
    await other.load(START, async () => null);
    expect(other.caption).toBe('One pan');
  });
  test('a candidate that was taken can be put back, also after a second one', async () => {
    const one = new Captioning(shelf(), 'new', about);
    await one.load(START, async () => null);
    one.take('Better');
    one.addTag('bread');
    expect(one.caption).toBe('Better #bread');
    one.undo();
    expect([one.caption, one.before]).toEqual(['One pan', null]);
  });
  test('tags that name what is seen are offered', async () => {
    const one = new Captioning(shelf(), 'new', about);
    await one.load(START, async () => null);
    expect(one.tags.map(({ tag }) => tag)).toContain('flatbread');
  });
});
