import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clip, Frame, FullSignals } from '../flow.ts';
import { seconds } from '../units.ts';
import { combedShare, detailOf } from './fine.ts';
import { FullMeter } from './full.ts';

const W = 54;
const H = 96;
type Paint = (x: number, y: number) => readonly [r: number, g: number, b: number];

function picture(at: number, paint: Paint): Frame {
  const rgba = new Uint8ClampedArray(W * H * 4).fill(255);
  for (let y = 0, i = 0; y < H; y++) for (let x = 0; x < W; x++, i += 4) rgba.set(paint(x, y), i);
  return { at: seconds(at), width: W, height: H, rgba };
}

const grey =
  (level: number): Paint =>
  () => [level, level, level];
/** Two pictures with nothing in common. */
const disc: Paint = (x, y) => (Math.hypot(x - 20, y - 30) < 16 ? [220, 180, 60] : [40, 60, 90]);
const bars: Paint = (x, y) => (Math.floor((x + 2 * y) / 14) % 2 === 0 ? [30, 140, 50] : [230, 225, 235]);
const blend =
  (a: Paint, b: Paint, weight: number): Paint =>
  (x, y) => {
    const [p, q] = [a(x, y), b(x, y)];
    return [0, 1, 2].map((c) => p[c]! + (q[c]! - p[c]!) * weight) as unknown as ReturnType<Paint>;
  };

/** Pictures at 30 a second. */
function check(length: number, paint: (n: number) => Paint, rate = 30): FullSignals {
  const meter = new FullMeter();
  const count = Math.round(length * rate);
  for (let n = 0; n < count; n++) meter.push(picture(n / rate, paint(n)));
  // holds: only the length is read
  return meter.finish({ length: seconds(length) } as Clip);
}

describe('cuts', () => {
  it('a new picture from the 30th on is a cut at one second', () => {
    expect(check(2, (n) => (n < 30 ? disc : bars)).cuts).toEqual([1]);
  });
  it('a flash of white is none', () => {
    expect(check(2, (n) => (n >= 30 && n < 33 ? grey(250) : disc)).cuts).toEqual([]);
  });
  it('a still adds none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), (more) => {
        const at = (n: number): Paint => (n < 20 ? disc : bars);
        return check((40 + more) / 30, at).cuts.length === 1;
      }),
      { numRuns: 8 },
    );
  });
  it('a dissolve of two thirds of a second is one, and no cut', () => {
    const found = check(2, (n) => blend(disc, bars, Math.min(1, Math.max(0, (n - 20) / 20))));
    expect(found.cuts).toEqual([]);
    expect(found.dissolves).toHaveLength(1);
    expect(Math.abs(found.dissolves[0]!.from - 20 / 30)).toBeLessThan(0.2);
    expect(Math.abs(found.dissolves[0]!.to - 40 / 30)).toBeLessThan(0.2);
  });
  it('a quick fade over black is a dissolve each way, and no cut', () => {
    const found = check(2, (n) =>
      n < 30 ? blend(disc, grey(0), Math.max(0, (n - 22) / 7)) : blend(grey(0), bars, Math.min(1, (n - 29) / 7)),
    );
    expect(found.cuts).toEqual([]);
    expect(found.dissolves.length).toBeGreaterThan(0);
  });
  it('a pan is neither', () => {
    const moved =
      (by: number): Paint =>
      (x, y) =>
        bars(x + by, y);
    const found = check(2, (n) => moved(n));
    expect([found.cuts, found.dissolves]).toEqual([[], []]);
  });
});

describe('flashes after WCAG 2.3.1', () => {
  // White for 4 pictures, black for 4: 3.75 flashes a second, of which a second holds four beginnings and three ends.
  const flicker =
    (half: number, a: Paint, b: Paint) =>
    (n: number): Paint =>
      Math.floor(n / half) % 2 === 0 ? a : b;

  it('five a second of black and white are five general ones, and none of red', () => {
    const { flashes } = check(3, flicker(3, grey(0), grey(255)));
    expect(flashes.general.perSecond).toBe(5);
    expect(flashes.red.perSecond).toBe(0);
  });
  it('one that takes three pictures to come and three to go counts like a sudden one', () => {
    const soft = (n: number): Paint => grey(255 * [0, 1 / 3, 2 / 3, 1, 2 / 3, 1 / 3][n % 6]!);
    expect(check(3, soft).flashes.general.perSecond).toBe(5);
  });
  it('saturated red against black flashes red', () => {
    const { flashes } = check(
      3,
      flicker(3, grey(0), () => [255, 0, 0]),
    );
    expect(flashes.red.perSecond).toBe(5);
  });
  it('in a corner of a sixth of the picture nothing counts', () => {
    const corner =
      (level: number): Paint =>
      (x, y) =>
        x < 22 && y < 39 ? [level, level, level] : [90, 90, 90];
    expect(check(3, flicker(3, corner(0), corner(255))).flashes.general.perSecond).toBe(0);
  });
  it('between two bright greys, both over .8, nothing counts', () => {
    // 231 and 255 have relative luminance .80 and 1.
    expect(check(3, flicker(3, grey(232), grey(255))).flashes.general.perSecond).toBe(0);
  });
});

