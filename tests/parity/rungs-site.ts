/** Builds the rungs page, or another, and serves it with the shipped models under the app's own policy: a folder in, an address out. */
import { createServer, type Server } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { build } from 'vite';
import type { Percepts } from '../../web/build/perceive.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface RungsSite {
  readonly address: string;
  close(): Promise<void>;
}

export const rungsSite = (): Promise<RungsSite> => pageSite('rungs-page');

/** @param folder of the page beside this file; @param perceived weights that are built in and served with it */
export async function pageSite(folder: string, perceived?: Percepts): Promise<RungsSite> {
  const outDir = mkdtempSync(join(tmpdir(), 'presage-rungs-'));
  await build({
    root: join(ROOT, 'tests/parity', folder),
    define: perceived ? { 'import.meta.env.VITE_PERCEPTS': JSON.stringify(listOf(perceived)) } : {},
    worker: { format: 'es' },
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname).replace(/^\/+/u, '');
    const weights = perceived?.files.get(`/${path}`);
    if (weights) return response.writeHead(200, headers()).end(weights);
    const file = path.startsWith('zoo/') ? join(ROOT, 'models', path) : join(outDir, path || 'index.html');
    const content = existsSync(file) ? readFileSync(file) : null;
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(content ? 200 : 404, { ...headers(), 'Content-Type': type }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // holds: a listening TCP server has an address object
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/`,
    close: async () => {
      await closed(server);
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

const listOf = ({ entries }: Percepts): string =>
  JSON.stringify(Object.fromEntries(entries.map(({ id, files }) => [id, files])));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The first block of public/_headers, so that what runs here runs under the app's policy too. */
function headers(): Record<string, string> {
  const block = readFileSync(join(ROOT, 'public/_headers'), 'utf8').split('/*\n')[1]?.split('\n\n')[0] ?? '';
  return Object.fromEntries(
    block
      .split('\n')
      .map((line) => /^\s+([\w-]+): (.+)$/u.exec(line))
      .flatMap((match) => (match?.[1] && match[2] ? [[match[1], match[2]]] : [])),
  );
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
