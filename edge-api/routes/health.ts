/** Is the process alive; can it answer. For a load balancer and for the person who runs it. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { Problem, PROBLEM_TYPE } from '#contracts/problem.ts';
import { modelChannels } from '../db/schema.ts';
import type { Edge } from '../host.ts';
import { problem } from '../http/problem.ts';

const Alive = z.object({ status: z.literal('ok'), host: z.enum(['node', 'workers']) }).openapi('Alive');
const Ready = z
  .object({ status: z.literal('ready'), database: z.literal('ok'), app: z.literal('ok') })
  .openapi('Ready');

const alive = createRoute({
  method: 'get',
  path: '/health',
  summary: 'The process answers',
  responses: { 200: { description: 'Alive', content: { 'application/json': { schema: Alive } } } },
});

const ready = createRoute({
  method: 'get',
  path: '/ready',
  summary: 'Database and built app answer',
  responses: {
    200: { description: 'Ready', content: { 'application/json': { schema: Ready } } },
    503: { description: 'Something does not answer', content: { [PROBLEM_TYPE]: { schema: Problem } } },
  },
});

export const health = new OpenAPIHono<Edge>()
  .openapi(alive, (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ status: 'ok', host: c.var.host.name } as const, 200);
  })
  .openapi(ready, async (c) => {
    const { db, site } = c.var.host;
    const database = await db
      .select()
      .from(modelChannels)
      .limit(1)
      .then(
        () => true,
        () => false,
      );
    const app = (await site.read('index.html')) !== null;
    if (!database || !app) {
      const detail = database ? 'The app is not built.' : 'The database does not answer.';
      return problem('not_ready', c.var.requestId, { detail, headers: { 'retry-after': '10' } });
    }
    c.header('cache-control', 'no-store');
    return c.json({ status: 'ready', database: 'ok', app: 'ok' } as const, 200);
  });
