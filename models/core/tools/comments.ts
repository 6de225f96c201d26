/** Comments enter; how each was probably meant, and how many of each kind there are with a 95 % interval, leave. */
import type { Feeling, SentimentModel } from '../scoring/model-files.ts';
import { FEELINGS, sentimentFor, type Sentiment } from '../scoring/sentiment.ts';
import { wilson } from '../stats/interval.ts';

export interface CommentFeelings {
  readonly comments: readonly Sentiment[];
  /** Part of the comments read as each; the interval is that of counting, not of the model's own mistakes (its card). */
  readonly parts: Readonly<
    Record<Feeling, { readonly count: number; readonly value: number; readonly low: number; readonly high: number }>
  >;
}

/** @param texts at least one */
export function commentFeelings(model: SentimentModel, texts: readonly string[]): CommentFeelings {
  const comments = texts.map((text) => sentimentFor(model, text));
  const part = (feeling: Feeling) => {
    const count = comments.filter(({ label }) => label === feeling).length;
    const bounds = wilson(count, comments.length);
    return { count, value: count / Math.max(1, comments.length), low: bounds?.low ?? 0, high: bounds?.high ?? 1 };
  };
  const [negative, neutral, positive] = FEELINGS.map(part);
  if (!negative || !neutral || !positive) throw new RangeError('three feelings');
  return { comments, parts: { negative, neutral, positive } };
}
