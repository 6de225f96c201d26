/** Reads tables of posts off the main thread: pasted text or a file in, posts and what was left out, out. Nothing is sent anywhere, nothing is kept. */
import { readPosts, type ReadPosts } from '#contracts/exports/plain-posts.ts';
import { tableOf } from '#contracts/exports/table.ts';
import { ownInstant } from './state/own-instant.ts';
import { textOfFile } from './state/unpack.ts';

export interface PostsRequest {
  readonly source: string | File;
  readonly now: number;
  readonly monthFirst: boolean;
}
export type PostsReply =
  | { readonly kind: 'far'; readonly share: number }
  | { readonly kind: 'read'; readonly posts: ReadPosts }
  | { readonly kind: 'unreadable' };

addEventListener('message', ({ data }: MessageEvent<PostsRequest>) => {
  void answer(data).then((reply) => postMessage(reply));
});

async function answer({ source, now, monthFirst }: PostsRequest): Promise<PostsReply> {
  const text = typeof source === 'string' ? source : await textOfFile(source);
  if (text === null) return { kind: 'unreadable' };
  const on = (share: number): void => postMessage({ kind: 'far', share } satisfies PostsReply);
  return { kind: 'read', posts: readPosts(tableOf(text), { now, monthFirst, instant: ownInstant }, on) };
}
