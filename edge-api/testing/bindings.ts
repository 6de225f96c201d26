/** The real D1, R2 and KV of workerd, empty, reached from Node through wrangler's platform proxy. For tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { D1 } from '../db/d1.ts';
import type { ShardBucket } from '../samples/store.ts';
import type { R2 } from '../weights/r2.ts';
import type { Bindings } from '../worker.ts';

/** wrangler has been seen to hang at its start (shared notes, edge.md section 3). */
const START_WITHIN_MS = 60_000;

export interface RealBindings {
  readonly d1: D1;
  readonly r2: R2;
  readonly samples: ShardBucket;
  readonly near: NonNullable<Bindings['NEAR']>;
  close(): Promise<void>;
}

export async function openBindings(): Promise<RealBindings> {
  Object.assign(process.env, { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', CI: '1' });
  const state = await mkdtemp(join(tmpdir(), 'presage-bindings-'));
  const { getPlatformProxy } = await import('wrangler');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('wrangler gave no bindings')), START_WITHIN_MS);
  });
  const proxy = getPlatformProxy<{ DB: D1; WEIGHTS: R2; SAMPLES: ShardBucket; NEAR: NonNullable<Bindings['NEAR']> }>({
    configPath: fileURLToPath(new URL('../../wrangler.toml', import.meta.url)),
    persist: { path: join(state, 'v3') },
  });
  const { env, dispose } = await Promise.race([proxy, late]);
  clearTimeout(timer);
  return {
    d1: env.DB,
    r2: env.WEIGHTS,
    samples: env.SAMPLES,
    near: env.NEAR,
    close: async () => {
      await dispose();
      await rm(state, { recursive: true, force: true });
    },
  };
}
