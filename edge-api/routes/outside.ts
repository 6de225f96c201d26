/** A named account, a post, or a creator's own token → what official interfaces tell of it. Nothing of the replies is kept, but for public figures of the last hour in memory. */
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import {
  AccountRead,
  AccountReadReply,
  TokenTry,
  TokenTryReply,
  parseAccountRead,
  parseTokenTry,
} from '#contracts/public-account.ts';
import { CommentsRead, CommentsReadReply, parseCommentsRead } from '#contracts/post-comments.ts';
import { postLink } from '#contracts/result-link.ts';
import { accountIn, readAccount, tryToken } from '../accounts-read.ts';
import { readComments } from '../comments-read.ts';
import type { Edge, Host } from '../host.ts';
import { describeBody, jsonBody } from '../http/body.ts';
import { limitedAsking } from '../http/limits.ts';
import { BODY_PROBLEMS, problems } from './describe.ts';

const account = createRoute({
  method: 'post',
  path: '/api/accounts/read',
  summary:
    'Public figures of an account that somebody named, as official interfaces and public feeds tell them; nothing is kept',
  responses: {
    200: {
      description: 'The figures, or why there are none',
      content: { 'application/json': { schema: AccountReadReply } },
    },
    ...problems(...BODY_PROBLEMS),
  },
});

const token = createRoute({
  method: 'post',
  path: '/api/accounts/token',
  summary: "Whether a platform takes a creator's own token; it is passed on and kept nowhere",
  responses: {
    200: { description: 'It works, or why not', content: { 'application/json': { schema: TokenTryReply } } },
    ...problems(...BODY_PROBLEMS),
  },
});

const comments = createRoute({
  method: 'post',
  path: '/api/comments/read',
  summary: 'A page of the comments under a post, text only, passed through and not kept',
  responses: {
    200: {
      description: 'The comments, or why there are none',
      content: { 'application/json': { schema: CommentsReadReply } },
    },
    ...problems(...BODY_PROBLEMS),
  },
});

export const outside = new OpenAPIHono<Edge>()
  .openapi({ ...account, hide: true, middleware: [limitedAsking, jsonBody(parseAccountRead)] as const }, async (c) => {
    const { host, body } = c.var;
    const result = await readAccount(readerOf(host), accountIn(body.platform, body.account), body.token);
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, result } as const, 200);
  })
  .openapi({ ...token, hide: true, middleware: [limitedAsking, jsonBody(parseTokenTry)] as const }, async (c) => {
    const { host, body } = c.var;
    const result = await tryToken(readerOf(host), body.kind, body.token);
    c.header('cache-control', 'no-store');
    return c.json({ schema: 1, result } as const, 200);
  })
  .openapi(
    { ...comments, hide: true, middleware: [limitedAsking, jsonBody(parseCommentsRead)] as const },
    async (c) => {
      const { host, body } = c.var;
      const link = postLink(body.link);
      if (!link) throw new TypeError('a link that its contract took is none');
      const result = await readComments(readerOf(host), link, body.token, body.page);
      c.header('cache-control', 'no-store');
      return c.json({ schema: 1, result } as const, 200);
    },
  );

describeBody(outside, account, { 'application/json': AccountRead });
describeBody(outside, token, { 'application/json': TokenTry });
describeBody(outside, comments, { 'application/json': CommentsRead });

const readerOf = ({ db, results, now }: Host) => ({ db, settings: results, now });
