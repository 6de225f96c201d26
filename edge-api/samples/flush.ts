/** Samples that wait in the inbox → shards; withdrawn ones out of shards. Safe to stop anywhere and to run twice. */
import { keptSample } from '#contracts/sample.ts';
import type { Database } from '../db/database.ts';
import {
  abandonShard,
  claimForShard,
  claimedBy,
  dropAnswered,
  finishShard,
  forgetWithdrawals,
  listShards,
  mergedShards,
  replaceShard,
  setShardStats,
  shardsAround,
  unfinishedShards,
  waitingSets,
  withdrawals,
  type ShardRow,
} from '../db/samples.ts';
import { base62, randomBytes } from '../http/keys.ts';
import { servedSpreads } from './spreads.ts';
import { rowOf, rowsIn, shardOf, type SampleRow } from './shard.ts';
import { spreadsHash, statsOf, type ShardStats, type Spreads } from './stats.ts';
import type { ShardStore } from './store.ts';

/** Rows in a shard at most: 10,000 samples of 100 columns are about 4 MB and half a second of work (edge.md section 10). */
export const MOST_ROWS = 10_000;
/** A shard is made of fewer when the oldest has waited this long. */
const WAIT_MS = 3_600_000;
/** A shard under this many rows waits for others to be merged with. */
const SMALL_ROWS = MOST_ROWS / 2;
/** Fewer small shards than this are left as they are: each merging writes all of their rows anew. Chosen. */
const FEW_SHARDS = 8;
/** A file that no row names is of a run that was stopped; one that is being written now is younger than this. */
const ORPHAN_AFTER_MS = 86_400_000;
/** So many shards are counted anew in one run after the served models have changed. */
const RECOUNT_AT_ONCE = 20;
/** What is older says nothing about now. */
export const FIELD_MS = 90 * 86_400_000;
/** So long a repeated Idempotency-Key is recognised. */
const ANSWER_FOR_MS = 2 * 86_400_000;
/** A withdrawal that found no shard is remembered for longer than Queues keep a message (4 days, Cloudflare's default). */
const SETTLED_MS = 5 * 86_400_000;

export interface SampleKeeping {
  readonly db: Database;
  readonly shards: ShardStore;
  readonly now: () => number;
}

/** @param all also what has not waited long enough: an operator wants everything now */
export async function flushSamples(keeping: SampleKeeping, all = false): Promise<{ shards: number; rows: number }> {
  const { db, now } = keeping;
  let shards = 0;
  let rows = 0;
  const count = (made: number): void => {
    shards += made > 0 ? 1 : 0;
    rows += made;
  };
  for (const name of await unfinishedShards(db)) count(await makeShard(keeping, name));
  for (const set of await waitingSets(db)) {
    for (let left = set.rows; left > 0; left -= MOST_ROWS) {
      if (!all && left < MOST_ROWS && now() - set.oldest < WAIT_MS) break;
      const name = shardName(set.oldest, set.featureSet);
      await claimForShard(db, name, set.featureSet, MOST_ROWS);
      count(await makeShard(keeping, name));
    }
  }
  await dropAnswered(db, now() - ANSWER_FOR_MS);
  return { shards, rows };
}

/** The order matters: the file is safe before the rows lose their bodies. */
async function makeShard({ db, shards, now }: SampleKeeping, name: string): Promise<number> {
  const claimed = await claimedBy(db, name);
  const [first] = claimed;
  const last = claimed.at(-1);
  if (!first || !last) {
    await abandonShard(db, name);
    return 0;
  }
  const made = await shardFrom(
    db,
    first.featureSet,
    claimed.map(({ id, receivedAt, body }) => ({ id, receivedAt, body: body ?? '' })),
    now(),
    name,
  );
  await shards.put(name, made.bytes);
  await finishShard(db, made.row);
  return claimed.length;
}

/** @param samples at least one, oldest first, all of that set */
export async function shardFrom(
  db: Database,
  featureSet: string,
  samples: readonly { readonly id: string; readonly receivedAt: number; readonly body: string }[],
  madeAt: number,
  name = shardName(samples[0]?.receivedAt ?? madeAt, featureSet),
): Promise<{ readonly row: ShardRow; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const rows = samples.map(({ id, receivedAt, body }) => rowOf({ id, receivedAt, sample: keptSample(body) }));
  const times = samples.map(({ receivedAt }) => receivedAt);
  const between = { firstAt: Math.min(...times), lastAt: Math.max(...times) };
  return { ...shardAround(rows, await servedSpreads(db), { name, featureSet, ...between, madeAt }) };
}

function shardAround(
  rows: readonly SampleRow[],
  spreads: Spreads,
  of: Pick<ShardRow, 'name' | 'featureSet' | 'firstAt' | 'lastAt' | 'madeAt'>,
): { readonly row: ShardRow; readonly bytes: Uint8Array<ArrayBuffer> } {
  const bytes = shardOf(rows);
  const stats = JSON.stringify(statsOf(rows, spreads));
  return { bytes, row: { ...of, rows: rows.length, bytes: bytes.length, stats } };
}

