import { describe, expect, test } from 'vitest';
import { parseShareRequest } from '#contracts/share.ts';
import { flatbread, other } from '../screens/testing/invented.ts';
import { memoryLinks } from '../screens/testing/memory.ts';
import { fail } from '#core/failure.ts';
import { Device } from './device.svelte.ts';
import { Links } from './links.svelte.ts';

const online = (): boolean => true;

describe('a link to a report', () => {
  test('sends nothing before it is asked to, and then exactly what was shown', async () => {
    const door = memoryLinks();
    const links = new Links(door, flatbread, online);
    await links.load();
    await links.endAfter('7');
    expect(door.sent).toEqual([]);
    const shown = links.request;
    expect(parseShareRequest(shown).ok).toBe(true);
    expect(Object.keys(shown?.forecast ?? {}).sort()).toEqual([
      'basis',
      'date',
      'high',
      'low',
      'models',
      'prediction',
      'score',
    ]);
    expect(shown?.days).toBe(7);
    expect(await links.make()).toBe(true);
    expect(door.sent).toEqual([shown]);
  });

  test('carries the fingerprint of the forecast only when it is asked to', async () => {
    const links = new Links(memoryLinks(), flatbread, online);
    await links.load();
    expect(links.request?.forecast.prediction).toBeNull();
    await links.fix(true);
    expect(links.request?.forecast.prediction).toMatch(/^[0-9a-f]{64}$/);
    await links.endAfter('7');
    expect(links.request).toMatchObject({ days: 7, forecast: { prediction: expect.any(String) } });
  });

  test('is there again when the sheet is opened again, with the token that deletes it', async () => {
    const door = memoryLinks();
    const first = new Links(door, flatbread, online);
    await first.load();
    await first.make();
    const again = new Links(door, flatbread, online);
    await again.load();
    expect(again.all).toHaveLength(1);
    expect(again.all[0]?.deletion?.token).toBe('secret');
    const another = new Links(door, { ...flatbread, id: 'another' }, online);
    await another.load();
    expect(another.all).toEqual([]);
  });

  test('is deleted on the server, then here', async () => {
    const door = memoryLinks();
    const links = new Links(door, flatbread, online);
    await links.load();
    await links.make();
    const [link] = links.all;
    if (!link) throw new Error('no link');
    await links.remove(link, link.expiresAt - 1);
    expect(door.sent.at(-1)).toEqual(link.deletion);
    expect([links.all, door.rows.size, links.deleted]).toEqual([[], 0, true]);
  });

  test('that has ended leaves without a word to the server', async () => {
    const door = memoryLinks();
    const links = new Links(door, flatbread, online);
    await links.load();
    await links.make();
    const [link] = links.all;
    if (!link) throw new Error('no link');
    await links.remove(link, link.expiresAt);
    expect(door.sent).toHaveLength(1);
    expect(links.all).toEqual([]);
  });

  test('offline nothing is sent and the reason is said', async () => {
    const door = memoryLinks();
    const links = new Links(door, flatbread, () => false);
    await links.load();
    expect(await links.make()).toBe(false);
    expect([door.sent, links.trouble, links.busy]).toEqual([[], 'offline', false]);
  });

  test('a server that cannot be reached keeps the link where it was', async () => {
    const door = memoryLinks();
    const links = new Links(door, flatbread, online);
    await links.load();
    await links.make();
    const [link] = links.all;
    if (!link) throw new Error('no link');
    const down = new Links({ ...memoryLinks(true), shelf: door.shelf }, flatbread, online);
    await down.load();
    await down.remove(link, link.expiresAt - 1);
    expect([down.all.length, down.trouble, down.busy]).toEqual([1, 'unreachable', false]);
    expect(await down.make()).toBe(false);
  });

  test.each([
    [{ code: 'server_failed', what: 'share', status: 500, retryAfterS: null }, 'failing'],
    [{ code: 'too_often', what: 'share', retryAfterS: 30 }, 'too_often'],
    [{ code: 'server_refused', what: 'share', why: 'clock_skew', detail: 'A time lies ahead.' }, 'refused'],
  ] as const)('that could not be made because of %o says which it was', async (failure, trouble) => {
    const links = new Links({ ...memoryLinks(), make: async () => fail(failure) }, flatbread, online);
    await links.load();
    expect(await links.make()).toBe(false);
    expect([links.all, links.trouble]).toEqual([[], trouble]);
  });

  test('whose key cannot be kept is shown all the same, and it is said', async () => {
    const door = memoryLinks();
    const full = { ...door.shelf, put: async () => fail({ code: 'storage_denied' }) };
    const links = new Links({ ...door, shelf: full }, flatbread, online);
    await links.load();
    expect(await links.make()).toBe(true);
    expect([links.all.length, links.trouble]).toEqual([1, 'unkept']);
  });

  test('there is none without a number', async () => {
    const rest = { basis: 'prior', reference: 'none', hold: null, reach: null, level: null, pBeats: null } as const;
    const none = other('dance', 'Rehearsal', { ...rest, value: 52, low: 14, high: 88 }, 9);
    const door = memoryLinks();
    const links = new Links(door, none, online);
    await links.load();
    expect([links.request, await links.make(), door.sent]).toEqual([null, false, []]);
  });
});

test('what a person chose to send is counted apart from everything else', () => {
  const device = new Device({
    window: { addEventListener: () => undefined, removeEventListener: () => undefined },
    online,
    bytesSent: () => 214,
    bytesChosen: () => 200,
    storageUse: async () => null,
    keepStorage: async () => 'unknown',
  });
  device.count();
  expect([device.bytesSent, device.bytesChosen]).toEqual([14, 200]);
});
