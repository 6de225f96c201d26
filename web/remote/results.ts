/** The counts of a posted link, asked of our own server at a press: what leaves is the link, and the person's token where they lend one. */
import { ok, type Result } from '#core/failure.ts';
import type { FollowReply, FollowedPost, LinkReadReply } from '#contracts/linked-result.ts';
import { call } from '#contracts/endpoints/endpoint.ts';
import * as endpoints from '#contracts/endpoints/results.ts';
import { sending } from './door.ts';

export type LinkCounts = LinkReadReply['result'];
export type Following = FollowReply['result'];

/**
 * Once, now.
 *
 * @param link as people copy it; one that is no link to a post is refused by the server
 * @param token of the person's own account on that platform; null reads what is public. The server passes it on and keeps it nowhere
 */
export async function readPost(link: string, token: string | null, signal?: AbortSignal): Promise<Result<LinkCounts>> {
  const read = await call(sending(signal), endpoints.readLink, { schema: 1, link, token });
  return read.ok ? ok(read.value.result) : read;
}

/** @param postedAt Unix ms, if the platform does not tell; null when not known */
export async function followPost(
  link: string,
  postedAt: number | null,
  signal?: AbortSignal,
): Promise<Result<Following>> {
  const followed = await call(sending(signal), endpoints.followLink, { schema: 1, link, postedAt });
  return followed.ok ? ok(followed.value.result) : followed;
}

/** null once the server keeps nothing under the receipt. */
export const followedReadings = (receipt: string, signal?: AbortSignal): Promise<Result<FollowedPost | null>> =>
  call(sending(signal), endpoints.followedPost, { receipt });

/** The server deletes the post and its readings; also well when it had done so. */
export const unfollowPost = (receipt: string, signal?: AbortSignal): Promise<Result<null>> =>
  call(sending(signal), endpoints.unfollowLink, { receipt });
