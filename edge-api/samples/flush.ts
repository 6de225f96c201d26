/** Samples that wait in the inbox → shards; withdrawn ones out of shards. Safe to stop anywhere and to run twice. */
import type { Sample } from '#contracts/sample.ts';
import type { Database } from '../db/database.ts';
import {
  abandonShard,
  claimForShard,
  claimedBy,
  dropAnswered,
  finishShard,
  forgetWithdrawals,
  replaceShard,
  shardsAround,
  unfinishedShards,
  waitingSets,
  withdrawals,
  type ShardRow,
} from '../db/samples.ts';
import { base62, randomBytes } from '../http/keys.ts';
import { rowOf, rowsIn, shardOf } from './shard.ts';
import type { ShardStore } from './store.ts';

/** Rows in a shard at most: 10,000 samples of 100 columns are about 4 MB and half a second of work (edge.md section 10). */
export const MOST_ROWS = 10_000;
/** A shard is made of fewer when the oldest has waited this long. */
const WAIT_MS = 3_600_000;
/** So long a repeated Idempotency-Key is recognised. */
const ANSWER_FOR_MS = 2 * 86_400_000;

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
  const rows = claimed.map(({ id, receivedAt, body }) =>
    // holds: bodies were parsed by the contract before they were written
    rowOf({ id, receivedAt, sample: JSON.parse(body ?? '') as Sample }),
  );
  const bytes = shardOf(rows);
  await shards.put(name, bytes);
  await finishShard(db, {
    name,
    featureSet: first.featureSet,
    rows: rows.length,
    bytes: bytes.length,
    firstAt: first.receivedAt,
    lastAt: last.receivedAt,
    madeAt: now(),
  });
  return rows.length;
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
      const rewritten = shardOf(kept);
      await shards.put(name, rewritten);
      fresh = { ...shard, name, rows: kept.length, bytes: rewritten.length, madeAt: now() };
    }
    await replaceShard(db, shard.name, fresh, gone);
    await shards.remove(shard.name);
    for (const id of gone) open.delete(id);
    removed += gone.length;
  }
  // What no shard holds was taken out of the inbox when it was asked for. A shard that was being written at that very
  // moment is noted within the hour.
  const settled = asked.filter(({ id, askedAt }) => open.has(id) && askedAt < now() - WAIT_MS);
  await forgetWithdrawals(
    db,
    settled.map(({ id }) => id),
  );
  return { removed };
}

const shardName = (firstAt: number, featureSet: string): string =>
  `${String(firstAt).padStart(13, '0')}-${featureSet.slice(0, 8)}-${base62(8, randomBytes)}.parquet`;
