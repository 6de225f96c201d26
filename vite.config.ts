/**
 * How the app is built: two pages, their workers, the service worker, and the large files that load when needed.
 *
 * Leaves dist/web. `npm run build -- --without-ffmpeg` (or PRESAGE_WITHOUT_FFMPEG=1) leaves the GPL part out.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { buildConstants } from './web/build/constants.ts';
import { ffmpegCore } from './web/build/ffmpeg-core.ts';
import { firstLoad } from './web/build/first-load.ts';
import { assetFile, chunkFile } from './web/build/layout.ts';
import { offlineParts } from './web/build/offline-parts.ts';
import { percepts } from './web/build/perceive.ts';
import { serviceWorker } from './web/build/service-worker.ts';
import { zoo } from './web/build/zoo.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Threads and precise timers need isolation; without it everything works on one thread. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const first = firstLoad();
const pages = { index: here('web/index.html'), lab: here('web/lab.html'), early: here('web/early.ts') };
const output = { chunkFileNames: chunkFile, assetFileNames: assetFile };

export default defineConfig({
  root: here('web'),
  publicDir: here('public'),
  plugins: [
    svelte(),
    buildConstants(here('.')),
    ffmpegCore(here('node_modules')),
    zoo(here('models/zoo')),
    percepts(here('node_modules')),
    first.plugin,
    offlineParts(),
    ...serviceWorker(here('web/shell')),
  ],
  resolve: {
    // Keeps Vite from shipping a second copy of ORT's wasm: the runtime names the one file it wants.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows no inline script and no data: font, so nothing is inlined.
    assetsInlineLimit: 0,
    // One sheet of a few kilobytes: the sheets of the first load would block its paint one by one.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))),
      output: { ...output, codeSplitting: { groups: first.groups } },
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es', rollupOptions: { output } },
  server: { headers: ISOLATION, fs: { allow: [here('.')] } },
  preview: { headers: ISOLATION },
  optimizeDeps: {
    exclude: ['@ffmpeg/ffmpeg', '@ffmpeg/util', 'onnxruntime-web'],
    // Only workers use it; found late, it would reload the page in mid-analysis.
    include: ['mediabunny'],
  },
  test: {
    root: here('.'),
    // Machines that test are shared and slow; a law tried on hundreds of cases takes its time.
    testTimeout: 60_000,
    include: [
      'models/**/*.test.ts',
      'web/**/*.test.ts',
      'edge-api/**/*.test.ts',
      'tests/*.test.ts',
      'tests/contracts/node.test.ts',
    ],
    coverage: {
      provider: 'v8',
      include: ['models/core/**/*.ts', 'models/contracts/**/*.ts', 'edge-api/**/*.ts'],
      reporter: ['text-summary', 'text'],
    },
  },
});
