import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseGrowthModel } from '#contracts/model-file.ts';
import { ok, type Result } from '#core/failure.ts';
import type { GrowthModel } from '#core/scoring/model-files.ts';
import { Growing } from './growing.svelte.ts';

const parsed = parseGrowthModel(
  JSON.parse(readFileSync(new URL('../../models/zoo/growth/model.json', import.meta.url), 'utf8')),
);
const door = async (): Promise<GrowthModel | null> => (parsed.ok ? parsed.value : null);
const aShelf = () => {
  const kept = new Map<string, unknown>();
  return {
    get: async (room: string): Promise<Result<unknown>> => ok(structuredClone(kept.get(room) ?? null)),
    put: async (room: string, value: unknown): Promise<Result<void>> => (kept.set(room, value), ok(undefined)),
  };
};

describe('readings of one post', () => {
  it('of day three and six tell of a week and a month, with ranges that hold their middle', async () => {
    const growing = new Growing(aShelf(), 'new');
    await growing.load(door, null);
    growing.change(0, { age: '3', views: '4,200' });
    growing.add();
    growing.change(1, { age: '144', unit: 'hours', views: '5.1k' });
    const ages = growing.answer?.ages ?? [];
    expect(ages.map(({ ageH }) => ageH)).toEqual([168, 720]);
    for (const { views } of ages) {
      expect(views?.low).toBeGreaterThanOrEqual(5100 - 1e-6);
      expect(views && views.low <= views.value && views.value <= views.high).toBe(true);
    }
  });

  it('of an invented example show what an answer looks like; nothing of it is kept, and a real reading ends it', async () => {
    const shelf = aShelf();
    const growing = new Growing(shelf, 'new');
    await growing.load(door, null);
    expect([growing.isEmpty, growing.answer]).toEqual([true, null]);
    growing.showExample();
    expect([growing.isExample, growing.answer?.ages.every(({ views }) => views !== null)]).toEqual([true, true]);
    await growing.keep();
    const other = new Growing(shelf, 'new');
    await other.load(door, null);
    expect(other.isEmpty).toBe(true);
    growing.endExample();
    expect([growing.isExample, growing.isEmpty]).toEqual([false, true]);
    growing.showExample();
    growing.take([{ ageH: 72, views: 900 }]);
    expect(growing.readings.map(({ views }) => views)).toEqual(['900']);
  });

  it('under two days cannot tell, and says why', async () => {
    const growing = new Growing(aShelf(), 'new');
    await growing.load(door, null);
    growing.change(0, { age: '20', unit: 'hours', views: '800' });
    expect(growing.answer?.ages.map(({ views, why }) => [views, why])).toEqual([
      [null, 'reading_too_early'],
      [null, 'reading_too_early'],
    ]);
  });

  it('half typed is waited for, wrongly typed is named', async () => {
    const growing = new Growing(aShelf(), 'new');
    await growing.load(door, null);
    growing.change(0, { age: '3' });
    expect([growing.answer, growing.isWrong(0)]).toEqual([null, false]);
    growing.change(0, { views: 'many' });
    expect([growing.answer, growing.isWrong(0)]).toEqual([null, true]);
  });

  it('outlive the app, and one removed can be put back', async () => {
    const shelf = aShelf();
    const first = new Growing(shelf, 'report-1');
    await first.load(door, 5000);
    first.change(0, { age: '3', views: '4200' });
    first.count('likes', '310');
    await first.keep();
    const again = new Growing(shelf, 'report-1');
    await again.load(door, null);
    expect(again.readings).toEqual([{ age: '3', unit: 'days', views: '4200' }]);
    expect(again.counts).toMatchObject({ likes: '310', followers: '5000' });
    const [reading] = again.readings;
    again.remove(0);
    expect(again.answer).toBeNull();
    if (reading) again.restore(0, reading);
    expect(again.readings[0]).toEqual(reading);
  });

  it('without a model there is no answer', async () => {
    const growing = new Growing(aShelf(), 'new');
    await growing.load(async () => null, null);
    growing.change(0, { age: '3', views: '4200' });
    expect([growing.ready, growing.hasModel, growing.answer]).toEqual([true, false, null]);
  });
});

describe('readings that were filed elsewhere', () => {
  const FILED = [
    { ageH: 25.2, views: 900 },
    { ageH: 170, views: 4100 },
  ];
  it('stand among the typed ones in the order of their age, once', async () => {
    const shelf = aShelf();
    const growing = new Growing(shelf, 'a');
    await growing.load(door, null, FILED);
    expect(growing.readings).toEqual([
      { age: '25.2', unit: 'hours', views: '900' },
      { age: '7.08', unit: 'days', views: '4100' },
    ]);
    await growing.keep();
    const again = new Growing(shelf, 'a');
    await again.load(door, null, FILED);
    expect(again.readings).toHaveLength(2);
    expect(again.answer?.ages.at(-1)?.views).not.toBeNull();
  });
  it('of the time after come in while the screen is open', async () => {
    const growing = new Growing(aShelf(), 'a');
    await growing.load(door, null, FILED.slice(0, 1));
    growing.take(FILED);
    growing.take(FILED);
    expect(growing.readings.map(({ views }) => views)).toEqual(['900', '4100']);
  });
});
