import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { picture } from './draw.ts';
import { drawing } from './drawing.ts';
import { palettePng } from './png.ts';

/** Reads what palettePng writes: 8-bit palette, filter 0. After the PNG specification, not after the writer. */
function pixelsOf(png: Buffer): { width: number; height: number; at: (x: number, y: number) => string } {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const at = (x: number, y: number): string => {
    const index = rows[y * (width + 1) + 1 + x] ?? 0;
    return (chunks.get('PLTE') ?? Buffer.alloc(0)).subarray(3 * index, 3 * index + 3).toString('hex');
  };
  return { width, height, at };
}

describe('the picture of a score', () => {
  it('is 1200 × 630 and a few kilobytes', () => {
    const png = picture(drawing(62));
    const { width, height } = pixelsOf(png);
    expect([width, height]).toEqual([1200, 630]);
    expect(png.length).toBeLessThan(30_000);
  });

  // Dots stand 51 px apart from x = 115.5 on, at y = 500; filled ones are #3A4DB8, others #E7E9F9.
  it.each([
    [0, 0],
    [62, 12],
    [100, 20],
  ])('of %i shows %i of twenty dots filled', (score, filled) => {
    const { at } = pixelsOf(picture(drawing(score)));
    const colours = Array.from({ length: 20 }, (_, i) => at(Math.round(115.5 + 51 * i), 500));
    expect(colours).toEqual([...Array(filled).fill('3a4db8'), ...Array(20 - filled).fill('e7e9f9')]);
  });

  it('differs from score to score', () => {
    expect(new Set(Array.from({ length: 101 }, (_, score) => drawing(score))).size).toBe(101);
  });
});

it('a drawing with more colours than a palette holds keeps the frequent ones exactly', () => {
  const rgba = new Uint8Array(4 * 400).fill(255);
  for (let i = 0; i < 300; i++) rgba.set([i % 256, Math.floor(i / 256), 7, 255], 4 * i);
  const { at } = pixelsOf(palettePng(rgba, 400, 1));
  expect(at(399, 0)).toBe('ffffff');
  expect(at(5, 0)).toBe('050007');
});
