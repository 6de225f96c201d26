/** Weights in an R2 bucket: models/<sha256>/<name>[.br|.gz]; the sizes of the compressed forms stand in the plain object's metadata. */
import type { Form } from '../http/conditional.ts';
import type { WeightStore } from './store.ts';

/** The part of Workers' R2 interface that is used here. */
export interface R2 {
  head(
    key: string,
  ): Promise<{ readonly size: number; readonly customMetadata?: Readonly<Record<string, string>> } | null>;
  get(
    key: string,
    options?: { readonly range?: { readonly offset: number; readonly length: number } },
  ): Promise<{ readonly body: ReadableStream<Uint8Array> } | null>;
  put(key: string, value: Uint8Array, options?: { readonly customMetadata?: Record<string, string> }): Promise<unknown>;
}

export function r2Weights(bucket: R2): WeightStore {
  const keyOf = (sha256: string, name: string, form: Form = 'plain'): string =>
    `models/${sha256}/${name}${form === 'plain' ? '' : `.${form}`}`;

  return {
    async find(sha256, name) {
      const head = await bucket.head(keyOf(sha256, name));
      if (!head) return null;
      const br = Number(head.customMetadata?.['br']);
      const gz = Number(head.customMetadata?.['gz']);
      return { bytes: head.size, forms: { ...(br > 0 ? { br } : {}), ...(gz > 0 ? { gz } : {}) } };
    },

    async open(sha256, name, form, slice) {
      const range = slice ? { range: { offset: slice.from, length: slice.to - slice.from + 1 } } : {};
      const found = await bucket.get(keyOf(sha256, name, form), range);
      if (!found) throw new Error('an object that was just found is gone');
      return found.body;
    },

    async keep(sha256, name, body, forms) {
      const customMetadata: Record<string, string> = {};
      for (const form of ['br', 'gz'] as const) {
        const bytes = forms[form];
        if (!bytes) continue;
        await bucket.put(keyOf(sha256, name, form), bytes);
        customMetadata[form] = String(bytes.length);
      }
      await bucket.put(keyOf(sha256, name), body, { customMetadata });
    },
  };
}
