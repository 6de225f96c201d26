import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../share-text.ts';
import { sharePicture } from './share-picture.ts';
import { Sheet, bar, disc, letterOutlines } from './sheet.ts';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => string;
}

/** Reads 8-bit RGB with the filters None and Up. After the PNG specification, not after the writer. */
function read(bytes: Uint8Array): Picture {
  const png = Buffer.from(bytes);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([header[8], header[9]]).toEqual([8, 2]);
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const pixels = Buffer.alloc(3 * width * height);
  for (let y = 0; y < height; y++) {
    const from = y * (3 * width + 1);
    const filter = rows[from] ?? 0;
    expect([0, 2]).toContain(filter);
    for (let i = 0; i < 3 * width; i++) {
      const above = filter === 2 && y > 0 ? (pixels[(y - 1) * 3 * width + i] ?? 0) : 0;
      pixels[y * 3 * width + i] = ((rows[from + 1 + i] ?? 0) + above) & 255;
    }
  }
  const at = (x: number, y: number): string =>
    pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3).toString('hex');
  return { width, height, at };
}

const ACCENT = '3a4db8';
/** The scale of 0 to 100 runs from x = 84 to 1116. */
const place = (value: number): number => Math.round(84 + 10.32 * value);

describe('the picture of a share link', () => {
  it('is 1200 × 630 and small enough for a chat', async () => {
    const png = await sharePicture({ score: 62, low: 41, high: 80 }, 'en');
    const { width, height } = read(png);
    expect([width, height]).toEqual([1200, 630]);
    // WhatsApp drops pictures over 600 KB, others are slower than that.
    expect(png.length).toBeLessThan(120_000);
  });

  it.each([
    [0, 0, 12],
    [62, 41, 80],
    [100, 96, 100],
  ])('of %i has its mark at the score and its range from %i to %i', async (score, low, high) => {
    const { at } = read(await sharePicture({ score, low, high }, 'en'));
    expect(at(Math.min(1103, Math.max(97, place(score))), 424)).toBe(ACCENT);
    // Half-way up the band, away from mark and dots: the range has a colour of its own, and there is none outside it.
    const inside = at(place((low + high) / 2 + (score === 62 ? -8 : 0)), 412);
    const sky = at(1140, 412);
    expect(inside).not.toBe(sky);
    if (low > 10) expect(at(place(low - 6), 412)).toBe(sky);
    if (high < 90) expect(at(place(high + 6), 412)).toBe(sky);
  });

  it('can write every score and every range in every language', async () => {
    for (const language of LANGUAGES) {
      for (const [score, low, high] of [
        [0, 0, 0],
        [100, 100, 100],
        [50, 0, 100],
        [37, 24, 96],
        [58, 1, 100],
      ] as const)
        await expect(sharePicture({ score, low, high }, language)).resolves.toBeInstanceOf(Uint8Array);
    }
  });

  it('speaks the language of its maker', async () => {
    const pictures = await Promise.all(
      LANGUAGES.map((language) => sharePicture({ score: 62, low: 41, high: 80 }, language)),
    );
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(LANGUAGES.length);
  });
});

describe('a sheet', () => {
  const white = (): Sheet => new Sheet(40, 40, () => [255, 255, 255]);
  /** What was painted black, in pixels. */
  const ink = (sheet: Sheet): number => sheet.rgb.reduce((sum, value) => sum + (255 - value) / 255, 0) / 3;

  it('fills a rectangle between pixels by the part of each that it covers', () => {
    const sheet = white();
    sheet.outline([
      [10.5, 10],
      [20.25, 10],
      [20.25, 12.5],
      [10.5, 12.5],
    ]);
    sheet.paint([0, 0, 0]);
    // Left half of pixel 10, a quarter of pixel 20, half of row 12.
    expect([10, 11, 20, 21].map((x) => sheet.rgb[3 * (10 * 40 + x)])).toEqual([128, 0, 191, 255]);
    expect(sheet.rgb[3 * (12 * 40 + 15)]).toBe(128);
    expect(ink(sheet)).toBeCloseTo(9.75 * 2.5, 1);
  });

  it('gives a disc its area, and a ring that of its disc less its hole', () => {
    const sheet = white();
    sheet.outline(disc(20, 20, 12));
    sheet.paint([0, 0, 0]);
    expect(Math.abs(ink(sheet) - Math.PI * 144)).toBeLessThan(3);
    const ring = white();
    ring.outline(disc(20, 20, 12));
    ring.outline(disc(20, 20, 6, true));
    ring.paint([0, 0, 0]);
    expect(Math.abs(ink(ring) - Math.PI * (144 - 36))).toBeLessThan(3);
  });

  it('is the same whichever way round an outline runs, and a bar is a rectangle with two half discs', () => {
    const [there, back] = [white(), white()];
    there.outline(bar(5, 10, 30, 10));
    back.outline(bar(5, 10, 30, 10, true));
    there.paint([0, 0, 0]);
    back.paint([0, 0, 0]);
    expect([...there.rgb]).toEqual([...back.rgb]);
    expect(Math.abs(ink(there) - (20 * 10 + Math.PI * 25))).toBeLessThan(2);
  });

  it('stands a letter on its baseline', () => {
    // An em of 20 px: 0 to 500 units are 0 to 10 px to the right and upwards.
    const [outline = []] = letterOutlines('M0 0L500 0L500 500H0Z', 10, 30, 20);
    expect(outline).toEqual([
      [10, 30],
      [20, 30],
      [20, 20],
      [10, 20],
    ]);
  });
});
