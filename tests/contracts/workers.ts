/** workerd with real D1, R2 and static assets, from wrangler.toml as it is deployed; started and stopped here. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testTokens, tokensSql, type TestTokens } from './tokens.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** wrangler has been seen to hang at its start (shared notes, edge.md section 3). */
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** No look-ups, no figures sent, no questions asked. */
const ALONE = { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', CI: '1' };

export interface Workers {
  readonly url: string;
  readonly tokens: TestTokens;
  close(): Promise<void>;
}

export async function startWorkers(web: string, settings: Readonly<Record<string, string>>): Promise<Workers> {
  Object.assign(process.env, ALONE);
  const state = await mkdtemp(join(tmpdir(), 'presage-workers-'));
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');
  const d1 = (...args: string[]) =>
    promisify(execFile)(process.execPath, [wrangler, 'd1', ...args, '--local', '--persist-to', state], {
      cwd: ROOT,
      env: { ...process.env, ...ALONE },
      timeout: START_WITHIN_MS,
    });
  await d1('migrations', 'apply', 'DB');
  const { tokens, rows } = testTokens();
  await writeFile(join(state, 'tokens.sql'), tokensSql(rows));
  await d1('execute', 'DB', '--yes', '--file', join(state, 'tokens.sql'));
  const { unstable_startWorker: startWorker } = await import('wrangler');
  const worker = await startWorker({
    config: join(ROOT, 'wrangler.toml'),
    assets: web,
    bindings: Object.fromEntries(
      Object.entries({ ...settings, PRESAGE_SECRET: Buffer.alloc(32, 7).toString('base64url') }).map(
        ([name, value]) => [name, { type: 'plain_text' as const, value }],
      ),
    ),
    dev: {
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      persist: state,
      logLevel: (process.env.PRESAGE_WRANGLER_LOG ?? 'error') as 'error',
      watch: false,
    },
  });
  const url = await within(
    START_WITHIN_MS,
    worker.ready.then(() => worker.url),
    'wrangler did not start',
  );
  return {
    url: url.origin,
    tokens,
    async close() {
      await within(STOP_WITHIN_MS, worker.dispose(), 'wrangler did not stop').catch(() => {});
      await rm(state, { recursive: true, force: true });
    },
  };
}

async function within<T>(ms: number, work: Promise<T>, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${sentence} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
