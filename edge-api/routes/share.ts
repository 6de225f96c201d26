/**
 * The share target before the service worker is active: the one way a video could reach the server.
 *
 * The body is never read: not parsed, not kept, not counted, not logged. The person is asked to pick the file again,
 * which then stays on the device.
 */
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import type { Edge } from '../host.ts';

/** The app shows "pick the file again" for this. */
const AGAIN = '/?share=again';

const share = createRoute({
  method: 'post',
  path: '/share',
  summary: 'Drops what was shared unread and sends the person to the picker',
  responses: { 303: { description: 'To the app, which asks to pick the file again' } },
});

/** Someone opened the address itself: there is nothing to share, so the app it is. */
const opened = createRoute({
  method: 'get',
  path: '/share',
  summary: 'Sends the person to the app',
  responses: { 303: { description: 'To the app' } },
});

const to = (address: string): Response =>
  new Response(null, { status: 303, headers: { location: address, 'cache-control': 'no-store' } });

export const shared = new OpenAPIHono<Edge>().openapi(share, () => to(AGAIN)).openapi(opened, () => to('/'));
