/** The operator's page: what this host serves, how much it is asked, how fast it answers, what needs attention. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { Edge } from '../host.ts';
import { refuseStranger } from '../http/operator.ts';
import { sharePageHeaders } from '../http/security.ts';
import { everything } from '../metrics/facts.ts';
import { OPS_PAGE_POLICY, opsPage } from '../pages/ops-page.ts';
import { problems } from './describe.ts';

const HEADERS = sharePageHeaders(OPS_PAGE_POLICY);

const page = createRoute({
  method: 'get',
  path: '/ops',
  summary: "The operator's page; a browser asks for the token as a password",
  security: [{ bearer: [] }, { basic: [] }],
  responses: {
    200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
    ...problems('unauthorised', 'too_many_requests'),
  },
});

export const ops = new OpenAPIHono<Edge>().openapi(page, async (c) => {
  const { host } = c.var;
  const refused = await refuseStranger(c);
  if (refused) return refused;
  await Promise.all([host.meter.flush(), host.counters.flush(host.now())]);
  const text = await opsPage(await everything(host), host.name);
  c.set('headers', HEADERS);
  return new Response(text, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  }) as never; // holds: a page has no JSON type to check
});
