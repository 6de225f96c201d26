/** Samples that people choose to give: written before they are acknowledged, taken back by receipt; shards for those who train. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { IDEMPOTENCY_KEY, Sample, SampleReceipt, parseSample } from '#contracts/sample.ts';
import { audit } from '../db/audit.ts';
import { listShards, shardNamed, withdrawSample } from '../db/samples.ts';
import type { Edge } from '../host.ts';
import { requireToken } from '../http/bearer.ts';
import { describeBody, jsonBody } from '../http/body.ts';
import { sha256Hex, type Keys } from '../http/keys.ts';
import { problem } from '../http/problem.ts';
import { carryOutWithdrawals, flushSamples } from '../samples/flush.ts';
import { SHARD_NAME } from '../samples/store.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const DAY_MS = 86_400_000;
/** A post older than this says little about today's feeds. Chosen. */
const OLDEST_MS = 3 * 366 * DAY_MS;

const Shard = z.object({
  name: z.string(),
  featureSet: z.string(),
  rows: z.int(),
  bytes: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  madeAt: z.int(),
});
const Shards = z.object({ schema: z.literal(1), shards: z.array(Shard) }).openapi('SampleShards');
const Flushed = z
  .object({ schema: z.literal(1), shards: z.int(), rows: z.int(), removed: z.int() })
  .openapi('SamplesFlushed');

const give = createRoute({
  method: 'post',
  path: '/api/samples',
  summary: 'Takes one sample; the same Idempotency-Key gives the same receipt again',
  request: { headers: z.object({ 'idempotency-key': z.string().regex(IDEMPOTENCY_KEY) }) },
  responses: {
    200: { description: 'It was here already', content: { 'application/json': { schema: SampleReceipt } } },
    201: { description: 'Kept', content: { 'application/json': { schema: SampleReceipt } } },
    ...problems(
      ...BODY_PROBLEMS,
      'bad_request',
      'idempotency_conflict',
      'other_feature_set',
      'clock_skew',
      'not_ready',
    ),
  },
});

const takeBack = createRoute({
  method: 'delete',
  path: '/api/samples/{receipt}',
  summary: 'Takes a sample back: out of every export at once, out of its shard within the day',
  request: { params: z.object({ receipt: z.string() }) },
  responses: {
    204: { description: 'It will be in no export from now on' },
    ...problems('not_found', 'body_too_large', 'too_many_requests', 'not_ready'),
  },
});

const list = createRoute({
  method: 'get',
  path: '/api/samples/shards',
  summary: 'The shards of samples, oldest first',
  security: [{ bearer: [] }],
  middleware: requireToken('samples:read'),
  responses: {
    200: { description: 'The shards', content: { 'application/json': { schema: Shards } } },
    ...problems('unauthorised', 'forbidden', 'too_many_requests'),
  },
});

const one = createRoute({
  method: 'get',
  path: '/api/samples/shards/{name}',
  summary: 'One shard, as Parquet',
  security: [{ bearer: [] }],
  middleware: requireToken('samples:read'),
  request: { params: z.object({ name: z.string() }) },
  responses: {
    200: {
      description: 'The shard',
      content: { 'application/vnd.apache.parquet': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems('unauthorised', 'forbidden', 'not_found', 'too_many_requests'),
  },
});

const flush = createRoute({
  method: 'post',
  path: '/api/samples/flush',
  summary: 'Writes everything that waits into shards now, and carries out what was taken back',
  security: [{ bearer: [] }],
  middleware: requireToken('samples:flush'),
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: Flushed } } },
    ...problems('unauthorised', 'forbidden', 'body_too_large', 'too_many_requests'),
  },
});

