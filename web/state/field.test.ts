import { describe, expect, it } from 'vitest';
import { ok, type Result } from '#core/failure.ts';
import type { Platform } from '#core/flow.ts';
import { Field } from './field.svelte.ts';
import { readPosts } from '#contracts/exports/plain-posts.ts';
import { tableOf } from '#contracts/exports/table.ts';
import { ownInstant } from './own-instant.ts';
import type { PostsDoor } from './posts-reading.svelte.ts';

const NOW = Date.UTC(2026, 9, 20);
const aShelf = () => {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: async (room: string): Promise<Result<unknown>> => ok(structuredClone(kept.get(room) ?? null)),
    put: async (room: string, value: unknown): Promise<Result<void>> => (kept.set(room, value), ok(undefined)),
  };
};
/** As the worker reads. */
const reader: PostsDoor = async (source, { now, monthFirst }) =>
  ok(readPosts(tableOf(String(source)), { now, monthFirst, instant: ownInstant }));
const aField = (shelf = aShelf(), platform: () => Platform = () => 'tiktok') =>
  new Field(shelf, { own: () => null, ownName: () => 'You', platform, zone: 'UTC' }, reader);
const POSTS = 'date,views,caption\n2026-10-01,1200,one #bread\n2026-10-03,900,two #bread\n2026-10-05,3000,three';

describe('accounts of the field', () => {
  it('are still there, days and all, when the app is opened again', async () => {
    const shelf = aShelf();
    expect(await aField(shelf).add('Ana', '12k', POSTS, NOW, false)).toMatchObject({ names: ['Ana'], unnamed: false });
    const again = aField(shelf);
    await again.load(NOW);
    expect(again.peers).toMatchObject([{ name: 'Ana', followers: 12_000, posts: [{ dayOnly: true }, {}, {}] }]);
    expect(again.reading.peers[0]).toMatchObject({ posts: 3, usual: { value: 1200 }, hour: null });
  });

  it('lines that cannot be read are named and the rest is kept', async () => {
    const added = await aField().add('Ana', '', '2026-10-01, 1200\nno numbers here\n2026-10-02, 1300', NOW, false);
    expect(added?.read.posts).toHaveLength(2);
    expect(added?.read.bad.map(({ line }) => line)).toEqual([2]);
  });

  it('come all at once from a table that names them; posts of nobody are not added', async () => {
    const field = aField();
    const table = 'account,views\nAna,1200\nBo,300\nAna,900';
    expect(await field.add('', '', table, NOW, false)).toMatchObject({ names: ['Ana', 'Bo'] });
    expect(field.peers.map(({ name, posts }) => [name, posts.length])).toEqual([
      ['Ana', 2],
      ['Bo', 1],
    ]);
    expect(await field.add('', '', '1200\n900', NOW, false)).toMatchObject({ names: [], unnamed: true });
    expect(field.peers).toHaveLength(2);
  });

  it('the same name again is newer numbers of the same account', async () => {
    const field = aField();
    await field.add('Ana', '', POSTS, NOW, false);
    await field.add(' Ana ', '', '2026-10-07, 5000', NOW, false);
    expect(field.peers.map(({ posts }) => posts.length)).toEqual([1]);
  });

  it('one that was removed comes back in its place', async () => {
    const field = aField();
    for (const name of ['Ana', 'Bo', 'Cy']) await field.add(name, '', POSTS, NOW, false);
    await field.remove('Bo');
    expect(field.peers.map(({ name }) => name)).toEqual(['Ana', 'Cy']);
    await field.undo();
    expect(field.peers.map(({ name }) => name)).toEqual(['Ana', 'Bo', 'Cy']);
    expect(field.canUndo).toBe(false);
  });

  it('of one app are not mixed with those of another', async () => {
    let platform: Platform = 'tiktok';
    const field = aField(aShelf(), () => platform);
    await field.add('Ana', '', POSTS, NOW, false);
    platform = 'shorts';
    expect(aField(aShelf(), () => platform).peers).toEqual([]);
    await field.add('Ana', '', '2026-10-07, 5000', NOW, false);
    expect((await field.remove('Ana'), field.canUndo)).toBe(true);
  });

  it('what an older version kept otherwise is left out, not broken on', async () => {
    const shelf = aShelf();
    shelf.kept.set('peers', [{ name: 'Ana' }, null, 7, { name: 'Bo', platform: 'tiktok', posts: [{ views: 'many' }] }]);
    const field = aField(shelf);
    await field.load(NOW);
    expect(field.peers).toMatchObject([{ name: 'Bo', posts: [] }]);
  });
});
