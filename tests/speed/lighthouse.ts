/**
 * `npm run lighthouse [-- path …]`: what Lighthouse says of the built app on a slow phone, screen by screen.
 *
 * Enters: a build in dist (`npm run build`) and a Chromium. Leaves: a table of the four scores, and each audit under 90.
 * Lighthouse itself is fetched by npx on the first run: it is a tool to look with, no test waits for it.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { findChromium, LAUNCH_ARGUMENTS } from '../chromium.mjs';

/** The newest one that runs on Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
/** A score an audit may have before it is named. */
const FINE = 0.9;
const SCREENS = ['/', '/history', '/compare', '/evidence', '/plan', '/trends', '/you'];

const Result = z.object({
  categories: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), displayValue: z.string().optional() })),
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'presage-lighthouse-'));
const chromium = await findChromium();
if (chromium === null) throw new Error('No Chromium here. Install one, or name it in PRESAGE_CHROMIUM.');
const { startHost } = (await import(pathToFileURL(join(root, 'dist/edge/node.js')).href)) as {
  startHost: (options: object) => Promise<{ readonly url: string; close(): Promise<void> }>;
};
const host = await startHost({ root, data: join(folder, 'data'), port: 0, hostname: '127.0.0.1' });
try {
  const asked = process.argv.slice(2);
  for (const path of asked.length > 0 ? asked : SCREENS) show(path, await look(new URL(path, host.url).href));
} finally {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Without blocking: the host that answers it runs in this process. */
async function look(url: string): Promise<z.infer<typeof Result>> {
  const out = join(folder, 'result.json');
  const flags = `--chrome-flags=--headless ${LAUNCH_ARGUMENTS.join(' ')}`;
  const args = ['--yes', LIGHTHOUSE, url, '--quiet', flags, '--output=json', `--output-path=${out}`];
  await promisify(execFile)('npx', args, { env: { ...process.env, CHROME_PATH: chromium ?? '' } });
  return Result.parse(JSON.parse(readFileSync(out, 'utf8')));
}

function show(path: string, { categories, audits }: z.infer<typeof Result>): void {
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`);
  console.log(`${path.padEnd(12)} ${scores.join('  ')}`);
  for (const [id, { score, displayValue }] of Object.entries(audits))
    if (score !== null && score < FINE) console.log(`  ${id} ${score} ${displayValue ?? ''}`);
}
