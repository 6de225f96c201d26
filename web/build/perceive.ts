/**
 * Puts the weights of the networks that look and listen where hosts serve them: percepts/<sha256>/<name> per file and
 * percepts/manifest.json, which names package, version, licence and origin of each.
 *
 * Enters: the packages in node_modules that percept-sources.ts names. Code reads the list of files, built in, as
 * import.meta.env.VITE_PERCEPTS (through web/analysis/perceive/files.ts), so it knows their hashes before it asks.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { PERCEPT_SOURCES } from './percept-sources.ts';

const MODELS = fileURLToPath(new URL('../../models', import.meta.url));

export interface PerceptEntry {
  readonly id: string;
  /** null for our own. */
  readonly package: string | null;
  readonly version: string;
  readonly licence: string;
  readonly origin: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly url: string;
  }[];
}

export interface Percepts {
  readonly entries: readonly PerceptEntry[];
  /** Address → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function percepts(modules: string): Plugin {
  let outDir = '';
  let read: Percepts | null = null;
  const all = (): Percepts => (read ??= readPercepts(modules));
  return {
    name: 'presage:percepts',
    config: () => {
      const files = Object.fromEntries(all().entries.map((entry) => [entry.id, entry.files]));
      const list = JSON.stringify(files);
      // Vitest drops what a plugin defines; what stands in the environment it hands on.
      if (process.env.VITEST) process.env['VITE_PERCEPTS'] = list;
      return { define: { 'import.meta.env.VITE_PERCEPTS': JSON.stringify(list) } };
    },
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        const bytes = all().files.get(path);
        if (!bytes) return next();
        response.setHeader('Content-Type', 'application/octet-stream');
        response.end(bytes);
      });
    },
    async writeBundle() {
      const { entries, files } = all();
      await mkdir(join(outDir, 'percepts'), { recursive: true });
      await writeFile(join(outDir, 'percepts/manifest.json'), JSON.stringify({ schema: 1, percepts: entries }));
      for (const [url, bytes] of files) {
        await mkdir(join(outDir, dirname(url)), { recursive: true });
        await writeFile(join(outDir, url), bytes);
      }
      const sum = (entry: PerceptEntry): number => entry.files.reduce((total, { bytes }) => total + bytes, 0);
      this.info(`percepts: ${entries.map((entry) => `${entry.id} ${sum(entry)} B`).join(', ') || 'none'}`);
    },
  };
}

/** @throws when a package is not installed or has no such file: the build stops */
export function readPercepts(modules: string): Percepts {
  const files = new Map<string, Uint8Array>();
  const entries = PERCEPT_SOURCES.map((source): PerceptEntry => {
    const folder = source.package === null ? MODELS : join(modules, source.package);
    if (!existsSync(folder)) throw new Error(`${source.id}: the package ${source.package} is not installed`);
    const about = join(
      folder,
      source.package === null ? 'zoo' : '',
      source.package === null ? `${source.id}/manifest.json` : 'package.json',
    );
    // holds: neither npm nor the zoo has anything without a version
    const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string };
    const placed = source.files.map(({ name, from, make }) => {
      const original = new Uint8Array(readFileSync(join(folder, from)));
      const bytes = make ? make(original, (path) => new Uint8Array(readFileSync(join(folder, path)))) : original;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const url = `/percepts/${sha256}/${name}`;
      files.set(url, bytes);
      return { name, bytes: bytes.length, sha256, url };
    });
    const { id, package: from, licence, origin } = source;
    return { id, package: from, version, licence, origin, files: placed };
  });
  return { entries, files };
}
