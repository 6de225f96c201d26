/** The embedded host's secret: 32 random bytes in the data folder, made at the first start, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64url } from './http/keys.ts';

const BYTES = 32;

/** @throws Error with a system code when the folder can't be read or written; a plain one when the file is spoilt */
export function secretIn(folder: string): Uint8Array {
  const path = join(folder, 'secret');
  try {
    // 'wx' fails when it is there: two hosts that start at once agree on one secret.
    writeFileSync(path, `${randomBytes(BYTES).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = fromBase64url(readFileSync(path, 'utf8').trim());
  if (!secret || secret.length < BYTES) {
    throw new Error(
      `${path} is no secret of ours. Links and receipts signed with the old one are void without it; delete the file to make a new one.`,
    );
  }
  return secret;
}
