/**
 * Samples over a queue: each that comes in is handed to the queue before it is acknowledged; batches of them leave it
 * as shards. On Workers, where a row of its own in D1 for each sample would be slow and dear (shared notes, edge.md
 * sections 4 and 10).
 *
 * Note [Keys beside the queue]: what is in the queue cannot be looked up, so a small row per Idempotency-Key says for two
 * days what it stood for. It is written after the sample was sent: a host that ends in between has not answered, the
 * client sends again, and the second copy is dropped here or, in another shard, by the export, which takes each id once.
 */
import {
  claimedKeys,
  keepShardRow,
  sampleKey,
  takeSampleKey,
  withdrawnAmong,
  type SampleKeyRow,
} from '../db/samples.ts';
import type { Database } from '../db/database.ts';
import { shardFrom, type SampleKeeping } from './flush.ts';
import { keepingOf, type NewSample, type SampleInbox } from './inbox.ts';

/** The part of Workers' queue interface that is used here. */
export interface SampleQueue {
  send(message: NewSample): Promise<unknown>;
}

export function inboxQueued(db: Database, queue: SampleQueue): SampleInbox {
  return {
    async keep(sample) {
      const before = await sampleKey(db, sample.id);
      if (before) return keepingOf(before, sample);
      await queue.send(sample);
      const { id, bodyHash, receivedAt } = sample;
      if (await takeSampleKey(db, { id, bodyHash, receivedAt })) return { outcome: 'kept', receivedAt };
      return keepingOf(await sampleKey(db, id), sample);
    },
  };
}

/**
 * One batch of the queue → a shard per feature set. Safe to run twice on the same messages.
 *
 * @returns how many went into shards
 */
export async function shelveQueued(keeping: SampleKeeping, messages: readonly NewSample[]): Promise<number> {
  const { db, shards, now } = keeping;
  const ids = [...new Set(messages.map(({ id }) => id))];
  const keys = new Map<string, SampleKeyRow>((await claimedKeys(db, ids)).map((row) => [row.id, row]));
  const withdrawn = new Set(await withdrawnAmong(db, ids));
  const taken = new Map<string, NewSample>();
  for (const message of messages) {
    const key = keys.get(message.id);
    // Two bodies came at once under one key: the one that got the key counts.
    if (key && key.bodyHash !== message.bodyHash) continue;
    if (!withdrawn.has(message.id) && !taken.has(message.id)) taken.set(message.id, message);
  }
  const bySet = new Map<string, NewSample[]>();
  for (const sample of taken.values()) bySet.set(sample.featureSet, [...(bySet.get(sample.featureSet) ?? []), sample]);
  for (const [featureSet, samples] of bySet) {
    const inOrder = samples.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
    const made = await shardFrom(db, featureSet, inOrder, now());
    await shards.put(made.row.name, made.bytes);
    await keepShardRow(db, made.row);
  }
  return taken.size;
}
