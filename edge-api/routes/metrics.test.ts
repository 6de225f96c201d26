/** Figures, alerts and the operator's page, asked for over the routes; and what web-hooks hear of changes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAlertsReport, parseMetricsReport } from '#contracts/metrics.ts';
import type { ModelIndex } from '#contracts/manifest.ts';
import { requestsSince } from '../db/metrics.ts';
import { sampleShards } from '../db/schema.ts';
import { flushSamples } from '../samples/flush.ts';
import { sample } from '../testing/samples.ts';
import { register, rollBack } from '../db/releases.ts';
import { putRun } from '../db/source-runs.ts';
import type { Host } from '../host.ts';
import { CLOSED } from '../sources/breaker.ts';
import { watch } from '../jobs/watch.ts';
import { hooksFrom } from '../metrics/hooks.ts';
import { testApp, type TestApp } from '../testing/host.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;
const TOKEN = 'an-operators-token-4711';

let edge: TestApp;
const opened: TestApp[] = [];
const open = async (parts: Partial<Host> = {}): Promise<void> => {
  edge = await testApp(NOW, parts);
  opened.push(edge);
};
beforeEach(() => open());
afterEach(() => opened.splice(0).forEach((each) => each.close()));

const get = (path: string, authorization?: string) =>
  edge.app.request(path, authorization === undefined ? {} : { headers: { authorization } });
const alerts = async () => {
  const read = parseAlertsReport(await (await get('/metrics?format=alerts')).json());
  return read.ok ? read.value.alerts : read.reason;
};
const basic = (password: string): string => `Basic ${btoa(`operator:${password}`)}`;

async function release(version: string, spearman: number): Promise<void> {
  const entry: ModelIndex['models'][number] = {
    id: 'reach',
    version,
    createdFrom: [],
    featureSet: 'f00d',
    files: [
      { name: 'model.json', role: 'plain', sha256: '0'.repeat(64), bytes: 1, gzBytes: 1, url: '/models/x/model.json' },
    ],
    metrics: {
      spearman: { value: spearman, low: null, high: null },
      // Smaller is better: never taken for skill.
      median_absolute_error: { value: 1 - spearman, low: null, high: null },
    },
    licence: 'MIT',
    trainedOn: 'invented numbers',
    notFor: 'anything but this test',
  };
  const row = { id: version, model: 'reach', version, featureSet: 'f00d', entry: JSON.stringify(entry) };
  await register(edge.host.db, [row], edge.host.now());
  edge.pass(1000);
}

async function asked(source: string, at: number, good: boolean): Promise<void> {
  await putRun(
    edge.host.db,
    {
      source,
      label: 'US',
      startedAt: at,
      ms: 10,
      outcome: good ? 'read' : 'failed',
      why: null,
      items: 1,
      quarantined: 0,
      excerpt: null,
    },
    CLOSED,
    { etag: null, modified: null, goodAt: good ? at : null },
  );
}

/** A sample that foretold with that version, given and in a shard. */
async function given(version: string, n: number): Promise<void> {
  const post = async (i: number): Promise<number> => {
    const body = sample({ outcome: { percentile: i / n, readAfter: '7d' } });
    const foretold = {
      score: Math.floor((100 * i) / n),
      models: [{ id: 'reach' as const, version }],
      rung: 'plain' as const,
    };
    const reply = await edge.app.request('/api/samples', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `sample-of-${version.replace('.', '-')}-${i}-padded`,
      },
      body: JSON.stringify({ ...body, foretold }),
    });
    return reply.status;
  };
  const statuses = await Promise.all(Array.from({ length: n }, (_, i) => post(i)));
  expect(new Set(statuses)).toEqual(new Set([201]));
  await flushSamples(edge.host, true);
}

