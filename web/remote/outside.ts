/** What other places tell, asked of our own server at a press: figures of a named account, comments under a post, whether a token is taken. What leaves is the name or link, and the person's token where they lend one. */
import { ok, type Result } from '#core/failure.ts';
import { call } from '#contracts/endpoints/endpoint.ts';
import * as endpoints from '#contracts/endpoints/outside.ts';
import type { CommentsRead, CommentsReadReply } from '#contracts/post-comments.ts';
import type { AccountRead, AccountReadReply, TokenTry, TokenTryReply } from '#contracts/public-account.ts';
import { sending } from './door.ts';

export async function readAccount(
  asked: AccountRead,
  signal: AbortSignal,
): Promise<Result<AccountReadReply['result']>> {
  const read = await call(sending(signal), endpoints.readAccount, asked);
  return read.ok ? ok(read.value.result) : read;
}

export async function readComments(
  asked: CommentsRead,
  signal: AbortSignal,
): Promise<Result<CommentsReadReply['result']>> {
  const read = await call(sending(signal), endpoints.readComments, asked);
  return read.ok ? ok(read.value.result) : read;
}

export async function tryToken(asked: TokenTry, signal: AbortSignal): Promise<Result<TokenTryReply['result']>> {
  const tried = await call(sending(signal), endpoints.tryToken, asked);
  return tried.ok ? ok(tried.value.result) : tried;
}
