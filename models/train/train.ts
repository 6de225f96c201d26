/**
 * `npm run train`: from the tables to the shipped models; what did not change is not made again.
 *
 *   npm run train -- [--only reach,hold] [--synthetic]
 *
 * Without --only two lanes run side by side, one for each core: the models that share the tables of reach, and the others.
 *
 * The tables are found through PRESAGE_SHARED (default ../shared). --synthetic makes authors with known truth instead;
 * models from them are written to the cache and never shipped.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseManifest } from '#contracts/manifest.ts';
import { parseShippedRuns } from '#contracts/shipped-runs.ts';
import { recordRun } from './experiments.ts';
import { runGraph, type Stage } from './graph.ts';
import { ENGAGE_STAGES } from './engage/stages.ts';
import { GROWTH_STAGES } from './growth/stages.ts';
import { HOLD_STAGES } from './hold/graph.ts';
import { reusedLabels } from './labels.ts';
import { REACH_STAGES } from './reach/graph.ts';
import { hasFfmpeg } from './quality/clips.ts';
import { QUALITY_STAGES } from './quality/stages.ts';
import { SENTIMENT_STAGES } from './sentiment/stages.ts';
import { writeSyntheticTables } from './synthetic.ts';
import { TOP_STAGES } from './top/stages.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../..');
const CACHE = join(HERE, '.cache');

export const STAGES: readonly Stage[] = [
  ...REACH_STAGES,
  ...TOP_STAGES,
  ...ENGAGE_STAGES,
  ...HOLD_STAGES,
  ...GROWTH_STAGES,
  ...SENTIMENT_STAGES,
  ...QUALITY_STAGES,
];

export interface TrainOptions {
  readonly synthetic: boolean;
  /** First parts of the stages' names, by commas; null is all. */
  readonly only: string | null;
}

/** @returns exit code */
export async function train({ synthetic, only }: TrainOptions): Promise<number> {
  const shared = resolve(ROOT, process.env['PRESAGE_SHARED'] ?? '../shared');
  if (only === null) return inLanes(synthetic);
  const models = only.split(',');
  const asked = withNeeded(STAGES.filter(({ name }) => models.includes(name.split('/')[0] ?? '')));
  // Its frames are read from real clips: without them the shipped network stays as it is.
  const clips = !synthetic && existsSync(join(shared, 'clips')) && hasFfmpeg();
  const stages = asked.filter(({ name }) => clips || !name.startsWith('quality/'));
  if (stages.length < asked.length) {
    console.log('quality is left out: it needs shared/clips and ffmpeg.');
    if (stages.length === 0) return 0;
  }
  if (stages.length === 0) {
    console.error(`No stage is called ${only}.`);
    return 2;
  }
  const data = synthetic ? join(CACHE, 'synthetic/tables') : join(shared, 'data');
  // In lanes the tables are there already, and one lane must not write what the other reads.
  if (synthetic && process.env[LANE] === undefined) writeSyntheticTables(data);
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
    if (synthetic) sayInvented(zoo);
    const reused = synthetic ? [] : reusedIn(zoo);
    for (const sentence of reused) console.error(sentence);
    const fresh = records.filter((record) => record.fresh).length;
    const seconds = (performance.now() - began) / 1000;
    console.log(`${fresh} of ${records.length} stages made anew in ${seconds.toFixed(0)} s`);
    if (fresh > 0)
      console.log(
        `recorded as ${recordRun({ root: ROOT, runs: join(HERE, 'runs'), zoo, synthetic, records, seconds })}`,
      );
    return reused.length === 0 ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error(String(stop.signal.reason));
    return 130;
  }
}

/** A label that names other bytes than it did would have phones keep the old ones. */
function reusedIn(zoo: string): string[] {
  const shipped = parseShippedRuns(JSON.parse(readFileSync(join(ROOT, 'models/data/shipped-runs.json'), 'utf8')));
  const manifests = readdirSync(zoo).flatMap((id) => {
    const parsed = parseManifest(JSON.parse(readFileSync(join(zoo, id, 'manifest.json'), 'utf8')));
    return parsed.ok ? [parsed.value] : [];
  });
  return reusedLabels(manifests, shipped.ok ? shipped.value.runs : []);
}

/** The cards speak of the real tables: one from invented rows says so before anything else. */
function sayInvented(zoo: string): void {
  for (const id of readdirSync(zoo)) {
    const card = join(zoo, id, 'card.md');
    if (!existsSync(card)) continue;
    const text = readFileSync(card, 'utf8');
    if (!text.startsWith(INVENTED)) writeFileSync(card, `${INVENTED}\n\n${text}`);
  }
}

const INVENTED =
  '> **Made from invented rows** (`npm run train -- --synthetic`). Whatever this card says of real tables, people or videos does not hold for this model: its figures tell that the pipeline runs, and nothing of the world. It is never shipped.';

/** Set for the processes of the lanes. */
const LANE = 'PRESAGE_TRAIN_LANE';

/** What reads the stages of reach goes with it; a stage stands in one lane alone, as two may not write one folder. */
const WITH_REACH: readonly string[] = ['reach', 'top', 'engage'];

async function inLanes(synthetic: boolean): Promise<number> {
  if (synthetic) writeSyntheticTables(join(CACHE, 'synthetic/tables'));
  const others = new Set(STAGES.map(({ name }) => name.split('/')[0] ?? '').filter((id) => !WITH_REACH.includes(id)));
  const codes = await Promise.all([WITH_REACH, [...others]].map((models) => lane(models.join(), synthetic)));
  return Math.max(...codes);
}

/** Another process of this script, on a core of its own; an interrupt reaches it as it reaches this one. */
function lane(models: string, synthetic: boolean): Promise<number> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, '--only', models, ...(synthetic ? ['--synthetic'] : [])],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, [LANE]: models } },
  );
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** The stages with all that they read, however deep, in the order of STAGES. */
function withNeeded(wanted: readonly Stage[]): Stage[] {
  const names = new Set<string>();
  const visit = ({ name, inputs }: Stage): void => {
    if (names.has(name)) return;
    names.add(name);
    for (const stage of STAGES) if (inputs.includes(stage.name)) visit(stage);
  };
  wanted.forEach(visit);
  return STAGES.filter(({ name }) => names.has(name));
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { synthetic: { type: 'boolean' }, only: { type: 'string' } } });
  process.exitCode = await train({ synthetic: values.synthetic ?? false, only: values.only ?? null });
}
