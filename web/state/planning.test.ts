import { describe, expect, test } from 'vitest';
import { ok } from '#core/failure.ts';
import type { Account, Post } from '#core/flow.ts';
import { Planning, type KeptShelf } from './planning.svelte.ts';

const NOW = Date.UTC(2026, 9, 5, 12);
const shelf = (start: unknown = null): KeptShelf & { value: unknown } => {
  const self = {
    value: start,
    get: async () => ok(self.value),
    put: async (_: string, value: unknown) => ok(void (self.value = value)),
  };
  return self;
};
const post = (time: number, views: number): Post => ({ time, views, caption: null, length: null });
/** Mornings 1,000, evenings 3,000. */
const account: Account = {
  platform: 'tiktok',
  followers: null,
  posts: Array.from({ length: 60 }, (_, i) =>
    post(Date.UTC(2026, 5, 1, i % 2 ? 19 : 8) / 1000 + i * 86_400, (i % 2 ? 3000 : 1000) + i * 7),
  ),
};
const planning = (kept: KeptShelf = shelf(), posts: Account | null = account): Planning =>
  new Planning(
    kept,
    () => posts,
    () => NOW,
    'Europe/Paris',
  );

describe('planning', () => {
  test('the usual slot and others that differ are suggested', () => {
    const plan = planning();
    expect(plan.timing?.evidence).toBe(true);
    expect(plan.slots.length).toBeGreaterThanOrEqual(2);
    expect(plan.isUsual(plan.slots[0] ?? { weekday: 0, hour: 0 })).toBe(true);
  });
  test('without posts two slots that differ are still a trial, and a country gives the clock', async () => {
    const plan = planning(shelf(), null);
    expect(plan.timing?.why).toBe('few_posts');
    expect(plan.slots).toHaveLength(2);
    await plan.chooseCountry('JP');
    expect(plan.zone).toBe('Asia/Tokyo');
    expect(plan.experiment.posts).toHaveLength(12);
    expect(plan.experiment.needed).toBeNull();
  });
  test('what was chosen is there again after the app was closed', async () => {
    const kept = shelf();
    const plan = planning(kept);
    await plan.chooseCountry('US');
    await plan.chooseZone('America/Los_Angeles');
    await plan.choosePace(5, 8);
    await plan.chooseSlot(0, { weekday: 5, hour: 7 });
    const again = planning(kept);
    await again.load();
    expect([again.country, again.zone, again.perWeek, again.weeks]).toEqual(['US', 'America/Los_Angeles', 5, 8]);
    expect(again.slots[0]).toEqual({ weekday: 5, hour: 7 });
  });
  test.each([null, 7, 'x', { country: 'ZZ', perWeek: 99, slots: [{ weekday: 9, hour: 40 }] }, { slots: 'no' }])(
    'what cannot be read is as if nothing was kept: %j',
    async (value) => {
      const plan = planning(shelf(value));
      await plan.load();
      expect([plan.country, plan.perWeek, plan.byHand]).toEqual([null, 3, false]);
    },
  );
  test('the calendar holds one event per planned post', () => {
    const plan = planning();
    const text = plan.calendar({ name: 'Plan', title: (arm, hour) => `${arm} ${hour}`, text: 'x' });
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(plan.experiment.posts.length);
  });
});

describe('for a clip', () => {
  const draft = { country: 'JP', plannedAt: Date.UTC(2026, 9, 7, 3) / 1000 };
  test('the audience of the clip is taken until another is chosen, and that stays', async () => {
    const plan = planning();
    expect([plan.zone, plan.planned]).toEqual(['Europe/Paris', null]);
    plan.fitTo(draft);
    expect([plan.country, plan.zone, plan.ofClip]).toEqual(['JP', 'Asia/Tokyo', true]);
    // 3:00 UTC is noon of the same Wednesday in Tokyo.
    expect(plan.planned).toMatchObject({ weekday: 2, hour: 12, time: draft.plannedAt });
    expect(plan.planned?.known?.hour).toBe(12);
    await plan.chooseCountry(null);
    expect([plan.zone, plan.ofClip]).toEqual(['Europe/Paris', false]);
    await plan.chooseCountry('US');
    expect([plan.zone, plan.planned?.hour]).toEqual(['America/New_York', 23]);
  });
  test('without a moment or a country nothing is made up', () => {
    const plan = planning(shelf(), null);
    plan.fitTo({ country: null, plannedAt: null });
    expect([plan.country, plan.planned, plan.zone]).toEqual([null, null, 'Europe/Paris']);
    plan.fitTo({ country: null, plannedAt: draft.plannedAt });
    expect(plan.planned?.known).toBeNull();
  });
});
