/** The built app from disk: dist/static.json lists it, dist/web and dist/encoded hold it. */
import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Site } from '../host.ts';
import type { Listed } from '../setup/encode.ts';
import { CODING, chooseForm, etagOf, isKnown, type Form } from '../http/conditional.ts';
import { mediaType } from '../http/types.ts';
import { lifeOf, wantsPage } from './rules.ts';

/** Small files are kept after the first read: the shell is about a megabyte, and every visit wants it. */
const KEEP_UP_TO_BYTES = 300_000;
const KEEP_IN_ALL_BYTES = 16_000_000;

/** @param dist with static.json, web/ and encoded/ as edge-api/setup/encode.ts leaves them */
export function siteFromDisk(dist: string): Site {
  // holds: written by our own build, never by a person
  const { files } = JSON.parse(readFileSync(join(dist, 'static.json'), 'utf8')) as {
    files: Readonly<Record<string, Listed>>;
  };
  const listed = new Map(Object.entries(files));
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let keptBytes = 0;

  const body = async (name: string, file: Listed, form: Form) => {
    const key = `${name}\n${form}`;
    const before = kept.get(key);
    if (before) return before;
    const beside = form === 'plain' || name.startsWith('models/') ? 'web' : 'encoded';
    const path = join(dist, beside, form === 'plain' ? name : `${name}.${form}`);
    const bytes = form === 'plain' ? file.bytes : (file[form] ?? 0);
    // holds: Node's web streams are the platform's, under a type of their own
    if (bytes > KEEP_UP_TO_BYTES)
      return Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>;
    const whole = new Uint8Array(await readFile(path));
    if (keptBytes + whole.length <= KEEP_IN_ALL_BYTES) {
      kept.set(key, whole);
      keptBytes += whole.length;
    }
    return whole;
  };

  return {
    async read(path) {
      const form = /\.(br|gz)$/.exec(path)?.[1];
      const name = form ? path.slice(0, -form.length - 1) : path;
      const known = listed.has(path) || (form !== undefined && listed.get(name)?.[form as 'br' | 'gz'] !== undefined);
      return known ? new Uint8Array(await readFile(join(dist, 'web', path))) : null;
    },

    async answer(request) {
      const wanted = fileName(new URL(request.url).pathname);
      const name = wanted !== null && listed.has(wanted) ? wanted : wantsPage(request) ? 'index.html' : null;
      const file = name === null ? undefined : listed.get(name);
      if (name === null || !file) return null;
      const headers = new Headers({ 'cache-control': lifeOf(name), etag: etagOf(file.sha256, 'plain') });
      if (file.br !== undefined || file.gz !== undefined) headers.set('vary', 'Accept-Encoding');
      if (isKnown(request.headers.get('if-none-match') ?? undefined, file.sha256))
        return new Response(null, { status: 304, headers });
      const form = chooseForm(request.headers.get('accept-encoding') ?? undefined, file);
      headers.set('content-type', mediaType(name));
      headers.set('etag', etagOf(file.sha256, form));
      if (form !== 'plain') headers.set('content-encoding', CODING[form]);
      headers.set('content-length', String(form === 'plain' ? file.bytes : file[form]));
      if (request.method === 'HEAD') return new Response(null, { headers });
      const sent = await body(name, file, form);
      // A file that was built anew under a running host may have another length than was listed.
      if (sent instanceof Uint8Array) headers.set('content-length', String(sent.length));
      return new Response(sent, { headers });
    },
  };
}

/** "/" → "index.html", "/a/b.js" → "a/b.js"; null for what cannot be decoded. Only listed names are ever opened. */
function fileName(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname).slice(1);
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return null;
  }
}
