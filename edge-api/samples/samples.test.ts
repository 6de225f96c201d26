/** Samples on their way: acknowledged ones are never lost, withdrawn ones never come out. */
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_FEATURES, type Sample } from '#contracts/sample.ts';
import { claimForShard, listShards } from '../db/samples.ts';
import { sampleInbox, sampleShards } from '../db/schema.ts';
import { sample } from '../testing/samples.ts';
import { testApp, type TestApp } from '../testing/host.ts';
import { sampleTable } from './export.ts';
import { carryOutWithdrawals, flushSamples, mergeShards, recountShards, sweepShards } from './flush.ts';
import { rowOf, rowsIn, shardOf, type SampleRow } from './shard.ts';
import type { ShardStats } from './stats.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR_MS = 3_600_000;

let edge: TestApp;
let made = 0;
beforeEach(async () => {
  edge = await testApp(NOW);
  made = 0;
});
afterEach(() => edge.close());

/** @returns the receipt */
async function give(percentile: number, key = `test-key-${String(made++).padStart(8, '0')}`): Promise<string> {
  const body: Sample = sample({ outcome: { percentile, readAfter: '7d' } });
  const reply = await edge.app.request('/api/samples', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return ((await reply.json()) as { receipt: string }).receipt;
}
const takeBack = (receipt: string) => edge.app.request(`/api/samples/${receipt}`, { method: 'DELETE' });
const percentiles = async (): Promise<readonly string[]> => {
  const { csv } = await sampleTable(edge.host);
  return Papa.parse<{ percentile: string }>(csv, { header: true, skipEmptyLines: true }).data.map(
    (row) => row.percentile,
  );
};

describe('the table', () => {
  it('has every feature under its own name, a gap as an empty field', async () => {
    const [first = ''] = SAMPLE_FEATURES.map(({ name }) => name);
    const body = sample();
    await edge.app.request('/api/samples', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'test-key-with-a-gap' },
      body: JSON.stringify({ ...body, features: { ...body.features, [first]: null } }),
    });
    await flushSamples(edge.host, true);
    const { csv, rows } = await sampleTable(edge.host);
    const { data, meta } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
    expect(rows).toBe(1);
    expect(meta.fields?.slice(14)).toEqual(SAMPLE_FEATURES.map(({ name }) => name));
    const [row = {}] = data;
    expect(row[first]).toBe('');
    for (const { name, range } of SAMPLE_FEATURES.slice(1)) expect(Number(row[name])).toBe((range[0] + range[1]) / 2);
    expect(row).toMatchObject({ percentile: '0.61', platform: 'tiktok', month: '2026-05', epsilon: '', score: '62' });
  });

  it('has each sample once, from shards and from the inbox', async () => {
    await give(0.1);
    await flushSamples(edge.host, true);
    await give(0.2);
    expect(await percentiles()).toEqual(['0.1', '0.2']);
  });
});

describe('a shard', () => {
  it('is made when its oldest sample has waited an hour, not before', async () => {
    await give(0.1);
    edge.pass(HOUR_MS - 1);
    expect(await flushSamples(edge.host)).toEqual({ shards: 0, rows: 0 });
    edge.pass(1);
    expect(await flushSamples(edge.host)).toEqual({ shards: 1, rows: 1 });
    expect(await flushSamples(edge.host)).toEqual({ shards: 0, rows: 0 });
    expect((await listShards(edge.host.db)).map(({ rows }) => rows)).toEqual([1]);
  });

  it('that was only claimed when the host was killed is made at the next run', async () => {
    for (const percentile of [0.1, 0.2, 0.3]) await give(percentile);
    const [{ featureSet = '' } = {}] = await edge.host.db.select().from(sampleInbox).limit(1);
    await claimForShard(edge.host.db, `${NOW}-${featureSet.slice(0, 8)}-AAAAAAAA.parquet`, featureSet, 10);
    expect(await percentiles()).toEqual(['0.1', '0.2', '0.3']);
    expect(await flushSamples(edge.host)).toEqual({ shards: 1, rows: 3 });
    expect(await percentiles()).toEqual(['0.1', '0.2', '0.3']);
  });

  it('whose file could not be written loses nothing', async () => {
    await give(0.1);
    const broken = { ...edge.host, shards: { ...edge.host.shards, put: () => Promise.reject(new Error('disk full')) } };
    await expect(flushSamples(broken, true)).rejects.toThrow('disk full');
    expect(await percentiles()).toEqual(['0.1']);
    expect(await flushSamples(edge.host)).toEqual({ shards: 1, rows: 1 });
  });
});

