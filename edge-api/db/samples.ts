/** Queries over sample_inbox, sample_keys, sample_shards and sample_withdrawals. */
import { and, asc, eq, gte, inArray, isNull, lte, min, notInArray, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { sampleInbox, sampleKeys, sampleShards, sampleWithdrawals } from './schema.ts';

export type InboxRow = typeof sampleInbox.$inferSelect;
export type ShardRow = typeof sampleShards.$inferSelect;
export type SampleKeyRow = typeof sampleKeys.$inferSelect;

const WITHDRAWN = 'withdrawn';
/** D1 takes 100 parameters a statement. */
const AT_ONCE = 90;

export async function sampleKey(db: Database, id: string): Promise<SampleKeyRow | null> {
  const [row] = await db.select().from(sampleKeys).where(eq(sampleKeys.id, id)).limit(1);
  return row ?? null;
}

/** Whether the key was free. */
export async function takeSampleKey(db: Database, row: SampleKeyRow): Promise<boolean> {
  const taken = await db.insert(sampleKeys).values(row).onConflictDoNothing().returning({ id: sampleKeys.id });
  return taken.length > 0;
}

export async function claimedKeys(db: Database, ids: readonly string[]): Promise<readonly SampleKeyRow[]> {
  const found = await Promise.all(
    slices(ids).map((some) =>
      db
        .select()
        .from(sampleKeys)
        .where(inArray(sampleKeys.id, [...some])),
    ),
  );
  return found.flat();
}

export async function withdrawnAmong(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    slices(ids).map((some) =>
      db
        .select({ id: sampleWithdrawals.id })
        .from(sampleWithdrawals)
        .where(inArray(sampleWithdrawals.id, [...some])),
    ),
  );
  return found.flat().map(({ id }) => id);
}

/** A shard whose file is safe. */
export async function keepShardRow(db: Database, row: ShardRow): Promise<void> {
  await db.insert(sampleShards).values(row).onConflictDoNothing();
}

/** One shard in the place of several. */
export async function mergedShards(db: Database, merged: ShardRow, old: readonly string[]): Promise<void> {
  await db.batch([
    db.insert(sampleShards).values(merged),
    ...slices(old).map((names) => db.delete(sampleShards).where(inArray(sampleShards.name, [...names]))),
  ]);
}

export const setShardStats = async (db: Database, name: string, stats: string): Promise<void> => {
  await db.update(sampleShards).set({ stats }).where(eq(sampleShards.name, name));
};

/** Takes a sample back: from the inbox at once, from exports at once, from its shard at the next rewrite. */
export async function withdrawSample(db: Database, id: string, receivedAt: number, now: number): Promise<void> {
  await db.batch([
    db.insert(sampleWithdrawals).values({ id, receivedAt, askedAt: now }).onConflictDoNothing(),
    db.update(sampleInbox).set({ body: null }).where(eq(sampleInbox.id, id)),
    db
      .update(sampleInbox)
      .set({ shard: WITHDRAWN })
      .where(and(eq(sampleInbox.id, id), isNull(sampleInbox.shard))),
  ]);
}

/** Sets that wait for a shard, each with its oldest sample and how many there are. */
export async function waitingSets(
  db: Database,
): Promise<readonly { readonly featureSet: string; readonly oldest: number; readonly rows: number }[]> {
  const found = await db
    .select({ featureSet: sampleInbox.featureSet, oldest: min(sampleInbox.receivedAt), rows: sql<number>`count(*)` })
    .from(sampleInbox)
    .where(isNull(sampleInbox.shard))
    .groupBy(sampleInbox.featureSet);
  return found.map(({ oldest, ...rest }) => ({ ...rest, oldest: oldest ?? 0 }));
}

/** Marks the oldest waiting samples of a set as the future content of a shard. */
export async function claimForShard(db: Database, shard: string, featureSet: string, most: number): Promise<void> {
  const oldest = db
    .select({ id: sampleInbox.id })
    .from(sampleInbox)
    .where(and(isNull(sampleInbox.shard), eq(sampleInbox.featureSet, featureSet)))
    .orderBy(asc(sampleInbox.receivedAt), asc(sampleInbox.id))
    .limit(most);
  await db.update(sampleInbox).set({ shard }).where(inArray(sampleInbox.id, oldest));
}

