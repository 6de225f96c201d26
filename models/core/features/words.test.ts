import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentWords, FORM_NAMES, letterGrams, properNames, textForm, tokens, wordGrams } from './words.ts';

const words = (text: string): string[] => tokens(text).map((token) => token.word);

describe('the words of a caption', () => {
  test('a hashtag counts as its word, a handle and a link do not count', () => {
    expect(words('Wait for it #SkateFail with @some.body_1 https://x.example/a?b=c')).toEqual([
      'wait',
      'for',
      'it',
      'skatefail',
      'with',
    ]);
  });

  test('an emoji is one token, whether typed, toned or spelled out without a space', () => {
    expect(words('cool😂')).toEqual(['cool', '😂']);
    expect(words('coolface with tears of joy')).toEqual(['cool', '😂']);
    expect(words('who knows 🤷🏽‍♀️')).toEqual(['who', 'knows', '🤷']);
    expect(words('who knows woman shrugging medium skin tone')).toEqual(['who', 'knows', '🤷']);
    expect(words('so 🔥')).toEqual(words('so fire'));
  });

  test('numbers are all alike, marks are kept once, an apostrophe stays in its word', () => {
    expect(words('1,000 tries!!! don’t ask??')).toEqual(['0', '0', 'tries', '!', "don't", 'ask', '?']);
  });

  test('accents, Cyrillic and composed letters are letters', () => {
    expect(words('Café ÉTÉ')).toEqual(['café', 'été']);
    expect(words('Cafe\u0301')).toEqual(['café']);
    expect(words('ПРИВЕТ мир')).toEqual(['привет', 'мир']);
  });

  test('whatever is typed, capitals change no word and no token holds a space, a # or an @', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const word of words(text)) expect(word).not.toMatch(/[\s#@]/u);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z #!?0-9]{0,60}$/), (text) => {
        expect(words(text.toUpperCase())).toEqual(words(text));
      }),
    );
  });

  test('reading the words again gives the same words', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z !?0-9]{0,60}$/), (text) => {
        expect(words(words(text).join(' '))).toEqual(words(text));
      }),
    );
  });
});

describe('grams', () => {
  test('pairs are neighbours and say which tokens they stand on', () => {
    expect(wordGrams(['a', 'red', 'car'])).toEqual([
      { gram: 'a', from: [0] },
      { gram: 'a red', from: [0, 1] },
      { gram: 'red', from: [1] },
      { gram: 'red car', from: [1, 2] },
      { gram: 'car', from: [2] },
    ]);
  });

  test('letter runs stay inside their word', () => {
    expect(letterGrams(['cat', '0']).map((g) => g.gram)).toEqual(['~_ca', '~cat', '~at_', '~_cat', '~cat_', '~_cat_']);
  });
});

test('a name is what has a capital inside a sentence and is never written small', () => {
  const texts = ['Look at Maria and the Dog. Great stuff', 'my dog and maria-less Tom', 'great. So great'];
  expect(properNames(texts)).toEqual(new Set(['tom']));
  expect(properNames(['Look at Maria and the Dog', 'my dog'])).toEqual(new Set(['maria']));
});

test('the length of a line is counted in words that say what is seen', () => {
  expect(contentWords('The video shows a man with a red surfboard in the water')).toEqual([
    'man',
    'red',
    'surfboard',
    'water',
  ]);
});

test('the form of a text names every feature, and an empty text has a form', () => {
  const form = textForm('', '');
  expect(Object.keys(form)).toEqual([...FORM_NAMES]);
  expect(form.no_text).toBe(1);
  expect(textForm(null, 'Is THIS it?')).toMatchObject({ untitled: 1, has_title: 0, asks: 1, no_text: 0, digits: 0 });
});
