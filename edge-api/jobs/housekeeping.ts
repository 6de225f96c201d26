/** What a host does now and then without being asked: samples into shards, withdrawals carried out, ended links dropped. */
import { dropExpiredShares } from '../db/shares.ts';
import type { Host } from '../host.ts';
import { errorForLog } from '../http/log.ts';
import { carryOutWithdrawals, flushSamples, mergeShards, recountShards, sweepShards } from '../samples/flush.ts';

/** Each part on its own: one that fails stops none of the others, and all run again the next time. */
export async function keepHouse(host: Pick<Host, 'db' | 'shards' | 'now' | 'log'>): Promise<void> {
  const part = async (name: string, work: () => Promise<Readonly<Record<string, number>>>): Promise<void> => {
    try {
      const done = await work();
      if (Object.values(done).some((n) => n > 0)) host.log({ level: 'info', event: name, ...done });
    } catch (error) {
      host.log({ level: 'error', event: `${name}_failed`, ...errorForLog(error) });
    }
  };
  await part('samples_flushed', () => flushSamples(host));
  await part('samples_withdrawn', () => carryOutWithdrawals(host));
  await part('shards_merged', () => mergeShards(host));
  await part('shards_recounted', () => recountShards(host));
  await part('shards_swept', () => sweepShards(host));
  await part('shares_ended', async () => ({ count: await dropExpiredShares(host.db, host.now()) }));
}
