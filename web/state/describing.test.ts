import { expect, test } from 'vitest';
import { withWord } from './describing.ts';

test('a tapped word joins the line, tapped again it leaves it as it was', () => {
  expect(withWord('', 'one person')).toBe('one person');
  expect(withWord('A baker folds dough', 'one person')).toBe('A baker folds dough, one person');
  expect(withWord('A baker folds dough, one person', 'one person')).toBe('A baker folds dough');
  expect(withWord('one person, a face close up', 'one person')).toBe('a face close up');
});
test('text with a comma of its own is taken out whole', () => {
  const word = 'text: wait, what?';
  expect(withWord(withWord('A cat', word), word)).toBe('A cat');
});
