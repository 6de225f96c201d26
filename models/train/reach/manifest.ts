/** The shipped files enter; the manifest that names each by its hash leaves. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Evaluation } from '#contracts/evaluation.ts';
import type { Figure, FileRole, ModelManifest } from '#contracts/manifest.ts';
import { hashOf, type Job } from '../graph.ts';
import { NOT_FOR, TRAINED_ON } from './card.ts';
import { spreadOf } from '../spread.ts';
import { parseAuthors, TABLE_NAMES, TABLES, type Author } from './table.ts';

const FILES: readonly (readonly [stage: string, name: string, role: FileRole])[] = [
  ['reach/export', 'model.json', 'plain'],
  ['reach/export', 'lean.json', 'batch'],
  ['reach/export', 'reach.onnx', 'onnx'],
  ['reach/export', 'model.tfjs.json', 'tfjs'],
  ['reach/export', 'model.tfjs.bin', 'tfjs_weights'],
  ['reach/export', 'golden.json', 'golden'],
  ['reach/evaluate', 'evaluation.json', 'evaluation'],
  ['reach/card', 'card.md', 'card'],
];

export function manifestOf(job: Job): string {
  // Holds: both were written by stages of this graph.
  const evaluation = JSON.parse(job.text('reach/evaluate', 'evaluation.json')) as Evaluation;
  const model = JSON.parse(job.text('reach/export', 'model.json')) as { version: string; featureSet: string };
  const train = parseAuthors(job.text('reach/split', 'train.jsonl'));
  const manifest: ModelManifest = {
    schema: 1,
    id: 'reach',
    version: model.version,
    createdFrom: TABLE_NAMES.map((name) => ({
      name: TABLES[name],
      sha256: hashOf(readFileSync(job.table(TABLES[name]))),
      rows: train.filter(({ table }) => table === name).reduce((sum, { rows }) => sum + rows.length, 0),
    })),
    featureSet: model.featureSet,
    files: FILES.map(([stage, name, role]) => {
      const bytes = job.bytes(stage, name);
      return { name, role, sha256: hashOf(bytes), bytes: bytes.length, gzBytes: gzipSync(bytes, { level: 9 }).length };
    }),
    metrics: Object.fromEntries(headline(evaluation)),
    spread: spreadsOf(train),
    licence: 'MIT',
    trainedOn: TRAINED_ON,
    notFor: NOT_FOR,
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

/** Of the inputs that are told of the clip and not of its maker's account: samples that people give carry these. */
export function spreadsOf(train: readonly Author[]): NonNullable<ModelManifest['spread']> {
  const rows = train.flatMap((author) => author.rows);
  const told: Readonly<Record<string, readonly (number | null)[]>> = {
    length_s: rows.map(({ length }) => length),
    hashtag_count: rows.map(({ hashtags }) => hashtags),
    hashtag_generic_count: rows.map(({ genericHashtags }) => genericHashtags),
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, values]) => {
      const spread = spreadOf(values.filter((value) => value !== null));
      return spread ? [[name, spread]] : [];
    }),
  );
}

/** The figures of people with three or more earlier posts, as `metric.rows`. */
function headline(evaluation: Evaluation): [string, Figure][] {
  return evaluation.measures
    .filter((m) => m.split === 'authors' && m.slice === '3 or more earlier posts')
    .map((m) => [`${m.metric}.${m.rows}`, m.model]);
}
