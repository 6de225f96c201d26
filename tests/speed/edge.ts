/**
 * `npm run bench -- edge`: the embedded host as it is shipped (one bundle, one process) under load from a second process.
 *
 * What is asked for: 10,000 reads of the manifest and 3,000 samples a second, 50 ms for 99 of 100 at half that rate,
 * 150 MB of resident memory, a first answer within a second. Nothing passes or fails here: each figure is printed beside
 * what it should reach. Samples take the way that every client's take; only the limit on writes by one address is set,
 * by the variable that an operator sets it with, because all of the load comes from one address.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseManifest, type ModelIndex } from '#contracts/manifest.ts';
import { encode } from '../../edge-api/setup/encode.ts';
import type { LoadPlan, LoadResult } from './load.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the checkout: the bundle finds libsql in its node_modules. */
const BUNDLE = join(ROOT, 'node_modules/.cache/presage/edge-bench');

/** The brief's figures for the embedded host. */
const GOALS = { reads: 10_000, samples: 3000, p99Ms: 50, residentMb: 150, firstAnswerMs: 1000 } as const;
const CONNECTIONS = 64;
/** Half the rate has fewer people at once. */
const CONNECTIONS_AT_HALF = 128;
const STARTS = 5;

export type Say = (what: string, value: string) => void;

