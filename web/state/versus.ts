/** Which of two clips is the better bet, as the core tells it; screens reach the core through state. */
export { compareFeatures, differences, versus, type Difference, type Versus } from '#core/advise/compare.ts';
