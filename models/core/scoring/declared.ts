/** Features and hold rank enter; what each declared term says of this clip leaves. See Note [Declared terms]. */
import type { Features } from '../flow.ts';
import { DECLARED_TERMS, HOLD_RANK, type DeclaredEffect, type DeclaredTerm, type TermInput } from './priors.ts';

/**
 * @param hold predicted rank; null without one, or where the score is the hold rank itself
 * @param terms which terms count; an empty list switches them off
 * @returns terms whose inputs are all known, those worth 0 points included: they were looked at
 */
export function declaredEffects(
  features: Features,
  hold: number | null,
  terms: readonly DeclaredTerm[] = DECLARED_TERMS,
): DeclaredEffect[] {
  return terms.flatMap((term) => {
    const value = valueOf(term, features, hold);
    return value === null ? [] : [{ term, value, points: pointsAt(term, value) }];
  });
}

/** Points of a term at a value: linear between its knots, flat outside, held to its bound. */
export function pointsAt({ knots, bound }: DeclaredTerm, value: number): number {
  let [before] = knots;
  if (before === undefined) return 0;
  if (value <= before[0]) return hold(before[1], bound);
  for (const knot of knots) {
    if (value < knot[0]) {
      const part = (value - before[0]) / (knot[0] - before[0]);
      return hold(before[1] + (knot[1] - before[1]) * part, bound);
    }
    before = knot;
  }
  return hold(before[1], bound);
}

function valueOf(term: DeclaredTerm, features: Features, hold: number | null): number | null {
  let sum = 0;
  for (const input of term.reads) {
    const value = input.feature === HOLD_RANK ? hold : (features.values[input.feature] ?? null);
    if (value === null) return null;
    sum += scaled(value, input);
  }
  return sum / term.reads.length;
}

function scaled(value: number, { scale }: TermInput): number {
  if (scale === null) return value;
  const [from, to] = scale;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

const hold = (points: number, bound: number): number => Math.min(bound, Math.max(-bound, points));
