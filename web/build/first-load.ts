/**
 * Prints the compressed JavaScript that the first load of the app brings, and stops the build over the limit.
 * Counted: the entry of index.html and everything it imports at once; what loads later is not.
 */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Agreed limit for the shell: 120 KB of gzipped JavaScript. */
const LIMIT_BYTES = 120_000;

export function firstLoad(): Plugin {
  return {
    name: 'presage:first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])),
      );
      const entry = [...chunks.values()].find((chunk) => chunk.isEntry && chunk.name === 'index');
      if (!entry) return;
      const first = new Set<string>();
      const visit = (name: string): void => {
        const chunk = chunks.get(name);
        if (!chunk || first.has(name)) return;
        first.add(name);
        chunk.imports.forEach(visit);
      };
      visit(entry.fileName);
      let gzip = 0;
      let brotli = 0;
      for (const name of first) {
        const code = chunks.get(name)?.code ?? '';
        gzip += gzipSync(code, { level: 9 }).length;
        brotli += brotliCompressSync(code).length;
      }
      const kb = (bytes: number): string => (bytes / 1000).toFixed(1);
      const line = `first load: ${kb(gzip)} KB gzip, ${kb(brotli)} KB brotli of JavaScript in ${first.size} files (limit ${kb(LIMIT_BYTES)})`;
      if (gzip > LIMIT_BYTES) this.error(`${line}: too much`);
      // Past the log level: the figure belongs in the output of every build.
      console.log(line);
    },
  };
}
