/**
 * An install's own random id in, its bucket of a hundred out; and whether a staged release reaches that bucket.
 *
 * The id is made on the device and never leaves it: what a host hears is the bucket, which a hundredth of all installs
 * share.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

export const BUCKETS = 100;

/** @returns 0..99, always the same for one id */
export function bucketOf(installId: string): number {
  return firstNumber(`presage rollout\n${installId}`) % BUCKETS;
}

/**
 * Whether a release that reaches `percent` of the installs reaches this bucket. Each release begins with other buckets,
 * so that it is not always the same people who try what is new; a bucket that it reached stays reached when the share
 * grows.
 */
export function isReached(releaseId: string, percent: number, bucket: number): boolean {
  return (bucket + (firstNumber(releaseId) % BUCKETS)) % BUCKETS < percent;
}

/** The first 32 bits of a hash. A remainder of 100 favours some buckets by 1 in 43 million. */
function firstNumber(text: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(text));
  return a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
}
