import { expect, it } from 'vitest';
import { squarePatch } from './square-patch.ts';

const grey = (width: number, height: number, of: (x: number, y: number) => number) => {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.fill(of(x, y), (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, height, rgba };
};

it('a picture of one colour stays that colour at any size', () => {
  for (const size of [3, 16, 40]) {
    const patch = squarePatch(
      grey(20, 20, () => 255),
      { x: 0, y: 0, side: 20 },
      size,
      -1,
      1,
    );
    expect(patch).toHaveLength(size * size * 3);
    for (const [i, value] of patch.entries()) {
      // Where it must grow, the outermost pixels mix with the black outside.
      const [x, y] = [Math.floor(i / 3) % size, Math.floor(i / 3 / size)];
      const inside = [x, y].every((at) => at > 0 && at < size - 1) || size <= 20;
      if (inside) expect(value).toBeCloseTo(1, 5);
    }
  }
});

it('four pixels become the mean of their quarter', () => {
  const patch = squarePatch(
    grey(4, 4, (x, y) => (x < 2 ? 0 : 100) + (y < 2 ? 0 : 50)),
    { x: 0, y: 0, side: 4 },
    2,
    0,
    255,
  );
  expect([0, 3, 6, 9].map((i) => Math.round(patch[i]!))).toEqual([0, 100, 50, 150]);
});

it('outside the picture it is black', () => {
  const patch = squarePatch(
    grey(4, 2, () => 200),
    { x: 0, y: -1, side: 4 },
    4,
    0,
    255,
  );
  expect([0, 1, 2, 3].map((row) => Math.round(patch[row * 12]!))).toEqual([0, 200, 200, 0]);
});
