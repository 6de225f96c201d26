/**
 * `npm run lighthouse [-- path …] [--runs N] [--json FILE]`: what Lighthouse says of the built app on a slow phone,
 * screen by screen.
 *
 * Enters: a build in dist (`npm run build`) and a Chromium. Leaves: a table of the four scores and of what performance
 * is made of, with the machine's load beside each row, and every audit under 90. Of several runs the one with the
 * middle performance is shown. One browser serves all of it: a clip is scored first, so that lists are not empty and a
 * report can be opened; Lighthouse leaves the database alone and clears the service worker and caches by itself.
 * Lighthouse is fetched by npx on the first run: it is a tool to look with, no test waits for it.
 */
import { chromium as browsers, type Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { findChromium, LAUNCH_ARGUMENTS } from '../chromium.mjs';
import { renderedAll } from '../clips/render.ts';

/** The newest one that runs on Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
/** A score an audit may have before it is named. */
const FINE = 0.9;
/** What a screen has to reach; a row with less is marked. */
const GOAL = 95;
/** On a busy machine a trace now and then has no start of the navigation in it (NO_NAVSTART). */
const TRIES = 3;
/** `:report` is replaced by the report of the clip that is scored first. */
const SCREENS = [
  '/',
  '/history',
  '/figures',
  '/compare',
  '/caption',
  '/cover',
  '/comments',
  '/growth',
  '/evidence',
  '/plan',
  '/trends',
  '/peers',
  '/you',
  '/report/:report',
];
const METRICS = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  SI: 'speed-index',
  TBT: 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
} as const;

const Result = z.object({
  categories: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
  audits: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      displayValue: z.string().optional(),
      numericValue: z.number().optional(),
    }),
  ),
});
type Result = z.infer<typeof Result>;
interface Row {
  readonly screen: string;
  readonly result: Result;
  /** Of the last minute, when the run had ended. */
  readonly load: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, json: { type: 'string' }, empty: { type: 'boolean' } },
});
const runs = Math.max(1, Number(values.runs ?? 1));
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'presage-lighthouse-'));
const executablePath = await findChromium();
if (executablePath === null) throw new Error('No Chromium here. Install one, or name it in PRESAGE_CHROMIUM.');
const { startHost } = (await import(pathToFileURL(join(root, 'dist/edge/node.js')).href)) as {
  startHost: (options: object) => Promise<{ readonly url: string; close(): Promise<void> }>;
};
const host = await startHost({ root, data: join(folder, 'data'), port: 0, hostname: '127.0.0.1', write: () => {} });
const port = await freePort();
const context = await browsers.launchPersistentContext(join(folder, 'profile'), {
  executablePath,
  args: [...LAUNCH_ARGUMENTS, `--remote-debugging-port=${port}`],
});
const rows: Row[] = [];
try {
  const page = context.pages()[0] ?? (await context.newPage());
  const report = values.empty ? null : await scoreClip(page);
  // Lighthouse opens a tab of its own; this one keeps the browser from closing.
  await page.goto('about:blank');
  head();
  for (const screen of positionals.length > 0 ? positionals : SCREENS) {
    if (screen.includes(':report') && report === null) continue;
    const url = new URL(screen.replace(':report', report ?? ''), host.url).href;
    const looked: Row[] = [];
    for (let run = 0; run < runs; run++)
      looked.push({ screen, result: await look(url), load: loadavg()[0] ?? Number.NaN });
    const middle = looked.toSorted((a, b) => performanceOf(a) - performanceOf(b))[Math.floor((runs - 1) / 2)];
    if (middle) {
      rows.push(middle);
      show(middle);
    }
  }
  const under = rows.filter(({ result }) => scoresOf(result).some(({ score }) => score < GOAL));
  console.log(
    under.length === 0
      ? `All ${rows.length} screens reach ${GOAL} in all four.`
      : `Under ${GOAL}: ${under.map(({ screen }) => screen).join(', ')}.`,
  );
  for (const row of rows) explain(row);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  await context.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
}

/** @returns id of the report */
async function scoreClip(page: Page): Promise<string> {
  const [clip] = await renderedAll(['plain']);
  if (clip === undefined) throw new Error('No clip could be rendered.');
  await page.goto(host.url);
  await page.locator('input[type=file]').first().setInputFiles(clip);
  await page.waitForURL('**/report/*', { timeout: 120_000 });
  return page.url().split('/').at(-1) ?? '';
}

/** Without blocking: the host that answers it runs in this process. */
async function look(url: string, tries = TRIES): Promise<Result> {
  const out = join(folder, 'result.json');
  const args = ['--yes', LIGHTHOUSE, url, '--quiet', `--port=${port}`, '--output=json', `--output-path=${out}`];
  try {
    await promisify(execFile)('npx', args);
    const result = Result.parse(JSON.parse(readFileSync(out, 'utf8')));
    if (result.categories['performance']?.score == null) throw new Error('Lighthouse gave no performance.');
    return result;
  } catch (error) {
    if (tries <= 1) throw error;
    return look(url, tries - 1);
  }
}

function scoresOf({ categories }: Result): { readonly title: string; readonly score: number }[] {
  return Object.values(categories).map(({ title, score }) => ({ title, score: Math.round((score ?? 0) * 100) }));
}
function performanceOf({ result }: Row): number {
  return result.categories['performance']?.score ?? 0;
}

function head(): void {
  const names = ['perf', 'access', 'best', 'SEO', ...Object.keys(METRICS), 'load'];
  console.log(`${'screen'.padEnd(16)}${names.map((name) => name.padStart(9)).join('')}`);
}
function show({ screen, result, load }: Row): void {
  const scores = scoresOf(result).map(({ score }) => `${score}${score < GOAL ? ' !' : ''}`);
  const metrics = Object.values(METRICS).map((id) => (result.audits[id]?.displayValue ?? '?').replace(/\s/g, ' '));
  const cells = [...scores, ...metrics, load.toFixed(1)];
  console.log(`${screen.padEnd(16)}${cells.map((cell) => cell.padStart(9)).join('')}`);
}
function explain({ screen, result }: Row): void {
  const low = Object.entries(result.audits).filter(([, { score }]) => score !== null && score < FINE);
  if (low.length === 0) return;
  console.log(`\n${screen}`);
  for (const [id, { score, displayValue }] of low) console.log(`  ${id} ${score} ${displayValue ?? ''}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a TCP server that listens has an address object
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}
