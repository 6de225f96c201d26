/** Reads comments off the main thread: text or a file in, feelings and themes out. Nothing is sent anywhere, nothing is kept. */
import './no-eval.ts';
import { MOST_COMMENTS, readComments } from '#core/advise/comments.ts';
import { fail, type Failure } from '#core/failure.ts';
import { understandsSentiment } from '#core/scoring/sentiment.ts';
import { loadModel } from './remote/models.ts';
import { commentsIn } from './state/comment-lines.ts';
import type { CommentsRead } from './state/listening.svelte.ts';
import { textOfFile } from './state/unpack.ts';

export type CommentsRequest = string | File;
export type CommentsReply =
  { readonly ok: true; readonly read: CommentsRead } | { readonly ok: false; readonly failure: Failure };

addEventListener('message', ({ data }: MessageEvent<CommentsRequest>) => {
  void answer(data).then((reply) => postMessage(reply));
});

async function answer(source: CommentsRequest): Promise<CommentsReply> {
  const text = typeof source === 'string' ? source : await textOfFile(source);
  if (text === null) return fail({ code: 'unreadable_file' });
  const loaded = await loadModel('sentiment');
  if (!loaded.ok) return loaded;
  const { model } = loaded.value;
  if (!understandsSentiment(model)) return fail({ code: 'download_corrupt', what: 'sentiment' });
  const comments = commentsIn(text);
  const lines = typeof source === 'string' ? null : linesOf(comments);
  return { ok: true, read: { reading: readComments(model, comments), lines } };
}

/** A comment of a table may hold lines of its own. */
const linesOf = (comments: readonly string[]): string =>
  comments
    .map((comment) => comment.replace(/\s+/gu, ' ').trim())
    .filter((comment) => comment !== '')
    .slice(0, MOST_COMMENTS)
    .join('\n');
