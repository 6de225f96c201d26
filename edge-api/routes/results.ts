/** How posts did: pushed in by a creator's own scripts, read back and deleted by the same owner. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { ResultReading, ResultsIn, ResultsKept, ResultsOut, parseResultsIn } from '#contracts/result.ts';
import { audit } from '../db/audit.ts';
import { forgetResults, keepResults, resultsOf } from '../db/results.ts';
import type { Edge, Asking } from '../host.ts';
import { requireToken } from '../http/bearer.ts';
import { describeBody, refused, textBody } from '../http/body.ts';
import { problem } from '../http/problem.ts';
import { parseResultsCsv } from '../results-csv.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const PAGE = 200;
/** A script's clock may be a little ahead of this one. */
const AHEAD_MS = 5 * 60_000;
const { platform, post } = ResultReading.shape;

const push = createRoute({
  method: 'post',
  path: '/api/results',
  summary: 'Keeps readings of own posts, all of them or none; the same reading again replaces itself',
  security: [{ bearer: [] }],
  middleware: requireToken('results:write'),
  responses: {
    201: { description: 'Kept', content: { 'application/json': { schema: ResultsKept } } },
    ...problems(...BODY_PROBLEMS, 'clock_skew', 'unauthorised', 'forbidden'),
  },
});

const read = createRoute({
  method: 'get',
  path: '/api/results',
  summary: 'Own readings, newest first',
  security: [{ bearer: [] }],
  middleware: requireToken('results:read'),
  request: {
    query: z.object({ platform: platform.optional(), post: post.optional(), after: z.string().max(100).optional() }),
  },
  responses: {
    200: { description: 'A page of readings', content: { 'application/json': { schema: ResultsOut } } },
    ...problems('bad_request', 'unauthorised', 'forbidden', 'too_many_requests'),
  },
});

const forget = createRoute({
  method: 'delete',
  path: '/api/results/{platform}/{post}',
  summary: 'Deletes all own readings of a post',
  security: [{ bearer: [] }],
  middleware: requireToken('results:write'),
  request: { params: z.object({ platform, post }) },
  responses: {
    204: { description: 'Deleted' },
    ...problems('bad_request', 'unauthorised', 'forbidden', 'not_found', 'body_too_large', 'too_many_requests'),
  },
});

export const results = new OpenAPIHono<Edge>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : problem('bad_request', c.var.requestId, { detail: 'A platform, a post or a page that cannot be.' }),
})
  .openapi({ ...push, hide: true }, async (c) => {
    const { host, token } = c.var;
    const readings = await readingsIn(c);
    if (readings instanceof Response) return readings as never; // holds: one of the problems that the route lists
    if (readings.some(({ readAt }) => readAt > host.now() + AHEAD_MS)) return problem('clock_skew', c.var.requestId);
    await keepResults(host.db, token.owner, readings);
    const subject = `${readings.length} readings`;
    await audit(host.db, { at: host.now(), actor: token.id, action: 'results.push', subject });
    return c.json({ schema: 1, kept: readings.length } as const, 201);
  })
  .openapi(read, async (c) => {
    const { host, token } = c.var;
    const wanted = c.req.valid('query');
    const after = wanted.after === undefined ? undefined : readCursor(wanted.after);
    if (after === null) return problem('bad_request', c.var.requestId, { detail: 'This page is none of ours.' });
    const { platform: onPlatform, post: ofPost } = wanted;
    const found = await resultsOf(host.db, token.owner, { platform: onPlatform, post: ofPost, after, most: PAGE + 1 });
    const readings = found.slice(0, PAGE);
    const last = readings.at(-1);
    const next = found.length > PAGE && last ? `${last.readAt}.${last.platform}.${last.post}` : null;
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, readings, next } as const, 200);
  })
  .openapi(forget, async (c) => {
    const { host, token } = c.var;
    const of = c.req.valid('param');
    if ((await forgetResults(host.db, token.owner, of)) === 0) {
      return problem('not_found', c.var.requestId, { detail: 'There are no readings of this post.' });
    }
    const subject = of.platform;
    await audit(host.db, { at: host.now(), actor: token.id, action: 'results.forget', subject });
    return c.body(null, 204);
  });

describeBody(results, push, { 'application/json': ResultsIn, 'text/csv': z.string() });

async function readingsIn(c: Asking): Promise<readonly ResultReading[] | Response> {
  const text = await textBody(c, 'application/json', 'text/csv');
  if (text instanceof Response) return text;
  if (/^text\/csv\b/i.test(c.req.header('content-type') ?? '')) {
    const parsed = parseResultsCsv(text);
    return parsed.ok ? parsed.value.readings : refused(c, parsed.reason);
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return problem('bad_json', c.var.requestId);
  }
  const parsed = parseResultsIn(input);
  return parsed.ok ? parsed.value.readings : refused(c, parsed.reason);
}

function readCursor(text: string): Pick<ResultReading, 'readAt' | 'platform' | 'post'> | null {
  const [, time, onPlatform, ofPost] = /^([0-9]{1,13})\.([a-z]+)\.([A-Za-z0-9_-]{1,64})$/.exec(text) ?? [];
  const parsed = platform.safeParse(onPlatform);
  return parsed.success && ofPost !== undefined ? { readAt: Number(time), platform: parsed.data, post: ofPost } : null;
}
