/** Samples → one Parquet file, and back. One row per sample, one column per fact and per feature. */
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Sample } from '#contracts/sample.ts';

/** A sample as it is kept: flat, under the name that models/train reads it by. */
export type SampleRow = Readonly<Record<string, string | number | null>>;

export interface KeptSample {
  readonly id: string;
  readonly receivedAt: number;
  readonly sample: Sample;
}

type ColumnType = 'STRING' | 'INT32' | 'DOUBLE';

/** What stands before the features, in this order. */
export const FACTS = {
  sample_id: 'STRING',
  /** Days since 1970, UTC: when it came, no closer. */
  received_day: 'INT32',
  consent: 'INT32',
  feature_set: 'STRING',
  percentile: 'DOUBLE',
  read_after: 'STRING',
  platform: 'STRING',
  followers: 'STRING',
  posts: 'STRING',
  month: 'STRING',
  score: 'INT32',
  models: 'STRING',
  rung: 'STRING',
  epsilon: 'DOUBLE',
} as const satisfies Readonly<Record<string, ColumnType>>;

const DAY_MS = 86_400_000;

export function rowOf({ id, receivedAt, sample }: KeptSample): SampleRow {
  return {
    sample_id: id,
    received_day: Math.floor(receivedAt / DAY_MS),
    consent: sample.consent,
    feature_set: sample.featureSet,
    percentile: sample.outcome.percentile,
    read_after: sample.outcome.readAfter,
    platform: sample.context.platform,
    followers: sample.context.followers,
    posts: sample.context.posts,
    month: sample.context.month,
    score: sample.foretold?.score ?? null,
    models: sample.foretold?.models.map(({ id: model, version }) => `${model}@${version}`).join(' ') ?? null,
    rung: sample.foretold?.rung ?? null,
    epsilon: sample.noise?.epsilon ?? null,
    ...sample.features,
  };
}

/** @param rows at least one, all of one feature set */
export function shardOf(rows: readonly SampleRow[]): Uint8Array<ArrayBuffer> {
  // A row out of a shard that an older edge made may lack a fact that was not told then.
  const names = [...new Set([...Object.keys(FACTS), ...Object.keys(rows[0] ?? {})])];
  const columnData = names.map((name) => ({
    name,
    type: (FACTS as Readonly<Record<string, ColumnType>>)[name] ?? ('DOUBLE' as const),
    data: rows.map((row) => row[name] ?? null),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export async function rowsIn(shard: Uint8Array<ArrayBuffer>): Promise<readonly SampleRow[]> {
  const file = shard.buffer.slice(shard.byteOffset, shard.byteOffset + shard.byteLength);
  // holds: the file was written by shardOf, whose columns are text and numbers; a missing value reads as undefined
  const rows = (await parquetReadObjects({ file, metadata: parquetMetadata(file) })) as Record<
    string,
    string | number | null | undefined
  >[];
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null])));
}
