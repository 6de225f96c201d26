/** The page's side of posts-worker.ts: one worker per table, closed when it has answered. */
import { fail, ok, type Result } from '#core/failure.ts';
import type { PostsReply, PostsRequest } from './posts-worker.ts';
import type { ReadPosts } from '#contracts/exports/plain-posts.ts';
import type { PostsDoor } from './state/posts-reading.svelte.ts';

/** Larger files are no tables of posts: a hundred thousand rows take some 20 MB. */
const MOST_BYTES = 100_000_000;

export const postsReader: PostsDoor = (source, { now, monthFirst, signal, on }) =>
  new Promise<Result<ReadPosts>>((resolve) => {
    if (typeof source !== 'string' && source.size > MOST_BYTES) {
      resolve(fail({ code: 'unreadable_file' }));
      return;
    }
    const worker = new Worker(new URL('./posts-worker.ts', import.meta.url), { type: 'module' });
    const end = (result: Result<ReadPosts>): void => {
      worker.terminate();
      resolve(result);
    };
    signal.addEventListener('abort', () => end(fail({ code: 'cancelled' })));
    worker.addEventListener('error', () => end(fail({ code: 'worker_lost' })));
    worker.addEventListener('message', ({ data }: MessageEvent<PostsReply>) => {
      if (data.kind === 'far') on(data.share);
      else end(data.kind === 'read' ? ok(data.posts) : fail({ code: 'unreadable_file' }));
    });
    worker.postMessage({ source, now, monthFirst } satisfies PostsRequest, []);
  });
