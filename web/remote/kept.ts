/** Downloaded files that were checked, kept in Cache storage under their address; without storage nothing is kept. */

export interface Kept {
  get(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** A full disk keeps nothing and is no failure: the bytes are at hand. */
  put(path: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<boolean>;
  remove(path: string): Promise<void>;
}

/** @param storage null or refusing where the browser denies it */
export function keptIn(storage: CacheStorage | undefined, name: string): Kept {
  const open = async (): Promise<Cache | null> => {
    try {
      return (await storage?.open(name)) ?? null;
    } catch {
      return null; // SecurityError: storage is refused; every visit downloads
    }
  };
  return {
    async get(path) {
      const response = await (await open())?.match(path);
      return response ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    async put(path, bytes, type) {
      const cache = await open();
      if (!cache) return false;
      try {
        const headers = {
          'content-type': type,
          'content-length': String(bytes.length),
          // A script that is kept may start as a worker of an isolated page, which needs these.
          'cross-origin-embedder-policy': 'require-corp',
          'cross-origin-resource-policy': 'same-origin',
        };
        await cache.put(path, new Response(bytes, { headers }));
        return true;
      } catch {
        return false; // QuotaExceededError
      }
    },
    async remove(path) {
      await (await open())?.delete(path);
    },
  };
}
