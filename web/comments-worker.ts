/** Reads comments off the main thread: texts in, feelings and themes out. Nothing is sent anywhere, nothing is kept. */
import './no-eval.ts';
import { readComments, type CommentsReading } from '#core/advise/comments.ts';
import type { Failure } from '#core/failure.ts';
import { understandsSentiment } from '#core/scoring/sentiment.ts';
import { loadModel } from './remote/models.ts';

export type CommentsRequest = readonly string[];
export type CommentsReply =
  { readonly ok: true; readonly reading: CommentsReading } | { readonly ok: false; readonly failure: Failure };

addEventListener('message', ({ data }: MessageEvent<CommentsRequest>) => {
  void answer(data).then((reply) => postMessage(reply));
});

async function answer(texts: CommentsRequest): Promise<CommentsReply> {
  const model = await loadModel('sentiment');
  if (!model.ok) return model;
  if (!understandsSentiment(model.value.model))
    return { ok: false, failure: { code: 'download_corrupt', what: 'sentiment' } };
  return { ok: true, reading: readComments(model.value.model, texts) };
}