describe('stretches and rate', () => {
  it('a picture that stands for a second is a freeze; one that moves all the time has none', () => {
    const moved =
      (by: number): Paint =>
      (x, y) =>
        bars(x + 3 * by, y);
    const found = check(3, (n) => moved(n < 30 ? n : n < 60 ? 30 : n - 30));
    expect(found.freezes).toHaveLength(1);
    expect(found.freezes[0]!.from).toBeCloseTo(1, 1);
    expect(found.freezes[0]!.to).toBeCloseTo(2, 1);
  });
  it('black at the start lasts until the first picture', () => {
    expect(check(2, (n) => (n < 15 ? grey(0) : disc)).black).toEqual([{ from: 0, to: 0.5 }]);
  });
  it('15 pictures a second shown twice each are half repeats', () => {
    const { rate } = check(2, (n) => (x, y) => bars(x + 2 * Math.floor(n / 2), y));
    expect(rate.usual).toBeCloseTo(30, 6);
    expect(rate.repeats).toBeGreaterThan(0.45);
    expect(rate.uneven).toBe(0);
  });
  it('a clip of which every third picture was dropped has uneven steps', () => {
    const meter = new FullMeter();
    for (let n = 0; n < 60; n++) if (n % 3 !== 2) meter.push(picture(n / 30, disc));
    // holds: only the length is read
    expect(meter.finish({ length: seconds(2) } as Clip).rate.uneven).toBeCloseTo(0.49, 1);
  });
  it('a clip of one picture has no rate, and all else is said of it', () => {
    const found = check(1 / 30, () => disc);
    expect(found.rate.usual).toBeNull();
    expect(found).toMatchObject({ pictures: 1, cuts: [], dissolves: [], quarters: { motion: [null] } });
  });
  it('motion over a cut is not known', () => {
    const { quarters } = check(2, (n) => (n < 33 ? disc : bars));
    expect(quarters.motion).toHaveLength(8);
    expect(quarters.motion.map((motion) => motion === null)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });
  it('pictures of 8 px on one side are measured too', () => {
    const meter = new FullMeter();
    for (let n = 0; n < 10; n++)
      meter.push({ at: seconds(n), width: 2, height: 8, rgba: new Uint8ClampedArray(64).fill(20 * n) });
    // holds: only the length is read
    const found = meter.finish({ length: seconds(10) } as Clip);
    expect(JSON.stringify(found)).not.toContain('NaN');
  });
});

describe('pixel for pixel', () => {
  const patch = (luma: (x: number, y: number) => number) => ({
    at: seconds(0),
    width: 64,
    height: 64,
    luma: Uint8Array.from({ length: 64 * 64 }, (_, i) => luma(i % 64, Math.floor(i / 64))),
  });

  it('a bar that moved between two fields is combed, the same bar at rest is not', () => {
    const bar = (x: number): number => (x % 32 < 16 ? 40 : 200);
    expect(combedShare(patch((x, y) => bar(x + (y % 2 === 0 ? 0 : 12))))).toBeGreaterThan(0.5);
    expect(combedShare(patch((x) => bar(x)))).toBe(0);
  });
  it('a chequerboard has detail at every pixel; blown up to twice its size by blending it has little', () => {
    const noise = (x: number, y: number): number => (Math.imul(x * 73 + 11, y * 151 + 7) >>> 3) % 200;
    const sharp = detailOf(patch(noise));
    const half = (x: number, y: number): number => {
      const [i, j, f, g] = [x >> 1, y >> 1, (x & 1) / 2, (y & 1) / 2];
      return (
        (1 - g) * ((1 - f) * noise(i, j) + f * noise(i + 1, j)) +
        g * ((1 - f) * noise(i, j + 1) + f * noise(i + 1, j + 1))
      );
    };
    const enlarged = detailOf(patch(half));
    expect(sharp!).toBeGreaterThan(2 * enlarged!);
  });
  it('a plain wall has no detail to judge', () => {
    expect(detailOf(patch(() => 120))).toBeNull();
  });
});
