import { expect, test } from 'vitest';
import { PERCEIVED_KINDS } from './kinds.ts';
import { PERCEIVERS } from './perceivers.ts';

test('what a page may ask for is what this build can perceive', () => {
  expect(PERCEIVERS.map(({ kind }) => kind).toSorted()).toEqual([...PERCEIVED_KINDS].toSorted());
});
