/** The trend snapshot of a region and category, as the app keeps it. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { Problem, PROBLEM_TYPE } from '#contracts/problem.ts';
import { TREND_CATEGORIES, TREND_REGION, TrendCategory, TrendSnapshot } from '#contracts/trends.ts';
import { snapshotOf, type SnapshotRow } from '../db/trends.ts';
import type { Edge, Host } from '../host.ts';
import { etagOf, isKnown } from '../http/conditional.ts';
import { problem } from '../http/problem.ts';

/** Snapshots change hourly at most; a stale one is better than none while the app asks again. */
const LIFE = 'public, max-age=900, stale-while-revalidate=86400';
/** A missing one may be there in a minute. */
const NONE_YET = 'public, max-age=60';
/** How long a host answers from memory before it asks the database again: D1 stays off the hot path. */
const REMEMBER_MS = 60_000;

/** How long a snapshot stays in the near store: they change hourly at most, and live fifteen minutes in the app. */
const NEAR_S = 300;

/** Apps of before this choice know the problem alone. */
const NONE = ['problem', 'empty'] as const;

const problemContent = { [PROBLEM_TYPE]: { schema: Problem } };

const snapshot = createRoute({
  method: 'get',
  path: '/api/trends',
  summary: 'Rising and fading hashtags, sounds and topics of a region and category, with the age of every source',
  request: {
    query: z.object({
      region: z.string().regex(TREND_REGION).default('world'),
      category: TrendCategory.default('all'),
      none: z.enum(NONE).default('problem').openapi({
        description:
          'How to say that there is none yet: as a problem, or with nothing at all, since a browser writes every 404 that a page asked for into its console as an error.',
      }),
    }),
  },
  responses: {
    200: { description: 'The snapshot', content: { 'application/json': { schema: TrendSnapshot } } },
    204: { description: 'None was made yet for this region and category, and none=empty was asked' },
    304: { description: 'The client has it' },
    400: { description: 'No such category, or no region', content: problemContent },
    404: { description: 'None was made yet for this region and category', content: problemContent },
  },
});

export const trends = new OpenAPIHono<Edge>({
  defaultHook: (result, c) =>
    result.success
      ? undefined
      : problem('bad_request', c.var.requestId, {
          detail: `The region is "world" or two capital letters; the category is one of ${TREND_CATEGORIES.join(', ')}; none is ${NONE.join(' or ')}.`,
        }),
}).openapi(snapshot, async (c) => {
  const { region, category, none } = c.req.valid('query');
  const row = await current(c.var.host, region, category);
  if (!row) {
    if (none === 'empty') return new Response(null, { status: 204, headers: { 'cache-control': NONE_YET } }) as never; // holds: as below
    return problem('not_found', c.var.requestId, {
      detail: 'No trends were read yet for this region and category.',
      headers: { 'cache-control': NONE_YET },
    });
  }
  const headers = { 'cache-control': LIFE, etag: etagOf(row.sha256, 'plain') };
  if (isKnown(c.req.header('if-none-match'), row.sha256)) return new Response(null, { status: 304, headers }) as never; // holds: a reply without a body has no type to check
  return new Response(row.body, {
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  }) as never; // holds: the body was made from TrendSnapshot
});

const remembered = new WeakMap<Host['db'], Map<string, { readonly row: SnapshotRow | null; readonly until: number }>>();

async function current(host: Host, region: string, category: string): Promise<SnapshotRow | null> {
  const rows = remembered.get(host.db) ?? new Map();
  remembered.set(host.db, rows);
  const key = `${region}/${category}`;
  const before = rows.get(key);
  if (before && before.until > host.now()) return before.row;
  const row = await nearest(host, key, () => snapshotOf(host.db, region, category));
  // 676 regions of two letters and a dozen categories: bounded, but not worth the memory when somebody asks for all.
  if (rows.size > 500) rows.clear();
  rows.set(key, { row, until: host.now() + REMEMBER_MS });
  return row;
}

/** From the near store where there is one; what it did not have is read once and put there. */
async function nearest(host: Host, key: string, ask: () => Promise<SnapshotRow | null>): Promise<SnapshotRow | null> {
  const { near } = host;
  if (!near) return await ask();
  // A store that does not answer is no reason to answer nobody.
  const found = await near.get(`trends/${key}`).catch(() => null);
  // holds: it was put there below
  if (found !== null) return JSON.parse(found) as SnapshotRow;
  const row = await ask();
  if (row) host.later(near.put(`trends/${key}`, JSON.stringify(row), NEAR_S));
  return row;
}
