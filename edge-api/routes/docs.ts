/** The description of the API, for programs and for people: one document, and a page made from it on the server. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { documentOf, type ApiDocument } from '../document.ts';
import type { Edge } from '../host.ts';
import { sharePageHeaders } from '../http/security.ts';
import { DOCS_PAGE_POLICY, docsPage } from '../pages/docs-page.ts';

const HEADERS = sharePageHeaders(DOCS_PAGE_POLICY);
/** Of one build of the host; asked for anew at every visit. */
const LIFE = 'no-cache';

const description = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  summary: 'This description, OpenAPI 3.1',
  responses: {
    200: {
      description: 'The document',
      content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
    },
  },
});

const page = createRoute({
  method: 'get',
  path: '/docs',
  summary: 'This description as a page, without scripts',
  responses: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } } },
});

/** @param app the whole one; its definitions are read when somebody asks */
export function docsOf(app: OpenAPIHono<Edge>): OpenAPIHono<Edge> {
  let document: ApiDocument | null = null;
  let shown: Promise<string> | null = null;
  const whole = (): ApiDocument => (document ??= documentOf(app));
  return new OpenAPIHono<Edge>()
    .openapi(description, (c) => {
      c.header('cache-control', LIFE);
      return c.json(whole() as never, 200); // holds: it says of itself that it is an OpenAPI document
    })
    .openapi(page, async (c) => {
      shown ??= docsPage(whole());
      c.set('headers', HEADERS);
      return new Response(await shown, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': LIFE },
      }) as never; // holds: a page has no JSON type to check
    });
}
