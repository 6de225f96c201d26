/** Samples over a queue: what is acknowledged comes out once, whatever order things happen in. The queue itself is workerd's in tests/contracts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listShards } from '../db/samples.ts';
import { sample } from '../testing/samples.ts';
import { testApp, type TestApp } from '../testing/host.ts';
import { sampleTable } from './export.ts';
import type { NewSample } from './inbox.ts';
import { inboxQueued, shelveQueued } from './queued.ts';

const NOW = Date.UTC(2026, 5, 1, 12);

let edge: TestApp;
let sent: NewSample[];
beforeEach(async () => {
  sent = [];
  edge = await testApp(NOW);
});
afterEach(() => edge.close());

const inbox = (send = async (message: NewSample) => void sent.push(message)) => inboxQueued(edge.host.db, { send });
const given = (percentile: number, id = `id-${percentile}`.padEnd(22, '-')): NewSample => ({
  id,
  bodyHash: `hash of ${percentile}`,
  body: JSON.stringify(sample({ outcome: { percentile, readAfter: '7d' } })),
  featureSet: sample().featureSet,
  receivedAt: NOW,
});
const percentiles = async (): Promise<readonly string[]> => {
  const { csv } = await sampleTable(edge.host);
  const [head = '', ...rows] = csv.trim().split('\n');
  const column = head.split(',').indexOf('percentile');
  return rows.map((row) => row.split(',')[column] ?? '').toSorted();
};

describe('a sample over a queue', () => {
  it('is in the queue before it is acknowledged, and in a shard after', async () => {
    expect(await inbox().keep(given(0.1))).toEqual({ outcome: 'kept', receivedAt: NOW });
    expect(sent).toHaveLength(1);
    expect(await shelveQueued(edge.host, sent)).toBe(1);
    expect(await percentiles()).toEqual(['0.1']);
    expect((await listShards(edge.host.db)).map(({ rows }) => rows)).toEqual([1]);
  });

  it('whose key is repeated is not sent again; another body under it is a conflict', async () => {
    await inbox().keep(given(0.1, 'same-key'));
    expect(await inbox().keep({ ...given(0.1, 'same-key'), receivedAt: NOW + 5 })).toEqual({
      outcome: 'again',
      receivedAt: NOW,
    });
    expect(await inbox().keep(given(0.2, 'same-key'))).toEqual({ outcome: 'conflict' });
    expect(sent).toHaveLength(1);
  });

  it('that the queue did not take is not acknowledged, and its key stays free', async () => {
    await expect(inbox(() => Promise.reject(new Error('queue is down'))).keep(given(0.1))).rejects.toThrow();
    expect(await inbox().keep(given(0.1))).toEqual({ outcome: 'kept', receivedAt: NOW });
  });

  it('that came with another body at the same moment is dropped for the one that has the key', async () => {
    // Both are sent before either has the key: the first to take it is acknowledged.
    const together = inbox();
    const [a, b] = await Promise.all([together.keep(given(0.1, 'race')), together.keep(given(0.2, 'race'))]);
    expect([a.outcome, b.outcome].toSorted()).toEqual(['conflict', 'kept']);
    expect(sent).toHaveLength(2);
    await shelveQueued(edge.host, sent);
    expect(await percentiles()).toEqual([a.outcome === 'kept' ? '0.1' : '0.2']);
  });

  it('delivered twice comes out once, in one batch or in two', async () => {
    await inbox().keep(given(0.1));
    await shelveQueued(edge.host, [...sent, ...sent]);
    await shelveQueued(edge.host, sent);
    expect(await percentiles()).toEqual(['0.1']);
  });

  it('that was taken back while it was in the queue is in no shard', async () => {
    await inbox().keep(given(0.1));
    await inbox().keep(given(0.2));
    const { withdrawSample } = await import('../db/samples.ts');
    await withdrawSample(edge.host.db, sent[0]?.id ?? '', NOW, NOW);
    expect(await shelveQueued(edge.host, sent)).toBe(1);
    const [shard] = await listShards(edge.host.db);
    expect(shard?.rows).toBe(1);
    expect(await percentiles()).toEqual(['0.2']);
  });
});
