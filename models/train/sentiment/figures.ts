/** Named and true classes enter; F1 per class and its plain mean leave. */
import { FEELINGS } from '#core/scoring/sentiment.ts';

export function f1Of(named: ArrayLike<number>, outcome: ArrayLike<number>, feeling: number): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < outcome.length; i++) {
    const [a, b] = [named[i] === feeling, outcome[i] === feeling];
    if (a && b) both++;
    if (a) either++;
    if (b) either++;
  }
  return either === 0 ? 0 : (2 * both) / either;
}

export const macroF1 = (named: ArrayLike<number>, outcome: ArrayLike<number>): number =>
  FEELINGS.reduce((sum, _, feeling) => sum + f1Of(named, outcome, feeling), 0) / FEELINGS.length;
