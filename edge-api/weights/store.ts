/** Where weights lie, by content hash: a folder on the embedded host, an R2 bucket on Workers. What is in it never changes. */
import type { Form, Slice } from '../http/conditional.ts';

export interface Weight {
  readonly bytes: number;
  /** Sizes of the compressed forms that are there. */
  readonly forms: { readonly br?: number; readonly gz?: number };
}

export interface WeightStore {
  find(sha256: string, name: string): Promise<Weight | null>;
  /** The bytes of one form, or of a slice of the plain one. Call only after `find` has named it. */
  open(
    sha256: string,
    name: string,
    form: Form,
    slice?: Slice,
  ): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>>;
  /** Keeps a file and its forms; the plain one is written last, so that `find` never sees half of them. */
  keep(sha256: string, name: string, body: Uint8Array<ArrayBuffer>, forms: KeptForms): Promise<void>;
}

export interface KeptForms {
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gz?: Uint8Array<ArrayBuffer>;
}

/** Names that a path segment may have: lower case, no leading dot, no separators. */
export const WEIGHT_NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/;
export const SHA256 = /^[0-9a-f]{64}$/;