/** Shards that were claimed but never finished: the host was stopped in between. */
export async function unfinishedShards(db: Database): Promise<readonly string[]> {
  const finished = db.select({ name: sampleShards.name }).from(sampleShards);
  const rows = await db
    .selectDistinct({ shard: sampleInbox.shard })
    .from(sampleInbox)
    .where(and(notInArray(sampleInbox.shard, finished), sql`${sampleInbox.shard} <> ${WITHDRAWN}`));
  return rows.flatMap(({ shard }) => (shard === null ? [] : [shard]));
}

/** What a claimed shard is made of; without what was withdrawn meanwhile. */
export const claimedBy = (db: Database, shard: string): Promise<InboxRow[]> =>
  db
    .select()
    .from(sampleInbox)
    .where(and(eq(sampleInbox.shard, shard), sql`${sampleInbox.body} is not null`))
    .orderBy(asc(sampleInbox.receivedAt), asc(sampleInbox.id));

/** The file is safe: notes it and drops the bodies of its rows, in one transaction. */
export async function finishShard(db: Database, row: ShardRow): Promise<void> {
  await db.batch([
    db.insert(sampleShards).values(row).onConflictDoNothing(),
    db.update(sampleInbox).set({ body: null }).where(eq(sampleInbox.shard, row.name)),
  ]);
}

/** Nothing was left of a claimed shard. */
export async function abandonShard(db: Database, shard: string): Promise<void> {
  await db.update(sampleInbox).set({ shard: WITHDRAWN }).where(eq(sampleInbox.shard, shard));
}

export const listShards = (db: Database): Promise<ShardRow[]> =>
  db.select().from(sampleShards).orderBy(asc(sampleShards.firstAt), asc(sampleShards.name));

export async function shardNamed(db: Database, name: string): Promise<ShardRow | null> {
  const [row] = await db.select().from(sampleShards).where(eq(sampleShards.name, name)).limit(1);
  return row ?? null;
}

/** Shards that may hold a sample of that moment. */
export const shardsAround = (db: Database, at: number): Promise<ShardRow[]> =>
  db
    .select()
    .from(sampleShards)
    .where(and(lte(sampleShards.firstAt, at), gte(sampleShards.lastAt, at)));

/** Replaces a shard by its rewritten self, and forgets the withdrawals that it carried out. null: nothing was left. */
export async function replaceShard(
  db: Database,
  old: string,
  fresh: ShardRow | null,
  withdrawn: readonly string[],
): Promise<void> {
  const statements = [
    ...(fresh ? [db.insert(sampleShards).values(fresh)] : []),
    ...slices(withdrawn).map((ids) => db.delete(sampleWithdrawals).where(inArray(sampleWithdrawals.id, [...ids]))),
  ];
  await db.batch([db.delete(sampleShards).where(eq(sampleShards.name, old)), ...statements]);
}

export const withdrawals = (db: Database, most = 10_000): Promise<(typeof sampleWithdrawals.$inferSelect)[]> =>
  db.select().from(sampleWithdrawals).orderBy(asc(sampleWithdrawals.askedAt)).limit(most);

export async function forgetWithdrawals(db: Database, ids: readonly string[]): Promise<void> {
  for (const some of slices(ids)) {
    await db.delete(sampleWithdrawals).where(inArray(sampleWithdrawals.id, [...some]));
  }
}

/** Samples that no shard holds yet. */
export const waitingSamples = (db: Database): Promise<InboxRow[]> =>
  db
    .select()
    .from(sampleInbox)
    .where(sql`${sampleInbox.body} is not null`)
    .orderBy(asc(sampleInbox.receivedAt), asc(sampleInbox.id));

/** Rows whose sample has gone on and whose key nobody repeats any more. */
export async function dropAnswered(db: Database, before: number): Promise<void> {
  await db.batch([
    db.delete(sampleInbox).where(and(isNull(sampleInbox.body), lte(sampleInbox.receivedAt, before))),
    db.delete(sampleKeys).where(lte(sampleKeys.receivedAt, before)),
  ]);
}

function slices<T>(values: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / AT_ONCE) }, (_, i) =>
    values.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
}
