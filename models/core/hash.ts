/** Plain data enters, a SHA-256 in hex leaves: the same data gives the same name on every device. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { FEATURE_SET } from './features/registry.ts';
import type { Account, ClipHash, Draft } from './flow.ts';

/** Each part is closed by its length, so ['ab', 'c'] and ['a', 'bc'] differ. */
export function hashOf(parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(parts.map((part) => `${part.length}:${part}`).join(''))));
}

export const draftHash = (draft: Draft): string => hashOf([canonical(draft)]);

export const accountHash = (account: Account | null): string => hashOf([canonical(account)]);

/** Under what a report is kept: a new caption, a new definition or a new model never finds an old number. */
export function cacheKey(input: {
  readonly clip: ClipHash;
  readonly draft: Draft;
  readonly account: Account | null;
  readonly models: readonly { readonly id: string; readonly version: string; readonly sha256: string }[];
  /** Whether the declared terms count. */
  readonly priors: boolean;
  /** Which decoder was asked for: their pictures differ within tolerance. */
  readonly decoder: string;
}): string {
  const models = input.models.map((m) => `${m.id}@${m.version}:${m.sha256}`).sort();
  return hashOf([
    input.clip,
    draftHash(input.draft),
    accountHash(input.account),
    FEATURE_SET,
    SCORING,
    canonical(models),
    String(input.priors),
    input.decoder,
  ]);
}

/** Raised when score, declared terms or checks change without a feature or a model changing. */
const SCORING = '4';

/** JSON with sorted keys; absent and undefined are one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
