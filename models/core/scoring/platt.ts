/** A prediction enters, a calibrated probability leaves. Platt 1999: a logistic curve fitted on held-out rows. */
import { inside } from './conformal.ts';
import type { Platt, ReachModel } from './model-files.ts';

export const probability = ({ a, b }: Platt, prediction: number): number => 1 / (1 + Math.exp(-(a * prediction + b)));

/** P(outcome above the own level) from the model's log-odds; null when the model has no curve for so short a history. */
export function beatsOwnLevel(beats: ReachModel['beats'], history: number, odds: number): number | null {
  const found = beats.find((entry) => inside(entry.history, history));
  return found === undefined ? null : probability(found.platt, odds);
}
