import { expect, test } from 'vitest';
import type { Report } from '#core/flow.ts';
import { someSignals } from '#core/invented-cases.ts';
import { seconds } from '#core/units.ts';
import { proposedWords, withWord } from './describing.ts';

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
test('a guess is marked on its chip and goes into the line without the mark', () => {
  const cup = { kind: 'vessel', score: 0.8, x: 0, y: 0, w: 1, h: 1 } as const;
  const value = { frames: [{ at: seconds(0), things: [cup] }], looked: [cup.kind] };
  const signals = someSignals({ percepts: { things: { state: 'seen', rung: 'wasm', ms: 1, value } } });
  const t = (key: string, words?: { readonly word: string }) => (words ? `${words.word}?` : key);
  // Only the clip's length and what was seen are read.
  expect(proposedWords({ signals, clip: signals.clip } as Report, { t } as never)).toEqual([
    { word: 'describe.vessel', label: 'describe.vessel?' },
  ]);
});
