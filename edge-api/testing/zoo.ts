/** The models of this checkout, registered on a test's host as a build would: the tools answer with what ships. */
import { readFile } from 'node:fs/promises';
import { parseManifest, type ModelManifest } from '#contracts/manifest.ts';
import { INDEX_PATH, syncBuiltModels } from '../weights/sync.ts';
import type { WeightStore } from '../weights/store.ts';
import { testApp, type TestApp } from './host.ts';

const IDS = ['reach', 'hold', 'growth', 'sentiment', 'top', 'engage'] as const;
const inZoo = (path: string): URL => new URL(`../../models/zoo/${path}`, import.meta.url);

/** @param now what the host's clock says at first, Unix ms */
export async function testAppWithModels(now: number): Promise<TestApp> {
  const manifests = await Promise.all(
    IDS.map(async (id): Promise<ModelManifest> => {
      const parsed = parseManifest(JSON.parse(await readFile(inZoo(`${id}/manifest.json`), 'utf8')));
      if (!parsed.ok) throw new Error(`${id}: ${parsed.reason}`);
      return parsed.value;
    }),
  );
  const index = {
    schema: 1,
    models: manifests.map(({ schema: _schema, files, ...rest }) => ({
      ...rest,
      files: files.map((file) => ({ ...file, url: `/models/${file.sha256}/${file.name}` })),
    })),
  };
  const weights: WeightStore = {
    find: async (sha256, name) => {
      const file = manifests.flatMap(({ files }) => files).find((one) => one.sha256 === sha256 && one.name === name);
      return file ? { bytes: file.bytes, forms: {} } : null;
    },
    open: async (sha256, name) => {
      const id = manifests.find(({ files }) => files.some((file) => file.sha256 === sha256 && file.name === name))?.id;
      return new Uint8Array(await readFile(inZoo(`${id}/${name}`)));
    },
    keep: async () => {},
  };
  const edge = await testApp(now, { weights });
  const site = {
    ...edge.host.site,
    read: async (path: string) => (path === INDEX_PATH ? new TextEncoder().encode(JSON.stringify(index)) : null),
  };
  const synced = await syncBuiltModels({ ...edge.host, site });
  if (synced.kind === 'none') throw new Error(synced.why);
  return edge;
}
