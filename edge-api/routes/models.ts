/** Which models are current, and their weights by content hash. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { ModelIndex } from '#contracts/manifest.ts';
import { Problem, PROBLEM_TYPE } from '#contracts/problem.ts';
import { CHANNELS, releasesOn, type Channel, type Release } from '../db/releases.ts';
import type { Edge, EdgeContext, Host } from '../host.ts';
import { CODING, chooseForm, etagOf, isKnown, sliceOf } from '../http/conditional.ts';
import { problem } from '../http/problem.ts';
import { mediaType } from '../http/types.ts';
import { SHA256, WEIGHT_NAME, type Weight } from '../weights/store.ts';

/** An app may keep the index five minutes (shared notes, pwa.md section 4), and use it longer while it asks again. */
const INDEX_LIFE = 'public, max-age=300, stale-while-revalidate=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';
/** How long a host answers from memory before it asks the database again: a roll-back is seen within this. */
const REMEMBER_MS = 5000;

const problemContent = { [PROBLEM_TYPE]: { schema: Problem } };
const binary = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } };

const manifest = createRoute({
  method: 'get',
  path: '/api/models/manifest',
  summary: 'The models that are current on a channel, each file with its address, size and hash',
  request: { query: z.object({ channel: z.enum(CHANNELS).default('stable') }) },
  responses: {
    200: { description: 'The index', content: { 'application/json': { schema: ModelIndex } } },
    304: { description: 'The client has it' },
    400: { description: 'No such channel', content: problemContent },
  },
});

/** The same at the address that every static host has it at: the app asks here and also runs where there is no API. */
const builtIndex = createRoute({
  method: 'get',
  path: '/models/manifest.json',
  summary: 'The models that are current on stable',
  responses: {
    200: { description: 'The index', content: { 'application/json': { schema: ModelIndex } } },
    304: { description: 'The client has it' },
  },
});

const weight = createRoute({
  method: 'get',
  path: '/models/{sha256}/{file}',
  summary: 'One file of a model; never changes',
  request: { params: z.object({ sha256: z.string(), file: z.string() }) },
  responses: {
    200: { description: 'The file, compressed where the client takes it', content: binary },
    206: { description: 'One range of it, never compressed', content: binary },
    304: { description: 'The client has it' },
    404: { description: 'No such file', content: problemContent },
    416: { description: 'The file ends before the range', content: problemContent },
  },
});

export const models = new OpenAPIHono<Edge>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : problem('bad_request', c.var.requestId, { detail: `The channel is one of ${CHANNELS.join(', ')}.` }),
})
  .openapi(manifest, (c) => sendIndex(c, c.req.valid('query').channel))
  .openapi(builtIndex, (c) => sendIndex(c, 'stable'))
  .openapi(weight, async (c) => {
    const { sha256, file } = c.req.valid('param');
    return await sendWeight(c, sha256, file);
  });

async function sendIndex(c: EdgeContext, channel: Channel): Promise<Response> {
  const current = await currentIndex(c.var.host, channel);
  const headers = { 'cache-control': INDEX_LIFE, etag: etagOf(current.sha256, 'plain') };
  if (isKnown(c.req.header('if-none-match'), current.sha256)) return new Response(null, { status: 304, headers });
  return new Response(current.text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}

async function sendWeight(c: EdgeContext, sha256: string, file: string): Promise<Response> {
  const { weights, counters } = c.var.host;
  const wellNamed = SHA256.test(sha256) && WEIGHT_NAME.test(file) && !/\.(br|gz)$/.test(file);
  const found = wellNamed ? await findWeight(c.var.host, sha256, file) : null;
  if (!found) return problem('not_found', c.var.requestId, { detail: 'No model file lies at this address.' });

  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': FOR_EVER,
    'content-type': mediaType(file),
    etag: etagOf(sha256, 'plain'),
    vary: 'Accept-Encoding',
  });
  if (isKnown(c.req.header('if-none-match'), sha256)) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }

  const head = c.req.raw.method === 'HEAD';
  const slice = head
    ? 'whole' // a range has no meaning for HEAD
    : sliceOf(c.req.header('range'), c.req.header('if-range'), etagOf(sha256, 'plain'), found.bytes);
  if (slice === 'unsatisfiable') {
    return problem('range_not_satisfiable', c.var.requestId, {
      headers: { 'content-range': `bytes */${found.bytes}` },
    });
  }
  if (slice !== 'whole') {
    headers.set('content-range', `bytes ${slice.from}-${slice.to}/${found.bytes}`);
    headers.set('content-length', String(slice.to - slice.from + 1));
    // A part of JSON is not JSON, and Cloudflare would compress it as such.
    headers.set('content-type', 'application/octet-stream');
    return new Response(await weights.open(sha256, file, 'plain', slice), { status: 206, headers });
  }

  const form = c.req.header('range') === undefined ? chooseForm(c.req.header('accept-encoding'), found.forms) : 'plain';
  headers.set('etag', etagOf(sha256, form));
  headers.set('content-length', String(form === 'plain' ? found.bytes : (found.forms[form] ?? found.bytes)));
  if (form !== 'plain') headers.set('content-encoding', CODING[form]);
  if (head) return new Response(null, { headers });
  const release = await releaseWith(c.var.host, sha256);
  if (release) counters.add('model_file', `${release.model}@${release.version}/${file}`);
  // Workers would compress a body with this header once more, unless told that it already is.
  const init: ResponseInit & { encodeBody?: 'manual' } = {
    headers,
    ...(form === 'plain' ? {} : { encodeBody: 'manual' }),
  };
  return new Response(await weights.open(sha256, file, form), init);
}

/** A file of this build that is not in the store yet is copied there first. */
async function findWeight(host: Host, sha256: string, file: string): Promise<Weight | null> {
  const found = await host.weights.find(sha256, file);
  if (found) return found;
  await host.modelsReady();
  return host.weights.find(sha256, file);
}

interface CurrentIndex {
  readonly text: string;
  readonly sha256: string;
  readonly releases: readonly Release[];
  readonly until: number;
}

const remembered = new WeakMap<Host['db'], Map<Channel, CurrentIndex>>();

async function currentIndex(host: Host, channel: Channel): Promise<CurrentIndex> {
  const channels = remembered.get(host.db) ?? new Map<Channel, CurrentIndex>();
  remembered.set(host.db, channels);
  const before = channels.get(channel);
  if (before && before.until > host.now()) return before;
  await host.modelsReady();
  const releases = await releasesOn(host.db, channel);
  // Entries were parsed by the contract before they were registered.
  const text = `{"schema":1,"models":[${releases.map((release) => release.entry).join(',')}]}`;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const current = { text, sha256, releases, until: host.now() + REMEMBER_MS };
  channels.set(channel, current);
  return current;
}

/** The release on stable that a file belongs to; null for files of older ones, which are not counted. */
async function releaseWith(host: Host, sha256: string): Promise<Release | null> {
  const current = await currentIndex(host, 'stable').catch(() => null);
  return current?.releases.find((release) => release.entry.includes(sha256)) ?? null;
}
