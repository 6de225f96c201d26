/**
 * Bundles the embedded host: edge-api/node.ts and what it imports in, dist/edge/node.js out, or in the folder that is
 * given (the bench has its own, inside the checkout, where libsql is found).
 * One file starts in a fifth of the time of a TypeScript loader and needs no compiler process beside it.
 */
import { resolve } from 'node:path';
import { build } from 'vite';
import { ROOT } from './prepare.mjs';

await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  publicDir: false,
  // libsql is a native library and stays in node_modules.
  ssr: { noExternal: true, external: ['libsql'] },
  build: {
    ssr: 'edge-api/node.ts',
    outDir: resolve(ROOT, process.argv[2] ?? 'dist/edge'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'node.js' } },
  },
});
