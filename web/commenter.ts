/** The page's side of comments-worker.ts: one worker per reading, closed when it has answered. */
import { fail, ok, type Result } from '#core/failure.ts';
import type { CommentsReply, CommentsRequest } from './comments-worker.ts';
import type { CommentsDoor, CommentsRead } from './state/listening.svelte.ts';

export const commenter: CommentsDoor = (source, signal) =>
  new Promise<Result<CommentsRead>>((resolve) => {
    const worker = new Worker(new URL('./comments-worker.ts', import.meta.url), { type: 'module' });
    const end = (result: Result<CommentsRead>): void => {
      worker.terminate();
      resolve(result);
    };
    signal.addEventListener('abort', () => end(fail({ code: 'cancelled' })));
    worker.addEventListener('error', () => end(fail({ code: 'worker_lost' })));
    worker.addEventListener('message', ({ data }: MessageEvent<CommentsReply>) =>
      end(data.ok ? ok(data.read) : fail(data.failure)),
    );
    worker.postMessage(source satisfies CommentsRequest, []);
  });