/** Rewrites the shards that hold withdrawn samples without them. */
export async function carryOutWithdrawals(keeping: SampleKeeping): Promise<{ removed: number }> {
  const { db, shards, now } = keeping;
  const asked = await withdrawals(db);
  const open = new Set(asked.map(({ id }) => id));
  const around = new Map<string, ShardRow>();
  for (const { receivedAt } of asked) {
    for (const shard of await shardsAround(db, receivedAt)) around.set(shard.name, shard);
  }
  let removed = 0;
  for (const shard of around.values()) {
    const bytes = await shards.get(shard.name);
    if (!bytes) continue;
    const rows = await rowsIn(bytes);
    const kept = rows.filter((row) => !open.has(String(row['sample_id'])));
    if (kept.length === rows.length) continue;
    const gone = rows.map((row) => String(row['sample_id'])).filter((id) => open.has(id));
    let fresh: ShardRow | null = null;
    if (kept.length > 0) {
      const name = shardName(shard.firstAt, shard.featureSet);
      const rewritten = shardAround(kept, await servedSpreads(db), { ...shard, name, madeAt: now() });
      await shards.put(name, rewritten.bytes);
      fresh = rewritten.row;
    }
    await replaceShard(db, shard.name, fresh, gone);
    await shards.remove(shard.name);
    for (const id of gone) open.delete(id);
    removed += gone.length;
  }
  // What no shard holds was taken out of the inbox when it was asked for. A shard that was being written at that very
  // moment is noted within the hour.
  const settled = asked.filter(({ id, askedAt }) => open.has(id) && askedAt < now() - SETTLED_MS);
  await forgetWithdrawals(
    db,
    settled.map(({ id }) => id),
  );
  return { removed };
}

/** Many small shards, as quiet days and queues make them, into few large ones. */
export async function mergeShards({ db, shards, now }: SampleKeeping): Promise<{ merged: number }> {
  const small = new Map<string, ShardRow[]>();
  for (const shard of await listShards(db)) {
    if (shard.rows >= SMALL_ROWS) continue;
    small.set(shard.featureSet, [...(small.get(shard.featureSet) ?? []), shard]);
  }
  let merged = 0;
  for (const [featureSet, all] of small) {
    let rest = all;
    while (rest.length >= FEW_SHARDS) {
      const together: ShardRow[] = [];
      let rows = 0;
      for (const shard of rest) {
        if (together.length > 0 && rows + shard.rows > MOST_ROWS) break;
        together.push(shard);
        rows += shard.rows;
      }
      rest = rest.slice(together.length);
      const files = await Promise.all(together.map(({ name }) => shards.get(name)));
      const contents: SampleRow[] = [];
      for (const file of files) if (file) contents.push(...(await rowsIn(file)));
      const firstAt = Math.min(...together.map((shard) => shard.firstAt));
      const made = shardAround(contents, await servedSpreads(db), {
        name: shardName(firstAt, featureSet),
        featureSet,
        firstAt,
        lastAt: Math.max(...together.map((shard) => shard.lastAt)),
        madeAt: now(),
      });
      await shards.put(made.row.name, made.bytes);
      await mergedShards(
        db,
        made.row,
        together.map(({ name }) => name),
      );
      for (const { name } of together) await shards.remove(name);
      merged += together.length;
    }
  }
  return { merged };
}

/** Deletes files that no row names: a run was stopped between writing one and noting it, and what is in it came again. */
export async function sweepShards({ db, shards, now }: SampleKeeping): Promise<{ swept: number }> {
  const named = new Set((await listShards(db)).map(({ name }) => name));
  const orphans = (await shards.list()).filter(
    ({ name, writtenAt }) => !named.has(name) && writtenAt < now() - ORPHAN_AFTER_MS,
  );
  for (const { name } of orphans) await shards.remove(name);
  return { swept: orphans.length };
}

/** Counts shards again that were counted against the inputs of other models, or never; a few at a time. */
export async function recountShards({ db, shards, now }: SampleKeeping): Promise<{ recounted: number }> {
  const spreads = await servedSpreads(db);
  const hash = spreadsHash(spreads);
  // holds: written by shardAround
  const isStale = (text: string | null): boolean => text === null || (JSON.parse(text) as ShardStats).spreads !== hash;
  const stale = (await listShards(db)).filter(({ stats, lastAt }) => lastAt > now() - FIELD_MS && isStale(stats));
  for (const { name } of stale.slice(0, RECOUNT_AT_ONCE)) {
    const bytes = await shards.get(name);
    if (bytes) await setShardStats(db, name, JSON.stringify(statsOf(await rowsIn(bytes), spreads)));
  }
  return { recounted: Math.min(stale.length, RECOUNT_AT_ONCE) };
}

const shardName = (firstAt: number, featureSet: string): string =>
  `${String(firstAt).padStart(13, '0')}-${featureSet.slice(0, 8)}-${base62(8, randomBytes)}.parquet`;
