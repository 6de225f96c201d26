/** What other places tell when somebody asks: figures of a named account, comments under a post, whether a token is taken. */
import { parseCommentsReadReply, type CommentsRead, type CommentsReadReply } from '../post-comments.ts';
import {
  parseAccountReadReply,
  parseTokenTryReply,
  type AccountRead,
  type AccountReadReply,
  type TokenTry,
  type TokenTryReply,
} from '../public-account.ts';
import { jsonOf, type Endpoint } from './endpoint.ts';

export const readAccount: Endpoint<AccountRead, AccountReadReply> = {
  method: 'POST',
  route: '/api/accounts/read',
  what: 'account',
  request: jsonOf,
  replies: { 200: parseAccountReadReply },
};

export const readComments: Endpoint<CommentsRead, CommentsReadReply> = {
  method: 'POST',
  route: '/api/comments/read',
  what: 'comments',
  request: jsonOf,
  replies: { 200: parseCommentsReadReply },
};

export const tryToken: Endpoint<TokenTry, TokenTryReply> = {
  method: 'POST',
  route: '/api/accounts/token',
  what: 'token',
  request: jsonOf,
  replies: { 200: parseTokenTryReply },
};
