import { describe, expect, it } from 'vitest';
import type { Frame } from '../flow.ts';
import { lineImageOf } from './line-image.ts';
import { frameOf, scene, type Paint } from './rendered.ts';
import { lumaOf, textRegionsOf } from './text-regions.ts';

/** A 5 by 7 face: H, E, L, O, I, T, A. */
const FACE: Readonly<Record<string, readonly string[]>> = {
  H: ['#...#', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  E: ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
  O: ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  I: ['.###.', '..#..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
  A: ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
};
const WIDTH = 360;
const HEIGHT = 640;

/** Words in squares of `dot` px from (left, top). */
function written(ground: Paint, words: string, ink: number, left: number, top: number, dot: number): Frame {
  return frameOf(
    (u, v) => {
      const column = Math.floor((u * WIDTH - left) / dot);
      const row = Math.floor((v * HEIGHT - top) / dot);
      const letter = FACE[words[Math.floor(column / 6)] ?? ' '];
      return column >= 0 && row >= 0 && letter?.[row]?.[column % 6] === '#' ? ink : ground(u, v);
    },
    0,
    WIDTH,
    HEIGHT,
  );
}

describe('lines of writing', () => {
  it.each([
    ['white on dark grey', 40, 250],
    ['black on light grey', 210, 5],
    ['with a contrast of 2', 128, 180],
  ])('%s: one line, where it stands', (_, ground, ink) => {
    const regions = textRegionsOf(written(() => ground, 'HELLO TITLE', ink, 60, 300, 3));
    expect(regions).toHaveLength(1);
    const [line] = regions;
    expect(line!.x * WIDTH).toBeCloseTo(60, 0);
    expect(line!.y * HEIGHT).toBeCloseTo(300, 0);
    expect(line!.w * WIDTH).toBeCloseTo(11 * 18 - 3, 0);
    expect(line!.h * HEIGHT).toBeCloseTo(21, 0);
    expect(line).toMatchObject({ bright: ink > ground, slope: 0 });
    // Ten letters; the O may count for two, its ring and its disc.
    expect(Math.abs(line!.letters - 10)).toBeLessThanOrEqual(1);
    expect(line!.ink).toBeCloseTo(ink, 0);
    expect(line!.ground).toBeCloseTo(ground, 0);
  });
  it('over a picture with shapes the line is among what is found', () => {
    const frame = written(scene(5), 'HELLO TITLE', 255, 60, 300, 4);
    const near = textRegionsOf(frame).filter(({ y }) => Math.abs(y * HEIGHT - 300) < 8);
    expect(near.length).toBeGreaterThan(0);
  });
  it('two lines under each other stay two', () => {
    const upper = written(() => 30, 'HELLO', 250, 60, 300, 4);
    const both = written(
      (u, v) => upper.rgba[4 * (Math.floor(v * HEIGHT) * WIDTH + Math.floor(u * WIDTH))]!,
      'TITLE',
      250,
      60,
      340,
      4,
    );
    expect(textRegionsOf(both)).toHaveLength(2);
  });
  it.each([
    ['one colour', frameOf(() => 120, 0, WIDTH, HEIGHT)],
    ['8 by 8 pixels', frameOf((x) => 255 * x, 0, 8, 8)],
    ['1 by 1 pixel', frameOf(() => 0, 0, 1, 1)],
    ['a slope of grey', frameOf((_, y) => 255 * y, 0, WIDTH, HEIGHT)],
  ])('%s has none', (_, frame) => {
    expect(textRegionsOf(frame)).toEqual([]);
  });
});

describe('the picture of a line', () => {
  it.each([false, true])('is black on white whatever the colours were (strict %s)', (strict) => {
    const frame = written(() => 60, 'HELLO TITLE', 230, 60, 300, 3);
    const [line] = textRegionsOf(frame);
    const { width, height, values } = lineImageOf(frame, lumaOf(frame), line!, strict);
    // 21 px become 32, with a margin of a third on each side.
    expect(height).toBeCloseTo(32 * 1.7, -1);
    expect(width).toBeGreaterThan(8 * height * 0.5);
    expect(values[0]).toBe(255);
    const ink = values.filter((value) => value < 60).length / values.length;
    expect(ink).toBeGreaterThan(0.1);
    expect(ink).toBeLessThan(0.4);
  });
});