describe('what samples tell', () => {
  it('is counted once a shard holds them, for versions that were served from here only', async () => {
    await release('1.1', 0.45);
    await given('1.1', 250);
    await given('9.9', 250);
    const text = await (await get('/metrics')).text();
    expect(text).toContain('presage_samples_total{outcome="kept"} 500\n');
    expect(text).toContain('presage_rung_samples{rung="plain"} 500\n');
    expect(text).toContain('presage_given_outcomes{model="reach",version="1.1"} 250\n');
    // Score and percentile rise together; only their twentieths do not quite.
    expect(text).toMatch(/^presage_model_skill\{model="reach",version="1\.1",metric="spearman\.given"\} (1|0\.99)/m);
    // Whoever gives a sample writes its version: an invented one makes no figure.
    expect(text).not.toContain('9.9');
    const page = await (await get('/ops', `Bearer ${await edge.token('operator')}`)).text();
    for (const part of ['Samples that people gave', 'Rungs of the ladder', 'plain', 'Drift of the inputs']) {
      expect(page).toContain(part);
    }
  });

  it('that is a fall by more than five points on enough outcomes is critical', async () => {
    await release('1.1', 0.45);
    await release('1.2', 0.45);
    const cells = (sign: 1 | -1): Record<string, number> =>
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`${i} ${sign === 1 ? i : 20 - i}`, 200]));
    const stats = {
      schema: 1,
      spreads: 'none',
      plain: 8400,
      noisy: 0,
      rungs: {},
      inputs: {},
      outcomes: { 'reach@1.1': cells(1), 'reach@1.2': cells(-1) },
    };
    const shard = { name: 'x', featureSet: 'f', rows: 8400, bytes: 1, firstAt: NOW, lastAt: NOW, madeAt: NOW };
    await edge.host.db.insert(sampleShards).values({ ...shard, stats: JSON.stringify(stats) });
    expect(await alerts()).toMatchObject([{ rule: 'skill', subject: 'reach spearman.given', severity: 'critical' }]);
  });
});

