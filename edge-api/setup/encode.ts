/**
 * Lists every built file with its size, its hash and its compressed forms: dist/web in, dist/static.json and
 * dist/encoded out. The embedded host then serves the app without compressing anything while it runs.
 *
 * Weights keep their compressed forms beside them in dist/web/models, because the Workers host reads them from there;
 * the rest stays out of dist/web: Cloudflare compresses static assets by itself.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Brotli 11 takes 1 s a megabyte, 5 takes .05 s (this script, two cores); above this size the fast one has to do. */
const SLOW_BROTLI_UP_TO = 400_000;
/** A form that saves less than this share is not worth a second copy. */
const WORTH_IT = 0.95;
/** Compressed by nature. */
const DENSE = /\.(png|jpe?g|webp|avif|woff2?|gz|br|mp4|webm|zip)$/;

export interface Listed {
  readonly bytes: number;
  readonly sha256: string;
  readonly br?: number;
  readonly gz?: number;
}

/** @param dist folder with web/ in it */
export async function encode(dist: string): Promise<Readonly<Record<string, Listed>>> {
  const web = join(dist, 'web');
  const encoded = join(dist, 'encoded');
  await rm(encoded, { recursive: true, force: true });
  const files: Record<string, Listed> = {};
  for (const path of await walk(web)) {
    const name = relative(web, path).split(sep).join('/');
    if (/^models\/[0-9a-f]{64}\/.*\.(br|gz)$/.test(name)) continue; // made here by an earlier run
    const body = await readFile(path);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const small = DENSE.test(name) || body.length <= 512 ? {} : await forms(name, body, web, encoded);
    files[name] = { bytes: body.length, sha256, ...small };
  }
  await writeFile(join(dist, 'static.json'), `${JSON.stringify({ files }, null, 1)}\n`);
  return files;
}

async function forms(name: string, body: Buffer, web: string, encoded: string): Promise<{ br?: number; gz?: number }> {
  const beside = name.startsWith('models/') ? web : encoded;
  const quality = body.length <= SLOW_BROTLI_UP_TO ? 11 : 5;
  const made = {
    br: await promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    gz: await promisify(gzip)(body, { level: 9 }),
  };
  const kept: { br?: number; gz?: number } = {};
  for (const ending of ['br', 'gz'] as const) {
    const bytes = made[ending];
    if (bytes.length > body.length * WORTH_IT) continue;
    const path = join(beside, `${name}.${ending}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    kept[ending] = bytes.length;
  }
  return kept;
}

async function walk(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await encode(fileURLToPath(new URL('../../dist', import.meta.url)));