export const samples = new OpenAPIHono<Edge>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : problem('bad_request', c.var.requestId, {
          detail: 'The header Idempotency-Key is wanted: 16 to 64 letters, digits, - or _, new for each sample.',
        }),
})
  .openapi({ ...give, hide: true, middleware: jsonBody(parseSample) }, async (c) => {
    const { host, body } = c.var;
    const now = host.now();
    if (!host.keys) return problem('not_ready', c.var.requestId);
    if (!monthHolds(body.context.month, now)) return problem('clock_skew', c.var.requestId);
    const id = host.keys.sign('sample_id', c.req.valid('header')['idempotency-key']).slice(0, 22);
    const kept = await host.inbox.keep({
      id,
      // As it was sent: a newer edge may read the same words into another shape.
      bodyHash: sha256Hex(c.var.text),
      body: JSON.stringify(body),
      featureSet: body.featureSet,
      receivedAt: now,
    });
    host.counters.add('sample', kept.outcome);
    if (kept.outcome === 'conflict') return problem('idempotency_conflict', c.var.requestId);
    const receipt = receiptOf(host.keys, id, kept.receivedAt);
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, receipt } as const, kept.outcome === 'kept' ? 201 : 200);
  })
  .openapi(takeBack, async (c) => {
    const { host } = c.var;
    if (!host.keys) return problem('not_ready', c.var.requestId);
    const found = readReceipt(host.keys, c.req.valid('param').receipt);
    if (!found) return problem('not_found', c.var.requestId, { detail: 'This is no receipt of this server.' });
    await withdrawSample(host.db, found.id, found.receivedAt, host.now());
    host.counters.add('sample', 'withdrawn');
    return c.body(null, 204);
  })
  .openapi(list, async (c) => {
    c.header('cache-control', 'no-store');
    const shards = (await listShards(c.var.host.db)).map(({ stats: _counts, ...shard }) => shard);
    return c.json({ schema: 1, shards } as const, 200);
  })
  .openapi(one, async (c) => {
    const { host, token } = c.var;
    const { name } = c.req.valid('param');
    const row = SHARD_NAME.test(name) ? await shardNamed(host.db, name) : null;
    const bytes = row && (await host.shards.get(row.name));
    if (!bytes) return problem('not_found', c.var.requestId, { detail: 'There is no shard of this name (any more).' });
    await audit(host.db, { at: host.now(), actor: token.id, action: 'samples.read', subject: name });
    return new Response(bytes, {
      headers: { 'content-type': 'application/vnd.apache.parquet', 'cache-control': 'no-store' },
    }) as never; // holds: a file has no JSON type to check
  })
  .openapi(flush, async (c) => {
    const { host, token } = c.var;
    const made = await flushSamples(host, true);
    const { removed } = await carryOutWithdrawals(host);
    const subject = `${made.rows} rows, ${removed} removed`;
    await audit(host.db, { at: host.now(), actor: token.id, action: 'samples.flush', subject });
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, ...made, removed } as const, 200);
  });

describeBody(samples, give, { 'application/json': Sample });

/** Time, name and signature: it proves itself, so nothing has to be kept to know it again. */
function receiptOf(keys: Keys, id: string, receivedAt: number): string {
  const text = `${receivedAt.toString(36)}.${id}`;
  return `${text}.${keys.sign('receipt', text)}`;
}

function readReceipt(keys: Keys, receipt: string): { readonly id: string; readonly receivedAt: number } | null {
  const [, text, time = '', id = '', signature = ''] =
    /^(([0-9a-z]{1,9})\.([A-Za-z0-9_-]{22}))\.([A-Za-z0-9_-]{43})$/.exec(receipt) ?? [];
  if (text === undefined || !keys.holds('receipt', text, signature)) return null;
  return { id, receivedAt: Number.parseInt(time, 36) };
}

/** The month of a post: not in the future (but for zones ahead of Greenwich), not years back. */
function monthHolds(month: string, now: number): boolean {
  const start = Date.parse(`${month}-01T00:00:00Z`);
  return start <= now + DAY_MS && start >= now - OLDEST_MS;
}
