/**
 * Stages and their wishes enter; what each made is found in the cache afterwards, and only what changed was made again.
 *
 * The key of a stage is the hash of its parameters, of its code with everything that code imports, of the tables it reads
 * and of what the stages before it made. An interrupted run takes up where it stopped: finished stages are in the cache.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Outputs = Readonly<Record<string, Uint8Array | string>>;

export interface Stage {
  /** 'reach/fit' */
  readonly name: string;
  /** Stages whose outputs it reads. */
  readonly inputs: readonly string[];
  /** Tables it reads, relative to the data folder: 'reach/tiktok_vn_2025.csv.gz'. */
  readonly tables?: readonly string[];
  readonly parameters?: unknown;
  /** `import.meta.url` of the file that holds `run`. */
  readonly module: string;
  /** Folder under models/zoo that its outputs ship in. */
  readonly publish?: string;
  readonly run: (job: Job) => Promise<Outputs> | Outputs;
}

export interface Job {
  /** Path of a table the stage named. */
  readonly table: (name: string) => string;
  readonly bytes: (stage: string, file: string) => Uint8Array;
  readonly text: (stage: string, file: string) => string;
  /** SHA-256 and path of every table that any stage of the run read. */
  readonly progress: (done: number, of: number, what: string) => void;
  readonly signal: AbortSignal;
}

export interface GraphPlaces {
  readonly cache: string;
  /** Folder of the tables. */
  readonly data: string;
  readonly zoo: string;
}

export interface StageRecord {
  readonly name: string;
  readonly key: string;
  readonly fresh: boolean;
  readonly ms: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
}

/** @throws when the signal aborts, a stage throws, or the graph is no graph; what was finished stays in the cache */
export async function runGraph(
  stages: readonly Stage[],
  places: GraphPlaces,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (line: string) => void },
): Promise<StageRecord[]> {
  const records = new Map<string, StageRecord>();
  const code = new CodeHashes();
  const ordered = inOrder(stages);
  for (const [i, stage] of ordered.entries()) {
    signal.throwIfAborted();
    const tables = Object.fromEntries(
      (stage.tables ?? []).map((name) => [name, hashOf(readFileSync(join(places.data, name)))]),
    );
    const made = stage.inputs.map((name) => [name, records.get(name)?.outputs]);
    const key = hashOf(JSON.stringify([code.of(fileURLToPath(stage.module)), stage.parameters ?? null, tables, made]));
    const folder = join(places.cache, stage.name);
    const known = readRecord(folder, key);
    const label = `[${i + 1}/${ordered.length}] ${stage.name}`;
    if (known) {
      say(`${label} unchanged`);
      records.set(stage.name, { ...known, tables, fresh: false, ms: 0 });
    } else {
      const began = performance.now();
      say(`${label} …`);
      const outputs = await stage.run(jobFor(stage, places, signal, (line) => say(`${label} ${line}`)));
      const ms = Math.round(performance.now() - began);
      const record = { name: stage.name, key, fresh: true, ms, outputs: writeOutputs(folder, key, outputs), tables };
      records.set(stage.name, record);
      say(`${label} done in ${(ms / 1000).toFixed(1)} s`);
    }
    if (stage.publish !== undefined) publish(folder, join(places.zoo, stage.publish), records.get(stage.name)?.outputs);
  }
  return [...records.values()];
}

/** Every stage after those it reads; among free ones in the order given. */
function inOrder(stages: readonly Stage[]): Stage[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: Stage[] = [];
  const visit = (stage: Stage): void => {
    if (done.has(stage.name)) return;
    if (open.has(stage.name)) throw new Error(`stage ${stage.name} waits for itself`);
    open.add(stage.name);
    for (const name of stage.inputs) {
      const before = byName.get(name);
      if (!before) throw new Error(`stage ${stage.name} reads ${name}, which no stage makes`);
      visit(before);
    }
    open.delete(stage.name);
    done.add(stage.name);
    ordered.push(stage);
  };
  stages.forEach(visit);
  return ordered;
}

