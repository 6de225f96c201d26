/**
 * Lists the large files that a device may keep for offline beyond the shell and the models: dist/web in,
 * offline.json out, so that the app can name their size before it fetches them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export function offlineParts(): Plugin {
  let outDir = '';
  return {
    name: 'presage:offline-parts',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    // ffmpeg's files are laid down in writeBundle, before this.
    closeBundle() {
      const parts = ['runtimes', 'percepts', 'ffmpeg']
        .map((name) => ({ name, files: filesIn(outDir, name) }))
        // A build can leave ffmpeg out.
        .filter(({ files }) => files.length > 0);
      writeFileSync(join(outDir, 'offline.json'), JSON.stringify({ schema: 1, parts }));
    },
  };
}

/** The same networks run without it, on WASM: whoever has a graphics device fetches it when it is first of use. */
const FASTER_ONLY = /\bjspi\b/;

function filesIn(outDir: string, folder: string): { path: string; bytes: number; gzBytes: number }[] {
  const root = join(outDir, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.json' && !FASTER_ONLY.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      const gzBytes = path.endsWith('.gz') ? content.length : gzipSync(content).length;
      return { path: `/${path.slice(outDir.length + 1).replaceAll('\\', '/')}`, bytes: content.length, gzBytes };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
