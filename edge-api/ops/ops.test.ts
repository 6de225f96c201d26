/** What stands beside Prometheus says the same as the code: limits, names of figures; and promtool agrees. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../metrics/alerts.ts';
import { familiesOf } from '../metrics/families.ts';
import { metricsText, type Family } from '../metrics/text.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const read = (name: string): string => readFileSync(path(name), 'utf8');

const promtool = spawnSync('promtool', ['--version']).error === undefined;
if (!promtool) console.log('promtool is not here (Debian: apt install prometheus); its tests of the rules are skipped');

const families: readonly Family[] = familiesOf({
  now: 0,
  recent: { requests: 0, failed: 0 },
  day: { requests: 0, failed: 0 },
  skill: [
    {
      model: 'reach',
      version: '2 "odd"\n\\name',
      metric: 'spearman',
      value: 0.4,
      before: { version: '1', value: 0.45 },
    },
  ],
  sources: [{ source: 'wikimedia', since: 1500 }],
  totals: [
    { name: 'requests', labels: '{"route":"/health","method":"GET","status":"2xx"}', value: 5 },
    { name: 'not_modified', labels: '{"route":"/health"}', value: 1 },
    { name: 'duration', labels: '{"route":"/health","le":"0.005"}', value: 3 },
    { name: 'duration', labels: '{"route":"/health","le":"+Inf"}', value: 2 },
    { name: 'duration_ms', labels: '{"route":"/health"}', value: 40_012 },
  ],
  downloads: [{ model: 'reach', version: '2', file: 'model.json', count: 7 }],
  models: [{ model: 'reach', version: '2', releaseId: 'x', channel: 'stable', pinned: false }],
  samples: { waiting: 1, inShards: 2 },
  given: [{ outcome: 'kept', count: 3 }],
  field: {
    drift: [{ model: 'reach', input: 'length_s', n: 600, psi: 0.12 }],
    skill: [{ model: 'reach', version: '2', n: 600, spearman: 0.4 }],
    rungs: { wasm: 400, untold: 200 },
    plain: 600,
    noisy: 200,
  },
  process: { residentBytes: 1e8, startedAt: 2500 },
});

describe('Prometheus', () => {
  it('is given buckets that hold all below them', () => {
    const lines = metricsText(families)
      .split('\n')
      .filter((line) => line.startsWith('presage_request_duration_seconds'));
    // Three requests within 5 ms, two beyond the last end; together 40.012 s.
    expect(lines).toEqual([
      ...['0.001', '0.0025'].map((le) => `presage_request_duration_seconds_bucket{route="/health",le="${le}"} 0`),
      ...['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '10'].map(
        (le) => `presage_request_duration_seconds_bucket{route="/health",le="${le}"} 3`,
      ),
      'presage_request_duration_seconds_bucket{route="/health",le="+Inf"} 5',
      'presage_request_duration_seconds_sum{route="/health"} 40.012',
      'presage_request_duration_seconds_count{route="/health"} 5',
    ]);
  });

  it('has the limits of the code in its rules', () => {
    const rules = read('alerts.yml');
    expect(rules).toContain(`> ${LIMITS.errorsWarning})`);
    expect(rules).toContain(`> ${LIMITS.errorsCritical.toFixed(2)})`);
    expect(rules).toContain(`>= ${LIMITS.leastRequests})`);
    expect(rules).toContain(`< -${LIMITS.skillFall}\n`);
    expect(rules).toContain(`> ${LIMITS.staleMs / 1000}\n`);
    const spans = [...rules.matchAll(/\[(\w+)\]/g)].map(([, span]) => span);
    expect(new Set(spans)).toEqual(new Set([`${LIMITS.errorsMinutes}m`]));
  });

  it('knows every figure that the rules and the dashboard ask for', () => {
    const known = new Set(families.flatMap(({ name, samples }) => [name, ...samples.map((sample) => sample.name)]));
    for (const file of ['alerts.yml', 'alerts.test.yml', 'grafana.json']) {
      const asked = [...read(file).matchAll(/\b(presage|process)_[a-z_]+/g)].map(([name]) => name);
      expect(asked.length, file).toBeGreaterThan(3);
      expect(asked.filter((name) => !known.has(name), file)).toEqual([]);
    }
  });

  it('gets a dashboard whose panels do not overlap', () => {
    const { panels } = JSON.parse(read('grafana.json')) as {
      panels: { title: string; gridPos: { x: number; y: number; w: number; h: number } }[];
    };
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});

describe.runIf(promtool)('promtool', () => {
  it('finds that each rule calls when it should and not before', () => {
    const done = spawnSync('promtool', ['test', 'rules', path('alerts.test.yml')], { encoding: 'utf8' });
    expect([done.status, done.stdout + done.stderr]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  it('reads what /metrics writes, odd names included', () => {
    const said = execFileSync('promtool', ['check', 'metrics'], { input: metricsText(families), encoding: 'utf8' });
    expect(said).toBe('');
  });
});
