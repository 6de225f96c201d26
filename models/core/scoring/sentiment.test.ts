import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentimentModel } from './model-files.ts';
import {
  englishRow,
  labelOf,
  languageOf,
  LISTED_NAMES,
  listedValues,
  probabilitiesOf,
  SENTIMENT_SET,
  sentimentFor,
  softmax,
  understandsSentiment,
} from './sentiment.ts';

const none = LISTED_NAMES.map(() => [0, 0, 0]);
/** By the lists: one unit of log-odds for what outweighs the other. */
const byBalance = LISTED_NAMES.map((name) => (name === 'balance' ? [-1, 0, 1] : [0, 0, 0]));

const model: SentimentModel = {
  model: 'sentiment',
  version: '0.0.1',
  featureSet: SENTIMENT_SET,
  english: {
    vocabulary: ['camera', 'shakes', 'camera shakes', '~_ca'],
    idf: [1, 1, 1, 1],
    letters: 0.5,
    intercepts: [0, 0, 0],
    weights: [[0, 0, 0], [2, 0, 0], [0, 0, 0], [0, 1, 0], ...none],
    temperature: 2,
    boosts: [1, 1, 1],
  },
  listed: { intercepts: [0, 0.5, 0], weights: byBalance, temperature: 1, boosts: [1, 1, 1] },
};

describe('how the writer of a comment feels', () => {
  it('in English follows the words, worked out by hand', () => {
    // Three grams of 1/√3 each and one letter run of .5: 2/√3 against .5, both halved by the temperature.
    const row = englishRow(model, 'camera shakes');
    const [negative = 0, neutral = 0, positive = 0] = probabilitiesOf(model.english, row);
    const raised = [Math.exp(1 / Math.sqrt(3)), Math.exp(0.25), 1];
    const whole = raised.reduce((a, b) => a + b, 0);
    expect([negative, neutral, positive]).toEqual(raised.map((one) => expect.closeTo(one / whole, 12)));
  });

  it('in French and Spanish follows the lists', () => {
    const told = sentimentFor(model, 'Une promenade sublime dans la ville, merci');
    expect([told.readAs, told.label]).toEqual(['fr', 'positive']);
    expect(told.probabilities.positive).toBeCloseTo(Math.E / (Math.E + Math.exp(0.5) + Math.exp(-1)), 12);
    expect(sentimentFor(model, 'El paseo es horrible y el hotel también')).toMatchObject({
      readAs: 'es',
      label: 'negative',
    });
  });

  it('is neutral where nothing says otherwise', () => {
    expect(sentimentFor(model, '')).toMatchObject({ readAs: 'any', label: 'neutral' });
    expect(listedValues('la table', 'fr').slice(0, 6)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('of emoji alone goes by the emoji', () => {
    expect(sentimentFor(model, '😍😍')).toMatchObject({ readAs: 'any', label: 'positive' });
    expect(sentimentFor(model, '💔')).toMatchObject({ readAs: 'any', label: 'negative' });
  });

  it('is read the same with accents left out', () => {
    expect(sentimentFor(model, 'Génial').probabilities).toEqual(sentimentFor(model, 'Genial').probabilities);
  });

  it('weighs rarer feelings up in the probabilities themselves, worked out by hand', () => {
    // Without words only the intercepts speak: e^0, e^.5, e^0, the first three times over.
    const boosted = { ...model.listed, boosts: [3, 1, 1] };
    const raised = [3, Math.exp(0.5), 1];
    const whole = raised.reduce((a, b) => a + b, 0);
    expect(probabilitiesOf(boosted, { columns: [], values: [] })).toEqual(
      raised.map((one) => expect.closeTo(one / whole, 12)),
    );
    expect(labelOf([0.3, 0.1, 0.6])).toBe('positive');
  });

  it('of nothing written is neutral, and surely so', () => {
    const nothing = { label: 'neutral', probabilities: { negative: 0, neutral: 1, positive: 0 }, readAs: 'any' };
    for (const text of ['', '   ', '@ana https://example.org']) expect(sentimentFor(model, text)).toEqual(nothing);
  });

  it('refuses a model made with other words', () => {
    expect(understandsSentiment(model)).toBe(true);
    expect(understandsSentiment({ ...model, featureSet: 'sentiment-0' })).toBe(false);
  });
});

describe('the language a comment is read in', () => {
  it('is the one it is written in, where that can be told', () => {
    expect(languageOf(model, 'this is what I said to my brother')).toBe('en');
    expect(languageOf(model, 'c’est ce que j’ai dit à mon frère')).toBe('fr');
    expect(languageOf(model, 'esto es lo que le dije a mi hermano')).toBe('es');
  });
  it('of two words is English where its words are known, else the one whose feelings it names', () => {
    expect(languageOf(model, 'camera shakes')).toBe('en');
    expect(languageOf(model, 'merci')).toBe('fr');
    expect(languageOf(model, 'camera merci')).toBe('fr');
  });
  it('is any for other scripts', () => {
    expect(languageOf(model, 'おはようございます')).toBe('any');
  });
});

describe('laws', () => {
  it('probabilities lie in 0..1 and sum to 1, whatever is written', () => {
    const words = fc.constantFrom('camera', 'shakes', 'merci', 'nul', 'gracias', 'never', '😂', '💔', 'é', '!', '@ana');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(' ')),
        ),
        (text) => {
          const { probabilities, label } = sentimentFor(model, text);
          const values = Object.values(probabilities);
          expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
          for (const p of values) expect(p >= 0 && p <= 1).toBe(true);
          expect(probabilities[label]).toBe(Math.max(...values));
        },
      ),
    );
  });
  it('a softmax does not care for what all sums share', () => {
    expect(softmax([1000, 1001, 1002])).toEqual(softmax([0, 1, 2]));
  });
});
