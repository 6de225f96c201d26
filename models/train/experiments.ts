/**
 * What a run made enters; one small JSON file per run leaves, and a list of them comes back.
 *
 * Plain files instead of MLflow or a database: a run is written once and read as a whole, files can be compared with any
 * tool, and nothing has to be installed. The folder stays outside git.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageRecord } from './graph.ts';

export interface RunRecord {
  readonly id: string;
  readonly at: string;
  readonly synthetic: boolean;
  /** Revision of the code; with a star where files differed from it. */
  readonly code: string | null;
  readonly seconds: number;
  readonly tables: Readonly<Record<string, string>>;
  readonly stages: readonly {
    readonly name: string;
    readonly key: string;
    readonly fresh: boolean;
    readonly ms: number;
  }[];
  /** `model metric.rows` → figure. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Shipped file → SHA-256. */
  readonly artefacts: Readonly<Record<string, string>>;
}

export interface RunInput {
  readonly root: string;
  readonly runs: string;
  readonly zoo: string;
  readonly synthetic: boolean;
  readonly records: readonly StageRecord[];
  readonly seconds: number;
}

export function recordRun({ root, runs, zoo, synthetic, records, seconds }: RunInput): string {
  const at = new Date().toISOString();
  const id = at.replaceAll(/[-:]/g, '').replace(/\..*/, '');
  const manifests = readManifests(zoo);
  const record: RunRecord = {
    id,
    at,
    synthetic,
    code: revision(root),
    seconds: Math.round(seconds),
    tables: Object.assign({}, ...records.map((r) => r.tables)) as Record<string, string>,
    stages: records.map(({ name, key, fresh, ms }) => ({ name, key, fresh, ms })),
    metrics: Object.fromEntries(
      manifests.flatMap((m) => Object.entries(m.metrics).map(([name, figure]) => [`${m.id} ${name}`, figure.value])),
    ),
    artefacts: Object.fromEntries(
      manifests.flatMap((m) => m.files.map((file) => [`${m.id}/${file.name}`, file.sha256])),
    ),
  };
  mkdirSync(runs, { recursive: true });
  writeFileSync(join(runs, `${id}.json`), `${JSON.stringify(record, null, 1)}\n`);
  return id;
}

/** Oldest first; a file that is no run is left out. */
export function readRuns(runs: string): RunRecord[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      // Holds: recordRun wrote it; a foreign file lacks `metrics` and is left out.
      const run = JSON.parse(readFileSync(join(runs, name), 'utf8')) as RunRecord;
      return typeof run.metrics === 'object' ? [run] : [];
    });
}

interface ManifestFacts {
  readonly id: string;
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

function readManifests(zoo: string): ManifestFacts[] {
  if (!existsSync(zoo)) return [];
  return readdirSync(zoo)
    .sort()
    .map((id) => join(zoo, id, 'manifest.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as ManifestFacts); // holds: the manifest stage wrote it
}

function revision(root: string): string | null {
  try {
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'models') === '' ? '' : '*');
  } catch {
    return null; // a source archive has no history
  }
}
