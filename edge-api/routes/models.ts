/** Which models are current, and their weights by content hash. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { ModelIndex, firstEntry } from '#contracts/manifest.ts';
import { Problem, PROBLEM_TYPE } from '#contracts/problem.ts';
import { CHANNELS, releasesOn, stagedReleases, type Channel, type Release, type Staged } from '../db/releases.ts';
import { isReached } from '#core/learn/bucket.ts';
import type { Edge, EdgeContext, Host } from '../host.ts';
import { CODING, chooseForm, etagOf, isKnown, sliceOf, type Form } from '../http/conditional.ts';
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

/** A hundredth of all installs, which a device works out for itself (models/core/learn/bucket.ts): who it is stays there. */
const Bucket = z
  .string()
  .regex(/^(0|[1-9][0-9]?)$/)
  .transform(Number)
  .optional()
  .openapi({ type: 'string', pattern: '^(0|[1-9][0-9]?)$', description: 'Of a staged roll-out; without it, stable' });

const manifest = createRoute({
  method: 'get',
  path: '/api/models/manifest',
  summary: 'The models that are current on a channel, each file with its address, size and hash',
  request: { query: z.object({ channel: z.enum(CHANNELS).default('stable'), bucket: Bucket }) },
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
  request: { query: z.object({ bucket: Bucket }) },
  responses: {
    200: { description: 'The index', content: { 'application/json': { schema: ModelIndex } } },
    304: { description: 'The client has it' },
    400: { description: 'No such bucket', content: problemContent },
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
      : problem('bad_request', c.var.requestId, {
          detail: `The channel is one of ${CHANNELS.join(', ')}; the bucket a whole number from 0 to 99.`,
        }),
})
  .openapi(manifest, (c) => {
    const { channel, bucket } = c.req.valid('query');
    return sendIndex(c, channel, bucket ?? null);
  })
  .openapi(builtIndex, (c) => {
    // The app of the first release told no bucket, and an index that names a model it does not know is none to it.
    const { bucket } = c.req.valid('query');
    return sendIndex(c, 'stable', bucket ?? null, bucket === undefined ? 'first' : 'today');
  })
  .openapi(weight, async (c) => {
    const { sha256, file } = c.req.valid('param');
    return await sendWeight(c, sha256, file);
  });

async function sendIndex(
  c: EdgeContext,
  channel: Channel,
  bucket: number | null,
  reader: IndexReader = 'today',
): Promise<Response> {
  const current = await currentIndex(c.var.host, channel, bucket, reader);
  // In front of Workers stands a network that packs JSON itself, for those who ask; what a Worker is told of
  // Accept-Encoding is that network's own wish.
  const accepted = c.var.host.name === 'workers' ? undefined : c.req.header('accept-encoding');
  const form = indexForm(current, accepted);
  const headers = indexHeaders(current, form);
  if (isKnown(c.req.header('if-none-match'), current.sha256)) return new Response(null, { status: 304, headers });
  return packed(form === 'plain' ? current.text : current.gz, form, { ...headers, ...indexBodyHeaders(form) });
}

/** The quick way on Node gives the same, of these three. */
export const indexForm = ({ gz }: CurrentIndex, acceptEncoding: string | undefined): Form =>
  chooseForm(acceptEncoding, { gz: gz.length });
export const indexHeaders = ({ sha256 }: CurrentIndex, form: Form) => ({
  'cache-control': INDEX_LIFE,
  etag: etagOf(sha256, form),
  vary: 'Accept-Encoding',
});
export const indexBodyHeaders = (form: Form): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  ...(form === 'plain' ? {} : { 'content-encoding': CODING[form] }),
});

/** Workers would compress a body that says how it is coded once more, unless told that it already is. */
function packed(body: BodyInit | null, form: Form, headers: HeadersInit): Response {
  const init: ResponseInit & { encodeBody?: 'manual' } = {
    headers,
    ...(form === 'plain' ? {} : { encodeBody: 'manual' }),
  };
  return new Response(body, init);
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
  return packed(await weights.open(sha256, file, form), form, headers);
}

/** A file of this build that is not in the store yet is copied there first. */
async function findWeight(host: Host, sha256: string, file: string): Promise<Weight | null> {
  const found = await host.weights.find(sha256, file);
  if (found) return found;
  await host.modelsReady();
  return host.weights.find(sha256, file);
}

