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
import { isKnown, type Form } from './http/conditional.ts';
import { SECURITY_HEADERS } from './http/security.ts';
import { indexBodyHeaders, indexForm, indexHeaders, rememberedIndex, type CurrentIndex } from './routes/models.ts';

/** Route pattern by address: what the meter counts under. */
const PATHS: Readonly<Record<string, string>> = {
  '/api/models/manifest': '/api/models/manifest',
  '/models/manifest.json': '/models/manifest.json',
};
const APP_INDEX = '/models/manifest.json';
const BUCKET = /^bucket=(0|[1-9][0-9]?)$/;

interface Ready {
  readonly body: Buffer;
  /** Without and with a body. */
  readonly headers: Readonly<Record<'known' | 'sent', readonly string[]>>;
}

export function quickIndex(host: Host): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const ready = new WeakMap<CurrentIndex, Map<string, Ready>>();
  const readyFor = (index: CurrentIndex, form: Form, api: boolean): Ready => {
    const forms = ready.get(index) ?? new Map<string, Ready>();
    ready.set(index, forms);
    const name = `${form} ${api}`;
    const before = forms.get(name);
    if (before) return before;
    const own = indexHeaders(index, form);
    const vary = api ? `${own.vary}, Origin` : own.vary;
    const known = Object.entries({ ...own, vary, ...SECURITY_HEADERS }).flat();
    const body = Buffer.from(form === 'plain' ? index.text : index.gz);
    const more = Object.entries({ ...indexBodyHeaders(form), 'content-length': String(body.length) }).flat();
    const made = { body, headers: { known, sent: [...known, ...more] } };
    forms.set(name, made);
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
    const form = indexForm(index, incoming.headers['accept-encoding']);
    const { body, headers } = readyFor(index, form, path.startsWith('/api/'));
    const own = ['x-request-id', randomUUID()];
    const known = isKnown(incoming.headers['if-none-match'], index.sha256);
    if (known) outgoing.writeHead(304, [...headers.known, ...own]).end();
    else outgoing.writeHead(200, [...headers.sent, ...own]).end(body);
    const at = host.now();
    host.meter.count({ route, method: 'GET', status: known ? 304 : 200, ms: at - started, at });
    return true;
  };
}
