import { describe, expect, it } from 'vitest';
import type { WidthModel } from './model-files.ts';
import { WIDTH_TERMS, widthOf, widthTerms, type WidthInputs } from './reach-width.ts';

const PERSON: WidthInputs = {
  spread: 0.4,
  steps: 0.45,
  history: 12,
  followers: 4,
  prediction: 0,
  readAfter: 30,
  year: 2025,
};
// Holds: every term is given its weight here.
const none = Object.fromEntries(WIDTH_TERMS.map((name) => [name, 0])) as WidthModel['weights'];
const model = (weights: Partial<WidthModel['weights']>): WidthModel => ({
  intercept: Math.log(0.3),
  usualFollowers: 5,
  weights: { ...none, ...weights },
});

describe('the usual size of an error', () => {
  it('is the same for everybody when nothing weighs', () => expect(widthOf(model({}), PERSON)).toBeCloseTo(0.3, 12));

  it('grows in proportion to the own spread, once there are posts to tell it from', () => {
    const jumpy = { ...PERSON, spread: 0.8, history: 1000 };
    const steady = { ...PERSON, spread: 0.4, history: 1000 };
    expect(widthOf(model({ spread: 1 }), jumpy) / widthOf(model({ spread: 1 }), steady)).toBeCloseTo(2, 2);
  });

  it('takes the usual spread where there is no history', () => {
    const newcomer = { ...PERSON, spread: Number.NaN, steps: Number.NaN, history: 0 };
    expect(widthTerms(newcomer, 5).spread).toBeCloseTo(Math.log(0.4), 12);
    expect(widthTerms(newcomer, 5)).toMatchObject({ none: 1, one: 0 });
  });

  it('takes the usual followers where they are not known', () => {
    expect(widthTerms({ ...PERSON, followers: Number.NaN }, 5).followers).toBe(5);
  });
});
