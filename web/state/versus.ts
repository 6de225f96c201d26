/** Which of two clips is the better bet, as the core tells it; screens reach the core through state. */
export { rankOf } from '#core/advise/rank.ts';
export { compareFeatures, differences, versus, type Difference, type Versus } from '#core/advise/compare.ts';
