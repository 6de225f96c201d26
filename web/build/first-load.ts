/**
 * Puts what the first load of the app brings into one file, prints its compressed size, and stops the build over the
 * limit. Counted: the entry of index.html and everything it imports at once; what loads later is not.
 *
 * Before it stands a second, small file (web/early.ts) that asks for the words and the screen of the address while the
 * large one is still on its way. The page names it, and the typeface, which else would wait for the first paint.
 */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Agreed limit for the shell: 120 KB of gzipped JavaScript. */
const LIMIT_BYTES = 120_000;
/** The page as the bundler sees it, and the module that starts it: what another page shares must not start the app there. */
const ENTRY = /\/web\/(index\.html|main\.ts)$/;
const EARLY = /\/web\/early\.ts$/;

export interface FirstLoad {
  readonly plugin: Plugin;
  /** What screens share would else come in two dozen files, a round trip each on a slow line. */
  readonly groups: { readonly priority: number; readonly name: (moduleId: string) => string | null }[];
}

export function firstLoad(): FirstLoad {
  const reached = new Set<string>();
  const early = new Set<string>();
  const plugin: Plugin = {
    name: 'presage:first-load',
    apply: 'build',
    buildEnd() {
      const walk = (id: string, seen: Set<string>): void => {
        if (seen.has(id)) return;
        seen.add(id);
        this.getModuleInfo(id)?.importedIds.forEach((each) => walk(each, seen));
      };
      for (const id of this.getModuleIds()) {
        if (ENTRY.test(id)) walk(id, reached);
        if (EARLY.test(id)) walk(id, early);
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, filename }) {
        if (!bundle || !filename.endsWith('/index.html')) return html;
        const parts = Object.values(bundle);
        const script = parts.find((part) => part.type === 'chunk' && part.isEntry && part.name === 'early');
        const face = parts.find((part) => part.type === 'asset' && part.fileName.endsWith('.woff2'));
        return [
          ...(script
            ? [
                {
                  tag: 'script',
                  attrs: { type: 'module', crossorigin: true, src: `/${script.fileName}` },
                  injectTo: 'head-prepend' as const,
                },
              ]
            : []),
          ...(face
            ? [
                {
                  tag: 'link',
                  attrs: {
                    rel: 'preload',
                    as: 'font',
                    type: 'font/woff2',
                    crossorigin: true,
                    href: `/${face.fileName}`,
                  },
                  injectTo: 'head' as const,
                },
              ]
            : []),
        ];
      },
    },
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
  const mayMove = (moduleId: string): boolean => !ENTRY.test(moduleId) && !EARLY.test(moduleId);
  const groups = [
    // First, and not with the large one, or the small one would wait for it.
    { priority: 2, name: (moduleId: string) => (early.has(moduleId) && mayMove(moduleId) ? 'soon' : null) },
    { priority: 1, name: (moduleId: string) => (reached.has(moduleId) && mayMove(moduleId) ? 'first' : null) },
  ];
  return { plugin, groups };
}
