/**
 * `npm run experiments`: the runs of `npm run train`, newest last; two of them side by side.
 *
 *   npm run experiments                     all runs with their headline figures
 *   npm run experiments -- RUN              one run in full
 *   npm run experiments -- RUN OTHER        what differs between two
 *   npm run experiments -- --plot METRIC    one figure over all runs
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRuns, type RunRecord } from '../train/experiments.ts';

const RUNS = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'train/runs');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { plot: { type: 'string' } } });
process.exitCode = main(readRuns(RUNS), positionals, values.plot ?? null);

function main(runs: readonly RunRecord[], names: readonly string[], plot: string | null): number {
  if (runs.length === 0) {
    console.log('No run yet: npm run train makes one.');
    return 0;
  }
  if (plot !== null) return draw(runs, plot);
  const picked = names.map((name) => runs.find(({ id }) => id === name));
  const strange = names.find((_, i) => picked[i] === undefined);
  if (strange !== undefined) {
    console.error(`There is no run ${strange}.`);
    return 2;
  }
  const [one, other] = picked;
  if (one && other) compare(one, other);
  else if (one) console.log(JSON.stringify(one, null, 1));
  else for (const run of runs) console.log(summary(run));
  return 0;
}

function summary({ id, synthetic, code, seconds, stages, metrics }: RunRecord): string {
  const fresh = stages.filter((stage) => stage.fresh).length;
  const figures = Object.entries(metrics).filter(([name]) => name.includes('r2_ratio') || name.includes('spearman_'));
  const told = figures.map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ');
  return `${id}  ${code ?? 'no revision'}  ${fresh}/${stages.length} stages, ${seconds} s${synthetic ? ', invented people' : ''}  ${told}`;
}

function compare(one: RunRecord, other: RunRecord): void {
  console.log(`${one.id} (${one.code}) → ${other.id} (${other.code})`);
  const rows = (what: string, a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): void => {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]).sort();
    if (names.length > 0) console.log(`\n${what}`);
    for (const name of names) console.log(`  ${name}: ${brief(a[name])} → ${brief(b[name])}`);
  };
  const keys = (run: RunRecord): Record<string, string> => Object.fromEntries(run.stages.map((s) => [s.name, s.key]));
  rows('figures', one.metrics, other.metrics);
  rows('files', one.artefacts, other.artefacts);
  rows('tables', one.tables, other.tables);
  rows('stages', keys(one), keys(other));
}

const brief = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value.slice(0, 10) : String(value);

function draw(runs: readonly RunRecord[], metric: string): number {
  const points = runs.flatMap((run) => {
    const value = run.metrics[metric];
    return value === undefined || run.synthetic ? [] : [{ id: run.id, value }];
  });
  if (points.length === 0) {
    console.error(
      `No run has ${metric}. There are: ${[...new Set(runs.flatMap((r) => Object.keys(r.metrics)))].join(', ')}`,
    );
    return 2;
  }
  const most = Math.max(...points.map(({ value }) => Math.abs(value)), 1e-9);
  for (const { id, value } of points) {
    console.log(`${id}  ${'█'.repeat(Math.round((40 * Math.max(0, value)) / most)).padEnd(40)}  ${value}`);
  }
  return 0;
}
