import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../flow.ts';
import { frameOf, pictureOf, scene, type Paint } from './rendered.ts';

/** Each paint at its time. */
const film = (...shots: readonly (readonly [at: number, paint: Paint])[]): Frame[] =>
  shots.map(([at, paint]) => frameOf(paint, at));

/** A frame every quarter second, each from its own paint. */
const dense = (...paints: readonly Paint[]): Frame[] => paints.map((paint, i) => frameOf(paint, i / 4));

const dimmed =
  (paint: Paint, gain: number): Paint =>
  (x, y) =>
    (paint(x, y) as readonly number[]).map((v) => v * gain) as unknown as readonly [number, number, number];

const shifted =
  (paint: Paint, dx: number): Paint =>
  (x, y) =>
    paint(x + dx, y);

const [a, b, c] = [scene(1), scene(2), scene(5)] as const;

describe('cuts', () => {
  it('a cut is found in the step in which it lies', () => {
    expect(pictureOf(dense(a, a, a, b, b)).cuts).toEqual([0.625]);
  });

  it('a still has none', () => {
    expect(pictureOf(dense(a, a, a, a, a)).cuts).toEqual([]);
  });

  it('each of three shots in a row is told from the next', () => {
    expect(pictureOf(dense(a, b, c, a)).cuts).toEqual([0.125, 0.375, 0.625]);
  });

  it('a white flash within a shot is no cut', () => {
    expect(pictureOf(dense(a, a, () => 255, a, a)).cuts).toEqual([]);
  });

  it('a blink of black within a shot is no cut, a black frame between two shots is', () => {
    expect(pictureOf(dense(a, a, () => 0, a, a)).cuts).toEqual([]);
    expect(pictureOf(dense(a, a, () => 0, b, b)).cuts.length).toBeGreaterThan(0);
  });

  it('a fade to dark and a change of exposure are no cuts', () => {
    expect(pictureOf(dense(...[1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map((gain) => dimmed(a, gain)))).cuts).toEqual([]);
    expect(pictureOf(dense(a, a, dimmed(a, 0.75), dimmed(a, 0.75))).cuts).toEqual([]);
  });

  it('a pan is no cut', () => {
    expect(pictureOf(dense(...Array.from({ length: 9 }, (_, i) => shifted(a, i * 0.04)))).cuts).toEqual([]);
  });

  it('a long gap between two frames holds one cut at most', () => {
    expect(pictureOf(film([0, a], [0.25, a], [30, c], [60, c])).cuts).toEqual([15.125]);
  });

  it('a longer still adds no cuts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 8 }),
        (shots, where, longer) => {
          const frames = shots.flatMap((seed) => [seed, seed]);
          const at = Math.min(where, frames.length - 1);
          const held = [
            ...frames.slice(0, at + 1),
            ...Array.from({ length: longer }, () => frames[at]!),
            ...frames.slice(at + 1),
          ];
          const cuts = (seeds: readonly number[]): number => pictureOf(dense(...seeds.map(scene))).cuts.length;
          expect(cuts(held)).toBe(cuts(frames));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('stretches', () => {
  it('a still is told from its first to its last frame', () => {
    expect(pictureOf(dense(a, b, b, b, b, c)).still).toEqual([{ from: 0.25, to: 1 }]);
  });

  it('half a second of black at the start reaches to the first picture', () => {
    expect(
      pictureOf(
        dense(
          () => 2,
          () => 2,
          a,
          a,
        ),
      ).black,
    ).toEqual([{ from: 0, to: 0.5 }]);
  });

  it('a clip that ends black is black to its end', () => {
    expect(pictureOf(film([0, a], [1, () => 0]), 2.5).black).toEqual([{ from: 1, to: 2.5 }]);
  });

  it('a dark scene with something in it is not black', () => {
    expect(pictureOf(dense(dimmed(a, 0.15))).black).toEqual([]);
  });
});

describe('motion', () => {
  it('is nothing in a still', () => {
    for (const step of pictureOf(dense(a, a, a)).steps) expect(step).toMatchObject({ motion: 0, change: 0 });
  });

  it('a pan moves less than the same distance crossed by a thing', () => {
    const pan = pictureOf(dense(a, shifted(a, 2 / 36))).steps[0]!.motion;
    const thing =
      (left: number): Paint =>
      (x, y) =>
        Math.abs(x - left) < 0.2 && Math.abs(y - 0.5) < 0.3 ? 255 : a(x, y);
    const crossing = pictureOf(dense(thing(0.3), thing(0.3 + 2 / 36))).steps[0]!.motion;
    expect(pan).toBeLessThan(crossing);
  });
});

describe('flashes', () => {
  it('black and white in turn, four times a second, flash twice', () => {
    expect(
      pictureOf(
        dense(
          () => 0,
          () => 255,
          () => 0,
          () => 255,
          () => 0,
        ),
      ).flashRate,
    ).toBe(2);
  });
  it('flashes have their place, and a clip without any has none', () => {
    const white: Paint = () => 255;
    expect(pictureOf(dense(a, a, a, white, a, white, a)).flashAt).toBe(0.75);
    expect(pictureOf(dense(a, a, a)).flashAt).toBeNull();
  });
  it('one flash of the camera counts once', () => {
    expect(pictureOf(dense(dimmed(a, 0.5), dimmed(a, 0.5), () => 255, dimmed(a, 0.5), dimmed(a, 0.5))).flashRate).toBe(
      1,
    );
  });
  it('a lamp that blinks in a corner does not', () => {
    const lamp =
      (on: boolean): Paint =>
      (x, y) =>
        x < 0.3 && y < 0.3 ? (on ? 255 : 0) : 30;
    expect(pictureOf(dense(lamp(true), lamp(false), lamp(true), lamp(false))).flashRate).toBe(0);
  });
  it('saturated red in turn with its own luminance in grey flashes too', () => {
    // Red of level 160 has relative luminance .075: with black below it no general flash.
    const red: Paint = () => [160, 0, 0];
    expect(
      pictureOf(
        dense(
          () => 0,
          red,
          () => 0,
          red,
          () => 0,
        ),
      ).flashRate,
    ).toBe(2);
  });
  it('frames a second apart say nothing of flashes', () => {
    expect(pictureOf(film([0, () => 0], [1, () => 255], [2, () => 0])).flashRate).toBe(0);
  });
});

describe('the loop', () => {
  it('a clip that ends as it began has no seam, another scene does', () => {
    expect(pictureOf(dense(a, b, a)).loop).toBe(1);
    expect(pictureOf(dense(a, a, b)).loop).toBeLessThan(0.5);
  });
});

it('frames that come out of order are a bug of the decoder', () => {
  expect(() => pictureOf(film([1, a], [0.5, b]), 2)).toThrow(RangeError);
});
