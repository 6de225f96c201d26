import { expect, it } from 'vitest';
import { naiveBayes } from './bayes.ts';

it('naive Bayes is what counting by hand gives', () => {
  const rows = [
    { columns: [0], values: [2] },
    { columns: [1], values: [1] },
  ];
  const [first, second] = naiveBayes(rows, [0, 1], { columns: 2, classes: 2 })({ columns: [0], values: [1] });
  // Priors are even. Class 0 has mass 2.1 of 2.2 on the gram, class 1 has .1 of 1.2.
  expect((first ?? 0) - (second ?? 0)).toBeCloseTo(Math.log(2.1 / 2.2 / (0.1 / 1.2)), 9);
});
