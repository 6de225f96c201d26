/**
 * The model index straight from memory, before any routing: a plain GET of it enters, whether it was answered leaves.
 *
 * Every open app asks for the index, and nothing in the reply depends on who asks, so on Node it is written with the
 * headers that the route gives, without a Request and a Response between. Whatever is out of the ordinary (another
 * origin, a channel, a HEAD, a memory that has grown old) goes the usual way; node.test.ts compares both replies.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Host } from './host.ts';
import { isKnown } from './http/conditional.ts';
import { SECURITY_HEADERS } from './http/security.ts';
import { indexHeaders, rememberedIndex, type CurrentIndex } from './routes/models.ts';

/** Route pattern by address: what the meter counts under. */
const PATHS: Readonly<Record<string, string>> = {
  '/api/models/manifest': '/api/models/manifest',
  '/models/manifest.json': '/models/manifest.json',
};
const APP_INDEX = '/models/manifest.json';
const BUCKET = /^bucket=(0|[1-9][0-9]?)$/;

interface Ready {
  readonly index: CurrentIndex;
  readonly body: Buffer;
  readonly headers: readonly string[];
}

export function quickIndex(host: Host): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const ready = new WeakMap<CurrentIndex, Ready>();
  const readyFor = (index: CurrentIndex): Ready => {
    const before = ready.get(index);
    if (before) return before;
    const headers = Object.entries({ ...indexHeaders(index), ...SECURITY_HEADERS }).flat();
    const made = { index, body: Buffer.from(index.text), headers };
    ready.set(index, made);
    return made;
  };

  return (incoming, outgoing) => {
    if (incoming.method !== 'GET') return false;
    const url = incoming.url ?? '';
    const [path = '', query] = url.split('?', 2);
    const route = PATHS[path];
    if (route === undefined || incoming.headers.origin !== undefined) return false;
    const bucket = query === undefined ? null : BUCKET.exec(query)?.[1];
    if (bucket === undefined) return false;
    const reader = path === APP_INDEX && bucket === null ? 'first' : 'today';
    const index = rememberedIndex(host, 'stable', bucket === null ? null : Number(bucket), reader);
    if (!index) return false;
    const started = host.now();
    const { body, headers } = readyFor(index);
    const own = path.startsWith('/api/')
      ? ['vary', 'Origin', 'x-request-id', randomUUID()]
      : ['x-request-id', randomUUID()];
    const known = isKnown(incoming.headers['if-none-match'], index.sha256);
    if (known) {
      outgoing.writeHead(304, [...headers, ...own]).end();
    } else {
      const type = ['content-type', 'application/json; charset=utf-8', 'content-length', String(body.length)];
      outgoing.writeHead(200, [...headers, ...type, ...own]).end(body);
    }
    const at = host.now();
    host.meter.count({ route, method: 'GET', status: known ? 304 : 200, ms: at - started, at });
    return true;
  };
}
