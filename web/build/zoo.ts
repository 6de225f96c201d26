/**
 * Puts the shipped models where hosts serve them: models/<sha256>/<name> per file and models/manifest.json as index.
 *
 * Enters: models/zoo/<id>/manifest.json and the files it names. A file whose bytes are not those of its manifest
 * stops the build. The dev server answers the same addresses.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { parseManifest, type ModelIndex } from '../../models/contracts/manifest.ts';

interface Zoo {
  readonly index: ModelIndex;
  /** Address → bytes. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export function zoo(folder: string): Plugin {
  let outDir = '';
  return {
    name: 'presage:zoo',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    configureServer: (server) => {
      server.middlewares.use('/models', (request, response, next) => {
        const path = `/models${request.url?.split('?')[0] ?? ''}`;
        // Only the two shapes of address a host has; Vite itself serves sources below /models/.
        if (path !== '/models/manifest.json' && !/^\/models\/[0-9a-f]{64}\//.test(path)) return next();
        const { index, files } = readZoo(folder);
        const body = path === '/models/manifest.json' ? Buffer.from(JSON.stringify(index)) : files.get(path);
        response.statusCode = body ? 200 : 404;
        response.setHeader('Content-Type', path.endsWith('.json') ? 'application/json' : 'application/octet-stream');
        response.end(body ?? 'no such file');
      });
    },
    async writeBundle() {
      const { index, files } = readZoo(folder);
      await mkdir(join(outDir, 'models'), { recursive: true });
      await writeFile(join(outDir, 'models/manifest.json'), JSON.stringify(index));
      for (const [url, bytes] of files) {
        await mkdir(join(outDir, dirname(url)), { recursive: true });
        await writeFile(join(outDir, url), bytes);
      }
      const sizes = index.models.map((m) => `${m.id} ${m.version} ${sum(m.files.map((f) => f.gzBytes))} B gzip`);
      this.info(`models: ${sizes.join(', ') || 'none in the zoo'}`);
    },
  };
}

function readZoo(folder: string): Zoo {
  const files = new Map<string, Buffer>();
  const models: ModelIndex['models'][number][] = [];
  const ids = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const id of ids) {
    const path = join(folder, id, 'manifest.json');
    if (!existsSync(path)) continue;
    const parsed = parseManifest(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.ok) throw new Error(`${id}: manifest.json: ${parsed.reason}`);
    const { schema: _schema, ...manifest } = parsed.value;
    const placed = manifest.files.map((file) => {
      const bytes = readFileSync(join(folder, id, file.name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (sha256 !== file.sha256) throw new Error(`${id}: ${file.name} is not the file its manifest names`);
      const url = `/models/${sha256}/${file.name}`;
      files.set(url, bytes);
      return { ...file, url };
    });
    models.push({ ...manifest, files: placed });
  }
  return { index: { schema: 1, models }, files };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
