import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORM_NAMES, WORDS_SET } from '../features/words.ts';
import { holdCase, holdVote, plainVote, understandsHold } from './hold.ts';
import type { HoldCase, HoldModel, TextMember } from './model-files.ts';

const noForm = FORM_NAMES.map((name) => ({ name, mean: 0, scale: 1, weight: 0 }));

/** Three words and a pair; every idf is 1, so a text of one known word gives its weight. */
const words: TextMember = {
  vocabulary: ['cat', 'falls', 'cat falls', '~_ca'],
  idf: [1, 1, 1, 1],
  weights: [0.2, 0.1, 0.05, 0.04],
  letters: 0.5,
  shape: noForm,
  intercept: 0.5,
};
const shown: TextMember = { ...words, weights: [-0.3, 0.2, 0, 0], letters: 0, shape: [], intercept: 0.4 };

const oneCase = (have: HoldCase['have'], line: HoldCase['line'], w: number, s: number): HoldCase => ({
  have,
  line,
  intercept: 0.01,
  words: w,
  shown: s,
  conformal: {
    levels: [0.1, 0.5, 0.9],
    bands: [{ name: have, followers: null, history: null, rows: 10, authors: 10, residuals: [-0.3, 0, 0.35] }],
  },
});

const model: HoldModel = {
  model: 'hold',
  version: '0.0.1',
  featureSet: WORDS_SET,
  members: { words, shown },
  cases: [
    oneCase('titled', null, 1, 0),
    oneCase('caption', null, 1, 0),
    oneCase('shown', [null, 3], 0, 0.5),
    oneCase('shown', [3, null], 0, 1),
    oneCase('both', null, 0.6, 0.5),
  ],
};

describe('hold by words', () => {
  test('one known word gives its weight and that of its letters, worked out by hand', () => {
    // .01 + (.5 + .2·1 + .04·.5)
    const vote = holdVote(model, { caption: '#Cat', shown: '' });
    expect(vote?.prediction).toBeCloseTo(0.73, 12);
    expect(vote?.contributions).toEqual([{ name: 'word:cat', value: 'cat', amount: expect.closeTo(0.22, 12) }]);
    expect(vote?.base).toBeCloseTo(0.51, 12);
    expect([vote?.low, vote?.high]).toEqual([expect.closeTo(0.43, 12), 1]);
  });

  test('the same word weighs otherwise in a title than below it, and its share is still its own', () => {
    const placed: TextMember = {
      ...words,
      vocabulary: [...words.vocabulary, '^cat', '$cat'],
      idf: [1, 1, 1, 1, 1, 1],
      weights: [...words.weights, 0.3, -0.1],
      placed: 0.5,
    };
    const with_ = { ...model, members: { words: placed, shown } };
    const titled = holdVote(with_, { title: 'cat', caption: '', shown: '' });
    const below = holdVote(with_, { title: '', caption: 'cat', shown: '' });
    // .01 + .5 + .2 + .04·.5 and the place: .3·.5 in the title, -.1·.5 below it.
    expect(titled?.prediction).toBeCloseTo(0.73 + 0.15, 12);
    expect(below?.prediction).toBeCloseTo(0.73 - 0.05, 12);
    expect(titled?.contributions).toEqual([{ name: 'word:cat', value: 'cat', amount: expect.closeTo(0.37, 12) }]);
    // Where a platform has no title, no word has a place.
    expect(holdVote(with_, { caption: 'cat', shown: '' })?.prediction).toBeCloseTo(0.73, 12);
  });

  test('of a post without words is one number, where the model has one for it', () => {
    const silent = { ...model, cases: [...model.cases, oneCase('none', null, 0, 0)] };
    expect(plainVote(silent, { title: '', caption: ' ', shown: '' })).toMatchObject({
      prediction: 0.01,
      contributions: [],
    });
    expect(plainVote(silent, { title: '', caption: '', shown: 'cat' }).prediction).not.toBe(0.01);
  });

  test('a pair of words belongs to both halves alike', () => {
    const vote = holdVote(model, { caption: 'cat falls', shown: '' });
    // Three grams of equal value 1/√3.
    const amount = (name: string): number => vote?.contributions.find((c) => c.name === name)?.amount ?? 0;
    expect(amount('word:cat')).toBeCloseTo((0.2 + 0.025) / Math.sqrt(3) + 0.02, 12);
    expect(amount('word:falls')).toBeCloseTo((0.1 + 0.025) / Math.sqrt(3), 12);
  });

  test('the length of the line chooses its calibration', () => {
    expect(holdVote(model, { caption: '', shown: 'cat' })?.prediction).toBeCloseTo(0.01 + 0.5 * (0.4 - 0.3), 12);
    expect(holdCase(model, { caption: '', shown: 'cat falls sofa' }).line).toEqual([3, null]);
  });

  test('nothing written gives no vote, an empty title in a table does', () => {
    expect(holdVote(model, { caption: ' ', shown: '' })).toBeNull();
    expect(plainVote(model, { title: '', caption: '', shown: '' }).prediction).toBeCloseTo(0.51, 12);
  });

  test('a made-up word longer than any that was learned from counts as the longest', () => {
    const long: TextMember = {
      ...words,
      shape: FORM_NAMES.map((name) => ({ name, mean: 0, scale: 1, weight: name === 'word_length' ? 0.01 : 0 })),
    };
    const asks = (letters: number): number | undefined =>
      holdVote({ ...model, members: { words: long, shown } }, { caption: 'z'.repeat(letters), shown: '' })?.prediction;
    // .01 + .5 + .01·letters
    expect(asks(10)).toBeCloseTo(0.61, 12);
    expect(asks(21)).toBeCloseTo(0.72, 12);
    expect(asks(300)).toBe(asks(21));
  });

  test('a model made with other words is not understood', () => {
    expect(understandsHold(model)).toBe(true);
    expect(understandsHold({ ...model, featureSet: 'hold-words-0' })).toBe(false);
  });
});

describe('laws', () => {
  const text = fc.array(fc.constantFrom('cat', 'falls', 'dog', '#cat', '😂', '!', 'CAT', '@cat'), { maxLength: 8 });

  test('base and shares add up to the prediction, which lies in its interval and in 0..1', () => {
    fc.assert(
      fc.property(text, text, fc.double({ min: -20, max: 20, noNaN: true }), (caption, line, weight) => {
        const wild = {
          ...model,
          members: { words: { ...words, weights: [weight, 0.1, -weight, 0.3] }, shown },
        };
        const vote = holdVote(wild, { caption: caption.join(' '), shown: line.join(' ') });
        if (!vote) return;
        const sum = vote.base + vote.contributions.reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBeCloseTo(vote.prediction, 9);
        expect(vote.prediction).toBeGreaterThanOrEqual(0);
        expect(vote.prediction).toBeLessThanOrEqual(1);
        expect(vote.low).toBeLessThanOrEqual(vote.prediction);
        expect(vote.high).toBeGreaterThanOrEqual(vote.prediction);
      }),
    );
  });

  test('words that the model does not know move nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[b-z]{1,8}$/), (word) => {
        fc.pre(!['cat', 'falls'].includes(word));
        const known = holdVote(model, { caption: 'cat', shown: '' })?.prediction;
        expect(holdVote(model, { caption: `cat, ${word}`, shown: '' })?.prediction).toBeCloseTo(known ?? 0, 12);
      }),
    );
  });
});
