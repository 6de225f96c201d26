/** The files of a model that ship → the manifest that names each by its hash. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FileRole, ModelManifest } from '#contracts/manifest.ts';
import { hashOf, type Job } from './graph.ts';

export interface Shipped {
  readonly id: ModelManifest['id'];
  readonly version: string;
  readonly featureSet: string;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly files: readonly (readonly [stage: string, name: string, role: FileRole])[];
  readonly metrics: ModelManifest['metrics'];
  readonly trainedOn: string;
  readonly notFor: string;
}

export function manifestText(job: Job, shipped: Shipped): string {
  const { id, version, featureSet, metrics, trainedOn, notFor } = shipped;
  const manifest: ModelManifest = {
    schema: 1,
    id,
    version,
    createdFrom: shipped.tables.map(({ name, rows }) => ({
      name,
      sha256: hashOf(readFileSync(job.table(name))),
      rows,
    })),
    featureSet,
    files: shipped.files.map(([stage, name, role]) => {
      const bytes = job.bytes(stage, name);
      return { name, role, sha256: hashOf(bytes), bytes: bytes.length, gzBytes: gzipSync(bytes, { level: 9 }).length };
    }),
    metrics,
    licence: 'MIT',
    trainedOn,
    notFor,
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
