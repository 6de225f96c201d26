/** Where shards of samples lie: a folder on the embedded host, an R2 bucket on Workers. Never served without a token. */

export interface ShardStore {
  put(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  remove(name: string): Promise<void>;
  /** Every file there is, noted or not. */
  list(): Promise<readonly { readonly name: string; readonly writtenAt: number }[]>;
}

/** Made by us: what was received first, the set, and chance. Nothing else is ever opened. */
export const SHARD_NAME = /^[0-9]{13}-[0-9a-f]{8}-[0-9A-Za-z]{8}\.parquet$/;

/** The part of Workers' R2 interface that is used here. */
export interface ShardBucket {
  put(key: string, value: Uint8Array): Promise<unknown>;
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  delete(key: string): Promise<void>;
  list(options: { readonly prefix: string; readonly cursor?: string }): Promise<BucketPage>;
}

interface BucketPage {
  readonly objects: readonly { readonly key: string; readonly uploaded: Date }[];
  readonly truncated: boolean;
  readonly cursor?: string;
}

const PREFIX = 'samples/';

export const shardsInBucket = (bucket: ShardBucket): ShardStore => ({
  async put(name, bytes) {
    await bucket.put(`${PREFIX}${name}`, bytes);
  },
  async get(name) {
    const found = await bucket.get(`${PREFIX}${name}`);
    return found && new Uint8Array(await found.arrayBuffer());
  },
  remove: (name) => bucket.delete(`${PREFIX}${name}`),
  async list() {
    const found: { name: string; writtenAt: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await bucket.list({ prefix: PREFIX, ...(cursor === undefined ? {} : { cursor }) });
      for (const { key, uploaded } of page.objects) {
        found.push({ name: key.slice(PREFIX.length), writtenAt: uploaded.getTime() });
      }
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor !== undefined);
    return found;
  },
});