describe('shards', () => {
  const oneEach = async (many: number): Promise<void> => {
    for (let i = 0; i < many; i++) {
      await give(i / 100);
      await flushSamples(edge.host, true);
    }
  };

  it('that are many and small are merged into one, which holds the same', async () => {
    await oneEach(7);
    expect(await mergeShards(edge.host)).toEqual({ merged: 0 });
    await oneEach(1);
    const before = await percentiles();
    expect(await mergeShards(edge.host)).toEqual({ merged: 8 });
    expect((await listShards(edge.host.db)).map(({ rows }) => rows)).toEqual([8]);
    expect(await edge.host.shards.list()).toHaveLength(1);
    expect((await percentiles()).toSorted()).toEqual(before.toSorted());
  });

  it('that were merged still give back what is withdrawn', async () => {
    const receipt = await give(0.91);
    await oneEach(8);
    await mergeShards(edge.host);
    await takeBack(receipt);
    expect(await carryOutWithdrawals(edge.host)).toEqual({ removed: 1 });
    expect(await percentiles()).not.toContain('0.91');
  });

  it('that no row names are deleted after a day, and none else', async () => {
    await oneEach(1);
    await edge.host.shards.put('0000000000000-00000000-AAAAAAAA.parquet', new Uint8Array(1));
    // The store of the tests says that every file is as old as can be.
    expect(await sweepShards(edge.host)).toEqual({ swept: 1 });
    expect(await percentiles()).toEqual(['0']);
    const young = { ...edge.host.shards, list: async () => [{ name: 'x', writtenAt: NOW - HOUR_MS }] };
    expect(await sweepShards({ ...edge.host, shards: young })).toEqual({ swept: 0 });
  });

  it('carry their counts, which a withdrawal takes down with it', async () => {
    const receipt = await give(0.5);
    await give(0.25);
    await flushSamples(edge.host, true);
    const counts = async (): Promise<ShardStats> => {
      const [shard] = await listShards(edge.host.db);
      return JSON.parse(shard?.stats ?? '{}') as ShardStats;
    };
    // A score of 62 is the twelfth twentieth; 0.5 and 0.25 are the tenth and the fifth.
    expect(await counts()).toMatchObject({
      plain: 2,
      noisy: 0,
      rungs: { wasm: 2 },
      outcomes: { 'reach@1.0.0': { '12 10': 1, '12 5': 1 } },
    });
    await takeBack(receipt);
    await carryOutWithdrawals(edge.host);
    expect((await counts()).outcomes).toEqual({ 'reach@1.0.0': { '12 5': 1 } });
  });

  it('from before there were counts are counted', async () => {
    await oneEach(2);
    await edge.host.db.update(sampleShards).set({ stats: null });
    expect(await recountShards(edge.host)).toEqual({ recounted: 2 });
    expect(await recountShards(edge.host)).toEqual({ recounted: 0 });
  });

  it('of before there were rungs are merged with those of after', async () => {
    const of = (id: string): SampleRow => rowOf({ id, receivedAt: NOW, sample: sample() });
    const { rung: _rung, ...before } = of('a');
    const found = await rowsIn(shardOf([before, of('b')]));
    expect(found.map((row) => [row['sample_id'], row['rung']])).toEqual([
      ['a', null],
      ['b', 'wasm'],
    ]);
  });

  it('are made of samples that an older edge has kept', async () => {
    const { rung: _rung, ...foretold } = sample().foretold ?? { score: 1, models: [], rung: null };
    const older = { ...sample(), schema: 1, consent: 1, foretold };
    await edge.host.db.insert(sampleInbox).values({
      id: 'a'.repeat(22),
      bodyHash: 'x',
      body: JSON.stringify(older),
      featureSet: older.featureSet,
      receivedAt: NOW,
    });
    await flushSamples(edge.host, true);
    const { csv } = await sampleTable(edge.host);
    const [row] = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
    expect(row).toMatchObject({ score: '62', models: 'reach@1.0.0', rung: '' });
  });
});

describe('a key that is repeated', () => {
  it('is recognised after its sample has gone into a shard, for two days', async () => {
    const receipt = await give(0.4, 'the-same-key-again');
    await flushSamples(edge.host, true);
    expect(await give(0.4, 'the-same-key-again')).toBe(receipt);
    expect(await percentiles()).toEqual(['0.4']);
    edge.pass(47 * HOUR_MS);
    await flushSamples(edge.host);
    expect(await give(0.4, 'the-same-key-again')).toBe(receipt);
    edge.pass(2 * HOUR_MS);
    await flushSamples(edge.host);
    // Forgotten by now: kept again under the same name, and told once in the table.
    await give(0.4, 'the-same-key-again');
    expect(await percentiles()).toEqual(['0.4']);
  });
});

describe('a sample that is taken back', () => {
  it('is in no table from that moment, and in no file after the next rewrite', async () => {
    const [first = '', second = ''] = [await give(0.1), await give(0.2), await give(0.3)];
    await takeBack(first);
    expect(await percentiles()).toEqual(['0.2', '0.3']);
    await flushSamples(edge.host, true);
    await takeBack(second);
    expect(await percentiles()).toEqual(['0.3']);
    const [before] = await listShards(edge.host.db);
    expect(await carryOutWithdrawals(edge.host)).toEqual({ removed: 1 });
    const after = await listShards(edge.host.db);
    expect(after.map(({ rows }) => rows)).toEqual([1]);
    expect(await edge.host.shards.get(before?.name ?? '')).toBeNull();
    expect(await percentiles()).toEqual(['0.3']);
  });

  it('does not come back when its key is repeated', async () => {
    await takeBack(await give(0.1, 'withdrawn-key-123'));
    await give(0.1, 'withdrawn-key-123');
    await flushSamples(edge.host, true);
    expect(await percentiles()).toEqual([]);
  });

  it('as the last of its shard takes the shard with it', async () => {
    const receipt = await give(0.1);
    await flushSamples(edge.host, true);
    await takeBack(receipt);
    await carryOutWithdrawals(edge.host);
    expect(await listShards(edge.host.db)).toEqual([]);
  });

  it('while its shard is being written is out of it at the next round', async () => {
    const receipt = await give(0.1);
    await give(0.2);
    const slow = {
      ...edge.host,
      shards: {
        ...edge.host.shards,
        put: async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
          await takeBack(receipt);
          // A round that runs now finds no shard to look into, and must not forget what was asked.
          await carryOutWithdrawals(edge.host);
          await edge.host.shards.put(name, bytes);
        },
      },
    };
    await flushSamples(slow, true);
    expect(await percentiles()).toEqual(['0.2']);
    expect(await carryOutWithdrawals(edge.host)).toEqual({ removed: 1 });
    expect(await percentiles()).toEqual(['0.2']);
  });
});
