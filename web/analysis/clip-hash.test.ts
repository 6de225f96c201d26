import { describe, expect, it } from 'vitest';
import { clipHash, HASHED_PART } from './clip-hash.ts';

const sized = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 251);

describe('the hash of a clip', () => {
  it("is SHA-256 of size and content for a small file, as Python's hashlib has it", async () => {
    expect(await clipHash(new Blob([sized(1000)]))).toBe(
      'dcca53b27deeda29a0bc93be07de826b052934d3c0b5ea0f8e76684657e3f094',
    );
  });

  it('does not see a byte between the hashed parts, and sees one inside each', async () => {
    const length = 5 * HASHED_PART;
    const content = sized(length);
    const original = await clipHash(new Blob([content]));
    const withByte = async (at: number): Promise<string> => {
      const changed = content.slice();
      changed[at] = changed[at]! ^ 1;
      return clipHash(new Blob([changed]));
    };
    expect(await withByte(HASHED_PART + 10)).toBe(original);
    for (const at of [0, 2.5 * HASHED_PART, length - 1]) expect(await withByte(at)).not.toBe(original);
  });

  it('sees the size even where the parts are the same', async () => {
    expect(await clipHash(new Blob([new Uint8Array(5 * HASHED_PART)]))).not.toBe(
      await clipHash(new Blob([new Uint8Array(6 * HASHED_PART)])),
    );
  });
});
