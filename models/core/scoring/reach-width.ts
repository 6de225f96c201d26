/**
 * What is known of an account and its prediction enters; how wide its errors usually are leaves.
 *
 * Steady accounts are foretold within a factor, jumpy ones are not: the residuals of the bands are multiples of this width
 * (normalised split conformal, Papadopoulos et al. 2002), so that the 80 % range holds 80 % for both.
 */
import type { WidthModel, WidthTerm } from './model-files.ts';

export interface WidthInputs {
  /** Standard deviation of log10 views of earlier posts, and their mean absolute step; NaN under 2 posts. */
  readonly spread: number;
  readonly steps: number;
  readonly history: number;
  /** log10(1 + followers); NaN where not known. */
  readonly followers: number;
  readonly prediction: number;
  /** Days from posting to reading. */
  readonly readAfter: number;
  /** Calendar year of posting. */
  readonly year: number;
}

/** Posts' worth of a usual spread that a short history is drawn to, and that usual spread (log10); medians of the training tables, rounded. */
const DOUBT = 3;
const USUAL_SPREAD = 0.4;
const USUAL_STEPS = 0.45;
/** Between the two tables: 2020 and 2025. */
const RECENT_FROM = 2023;

export function widthOf({ intercept, usualFollowers, weights }: WidthModel, inputs: WidthInputs): number {
  const terms = widthTerms(inputs, usualFollowers);
  let sum = intercept;
  for (const name of WIDTH_TERMS) sum += weights[name] * terms[name];
  return Math.exp(sum);
}

export const WIDTH_TERMS = [
  'spread',
  'steps',
  'history',
  'none',
  'one',
  'followers',
  'far',
  'prediction',
  'age',
  'young',
  'recent',
] as const satisfies readonly WidthTerm[];

/** The terms by name; the trainer fits their weights. */
export function widthTerms(inputs: WidthInputs, usualFollowers: number): Record<WidthTerm, number> {
  const { history, prediction, readAfter } = inputs;
  return {
    spread: drawn(inputs.spread, history, USUAL_SPREAD),
    steps: drawn(inputs.steps, history, USUAL_STEPS),
    history: Math.log(1 + history),
    none: history === 0 ? 1 : 0,
    one: history === 1 ? 1 : 0,
    followers: Number.isNaN(inputs.followers) ? usualFollowers : inputs.followers,
    far: Math.abs(prediction),
    prediction,
    // Readings in the first hours of a post are hours apart, not days: under .3 d the age says no more.
    age: Math.log(Math.max(0.3, readAfter)),
    young: Math.max(0, 1 - readAfter / 3),
    recent: inputs.year >= RECENT_FROM ? 1 : 0,
  };
}

/** Logarithm of a spread that was drawn to the usual one. */
function drawn(spread: number, history: number, usual: number): number {
  const known = Number.isNaN(spread) ? 0 : Math.max(0, history - 1);
  const own = known === 0 ? 0 : known * spread ** 2;
  return Math.log(Math.sqrt((own + DOUBT * usual ** 2) / (known + DOUBT)));
}
