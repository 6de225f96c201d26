import { describe, expect, it } from 'vitest';
import { CornerMeter } from './corners.ts';
import type { Grey } from './grey.ts';

const W = 144;
const H = 256;

/** A picture that changes from frame to frame, with something drawn over it. */
function frame(n: number, over: (x: number, y: number) => number | null, still = false): Grey {
  const values = new Float32Array(W * H);
  for (let y = 0, i = 0; y < H; y++)
    for (let x = 0; x < W; x++, i++) {
      const shift = still ? 0 : n;
      values[i] = over(x, y) ?? 128 + 90 * Math.sin((x + 17 * shift) / 9) * Math.cos((y - 11 * shift) / 13);
    }
  return { width: W, height: H, values };
}
/** Letters of 6 px at the top left. */
const mark = (x: number, y: number): number | null =>
  x >= 6 && x < 40 && y >= 6 && y < 18 ? ((x - 6) % 6 < 3 && (y - 6) % 6 < 4 ? 240 : 20) : null;

function found(over: (x: number, y: number) => number | null, still = false) {
  const meter = new CornerMeter();
  for (let n = 0; n < 12; n++) meter.push(frame(n, over, still));
  return meter.finish();
}

describe('a mark in a corner', () => {
  it('stands still while the picture behind it moves: top left, 34 by 12 px', () => {
    const box = found(mark);
    expect(box).toBeDefined();
    expect(box).not.toBeNull();
    expect(box!.x * W).toBeCloseTo(6, -1);
    expect(box!.y * H).toBeCloseTo(6, -1);
    expect(box!.w * W).toBeGreaterThan(28);
    expect(box!.h * H).toBeGreaterThan(8);
  });
  it('is none in a moving picture without one', () => {
    expect(found(() => null)).toBeNull();
  });
  it('cannot be told from the background behind a camera on a stand', () => {
    expect(found(mark, true)).toBeUndefined();
  });
  it('is not the plain bar of a letterbox', () => {
    expect(found((_, y) => (y < 30 || y >= H - 30 ? 0 : null))).toBeUndefined();
  });
  it('cannot be told from three frames', () => {
    const meter = new CornerMeter();
    for (let n = 0; n < 3; n++) meter.push(frame(n, mark));
    expect(meter.finish()).toBeUndefined();
  });
});