export interface CurrentIndex {
  readonly text: string;
  /** The text, packed. */
  readonly gz: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly releases: readonly Release[];
}

/** Who reads an index: an app of today, or one of the first release. */
type IndexReader = 'today' | 'first';

/** What the channels serve, as the database said at most five seconds ago. */
interface Serving {
  readonly channels: Readonly<Record<Channel, readonly Release[]>>;
  readonly staged: readonly Staged[];
  /** By the ids of their releases: one for each mixture of stable and staged that a bucket has asked for. */
  readonly indexes: Map<string, CurrentIndex>;
  readonly until: number;
}

const remembered = new WeakMap<Host['db'], { serving: Serving | null; asking: Promise<Serving> | null }>();

const memoryOf = ({ db }: Pick<Host, 'db'>) => {
  const memory = remembered.get(db) ?? { serving: null, asking: null };
  remembered.set(db, memory);
  return memory;
};

/** The index from memory alone; null when it has to be asked for. */
export function rememberedIndex(
  host: Pick<Host, 'db' | 'now'>,
  channel: Channel,
  bucket: number | null,
  reader: IndexReader,
): CurrentIndex | null {
  const { serving } = memoryOf(host);
  if (!serving || serving.until <= host.now()) return null;
  return serving.indexes.get(keyOf(releasesFor(serving, channel, bucket), reader)) ?? null;
}

async function currentIndex(
  host: Host,
  channel: Channel,
  bucket: number | null = null,
  reader: IndexReader = 'today',
): Promise<CurrentIndex> {
  const serving = await servingNow(host);
  const releases = releasesFor(serving, channel, bucket);
  const before = serving.indexes.get(keyOf(releases, reader));
  if (before) return before;
  // Entries were parsed by the contract before they were registered.
  const entries = releases.flatMap(({ entry }) => (reader === 'today' ? [entry] : entryForFirst(entry)));
  const text = `{"schema":1,"models":[${entries.join(',')}]}`;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const gz = new Uint8Array(await new Response(zipped).arrayBuffer());
  const current = { text, gz, sha256, releases };
  serving.indexes.set(keyOf(releases, reader), current);
  return current;
}

/** Whoever comes while the database is asked waits for the same answer. */
async function servingNow(host: Host): Promise<Serving> {
  const memory = memoryOf(host);
  if (memory.serving && memory.serving.until > host.now()) return memory.serving;
  memory.asking ??= askServing(host, memory.serving)
    .then((serving) => (memory.serving = serving))
    .finally(() => {
      memory.asking = null;
    });
  return await memory.asking;
}

async function askServing(host: Host, before: Serving | null): Promise<Serving> {
  await host.modelsReady();
  const [stable, candidate, staged] = await Promise.all([
    releasesOn(host.db, 'stable'),
    releasesOn(host.db, 'candidate'),
    stagedReleases(host.db),
  ]);
  const until = host.now() + REMEMBER_MS;
  // Releases never change, so an index that was made of the same ones is the same.
  return { channels: { stable, candidate }, staged, indexes: new Map(before?.indexes), until };
}

function releasesFor({ channels, staged }: Serving, channel: Channel, bucket: number | null): readonly Release[] {
  const releases = channels[channel];
  if (channel !== 'stable' || bucket === null || staged.length === 0) return releases;
  const reached = staged.filter(({ release, percent }) => isReached(release.id, percent, bucket));
  const models = new Set(reached.map(({ release }) => release.model));
  return [...releases.filter(({ model }) => !models.has(model)), ...reached.map(({ release }) => release)].toSorted(
    (a, b) => (a.model < b.model ? -1 : 1),
  );
}

const keyOf = (releases: readonly Release[], reader: IndexReader): string =>
  `${reader} ${releases.map(({ id }) => id).join(' ')}`;

function entryForFirst(entry: string): readonly string[] {
  // holds: it was parsed by the contract before it was registered
  const whole = JSON.parse(entry) as ModelIndex['models'][number];
  const first = firstEntry(whole);
  if (first === null) return [];
  return first.files.length === whole.files.length ? [entry] : [JSON.stringify(first)];
}

/** The release on stable that a file belongs to; null for files of older ones, which are not counted. */
async function releaseWith(host: Host, sha256: string): Promise<Release | null> {
  const current = await currentIndex(host, 'stable').catch(() => null);
  return current?.releases.find((release) => release.entry.includes(sha256)) ?? null;
}
