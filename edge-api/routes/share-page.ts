/** The page of a share link, for people and for the crawlers of chats and feeds; and its pictures. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { SHARE_ID } from '#contracts/share.ts';
import { findShare } from '../db/shares.ts';
import type { Edge, Asking } from '../host.ts';
import { problem } from '../http/problem.ts';
import { PICTURE_HEADERS, sharePageHeaders } from '../http/security.ts';
import { SHARE_PAGE_POLICY, sharePage } from '../pages/share-page.ts';
import { languageFor, languageNamed } from '../pages/share-text.ts';
import { sharePicture } from '../pages/picture/share-picture.ts';
import { openSigned, openStored, type SharedForecast } from '../pages/signed-share.ts';
import { problems } from './describe.ts';

const HEADERS = sharePageHeaders(SHARE_PAGE_POLICY);
const page = { 'text/html': { schema: z.string() } };

const shown = createRoute({
  method: 'get',
  path: '/s/{id}',
  summary: 'The page of a share link; a signed link (v1.…) holds everything itself',
  request: {
    params: z.object({ id: z.string() }),
    query: z.object({
      l: z.string().optional().openapi({ description: "The maker's language, for previews: en, fr, es" }),
    }),
  },
  responses: {
    200: { description: 'The forecast', content: page },
    404: { description: 'Wrong, ended, deleted or changed: a plain page without any number', content: page },
  },
});

const picture = createRoute({
  method: 'get',
  path: '/og/{file}',
  summary: 'The picture of a share link, 1200 × 630: /og/{id of the link}.{en, fr or es}.png',
  request: { params: z.object({ file: z.string() }) },
  responses: {
    200: { description: 'The picture', content: { 'image/png': { schema: z.string().openapi({ format: 'binary' }) } } },
    ...problems('not_found'),
  },
});

export const sharePages = new OpenAPIHono<Edge>()
  .openapi(shown, async (c) => {
    const { id } = c.req.valid('param');
    const shared = await open(c, id);
    const named = languageNamed(c.req.valid('query').l);
    const language = languageFor(c.req.header('accept-language'), named ?? 'en');
    const text = await sharePage({
      language,
      makers: named ?? language,
      shared,
      origin: originOf(c),
      path: `/s/${id}`,
    });
    c.set('headers', HEADERS);
    return new Response(text, {
      status: shared ? 200 : 404,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-language': language,
        // A deleted link must be gone at once.
        'cache-control': 'no-store',
        vary: 'Accept-Language',
      },
    }) as never; // holds: a page has no JSON type to check
  })
  .openapi(picture, async (c) => {
    const [, id = '', name] = /^(.+)\.([a-z]{2})\.png$/.exec(c.req.valid('param').file) ?? [];
    const language = languageNamed(name);
    const shared = language && (await open(c, id));
    if (!language || !shared) return problem('not_found', c.var.requestId);
    c.set('headers', PICTURE_HEADERS);
    return new Response(await sharePicture(shared.forecast, language), {
      // Whoever shows the link keeps the picture anyway; a deleted link must not be drawn anew for long.
      headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' },
    }) as never; // holds: a picture has no JSON type to check
  });

async function open(c: Asking, id: string): Promise<SharedForecast | null> {
  const { host } = c.var;
  if (!host.keys) return null;
  if (id.startsWith('v1.')) return openSigned(host.keys, id, host.now());
  const row = SHARE_ID.test(id) ? await findShare(host.db, id, host.now()) : null;
  return row && openStored(host.keys, row);
}

/** Crawlers fetch pictures over https only, and a host behind a proxy does not see that it is there. */
function originOf(c: Asking): string {
  return c.var.host.publicOrigin ?? `https://${new URL(c.req.url).host}`;
}
