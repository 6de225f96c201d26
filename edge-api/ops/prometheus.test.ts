/** From a request to a message: the embedded host, a real Prometheus that reads it by our rules, a real Alertmanager that is told. Skipped, and says so, where they are not installed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseOn } from '../db/database.ts';
import { putRun } from '../db/source-runs.ts';
import { openSqlite } from '../db/sqlite.ts';
import { startHost, type RunningHost } from '../node.ts';
import { CLOSED } from '../sources/breaker.ts';
import { buildSite, type BuiltSite } from '../testing/site.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN = 'the-token-of-this-one-test';
const HOUR_MS = 3_600_000;
const WITHIN_MS = 60_000;

const here = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const both = here('prometheus') && here('prometheus-alertmanager');
if (!both)
  console.log(
    'Prometheus and Alertmanager are not here (Debian: apt install prometheus prometheus-alertmanager); skipped',
  );

describe.runIf(both)('Prometheus and Alertmanager', () => {
  let folder: string;
  let site: BuiltSite;
  let host: RunningHost;
  let alertmanager: string;
  let prometheus: string;
  const programs: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presage-prometheus-'));
    site = await buildSite();
    const [prometheusPort, managerPort] = [await freePort(), await freePort()];
    host = await startHost({
      root: ROOT,
      data: join(folder, 'data'),
      dist: site.dist,
      port: 0,
      hostname: '127.0.0.1',
      write: () => {},
      settings: { PRESAGE_METRICS_TOKEN: TOKEN },
    });
    const sqlite = openSqlite(join(folder, 'data/presage.db'));
    const [startedAt, goodAt] = [Date.now() - HOUR_MS, Date.now() - 49 * HOUR_MS];
    await putRun(
      databaseOn(sqlite),
      {
        source: 'wikimedia',
        label: 'US',
        startedAt,
        ms: 1,
        outcome: 'failed',
        why: null,
        items: 0,
        quarantined: 0,
        excerpt: null,
      },
      CLOSED,
      { etag: null, modified: null, goodAt },
    );
    sqlite.close();
    await copyFile(fileURLToPath(new URL('alerts.yml', import.meta.url)), join(folder, 'alerts.yml'));
    await writeFile(
      join(folder, 'prometheus.yml'),
      JSON.stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s' },
        rule_files: ['alerts.yml'],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${managerPort}`] }] }] },
        scrape_configs: [
          {
            job_name: 'presage',
            authorization: { credentials: TOKEN },
            static_configs: [{ targets: [new URL(host.url).host.replace('localhost', '127.0.0.1')] }],
          },
        ],
      }),
    );
    await writeFile(
      join(folder, 'alertmanager.yml'),
      JSON.stringify({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }),
    );
    alertmanager = `http://127.0.0.1:${managerPort}`;
    prometheus = `http://127.0.0.1:${prometheusPort}`;
    const run = (program: string, ...args: string[]): void => {
      programs.push(spawn(program, args, { cwd: folder, stdio: 'ignore' }));
    };
    run(
      'prometheus-alertmanager',
      '--config.file=alertmanager.yml',
      '--storage.path=alertmanager',
      `--web.listen-address=127.0.0.1:${managerPort}`,
      '--cluster.listen-address=',
    );
    run(
      'prometheus',
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=prometheus',
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    );
  }, 60_000);
  afterAll(async () => {
    await Promise.all(programs.map(ended));
    await host?.close();
    await site?.remove();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  it(
    'are told of a source that went silent, by name',
    async () => {
      const until = Date.now() + WITHIN_MS;
      let labels: readonly Readonly<Record<string, string>>[] = [];
      while (labels.length === 0 && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 500)); // another program's time, not ours
        labels = await alertsAt(alertmanager);
      }
      expect(labels).toEqual([
        expect.objectContaining({ alertname: 'PresageSourceStale', severity: 'warning', source: 'wikimedia' }),
      ]);
    },
    WITHIN_MS + 10_000,
  );

  it(
    'are told that more than a tenth of the requests fail, while they do',
    async () => {
      const url = host.url.replace('localhost', '127.0.0.1');
      // Another region each time: what was asked once is remembered for a minute.
      let asked = 0;
      const ask = async (): Promise<number> => {
        const region = [Math.floor(asked / 26) % 26, asked++ % 26].map((n) => String.fromCharCode(65 + n)).join('');
        return (await fetch(`${url}/api/trends?region=${region}`)).status;
      };
      expect(await ask()).toBe(404);
      // Seen once by Prometheus while all is well.
      const scraped = async (): Promise<true | null> => {
        const query = encodeURIComponent('presage_requests_total{route="/api/trends",status="5xx"} == 0');
        const reply = await fetch(`${prometheus}/api/v1/query?query=${query}`).catch(() => null);
        if (!reply?.ok) return null;
        const { data } = (await reply.json()) as { data: { result: readonly unknown[] } };
        return data.result.length > 0 ? true : null;
      };
      expect(await until(WITHIN_MS, scraped)).toBe(true);
      const sqlite = openSqlite(join(folder, 'data/presage.db'));
      sqlite.script(['drop table trend_snapshots']);
      sqlite.close();
      let failed = 0;
      const found = await until(WITHIN_MS, async () => {
        if (failed < 60) for (let i = 0; i < 10; i++) failed += Number((await ask()) === 500);
        const labels = await alertsAt(alertmanager);
        return labels.find(({ alertname }) => alertname === 'PresageErrorsCritical') ?? null;
      });
      expect(found).toMatchObject({ severity: 'critical' });
    },
    2 * WITHIN_MS + 10_000,
  );
});

async function until<T>(ms: number, look: () => Promise<T | null>): Promise<T | null> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 500)); // another program's time, not ours
  }
}

async function alertsAt(manager: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const reply = await fetch(`${manager}/api/v2/alerts`).catch(() => null); // not up yet
  if (!reply?.ok) return [];
  return ((await reply.json()) as { labels: Record<string, string> }[]).map(({ labels }) => labels);
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (program.exitCode !== null) return resolve();
    program.once('exit', () => resolve());
    program.kill('SIGTERM');
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a TCP server that listens has an address object
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
