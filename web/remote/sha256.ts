/** Bytes enter, their SHA-256 in hex leaves, with the browser's own code where there is any. */
import { sha256 as hashInScript } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Without a secure context (a phone on http://192.168.…) there is no crypto.subtle.
  const { subtle } = globalThis.crypto as { readonly subtle?: SubtleCrypto };
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : hashInScript(bytes));
}
