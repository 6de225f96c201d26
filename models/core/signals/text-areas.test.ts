import { describe, expect, it } from 'vitest';
import { frameOf, lehmer, scene, type Paint } from './rendered.ts';
import { greyOf } from './grey.ts';
import { textAreasOf } from './text-areas.ts';

/** Letters of 5 × 7, as on a pocket calculator. */
const LETTERS: Readonly<Record<string, string>> = {
  H: '10001100011000111111100011000110001',
  E: '11111100001000011110100001000011111',
  L: '10000100001000010000100001000011111',
  O: '01110100011000110001100011000101110',
  T: '11111001000010000100001000010000100',
  R: '11110100011000111110101001001010001',
};

const WIDTH = 144;
const HEIGHT = 256;

/** A word drawn on a ground, `size` px per dot, with its top left corner at (left, top) px. */
function written(word: string, left: number, top: number, size: number, ink: number, ground: Paint): Paint {
  return (x, y) => {
    const column = Math.floor((x * WIDTH - left) / size);
    const row = Math.floor((y * HEIGHT - top) / size);
    const letter = LETTERS[word[Math.floor(column / 6)] ?? ' '];
    const on = row >= 0 && row < 7 && column >= 0 && column % 6 < 5 && letter?.[row * 5 + (column % 6)] === '1';
    return on ? ink : ground(x, y);
  };
}

const areas = (paint: Paint) => textAreasOf(greyOf(frameOf(paint, 0, WIDTH, HEIGHT)));

describe('what looks like text', () => {
  it('white words on black are found where they stand', () => {
    const [area, ...more] = areas(written('HELLOTHERE', 12, 100, 2, 255, () => 0));
    expect(more).toEqual([]);
    expect(area!.contrast).toBeCloseTo(21, 0);
    // The word is 118 px wide and 14 tall; letters without swings in their top or bottom row may lose one.
    expect(area!.x * WIDTH).toBeGreaterThan(8);
    expect(area!.x * WIDTH).toBeLessThan(24);
    expect(area!.w * WIDTH).toBeGreaterThan(85);
    expect(area!.y * HEIGHT).toBeGreaterThanOrEqual(99);
    expect((area!.y + area!.h) * HEIGHT).toBeLessThanOrEqual(115);
  });

  it('black words on white are found too', () => {
    expect(areas(written('HOTTER', 30, 60, 2, 0, () => 255))).toHaveLength(1);
  });

  it('words on a picture are found', () => {
    const found = areas(
      written('HELLOTHERE', 12, 200, 2, 255, (x, y) => {
        const [r, g, b] = scene(4)(x, y) as readonly number[];
        return [r! / 3, g! / 3, b! / 3];
      }),
    );
    expect(found.some((area) => area.y * HEIGHT > 195 && (area.y + area.h) * HEIGHT < 217)).toBe(true);
  });

  it('faint words are not meant to be read', () => {
    expect(areas(written('HELLOTHERE', 12, 100, 2, 150, () => 120))).toEqual([]);
  });
});

describe('what is no text', () => {
  const random = lehmer(9);
  it.each<[string, Paint]>([
    ['nothing', () => 128],
    ['a soft ramp', (x, y) => 255 * x * y],
    ['a fence from top to bottom', (x) => (Math.floor((x * WIDTH) / 4) % 2 ? 230 : 20)],
    ['noise', () => 255 * random()],
    ['stairs', (_, y) => (Math.floor((y * HEIGHT) / 5) % 2 ? 200 : 40)],
    ['big shapes', scene(7)],
  ])('%s', (_, paint) => {
    expect(areas(paint)).toEqual([]);
  });
});
