/** A posted link → the counts that official interfaces tell: once now, or at fixed ages until its maker has enough. */
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import {
  FollowReply,
  FollowRequest,
  FollowedPost,
  LinkRead,
  LinkReadReply,
  parseFollowRequest,
  parseLinkRead,
} from '#contracts/linked-result.ts';
import { postLink, type PostLink } from '#contracts/result-link.ts';
import { nextReading, readingsDue } from '#core/learn/reading-times.ts';
import { followedBy, forgetFollowed, keepFollowed, readingsOf, type FollowedRow } from '../db/followed.ts';
import type { Asking, Edge, Host } from '../host.ts';
import { describeBody, jsonBody, refused } from '../http/body.ts';
import { randomToken } from '../http/keys.ts';
import { problem } from '../http/problem.ts';
import { readLink } from '../results-read.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const DAY_MS = 86_400_000;
/** After its last reading a followed post waits as long again for its maker to fetch it. Chosen. */
const ENDS_AFTER_MS = 60 * DAY_MS;
/** A phone's clock may be a little ahead of this one. */
const AHEAD_MS = 5 * 60_000;
const RECEIPT = /^[A-Za-z0-9_-]{43}$/;

const read = createRoute({
  method: 'post',
  path: '/api/results/read',
  summary: "The counts of a posted link now, as the platform's official interface tells them; nothing is kept",
  responses: {
    200: {
      description: 'The counts, or why there are none',
      content: { 'application/json': { schema: LinkReadReply } },
    },
    ...problems(...BODY_PROBLEMS),
  },
});

const follow = createRoute({
  method: 'post',
  path: '/api/results/follow',
  summary:
    'Reads a posted link now and at 1 h, 6 h, 24 h, 72 h, 7 d and 30 d after posting; the receipt opens and deletes it',
  responses: {
    200: {
      description: 'This server cannot follow it; why, and when an app should read it itself',
      content: { 'application/json': { schema: FollowReply } },
    },
    201: { description: 'Followed', content: { 'application/json': { schema: FollowReply } } },
    ...problems(...BODY_PROBLEMS, 'clock_skew'),
  },
});

const followed = createRoute({
  method: 'get',
  path: '/api/results/followed/{receipt}',
  summary: 'The readings of a followed post so far',
  request: { params: z.object({ receipt: z.string() }) },
  responses: {
    200: { description: 'The readings, oldest first', content: { 'application/json': { schema: FollowedPost } } },
    ...problems('not_found'),
  },
});

const unfollow = createRoute({
  method: 'delete',
  path: '/api/results/followed/{receipt}',
  summary: 'Deletes a followed post with all its readings, at once',
  request: { params: z.object({ receipt: z.string() }) },
  responses: {
    204: { description: 'Deleted' },
    ...problems('not_found', 'body_too_large', 'too_many_requests'),
  },
});

export const linkedResults = new OpenAPIHono<Edge>()
  .openapi({ ...read, hide: true, middleware: jsonBody(parseLinkRead) }, async (c) => {
    const { host, body } = c.var;
    const result = await readLink(readerOf(host), linkIn(body.link), body.token);
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, result } as const, 200);
  })
  .openapi({ ...follow, hide: true, middleware: jsonBody(parseFollowRequest) }, async (c) => {
    const { host, body } = c.var;
    const now = host.now();
    if (body.postedAt !== null && body.postedAt > now + AHEAD_MS) return refused(c, 'clock_skew') as never; // holds: one of the problems above
    const result = await readLink(readerOf(host), linkIn(body.link), null);
    c.header('cache-control', 'no-store');
    if (result.outcome === 'unread') {
      const postedAt = result.postedAt ?? body.postedAt;
      const due = [...readingsDue(postedAt ?? now, now)];
      return c.json({ schema: 1, result: { ...result, postedAt, due } } as const, 200);
    }
    const { reading } = result;
    const { platform, post } = reading;
    const postedAt = reading.postedAt ?? Math.min(body.postedAt ?? now, now);
    const receipt = randomToken();
    const row = {
      platform,
      post,
      postedAt,
      followedAt: now,
      nextAt: nextReading(postedAt, now),
      endsAt: Math.max(postedAt, now - ENDS_AFTER_MS / 2) + ENDS_AFTER_MS,
      unknown: 0,
      validator: null,
    };
    await keepFollowed(host.db, row, receipt, reading);
    const told = { outcome: 'followed', platform, post, receipt, postedAt, endsAt: row.endsAt } as const;
    const due = [...readingsDue(postedAt, now)];
    return c.json({ schema: 1, result: { ...told, due } } as const, 201);
  })
  .openapi(followed, async (c) => {
    const { host } = c.var;
    const { receipt } = c.req.valid('param');
    const row = RECEIPT.test(receipt) ? await followedBy(host.db, receipt) : null;
    if (!row || row.endsAt <= host.now()) return unknownReceipt(c);
    const readings = await readingsOf(host.db, row.id, host.now());
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, ...shown(row, host.now()), readings } as const, 200);
  })
  .openapi(unfollow, async (c) => {
    const { receipt } = c.req.valid('param');
    const gone = RECEIPT.test(receipt) && (await forgetFollowed(c.var.host.db, receipt));
    return gone ? c.body(null, 204) : unknownReceipt(c);
  });

describeBody(linkedResults, read, { 'application/json': LinkRead });
describeBody(linkedResults, follow, { 'application/json': FollowRequest });

const readerOf = ({ db, results, now }: Host) => ({ db, settings: results, now });

/** The contract has refused what is no link. */
function linkIn(text: string): PostLink {
  const link = postLink(text);
  if (!link) throw new TypeError('a link that its contract took is none');
  return link;
}

const shown = ({ platform, post, postedAt, endsAt, nextAt, unknown }: FollowedRow, now: number) => ({
  platform,
  post,
  postedAt,
  endsAt,
  due: nextAt === null ? [] : [...readingsDue(postedAt, now)],
  gone: nextAt === null && unknown > 0,
});

const unknownReceipt = (c: Asking) =>
  problem('not_found', c.var.requestId, { detail: 'No post is followed under this receipt (any more).' });
