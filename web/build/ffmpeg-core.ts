/**
 * Ships @ffmpeg/core as two files of our own origin under a path that names their content:
 * ffmpeg/<hash>/ffmpeg-core.js and ffmpeg-core.wasm.gz.
 *
 * The wasm is 32.2 MB; a static asset on Workers may have 25 MiB, so it travels gzipped (10.3 MB) and the page
 * unpacks it with DecompressionStream. The core is GPL-2.0-or-later: it stays apart, loads at run time, and a build
 * can leave it out. Code reads:
 *
 *   import.meta.env.VITE_FFMPEG          'on' | 'off'
 *   import.meta.env.VITE_FFMPEG_JS       '/ffmpeg/<hash>/ffmpeg-core.js' ('' when off)
 *   import.meta.env.VITE_FFMPEG_WASM_GZ  '/ffmpeg/<hash>/ffmpeg-core.wasm.gz' ('' when off)
 *   import.meta.env.VITE_FFMPEG_BYTES    bytes of both files as they travel ('0' when off)
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Core {
  readonly hash: string;
  readonly js: string;
  readonly wasmGz: string;
}

export const withoutFfmpeg = (): boolean =>
  process.env.PRESAGE_WITHOUT_FFMPEG === '1' || process.argv.includes('--without-ffmpeg');

export function ffmpegCore(modules: string): Plugin {
  let core: Core | null = null;
  let outDir = '';
  return {
    name: 'presage:ffmpeg-core',
    config: () => {
      core = process.env.VITEST || withoutFfmpeg() ? null : pack(modules);
      const path = core ? `/ffmpeg/${core.hash}/` : '';
      const bytes = core ? statSync(core.js).size + statSync(core.wasmGz).size : 0;
      return {
        define: {
          'import.meta.env.VITE_FFMPEG': JSON.stringify(core ? 'on' : 'off'),
          'import.meta.env.VITE_FFMPEG_JS': JSON.stringify(core ? `${path}ffmpeg-core.js` : ''),
          'import.meta.env.VITE_FFMPEG_WASM_GZ': JSON.stringify(core ? `${path}ffmpeg-core.wasm.gz` : ''),
          'import.meta.env.VITE_FFMPEG_BYTES': JSON.stringify(String(bytes)),
        },
      };
    },
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        if (!core || !path.startsWith(`/ffmpeg/${core.hash}/`)) return next();
        const js = path.endsWith('.js');
        response.setHeader('Content-Type', js ? 'text/javascript' : 'application/gzip');
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        createReadStream(js ? core.js : core.wasmGz).pipe(response);
      });
    },
    writeBundle: async () => {
      if (!core) return;
      const folder = join(outDir, 'ffmpeg', core.hash);
      await mkdir(folder, { recursive: true });
      await copyFile(core.js, join(folder, 'ffmpeg-core.js'));
      await copyFile(core.wasmGz, join(folder, 'ffmpeg-core.wasm.gz'));
    },
  };
}

/** Gzips once and keeps the result beside npm's own caches: level 9 takes some seconds. */
function pack(modules: string): Core {
  const source = join(modules, '@ffmpeg/core/dist/esm');
  const js = join(source, 'ffmpeg-core.js');
  const wasm = readFileSync(join(source, 'ffmpeg-core.wasm'));
  const hash = createHash('sha256').update(readFileSync(js)).update(wasm).digest('hex').slice(0, 16);
  const cache = join(modules, '.cache/presage');
  const wasmGz = join(cache, `ffmpeg-core-${hash}.wasm.gz`);
  if (!existsSync(wasmGz)) {
    mkdirSync(cache, { recursive: true });
    const draft = `${wasmGz}.${process.pid}`;
    writeFileSync(draft, gzipSync(wasm, { level: 9 }));
    renameSync(draft, wasmGz);
  }
  return { hash, js, wasmGz };
}
