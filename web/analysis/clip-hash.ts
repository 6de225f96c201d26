/** A file enters, the hash that names its content leaves; at most 12 MiB are read, whatever the size. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ClipHash } from '#core/flow.ts';

/** 4 MiB from the start, the middle and the end (HOUSE.md, "The flow"): a file with other content there is another clip. */
export const HASHED_PART = 4 * 1024 * 1024;

/**
 * SHA-256 (hex) over the size as 8 bytes, little end first, then first, middle and last 4 MiB.
 * Up to 12 MiB the whole file is hashed once.
 */
export async function clipHash(file: Blob): Promise<ClipHash> {
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(file.size), true);
  const content = await new Blob([size, ...hashedParts(file)]).arrayBuffer();
  // Without a secure context (a phone on http://192.168.…) there is no crypto.subtle.
  const subtle = (globalThis.crypto as { readonly subtle?: SubtleCrypto }).subtle;
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', content)) : sha256(new Uint8Array(content));
  return bytesToHex(digest) satisfies string as ClipHash;
}

function hashedParts(file: Blob): Blob[] {
  if (file.size <= 3 * HASHED_PART) return [file];
  const middle = Math.floor((file.size - HASHED_PART) / 2);
  return [
    file.slice(0, HASHED_PART),
    file.slice(middle, middle + HASHED_PART),
    file.slice(file.size - HASHED_PART, file.size),
  ];
}
