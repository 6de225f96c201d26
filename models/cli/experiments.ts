/**
 * `npm run experiments`: the runs of `npm run train`, newest last; compared, plotted, and those that shipped.
 *
 *   npm run experiments                                        all runs with their headline figures
 *   npm run experiments -- RUN                                 one run in full
 *   npm run experiments -- compare RUN OTHER                   what differs between two
 *   npm run experiments -- metrics                             the figures that can be plotted
 *   npm run experiments -- plot --metric NAME [--out x.svg]    one figure over all runs; in the terminal without --out
 *   npm run experiments -- page --out runs.html                all figures over all runs
 *   npm run experiments -- shipped                             writes models/data/shipped-runs.json from the history
 */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRuns, type RunRecord } from '../train/experiments.ts';
import { metricsOf, plotPage, plotSvg, pointsOf } from '../train/plot.ts';
import { shippedRuns } from '../train/shipped-runs.ts';

const MODELS = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE =
  'Usage: npm run experiments -- [RUN] | compare RUN OTHER | metrics | plot --metric NAME [--out x.svg] | page --out runs.html | shipped';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { metric: { type: 'string' }, out: { type: 'string' }, runs: { type: 'string' } },
});
process.exitCode = main(positionals, readRuns(values.runs ?? join(MODELS, 'train/runs')));

function main([what, ...names]: readonly string[], runs: readonly RunRecord[]): number {
  if (what === 'shipped') return writeShipped();
  if (runs.length === 0) {
    console.log('No run yet: npm run train makes one.');
    return 0;
  }
  switch (what) {
    case undefined:
      for (const run of runs) console.log(summary(run));
      return 0;
    case 'metrics':
      for (const metric of metricsOf(runs)) console.log(metric);
      return 0;
    case 'plot':
      return plot(runs, values.metric, values.out);
    case 'page':
      return page(runs, values.out);
    case 'compare':
      return named(runs, names, ([one, other]) => {
        if (!one || !other) return false;
        compare(one, other);
        return true;
      });
    default:
      return named(runs, [what, ...names], ([one, other]) => {
        if (one && other) compare(one, other);
        else console.log(JSON.stringify(one, null, 1));
        return true;
      });
  }
}

function named(
  runs: readonly RunRecord[],
  names: readonly string[],
  then: (found: readonly (RunRecord | undefined)[]) => boolean,
): number {
  const strange = names.find((name) => !runs.some(({ id }) => id === name));
  if (strange !== undefined) {
    console.error(`There is no run ${strange}.`);
    return 2;
  }
  if (then(names.map((name) => runs.find(({ id }) => id === name)))) return 0;
  console.error(USAGE);
  return 2;
}

function summary({ id, synthetic, code, seconds, stages, metrics }: RunRecord): string {
  const fresh = stages.filter((stage) => stage.fresh).length;
  const figures = Object.entries(metrics).filter(([name]) => /r2_ratio|spearman_title|macro_f1|error_early/.test(name));
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

function brief(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value.slice(0, 10) : String(value);
}

function plot(runs: readonly RunRecord[], metric: string | undefined, out: string | undefined): number {
  const points = metric === undefined ? [] : pointsOf(runs, metric);
  if (metric === undefined || points.length === 0) {
    console.error(`${metric === undefined ? USAGE : `No run has ${metric}.`} There are: ${metricsOf(runs).join(', ')}`);
    return 2;
  }
  if (out !== undefined) {
    writeFileSync(out, plotSvg(points, metric));
    return 0;
  }
  const most = Math.max(...points.map(({ value }) => Math.abs(value)), 1e-9);
  for (const { id, value } of points) {
    console.log(`${id}  ${'█'.repeat(Math.round((40 * Math.max(0, value)) / most)).padEnd(40)}  ${value}`);
  }
  return 0;
}

function page(runs: readonly RunRecord[], out: string | undefined): number {
  if (out === undefined) {
    console.error(USAGE);
    return 2;
  }
  writeFileSync(out, plotPage(runs));
  return 0;
}

function writeShipped(): number {
  const { runs } = shippedRuns(resolve(MODELS, '..'));
  writeFileSync(join(MODELS, 'data/shipped-runs.json'), `${JSON.stringify({ schema: 1, runs }, null, 2)}\n`);
  console.log(`${runs.length} models shipped so far`);
  return 0;
}
