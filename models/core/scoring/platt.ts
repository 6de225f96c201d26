/** A prediction enters, a calibrated probability leaves. Platt 1999: a logistic curve fitted on held-out rows. */
import { inside } from './conformal.ts';
import type { Platt, ReachModel } from './model-files.ts';

export const probability = ({ a, b }: Platt, prediction: number): number => 1 / (1 + Math.exp(-(a * prediction + b)));

/** P(outcome above the own level) from the model's log-odds; null when the model has no curve for so short a history. */
export function beatsOwnLevel(beats: ReachModel['beats'], history: number, odds: number): number | null {
  const found = beats.find((entry) => inside(entry.history, history));
  return found === undefined ? null : probability(found.platt, odds);
}

/** A chance told before a forecast moved → after: its log-odds go as far as those that the range gives of the same event. */
export function movedChance(chance: number, before: number | null, after: number | null): number {
  if (before === null || after === null) return chance;
  return 1 / (1 + Math.exp(-(odds(chance) + odds(after) - odds(before))));
}

const odds = (p: number): number => Math.log(p / (1 - p));
