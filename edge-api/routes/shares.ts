/** Share links: made with consent, deleted by their maker. What is kept are numbers, versions and a date. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import {
  SHARE_ID,
  ShareReceipt,
  ShareRequest,
  SignedShare,
  parseShareRequest,
  type ShareForecast,
} from '#contracts/share.ts';
import { deleteShare, keepShare } from '../db/shares.ts';
import type { Edge, Asking } from '../host.ts';
import { bearerOf } from '../http/bearer.ts';
import { describeBody, jsonBody } from '../http/body.ts';
import { base62, hashOfToken, randomBytes, randomToken } from '../http/keys.ts';
import { problem } from '../http/problem.ts';
import { signShare, storedText } from '../pages/signed-share.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const DAY_MS = 86_400_000;
/** East of Greenwich the day is up to 14 hours ahead; beyond that a clock is wrong. */
const DAY_AHEAD_MS = 14 * 3_600_000;
/** The app keeps a history; a forecast older than this is no forecast to share. Chosen. */
const OLDEST_MS = 366 * DAY_MS;

const make = createRoute({
  method: 'post',
  path: '/api/shares',
  summary: 'Keeps a forecast under a random address, until a date or until its maker deletes it',
  responses: {
    201: {
      description: 'The link and the token that deletes it',
      content: { 'application/json': { schema: ShareReceipt } },
    },
    ...problems(...BODY_PROBLEMS, 'clock_skew', 'not_ready'),
  },
});

const sign = createRoute({
  method: 'post',
  path: '/api/shares/signed',
  summary: 'Signs a forecast into a link that holds everything itself; nothing is kept',
  responses: {
    201: { description: 'The link', content: { 'application/json': { schema: SignedShare } } },
    ...problems(...BODY_PROBLEMS, 'clock_skew', 'not_ready'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/shares/{id}',
  summary: 'Deletes a link; its deletion token is the bearer',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    204: { description: 'Deleted' },
    ...problems('unauthorised', 'forbidden', 'not_found', 'body_too_large', 'too_many_requests'),
  },
});

export const shares = new OpenAPIHono<Edge>()
  .openapi({ ...make, hide: true, middleware: jsonBody(parseShareRequest) }, async (c) => {
    const { host, body } = c.var;
    const now = host.now();
    if (!host.keys) return withoutSecret(c);
    if (!dateHolds(body.forecast, now)) return problem('clock_skew', c.var.requestId);
    const id = base62(12, randomBytes);
    const deletionToken = randomToken();
    const row = { id, body: JSON.stringify(body.forecast), createdAt: now, expiresAt: now + body.days * DAY_MS };
    const signature = host.keys.sign('stored_share', storedText(row));
    await keepShare(host.db, { ...row, signature, deletionHash: hashOfToken(deletionToken) });
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, id, path: `/s/${id}`, deletionToken, expiresAt: row.expiresAt } as const, 201);
  })
  .openapi({ ...sign, hide: true, middleware: jsonBody(parseShareRequest) }, (c) => {
    const { host, body } = c.var;
    const now = host.now();
    if (!host.keys) return withoutSecret(c);
    if (!dateHolds(body.forecast, now)) return problem('clock_skew', c.var.requestId);
    const signed = signShare(host.keys, body.forecast, now, body.days);
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, path: `/s/${signed.text}`, expiresAt: signed.expiresAt } as const, 201);
  })
  .openapi(remove, async (c) => {
    const { host } = c.var;
    const { id } = c.req.valid('param');
    const token = bearerOf(c);
    if (token === null) {
      return problem('unauthorised', c.var.requestId, {
        detail: 'The deletion token of the link is wanted: Authorization: Bearer …',
        headers: { 'www-authenticate': 'Bearer realm="presage"' },
      });
    }
    const outcome = SHARE_ID.test(id) ? await deleteShare(host.db, id, hashOfToken(token), host.now()) : 'not_found';
    switch (outcome) {
      case 'deleted':
        return c.body(null, 204);
      case 'wrong_token':
        return problem('forbidden', c.var.requestId, { detail: 'This token does not delete this link.' });
      case 'not_found':
        return problem('not_found', c.var.requestId, { detail: 'There is no such link, or it is gone already.' });
    }
  });

describeBody(shares, make, { 'application/json': ShareRequest });
describeBody(shares, sign, { 'application/json': ShareRequest });

const withoutSecret = (c: Asking) =>
  problem('not_ready', c.var.requestId, {
    detail: 'This server has no secret to sign with; its operator must set one.',
  });

function dateHolds({ date }: ShareForecast, now: number): boolean {
  const day = Date.parse(`${date}T00:00:00Z`);
  return day <= now + DAY_AHEAD_MS && day >= now - OLDEST_MS;
}
