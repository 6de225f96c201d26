/**
 * `npm run train`: from the tables to the shipped models; what did not change is not made again.
 *
 *   npm run train -- [--only reach|hold] [--synthetic]
 *
 * The tables are found through PRESAGE_SHARED (default ../shared). --synthetic makes authors with known truth instead;
 * models from them are written to the cache and never shipped.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { recordRun } from './experiments.ts';
import { runGraph, type Stage } from './graph.ts';
import { GROWTH_STAGES } from './growth/stages.ts';
import { HOLD_STAGES } from './hold/graph.ts';
import { reachStages } from './reach/stages.ts';
import { SENTIMENT_STAGES } from './sentiment/stages.ts';
import { writeSyntheticTables } from './synthetic.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../..');
const CACHE = join(HERE, '.cache');

export const STAGES: readonly Stage[] = [...reachStages, ...HOLD_STAGES, ...GROWTH_STAGES, ...SENTIMENT_STAGES];

export interface TrainOptions {
  readonly synthetic: boolean;
  /** First part of the stages' names; null is all. */
  readonly only: string | null;
}

/** @returns exit code */
export async function train({ synthetic, only }: TrainOptions): Promise<number> {
  const shared = resolve(ROOT, process.env['PRESAGE_SHARED'] ?? '../shared');
  const stages = only === null ? STAGES : STAGES.filter(({ name }) => name.startsWith(`${only}/`));
  if (stages.length === 0) {
    console.error(`No stage is called ${only}.`);
    return 2;
  }
  const data = synthetic ? join(CACHE, 'synthetic/tables') : join(shared, 'data');
  if (synthetic) writeSyntheticTables(data);
  const missing = [...new Set(stages.flatMap(({ tables }) => tables ?? []))].filter((t) => !existsSync(join(data, t)));
  if (missing.length > 0) {
    console.error(
      `The training tables are not here (${missing[0]} is missing): set PRESAGE_SHARED to the folder that holds data/, or run npm run train -- --synthetic.`,
    );
    return 1;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped; what was finished stays in the cache')));
  const began = performance.now();
  const cache = synthetic ? join(CACHE, 'synthetic') : CACHE;
  const zoo = synthetic ? join(CACHE, 'synthetic/zoo') : join(ROOT, 'models/zoo');
  try {
    const records = await runGraph(
      stages,
      { cache, data, zoo },
      { signal: stop.signal, say: (line) => console.log(line) },
    );
    const fresh = records.filter((record) => record.fresh).length;
    const seconds = (performance.now() - began) / 1000;
    console.log(`${fresh} of ${records.length} stages made anew in ${seconds.toFixed(0)} s`);
    if (fresh > 0)
      console.log(
        `recorded as ${recordRun({ root: ROOT, runs: join(HERE, 'runs'), zoo, synthetic, records, seconds })}`,
      );
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error(String(stop.signal.reason));
    return 130;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { synthetic: { type: 'boolean' }, only: { type: 'string' } } });
  process.exitCode = await train({ synthetic: values.synthetic ?? false, only: values.only ?? null });
}
