import { describe, expect, test } from 'vitest';
import { measureCover, type CoverMeasures } from '#core/advise/cover.ts';
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
