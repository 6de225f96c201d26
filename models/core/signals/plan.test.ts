import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../units.ts';
import { FRAME_PLAN, framePlan } from './plan.ts';

const at = (values: readonly number[]) => values.map(seconds);

describe('which frames are looked at', () => {
  it('a 2 s clip is all opening', () => {
    expect(framePlan(seconds(2), [])).toEqual(at([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]));
  });

  it('after the opening the sync samples near each second are taken, and the last frame', () => {
    // Steps at 4, 5, 6 s; sync samples at 4 and 6: 5 s snaps to the nearest, which is taken already.
    const times = framePlan(seconds(6.5), at([0, 2, 4, 6]));
    expect(times.slice(13)).toEqual(at([4, 6, 6.4]));
  });

  it('without sync samples a few exact times are decoded', () => {
    expect(framePlan(seconds(30), []).filter((t) => t > 3).length).toBeLessThanOrEqual(FRAME_PLAN.exactMax + 1);
  });

  it('however long the clip, the frames are few, in order and inside', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 7200, noNaN: true }),
        fc.double({ min: 0.2, max: 12, noNaN: true }),
        (length, spacing) => {
          const sync = Array.from({ length: Math.min(3000, Math.ceil(length / spacing)) }, (_, i) => i * spacing);
          const times = framePlan(seconds(length), at(sync.filter((t) => t < length)));
          expect(times.length).toBeLessThanOrEqual(13 + FRAME_PLAN.laterMax + 1);
          expect(times[0]).toBe(0);
          for (const [i, t] of times.entries()) {
            expect(t).toBeLessThan(length + 0.001);
            if (i > 0) expect(t).toBeGreaterThan(times[i - 1]!);
          }
        },
      ),
    );
  });
});
