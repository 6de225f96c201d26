import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickKeyframes } from './keyframes.ts';
import { frameOf, pictureOf, scene, type Paint } from './rendered.ts';

const thing =
  (left: number): Paint =>
  (x, y) =>
    Math.abs(x - left) < 0.2 && Math.abs(y - 0.5) < 0.3 ? 255 : scene(1)(x, y);

const frames = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((at) =>
  frameOf(at < 4 ? scene(1) : at === 4 ? thing(0.2) : at === 5 ? thing(0.7) : scene(2), at),
);

describe('the moments that stand for a clip', () => {
  const moments = pickKeyframes(pictureOf(frames));

  it('are five, in order, with the first and the last frame', () => {
    expect(moments).toHaveLength(5);
    expect(moments[0]).toEqual({ at: 0, role: 'first' });
    expect(moments.at(-1)).toEqual({ at: 10, role: 'last' });
  });

  it('hold the greatest motion and the new shot', () => {
    expect(moments.find((m) => m.role === 'peak_motion')?.at).toBe(5);
    expect(moments.some((m) => m.role === 'cut' || m.role === 'sharpest')).toBe(true);
  });

  it('are all there is when fewer frames were looked at', () => {
    expect(pickKeyframes(pictureOf(frames.slice(0, 3))).map((m) => m.at)).toEqual([0, 1, 2]);
    expect(pickKeyframes(pictureOf(frames.slice(0, 1)))).toEqual([{ at: 0, role: 'first' }]);
  });

  it('are distinct, ascending, inside, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        (seeds, count) => {
          const picture = pictureOf(seeds.map((seed, i) => frameOf(scene(seed), i * 0.7)));
          const picked = pickKeyframes(picture, count);
          expect(picked).toHaveLength(Math.min(count, seeds.length));
          expect(picked).toEqual(pickKeyframes(picture, count));
          const looked = picture.frames.map((frame) => frame.at);
          for (const [i, { at }] of picked.entries()) {
            expect(looked).toContain(at);
            if (i > 0) expect(at).toBeGreaterThan(picked[i - 1]!.at);
          }
        },
      ),
      { numRuns: 10 },
    );
  });
});
