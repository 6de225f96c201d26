/** RGBA pixels in, a PNG with at most 256 colours out: flat drawings are a fifth of the size that way. */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_COLOURS = 256;

/** @param rgba opaque pixels, row by row */
export function palettePng(rgba: Uint8Array, width: number, height: number): Buffer {
  const { palette, indices } = indexed(rgba);
  const rows = Buffer.alloc((width + 1) * height);
  // Each row begins with its filter; none suits palettes best (PNG specification, section 12.7).
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [r: number, g: number, b: number];

/** The most frequent colours; a rarer one, always the blend at some edge, becomes the nearest of them. */
function indexed(rgba: Uint8Array): { readonly palette: readonly Colour[]; readonly indices: Uint8Array } {
  const keys = new Uint32Array(rgba.length / 4);
  const counts = new Map<number, number>();
  let last = ((rgba[0] ?? 0) << 16) | ((rgba[1] ?? 0) << 8) | (rgba[2] ?? 0);
  let run = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = ((rgba[4 * i] ?? 0) << 16) | ((rgba[4 * i + 1] ?? 0) << 8) | (rgba[4 * i + 2] ?? 0);
    keys[i] = key;
    // Flat areas are long runs of one colour: only their ends are looked up.
    if (key === last) run++;
    else {
      counts.set(last, (counts.get(last) ?? 0) + run);
      last = key;
      run = 1;
    }
  }
  counts.set(last, (counts.get(last) ?? 0) + run);
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const palette = byCount.slice(0, MOST_COLOURS).map(colour);
  const places = new Map(
    byCount.map((key, place) => [key, place < MOST_COLOURS ? place : nearest(colour(key), palette)]),
  );
  const indices = new Uint8Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    indices[i] = i > 0 && keys[i] === keys[i - 1] ? (indices[i - 1] ?? 0) : (places.get(keys[i] ?? 0) ?? 0);
  }
  return { palette, indices };
}

const colour = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

function nearest([r, g, b]: Colour, palette: readonly Colour[]): number {
  const distances = palette.map(([pr, pg, pb]) => (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2);
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
