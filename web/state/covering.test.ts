import { describe, expect, test } from 'vitest';
import { measureCover, type CoverMeasures } from '#core/advise/cover.ts';
import { ok } from '#core/failure.ts';
import { frameOf, scene } from '#core/signals/rendered.ts';
import { Covering, type CoverMeter } from './covering.svelte.ts';

/** Answers by the picture's type, which the tests write their seed into. */
const meter = (): CoverMeter & { closed: boolean } => ({
  closed: false,
  measure: async (picture): Promise<CoverMeasures | null> => {
    const seed = Number(picture.type.split('/')[1]);
    return Number.isNaN(seed) ? null : measureCover(frameOf(scene(seed)), null, 'tiktok');
  },
  close() {
    this.closed = true;
  },
});
const picture = (seed: number | string): Blob => new Blob([], { type: `x/${seed}` });

describe('pictures that were added', () => {
  const shelf = () => {
    const kept = new Map<string, unknown>();
    return {
      get: async (room: string) => ok(kept.get(room) ?? null),
      put: async (room: string, value: unknown) => ok(void kept.set(room, value)),
    };
  };
  test('are there on the next visit, and go and come back with Undo', async () => {
    const keep = { shelf: shelf(), room: 'cover:a' };
    const first = new Covering(meter(), 'tiktok', null, keep);
    await first.addFrame(1, picture(1));
    await first.addGiven(picture(4));
    await first.addOther(picture(5));
    const again = new Covering(meter(), 'tiktok', null, keep);
    await again.load();
    expect([again.pictures.length, again.others, again.added]).toEqual([1, 1, 2]);
    await again.removeAdded();
    expect([again.added, again.canUndo]).toEqual([0, true]);
    await again.undo();
    expect([again.pictures.length, again.others, again.canUndo]).toEqual([1, 1, false]);
    const last = new Covering(meter(), 'tiktok', null, keep);
    await last.load();
    expect(last.added).toBe(2);
  });
  test('what was kept otherwise is left out', async () => {
    const keep = { shelf: shelf(), room: 'cover:a' };
    await keep.shelf.put('cover:a', { given: [7, 'x'], others: [{ grid: {} }, null] });
    const covering = new Covering(meter(), 'tiktok', null, keep);
    await covering.load();
    expect(covering.added).toBe(0);
  });
});

describe('covers', () => {
  test('frames and own pictures are ranked as they come; one moment is one picture', async () => {
    const covering = new Covering(meter(), 'tiktok', null);
    await Promise.all([
      covering.addFrame(1, picture(1)),
      covering.addFrame(2, picture(2)),
      covering.addFrame(1, picture(3)),
    ]);
    await covering.addGiven(picture(4));
    expect(covering.ranked).toHaveLength(3);
    expect(covering.waiting).toBe(0);
    expect(covering.best.length).toBeLessThanOrEqual(3);
    expect(covering.knowsFaces).toBe(false);
  });
  test('what is no picture goes again', async () => {
    const covering = new Covering(meter(), 'tiktok', null);
    await covering.addGiven(picture('none'));
    expect([covering.pictures, covering.ranked]).toEqual([[], []]);
  });
  test('covers of others are told apart from', async () => {
    const covering = new Covering(meter(), 'tiktok', null);
    await covering.addFrame(1, picture(5));
    await covering.addOther(picture(5));
    expect(covering.others).toBe(1);
    expect(covering.ranked[0]?.issues.map(({ code }) => code)).toContain('like_others');
  });
});
