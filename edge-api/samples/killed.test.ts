/** A real host in a process of its own, ended in the middle of a load of samples, without warning or asked to: what it acknowledged is there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { databaseOn } from '../db/database.ts';
import { metricRows } from '../db/metrics.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/sqlite.ts';
import { sample } from '../testing/samples.ts';
import { buildSite, type BuiltSite } from '../testing/site.ts';
import { sampleTable } from './export.ts';
import { flushSamples } from './flush.ts';
import { shardsInFolder } from './folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Killed after so many were acknowledged, with more under way. */
const KILL_AFTER = 1500;
/** Many, so that commits hold several samples each (Note [Group commit]). */
const AT_ONCE = 48;

let site: BuiltSite;
let data = '';
let child: ChildProcess;
beforeAll(async () => {
  site = await buildSite();
}, 30_000);
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'presage-killed-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});
afterAll(() => site?.remove());

async function startChild(): Promise<string> {
  const code = `
    const { startHost } = await import(${JSON.stringify(new URL('../node.ts', import.meta.url).href)});
    const settings = { PRESAGE_WRITES_PER_MINUTE: '1000000' };
    const options = { root: ${JSON.stringify(ROOT)}, data: ${JSON.stringify(data)}, dist: ${JSON.stringify(site.dist)} };
    const host = await startHost({ ...options, port: 0, hostname: '127.0.0.1', write: () => {}, settings });
    console.log(host.url);
    process.on('SIGTERM', () => host.close().then(() => process.exit(0)));
  `;
  child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return line.toString().trim().replace('localhost', '127.0.0.1');
}

it.each([
  ['killed without warning', 'SIGKILL', null],
  ['asked to stop', 'SIGTERM', 0],
] as const)('%s, loses no acknowledged sample', { timeout: 120_000 }, async (_how, signal, code) => {
  const url = await startChild();
  const month = new Date().toISOString().slice(0, 7);
  const body = JSON.stringify(sample({ context: { ...sample().context, month } }));
  const acknowledged = new Set<string>();
  let sent = 0;
  const worker = async (): Promise<void> => {
    for (;;) {
      const key = `killed-host-${String(sent++).padStart(8, '0')}`;
      const reply = await fetch(`${url}/api/samples`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body,
      }).catch(() => null);
      if (!reply) return;
      const { receipt } = (await reply.json().catch(() => ({}))) as { receipt?: string };
      if (receipt !== undefined) acknowledged.add(receipt.split('.')[1] ?? '');
      if (acknowledged.size >= KILL_AFTER && !child.killed) child.kill(signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(child.killed).toBe(true);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(code);
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILL_AFTER);

  const sqlite = openSqlite(join(data, 'presage.db'));
  await migrate(sqlite, join(ROOT, 'edge-api/db/migrations'));
  const keeping = { db: databaseOn(sqlite), shards: shardsInFolder(join(data, 'samples')), now: () => Date.now() };
  for (const flushed of [false, true]) {
    if (flushed) await flushSamples(keeping, true);
    const { csv } = await sampleTable(keeping);
    const kept = new Set(csv.split('\n').map((line) => line.split(',')[0]));
    expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
  }
  // Who is asked to stop also writes down what it has counted.
  if (signal === 'SIGTERM') {
    const [row] = (await metricRows(keeping.db)).filter(
      ({ name, labels }) => name === 'requests' && labels.includes('"/api/samples"') && labels.includes('2xx'),
    );
    expect(row?.value).toBeGreaterThanOrEqual(acknowledged.size);
  }
  sqlite.close();
});