function jobFor(stage: Stage, places: GraphPlaces, signal: AbortSignal, say: (line: string) => void): Job {
  const allowed = new Set(stage.inputs);
  const bytes = (from: string, file: string): Uint8Array => {
    if (!allowed.has(from)) throw new Error(`stage ${stage.name} reads ${from} without naming it`);
    return readFileSync(join(places.cache, from, file));
  };
  let last = 0;
  return {
    table: (name) => {
      if (!(stage.tables ?? []).includes(name)) throw new Error(`stage ${stage.name} reads ${name} without naming it`);
      return join(places.data, name);
    },
    bytes,
    text: (from, file) => Buffer.from(bytes(from, file)).toString('utf8'),
    progress: (done, of, what) => {
      signal.throwIfAborted();
      const now = performance.now();
      if (now - last < 2000 && done < of) return;
      last = now;
      const filled = Math.round((20 * done) / Math.max(1, of));
      say(`${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${what} ${done}/${of}`);
    },
    signal,
  };
}

// ---------------------------------------------------------------- cache

/** Written beside the outputs when all of them are there: a folder without it is unfinished. */
const RECORD = 'stage.json';

function readRecord(
  folder: string,
  key: string,
): { name: string; key: string; outputs: Record<string, string> } | null {
  const file = join(folder, RECORD);
  if (!existsSync(file)) return null;
  // Holds: this file is written below and nowhere else; another shape fails the comparisons that follow.
  const record = JSON.parse(readFileSync(file, 'utf8')) as {
    name: string;
    key: string;
    outputs: Record<string, string>;
  };
  if (record.key !== key) return null;
  const intact = Object.entries(record.outputs).every(
    ([name, hash]) => existsSync(join(folder, name)) && hashOf(readFileSync(join(folder, name))) === hash,
  );
  return intact ? record : null;
}

function writeOutputs(folder: string, key: string, outputs: Outputs): Record<string, string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const hashes: Record<string, string> = {};
  for (const [name, content] of Object.entries(outputs)) {
    writeFileSync(join(folder, name), content);
    hashes[name] = hashOf(content);
  }
  const draft = join(folder, `${RECORD}.new`);
  writeFileSync(draft, JSON.stringify({ key, outputs: hashes }));
  renameSync(draft, join(folder, RECORD));
  return hashes;
}

function publish(from: string, to: string, outputs: Readonly<Record<string, string>> | undefined): void {
  mkdirSync(to, { recursive: true });
  for (const name of Object.keys(outputs ?? {})) writeFileSync(join(to, name), readFileSync(join(from, name)));
}

export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Hash of a file and of all files of ours that it imports, however deep. */
class CodeHashes {
  readonly #known = new Map<string, readonly string[]>();

  of(file: string): string {
    const all = new Set<string>();
    const visit = (path: string): void => {
      if (all.has(path)) return;
      all.add(path);
      for (const next of this.#imports(path)) visit(next);
    };
    visit(file);
    // The place of the checkout is no part of the code: only contents are hashed, in an order that contents fix.
    return hashOf(
      [...all]
        .map((path) => hashOf(readFileSync(path)))
        .sort()
        .join(),
    );
  }

  #imports(file: string): readonly string[] {
    const known = this.#known.get(file);
    if (known) return known;
    const source = readFileSync(file, 'utf8');
    const found = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+\.ts)'/g)].flatMap(([, to = '']) => {
      if (to.startsWith('.')) return [resolve(dirname(file), to)];
      const alias = /^#(core|contracts)\/(.+)$/.exec(to);
      return alias ? [join(MODELS, alias[1] ?? '', alias[2] ?? '')] : [];
    });
    this.#known.set(file, found);
    return found;
  }
}

const MODELS = resolve(dirname(fileURLToPath(import.meta.url)), '..');
