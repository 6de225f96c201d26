import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clipHash, HASHED_PART } from './clip-hash.ts';

const sized = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 251);

describe('the hash of a clip', () => {
  it('is SHA-256 of size and content for a small file; node:crypto agrees', async () => {
    const content = sized(1000);
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(1000n);
    const expected = createHash('sha256').update(size).update(content).digest('hex');
    expect(await clipHash(new Blob([content]))).toBe(expected);
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
