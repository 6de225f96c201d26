import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { Database } from './db.ts';
import { FrameStore } from './frames.ts';

const open: Database[] = [];
function aStore(free: number | null = null) {
  const db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  open.push(db);
  return { db, store: new FrameStore(db, async () => free) };
}
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});
const frames = (n: number, bytes = 10) =>
  Array.from({ length: n }, (_, i) => ({ at: n - i, image: new Uint8Array(bytes).fill(i) }));
const told = async <T>(result: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
  const found = await result;
  if (!found.ok) throw new Error('refused');
  return found.value;
};

describe('pictures of a clip', () => {
  it('are all there after a reload, in the order of time', async () => {
    const { store } = aStore();
    expect(await told(store.put('clip', frames(20), 1))).toBe(true);
    const kept = await told(store.of('clip'));
    expect(kept.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(kept[0]?.image).toBeInstanceOf(Uint8Array);
    expect(await told(store.of('another'))).toEqual([]);
  });

  it('are not replaced by fewer', async () => {
    const { store } = aStore();
    await store.put('clip', frames(20), 1);
    expect(await told(store.put('clip', frames(5), 2))).toBe(false);
    expect(await told(store.of('clip'))).toHaveLength(20);
  });

  it('stay within their room: the clips used longest ago leave first', async () => {
    // A twentieth of 60,000 bytes is room for three clips of 1,000.
    const { store } = aStore(60_000);
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) await store.put(name, frames(10, 100), i);
    const left = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => (await told(store.of(name))).length));
    expect(left).toEqual([0, 10, 10, 10]);
  });

  it('are not kept on a disk that is nearly full, nor where one clip would take too much', async () => {
    expect(await told(aStore(1000).store.put('clip', frames(10, 100), 1))).toBe(false);
    expect(await told(aStore().store.put('clip', frames(3, 1_000_000), 1))).toBe(false);
  });

  it('go with the last report of their clip', async () => {
    const { db, store } = aStore();
    await store.put('gone', frames(2), 1);
    await store.put('here', frames(2), 1);
    await db.reports.put({ id: 'r', madeAt: 1, key: '', clipHash: 'here', report: {} as never });
    await store.prune();
    expect([(await told(store.of('gone'))).length, (await told(store.of('here'))).length]).toEqual([0, 2]);
  });
});