/** @param seconds that each load lasts */
export async function benchEdge(say: Say, seconds = 8): Promise<void> {
  console.log(
    `The embedded host: ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), node ${process.version}, load average before ${loadavg()[0]?.toFixed(1)}`,
  );
  const bundled = spawnSync(process.execPath, [join(ROOT, 'edge-api/setup/bundle.mjs'), BUNDLE], { stdio: 'inherit' });
  if (bundled.status !== 0) throw new Error('the host could not be bundled');
  const folder = await mkdtemp(join(tmpdir(), 'presage-bench-'));
  try {
    const dist = join(folder, 'dist');
    await buildZoo(dist);
    const starts: number[] = [];
    for (let i = 0; i < STARTS; i++) {
      const host = await startHost(dist, join(folder, `data-${i}`));
      starts.push(host.firstAnswerMs);
      await host.stop();
    }
    const sorted = starts.toSorted((a, b) => a - b);
    // Each of these starts makes a new database and copies the weights, which a second start does not.
    say(
      'start to first answer, new data folder (ms)',
      told(sorted[Math.floor(STARTS / 2)] ?? NaN, GOALS.firstAnswerMs, 'most'),
    );

    const host = await startHost(dist, join(folder, 'data'));
    const run = async (plan: Omit<LoadPlan, 'url'>): Promise<LoadResult & { readonly cpuMs: number }> => {
      const before = cpuMs(host.pid);
      const result = await loadFrom({ url: host.url, ...plan });
      const replies = Object.values(result.statuses).reduce((sum, n) => sum + n, 0);
      return { ...result, cpuMs: (cpuMs(host.pid) - before) / replies };
    };
    await run({ what: 'manifest', seconds: 2, connections: CONNECTIONS, perSecond: null });
    const reads = await run({ what: 'manifest', seconds, connections: CONNECTIONS, perSecond: null });
    say(
      'manifest reads accepted (per second)',
      `${told(good(reads, 200), GOALS.reads, 'least')}; ${cpuOf(reads.cpuMs)}`,
    );
    const halfReads = await run({
      what: 'manifest',
      seconds,
      connections: CONNECTIONS_AT_HALF,
      perSecond: GOALS.reads / 2,
    });
    say(
      `manifest reads at ${GOALS.reads / 2} a second: p99 (ms)`,
      `${told(halfReads.p99Ms, GOALS.p99Ms, 'most', 1)}; median ${halfReads.p50Ms.toFixed(1)}, ${Math.round(good(halfReads, 200))} a second`,
    );
    await run({ what: 'samples', seconds: 2, connections: CONNECTIONS, perSecond: null });
    const inserts = await run({ what: 'samples', seconds, connections: CONNECTIONS, perSecond: null });
    say(
      'samples accepted (per second)',
      `${told(good(inserts, 201), GOALS.samples, 'least')}; ${cpuOf(inserts.cpuMs)}`,
    );
    const halfInserts = await run({
      what: 'samples',
      seconds,
      connections: CONNECTIONS_AT_HALF,
      perSecond: GOALS.samples / 2,
    });
    say(
      `samples at ${GOALS.samples / 2} a second: p99 (ms)`,
      `${told(halfInserts.p99Ms, GOALS.p99Ms, 'most', 1)}; median ${halfInserts.p50Ms.toFixed(1)}, ${Math.round(good(halfInserts, 201))} a second`,
    );
    const resident = residentMb(host.pid);
    say(
      'resident memory: now, and at most since the start (MB)',
      resident === null
        ? 'not to be read here'
        : `${Math.round(resident.now)}, ${told(resident.most, GOALS.residentMb, 'most')}`,
    );
    await host.stop();
    console.log(`Load average after: ${loadavg()[0]?.toFixed(1)}; other programs take from the same cores.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Replies of that status a second: refusals do not count as accepted. */
const good = ({ perSecond, statuses }: LoadResult, status: number): number => {
  const all = Object.values(statuses).reduce((sum, n) => sum + n, 0);
  return all === 0 ? 0 : (perSecond * (statuses[status] ?? 0)) / all;
};

function told(value: number, goal: number, bound: 'least' | 'most', digits = 0): string {
  const reached = bound === 'least' ? value >= goal : value <= goal;
  return `${value.toFixed(digits)} (${reached ? 'reached' : 'NOT REACHED'}: at ${bound} ${goal})`;
}

interface Running {
  readonly url: string;
  readonly pid: number;
  readonly firstAnswerMs: number;
  stop(): Promise<void>;
}

async function startHost(dist: string, data: string): Promise<Running> {
  const code = `
    const { startHost } = await import(${JSON.stringify(new URL(`file://${join(BUNDLE, 'node.js')}`).href)});
    const host = await startHost({ root: ${JSON.stringify(ROOT)}, data: ${JSON.stringify(data)}, dist: ${JSON.stringify(dist)},
      port: 0, hostname: '127.0.0.1', write: () => {} });
    console.log(host.url);
    process.on('SIGTERM', () => host.close().then(() => process.exit(0)));
  `;
  const began = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', PRESAGE_WRITES_PER_MINUTE: '999999999' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = (await firstLine(child)).replace('localhost', '127.0.0.1');
  const reply = await fetch(`${url}/health`);
  await reply.text();
  const firstAnswerMs = performance.now() - began;
  return {
    url,
    pid: child.pid ?? 0,
    firstAnswerMs,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function loadFrom(plan: LoadPlan): Promise<LoadResult> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('load.ts', import.meta.url)), JSON.stringify(plan)],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // holds: load.ts prints one LoadResult
  return JSON.parse(await firstLine(child)) as LoadResult;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
  });
}

/** A built app whose models are those of the zoo, so that the manifest is as long as it really is. */
async function buildZoo(dist: string): Promise<void> {
  const zoo = join(ROOT, 'models/zoo');
  const models: ModelIndex['models'][number][] = [];
  for (const id of (await readdir(zoo)).sort()) {
    const text = await readFile(join(zoo, id, 'manifest.json'), 'utf8').catch(() => null);
    const parsed = text === null ? null : parseManifest(JSON.parse(text));
    if (!parsed?.ok) continue;
    const { schema: _schema, files, ...manifest } = parsed.value;
    models.push({
      ...manifest,
      files: files.map((file) => ({ ...file, url: `/models/${file.sha256}/${file.name}` })),
    });
    for (const { sha256, name } of files) {
      await mkdir(join(dist, 'web/models', sha256), { recursive: true });
      await writeFile(join(dist, 'web/models', sha256, name), await readFile(join(zoo, id, name)));
    }
  }
  await writeFile(join(dist, 'web/index.html'), '<!doctype html><html lang="en"><title>Presage</title></html>');
  await writeFile(join(dist, 'web/models/manifest.json'), JSON.stringify({ schema: 1, models } satisfies ModelIndex));
  await encode(dist);
}

/** What a core of one's own would carry, whoever else is on the machine. */
const cpuOf = (ms: number): string =>
  Number.isFinite(ms) && ms > 0
    ? `${ms.toFixed(3)} ms of processor each, so a free core carries ${Math.round(1000 / ms)} a second`
    : 'processor time is not to be read here';

/** Time on the processor that a process has used, ms; NaN where there is no /proc. The kernel counts in hundredths. */
function cpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}

/** As the kernel counts it; null where there is no /proc. */
function residentMb(pid: number): { readonly now: number; readonly most: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    return { now: kb('VmRSS') / 1024, most: kb('VmHWM') / 1024 };
  } catch {
    return null;
  }
}
