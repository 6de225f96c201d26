import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTED_NAMES, SENTIMENT_SET } from '../scoring/sentiment.ts';
import type { SentimentModel } from '../scoring/model-files.ts';
import { COMMENT_KINDS, MOST_COMMENTS, readComments } from './comments.ts';

/** What outweighs the other in the lists decides, strongly; without either a comment is neutral. */
const member = {
  intercepts: [0, 1, 0],
  weights: LISTED_NAMES.map((name) => (name === 'balance' ? [-4, 0, 4] : [0, 0, 0])),
  temperature: 1,
  boosts: [1, 1, 1],
};
const model: SentimentModel = {
  model: 'sentiment',
  version: 'test',
  featureSet: SENTIMENT_SET,
  english: { ...member, vocabulary: [], idf: [], letters: 0 },
  listed: member,
};
const kind = (texts: readonly string[], name: (typeof COMMENT_KINDS)[number]) =>
  readComments(model, texts).kinds.find((one) => one.kind === name);

describe('what people say under a clip', () => {
  it('four love it, one hates it: shares with their counting intervals', () => {
    const { n, feelings } = readComments(model, [
      'I love this so much',
      'I love the bread',
      'love your kitchen',
      'we love it here',
      'I hate this noise',
    ]);
    expect(n).toBe(5);
    // Wilson 95 % of 4 in 5, from R's prop.test without continuity correction: .376 to .964.
    expect(feelings?.positive.value).toBeCloseTo(0.8, 12);
    expect(feelings?.positive.low).toBeCloseTo(0.376, 3);
    expect(feelings?.positive.high).toBeCloseTo(0.964, 3);
    expect(feelings?.negative.count).toBe(1);
  });

  it('a question that keeps coming back is one theme, in singular and plural', () => {
    const questions = kind(
      [
        'where did you get the pan',
        'Which pan is that?',
        'are those pans any good?',
        'What song is this?',
        'Looks tasty',
      ],
      'question',
    );
    expect(questions?.count).toBe(4);
    expect(questions?.themes).toEqual([
      {
        word: 'pan',
        count: 3,
        examples: ['where did you get the pan', 'Which pan is that?', 'are those pans any good?'],
      },
    ]);
    expect(questions?.others).toEqual(['What song is this?']);
  });

  it('requests are told in English, French and Spanish, and are no questions', () => {
    const texts = [
      'part 2 please',
      'tu peux faire un tuto pain ?',
      'haz una receta sin horno porfa',
      'can you do naan',
    ];
    expect(kind(texts, 'request')?.count).toBe(4);
    expect(kind(texts, 'question')?.count).toBe(0);
  });

  it('a Spanish exclamation is no question', () => {
    expect(kind(['Qué rico se ve este pan de la abuela', 'qué marca es la sartén del video'], 'question')?.count).toBe(
      1,
    );
  });

  it('a complaint says what it is about', () => {
    const complaints = kind(['I hate the music', 'this music is awful', 'I love the music'], 'complaint');
    expect(complaints?.themes.map(({ word, count }) => [word, count])).toEqual([['music', 2]]);
  });

  it('empty and repeated comments are left out, and told', () => {
    const { n, skipped } = readComments(model, ['Nice', ' nice ', '', '\n', 'NICE', 'so good']);
    expect(n).toBe(2);
    expect(skipped).toEqual({ empty: 2, repeated: 2, tooMany: 0 });
  });

  it('with nothing to read nothing is said', () => {
    expect(readComments(model, ['', '  '])).toMatchObject({ n: 0, feelings: null, kinds: [] });
  });

  it('more than can be read are counted, not dropped in silence', () => {
    const many = Array.from({ length: MOST_COMMENTS + 3 }, (_, i) => `bread ${i}`);
    expect(readComments(model, many)).toMatchObject({ n: MOST_COMMENTS, skipped: { tooMany: 3 } });
  });

  it('whatever is written, shares add up and no comment is in two themes of a kind', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem()), { maxLength: 30 }), (texts) => {
        const { n, feelings, kinds } = readComments(model, texts);
        if (n === 0) return;
        const values = Object.values(feelings ?? {});
        expect(values.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 9);
        for (const { count, themes } of kinds)
          expect(themes.reduce((sum, theme) => sum + theme.count, 0)).toBeLessThanOrEqual(count);
      }),
      { numRuns: 200 },
    );
  });
});
