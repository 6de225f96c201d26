/** Weights in a folder: <folder>/<sha256>/<name>[.br|.gz]. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Form, Slice } from '../http/conditional.ts';
import type { KeptForms, Weight, WeightStore } from './store.ts';

/** Up to this size a file is handed over whole instead of streamed: one read is cheaper than a stream's set-up. */
const WHOLE_UP_TO_BYTES = 1_000_000;

export function folderWeights(folder: string): WeightStore {
  /** Found files never change, so they are remembered; missing ones may come, so they are not. */
  const known = new Map<string, Weight>();
  const pathOf = (sha256: string, name: string, form: Form = 'plain'): string =>
    join(folder, sha256, form === 'plain' ? name : `${name}.${form}`);

  return {
    async find(sha256, name) {
      const key = `${sha256}/${name}`;
      const before = known.get(key);
      if (before) return before;
      const [plain, br, gz] = await Promise.all([
        sizeOf(pathOf(sha256, name)),
        sizeOf(pathOf(sha256, name, 'br')),
        sizeOf(pathOf(sha256, name, 'gz')),
      ]);
      if (plain === null) return null;
      const weight = { bytes: plain, forms: { ...(br === null ? {} : { br }), ...(gz === null ? {} : { gz }) } };
      known.set(key, weight);
      return weight;
    },

    async open(sha256, name, form, slice) {
      const path = pathOf(sha256, name, form);
      const bytes = slice ? slice.to - slice.from + 1 : ((await sizeOf(path)) ?? 0);
      if (bytes > WHOLE_UP_TO_BYTES) {
        const stream = createReadStream(path, slice ? { start: slice.from, end: slice.to } : {});
        // holds: Node's web streams are the platform's, under a type of their own
        return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
      }
      return slice ? readSlice(path, slice) : new Uint8Array(await readFile(path));
    },

    async keep(sha256, name, body, forms: KeptForms) {
      await mkdir(join(folder, sha256), { recursive: true });
      if (forms.br) await replace(pathOf(sha256, name, 'br'), forms.br);
      if (forms.gz) await replace(pathOf(sha256, name, 'gz'), forms.gz);
      await replace(pathOf(sha256, name), body);
    },
  };
}

async function readSlice(path: string, slice: Slice): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(slice.to - slice.from + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, slice.from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whole or not at all, also when the process dies in between. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}

/** null where there is no such file. */
async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
