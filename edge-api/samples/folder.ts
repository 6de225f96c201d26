/** Shards of samples in a folder. A file is complete on disk before it has its name. */
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShardStore } from './store.ts';

export const shardsInFolder = (folder: string): ShardStore => ({
  async put(name, bytes) {
    await mkdir(folder, { recursive: true });
    const half = join(folder, `.${name}.half`);
    const file = await open(half, 'w');
    try {
      await file.writeFile(bytes);
      // The rows it was made from are dropped next.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, join(folder, name));
  },
  get: (name) =>
    readFile(join(folder, name)).then(
      (bytes) => new Uint8Array(bytes),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      },
    ),
  remove: (name) => rm(join(folder, name), { force: true }),
  async list() {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return await Promise.all(
      names.map(async (name) => ({ name, writtenAt: (await stat(join(folder, name))).mtimeMs })),
    );
  },
});
