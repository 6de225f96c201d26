import { describe, expect, it } from 'vitest';
import { feelingsOf, folded, languageByFeelings } from './feelings.ts';

const pair = (text: string, language: 'en' | 'fr' | 'es' | 'any'): [number, number] => {
  const { pleasant, unpleasant } = feelingsOf(text, language);
  return [pleasant, unpleasant];
};

describe('what a comment says pleasant and unpleasant things of', () => {
  it.each([
    ['A lovely walk, thank you', 'en', [2, 0]],
    ['What a terrible mess', 'en', [0, 2]],
    ['I don’t like the ending, not funny', 'en', [0, 1]],
    ['not bad', 'en', [1, 0]],
    ['Une promenade sublime', 'fr', [1, 0]],
    ['elle aime pas', 'fr', [0, 1]],
    ['pas mal', 'fr', [1, 0]],
    ['Un paseo precioso', 'es', [1, 0]],
    ['nunca me gustó', 'es', [0, 1]],
    ['the table is next to the window', 'en', [0, 0]],
  ] as const)('%s', (text, language, expected) => {
    expect(pair(text, language)).toEqual(expected);
  });

  it('is the same with and without accents, and however long the letters are drawn', () => {
    expect(pair('génial', 'fr')).toEqual(pair('genial', 'fr'));
    expect(pair('vergüenza', 'es')).toEqual([0, 1]);
    expect(pair('I looooove it', 'en')).toEqual([1, 0]);
    expect(folded('œuvre')).toBe('oeuvre');
    expect(folded('cœuuuur')).toBe('coeur');
  });

  it('counts emoji in every language, and nothing twice', () => {
    expect(pair('😍 👎', 'any')).toEqual([1, 1]);
    expect(pair('super', 'any')).toEqual([1, 0]);
    expect(pair('👍🏽', 'fr')).toEqual([1, 0]);
  });

  it('counts a phrase once, not its words as well', () => {
    expect(pair('une perte de temps', 'fr')).toEqual([0, 1]);
    expect(feelingsOf('vale la pena', 'es')).toEqual({ pleasant: 1, unpleasant: 0, words: 3, listed: 1 });
  });

  it('of nothing says nothing', () => {
    expect(feelingsOf('', 'any')).toEqual({ pleasant: 0, unpleasant: 0, words: 0, listed: 0 });
  });
});

describe('the language of a short comment by its feelings', () => {
  it('is the one whose lists know most of it', () => {
    expect(languageByFeelings('merci')).toBe('fr');
    expect(languageByFeelings('gracias')).toBe('es');
    expect(languageByFeelings('thanks')).toBe('en');
  });
  it('is none for shared words and for none', () => {
    expect(languageByFeelings('excellent')).toBeNull();
    expect(languageByFeelings('table')).toBeNull();
  });
});
