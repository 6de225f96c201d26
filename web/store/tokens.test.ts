import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { exportAll } from './backup.ts';
import { Database } from './db.ts';
import { SettingsStore } from './settings.ts';
import { TokenStore } from './tokens.ts';

const open: Database[] = [];
function aDatabase(): Database {
  const db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  open.push(db);
  return db;
}
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});
const TOKEN = { kind: 'youtube', token: 'ya29.invented-token-9f3c', savedAt: 5 } as const;

describe('tokens on the device', () => {
  it('are there again, one of each kind, and gone when deleted', async () => {
    const store = new TokenStore(aDatabase());
    await store.put(TOKEN);
    await store.put({ ...TOKEN, savedAt: 6 });
    await store.put({ ...TOKEN, kind: 'tiktok' });
    expect(await store.all()).toMatchObject({ ok: true, value: [{ kind: 'tiktok' }, { kind: 'youtube', savedAt: 6 }] });
    await store.remove('youtube');
    await store.clear();
    expect(await store.all()).toEqual({ ok: true, value: [] });
  });

  it('are in no export of the history and in no setting', async () => {
    const db = aDatabase();
    await new TokenStore(db).put(TOKEN);
    const file = await exportAll(db, 9);
    expect(file.ok && (await file.value.text())).not.toContain('9f3c');
    expect(JSON.stringify(await new SettingsStore(db).all())).not.toContain('9f3c');
  });

  it('that are none are left out, not broken on', async () => {
    const db = aDatabase();
    await db.settings.put({ name: 'token:youtube', value: { kind: 'elsewhere', token: 7 } });
    expect(await new TokenStore(db).all()).toEqual({ ok: true, value: [] });
  });
});
