import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Threads and precise timers need isolation; without it everything works on one thread. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: here('web'),
  publicDir: here('public'),
  plugins: [svelte()],
  build: { outDir: here('dist/web'), emptyOutDir: true, target: 'es2022' },
  worker: { format: 'es' },
  server: { headers: ISOLATION, fs: { allow: [here('.')] } },
  preview: { headers: ISOLATION },
  optimizeDeps: { exclude: ['@ffmpeg/ffmpeg', '@ffmpeg/util', 'onnxruntime-web'] },
  test: {
    root: here('.'),
    include: ['models/**/*.test.ts', 'web/**/*.test.ts', 'edge-api/**/*.test.ts', 'tests/*.test.ts'],
    coverage: {
      provider: 'v8',
      include: ['models/core/**/*.ts', 'models/contracts/**/*.ts', 'edge-api/**/*.ts'],
      reporter: ['text-summary', 'text'],
    },
  },
});