describe('/metrics', () => {
  it('counts what was answered, by pattern and never by address', async () => {
    for (let i = 0; i < 3; i++) await get('/health');
    await get('/s/secret-word-4711');
    await get('/api/secret-word-4711');
    const text = await (await get('/metrics')).text();
    expect(text).toContain('presage_requests_total{route="/health",method="GET",status="2xx"} 3\n');
    expect(text).toContain('presage_requests_total{route="/s/:id",method="GET",status="4xx"} 1\n');
    expect(text).toContain('presage_request_duration_seconds_count{route="/health"} 3\n');
    expect(text).not.toContain('4711');
  });

  it('does not count the files of the app', async () => {
    await get('/history');
    await get('/assets/app.js');
    expect(await (await get('/metrics')).text()).not.toMatch(/presage_requests_total\{/);
  });

  it('gives the same as JSON, as the contract reads it', async () => {
    await get('/health');
    const read = parseMetricsReport(await (await get('/metrics?format=json')).json());
    const family = read.ok ? read.value.metrics.find(({ name }) => name === 'presage_requests_total') : null;
    expect(family?.samples).toEqual([
      { name: 'presage_requests_total', labels: { route: '/health', method: 'GET', status: '2xx' }, value: 1 },
      // Not yet, but Prometheus has to see where failures began.
      { name: 'presage_requests_total', labels: { route: '/health', method: 'GET', status: '5xx' }, value: 0 },
    ]);
    expect((await get('/metrics?format=xml')).status).toBe(400);
  });

  it('wants the token where one is set, as a bearer or as a password', async () => {
    await open({ metricsToken: TOKEN });
    for (const wrong of [undefined, 'Bearer no', basic('no'), 'Basic %%%', `Bearer ${TOKEN}x`]) {
      const reply = await get('/metrics', wrong);
      expect([wrong, reply.status]).toEqual([wrong, 401]);
      expect(reply.headers.get('www-authenticate')).toContain('Basic');
    }
    for (const right of [`Bearer ${TOKEN}`, basic(TOKEN), `Bearer ${await edge.token('operator')}`]) {
      expect((await get('/metrics', right)).status).toBe(200);
    }
    expect((await get('/metrics', `Bearer ${await edge.token('samples:read')}`)).status).toBe(401);
  });

  it('does not let a token be guessed for long', async () => {
    await open({ metricsToken: TOKEN, writesPerMinute: 3 });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await get('/metrics', `Bearer guess${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });
});

describe('alerts', () => {
  it('are none on a quiet host', async () => {
    expect(await alerts()).toEqual([]);
  });

  it('name errors of the last fifteen minutes, and forget older ones', async () => {
    await open({
      site: {
        read: async () => null, // no built app: /ready answers 503
        answer: async () => null,
      },
    });
    for (let i = 0; i < 3; i++) await get('/ready');
    for (let i = 0; i < 22; i++) await get('/health');
    expect(await alerts()).toMatchObject([{ rule: 'errors', severity: 'critical' }]); // 3 of 25
    edge.pass(15 * 60_000);
    expect(await alerts()).toEqual([]);
  });

  it('name a model that got worse, and no longer when it is back at the better one', async () => {
    await release('1.0.0', 0.45);
    expect(await alerts()).toEqual([]);
    await release('2.0.0', 0.39);
    expect(await alerts()).toEqual([
      {
        rule: 'skill',
        subject: 'reach spearman',
        severity: 'critical',
        sentence: 'reach 2.0.0 has spearman 0.390; 1.0.0 before it had 0.450.',
      },
    ]);
    await rollBack(edge.host.db, 'reach', NOW);
    expect(await alerts()).toEqual([]);
  });

  it('name a source that gave nothing good for two days, also one that never did, but none that is switched off', async () => {
    await asked('wikimedia', NOW - 50 * HOUR_MS, true);
    await asked('wikimedia', NOW - HOUR_MS, false);
    await asked('google-trends', NOW - 49 * HOUR_MS, false);
    await asked('listenbrainz', NOW - 20 * HOUR_MS, true);
    await asked('youtube-rss', NOW - 8 * 24 * HOUR_MS, true);
    const found = await alerts();
    expect(Array.isArray(found) ? found.map(({ subject }) => subject).toSorted() : found).toEqual([
      'google-trends',
      'wikimedia',
    ]);
  });
});

describe("the operator's page", () => {
  it('opens to a token only, whether or not one is set for /metrics', async () => {
    expect((await get('/ops')).status).toBe(401);
    expect((await get('/ops', basic(await edge.token('operator')))).status).toBe(200);
    await open({ metricsToken: TOKEN });
    expect((await get('/ops', basic(TOKEN))).status).toBe(200);
  });

  it('tells models, requests and alerts, without a script', async () => {
    await open({ metricsToken: TOKEN });
    await release('1.0.0', 0.45);
    await release('2.0.0<b>', 0.3);
    await get('/health');
    const reply = await get('/ops', basic(TOKEN));
    const page = await reply.text();
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(page).toContain('1 to look at');
    expect(page).toContain('2.0.0&lt;b&gt;');
    expect(page).toContain('/health');
    expect(page).not.toContain('<script');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('carries the style that its policy allows', async () => {
    await open({ metricsToken: TOKEN });
    const reply = await get('/ops', basic(TOKEN));
    const style = /<style>([^]*?)<\/style>/.exec(await reply.text())?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
    expect(reply.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
  });
});

describe('web-hooks', () => {
  let server: Server;
  let got: { notices: { kind: string; sentence: string }[] }[];
  let status: number;
  beforeEach(async () => {
    got = [];
    status = 204;
    server = createServer((request, reply) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        got.push(JSON.parse(body) as (typeof got)[number]);
        reply.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await open({ hooks: hooksFrom(`plain+${origin}/x`, origin) });
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  const heard = async (): Promise<readonly string[]> => {
    got = [];
    await watch(edge.host, { wait: async () => {} });
    return got.flatMap(({ notices }) => notices.map(({ kind }) => kind));
  };

  it('hear of each change once: an alert, its end, another model', async () => {
    await release('1.0.0', 0.45);
    expect(await heard()).toEqual([]); // the models that are there at first are no change
    await release('2.0.0', 0.3);
    expect(await heard()).toEqual(['alert', 'model']);
    expect(await heard()).toEqual([]);
    await rollBack(edge.host.db, 'reach', NOW);
    expect(await heard()).toEqual(['over', 'model']);
    expect(await heard()).toEqual([]);
  });

  it('hear it the next time when their server was down, and the log does not name the address', async () => {
    await asked('wikimedia', NOW - 50 * HOUR_MS, true);
    status = 500;
    await heard();
    expect(edge.log.at(-1)).toMatchObject({ level: 'error', event: 'hook_failed', tries: 4 });
    expect(JSON.stringify(edge.log)).not.toContain('/x');
    status = 204;
    expect(await heard()).toEqual(['alert']);
    expect(await heard()).toEqual([]);
  });

  it('are looked after while the counts of old minutes go', async () => {
    await get('/health');
    await watch(edge.host);
    expect((await requestsSince(edge.host.db, 0)).requests).toBe(1);
    edge.pass(49 * HOUR_MS);
    await watch(edge.host);
    expect((await requestsSince(edge.host.db, 0)).requests).toBe(0);
  });
});
