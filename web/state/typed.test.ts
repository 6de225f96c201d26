import { describe, expect, test } from 'vitest';
import { readCount } from './typed.ts';

describe('views as people type them', () => {
  test.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['1.200', 1200],
    ['12 400', 12_400],
    ['12\u202F400', 12_400],
    ['1.2k', 1200],
    ['1,2 M', 1_200_000],
    ['3 mil', 3000],
    ['1200.0', 1200],
  ])('%s is %i', (typed, count) => expect(readCount(typed)).toBe(count));
  test.each(['', 'many', '-3', '1.2.3', '12,34'])('%j is no count', (typed) => expect(readCount(typed)).toBeNull());
});
