/** Shards and waiting samples in, one CSV table for models/train out: each sample once, none that was taken back. */
import Papa from 'papaparse';
import { SAMPLE_FEATURES, SAMPLE_FEATURE_SET, keptSample } from '#contracts/sample.ts';
import type { Database } from '../db/database.ts';
import { listShards, waitingSamples, withdrawals } from '../db/samples.ts';
import { FACTS, rowOf, rowsIn, type SampleRow } from './shard.ts';
import type { ShardStore } from './store.ts';

export interface SampleTable {
  readonly csv: string;
  readonly rows: number;
  /** Samples of other feature sets, left out: their columns mean something else. */
  readonly otherSets: number;
}

export async function sampleTable(
  { db, shards }: { readonly db: Database; readonly shards: ShardStore },
  featureSet = SAMPLE_FEATURE_SET,
): Promise<SampleTable> {
  const seen = new Set((await withdrawals(db, Number.MAX_SAFE_INTEGER)).map(({ id }) => id));
  const rows: SampleRow[] = [];
  let otherSets = 0;
  const take = (row: SampleRow): void => {
    const id = String(row['sample_id']);
    if (seen.has(id)) return;
    seen.add(id);
    if (row['feature_set'] === featureSet) rows.push(row);
    else otherSets++;
  };
  for (const { name } of await listShards(db)) {
    const bytes = await shards.get(name);
    if (!bytes) throw new Error(`shard ${name} is noted but not there`);
    (await rowsIn(bytes)).forEach(take);
  }
  for (const { id, receivedAt, body } of await waitingSamples(db)) {
    take(rowOf({ id, receivedAt, sample: keptSample(body ?? '') }));
  }
  return { csv: csvOf(rows), rows: rows.length, otherSets };
}

/** An empty field is a missing value. */
export function csvOf(rows: readonly SampleRow[]): string {
  const fields = [...Object.keys(FACTS), ...SAMPLE_FEATURES.map(({ name }) => name)];
  const data = rows.map((row) => fields.map((name) => row[name] ?? ''));
  // Without a row Papa ends the header with a line break of its own.
  return `${Papa.unparse({ fields, data }, { newline: '\n' }).trimEnd()}\n`;
}
