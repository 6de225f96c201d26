/** RGB pixels in, a PNG out, with what Node and Workers both have. */

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 8 bits a channel, three channels (PNG specification, section 11.2.2). */
const TRUE_COLOUR = Uint8Array.of(8, 2, 0, 0, 0);
/** Each byte as its difference to the one above (section 9.2): a sky that changes by the row is nearly all zeros then. */
const UP = 2;

/** @param rgb row by row */
export async function png(rgb: Uint8Array, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const wide = 3 * width;
  const rows = new Uint8Array((wide + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (wide + 1);
    rows[to] = UP;
    for (let i = 0, at = y * wide; i < wide; i++, at++) {
      rows[to + 1 + i] = (rgb[at] ?? 0) - (y === 0 ? 0 : (rgb[at - wide] ?? 0));
    }
  }
  const packed = new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate')));
  const header = new Uint8Array(13);
  const sides = new DataView(header.buffer);
  sides.setUint32(0, width);
  sides.setUint32(4, height);
  header.set(TRUE_COLOUR, 8);
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', new Uint8Array(await packed.arrayBuffer())),
    chunk('IEND', new Uint8Array()),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) whole[4 + i] = type.charCodeAt(i);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)));
  return whole;
}

/** PNG specification, annex D. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
