import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseEvaluation } from '#contracts/evaluation.ts';
import { parseManifest } from '#contracts/manifest.ts';
import { parseSentimentModel } from '#contracts/model-file.ts';
import { FEELINGS, sentimentFor, understandsSentiment } from '#core/scoring/sentiment.ts';
import { f1Of, macroF1 } from './figures.ts';
import { blankFor, calibrate, fitBoth, logLoss, outOfFold, RECIPE } from './fit.ts';
import { fitLogistic } from './logistic.ts';
import { NAMES } from './names.ts';
import { readComments, type CommentRow } from './rows.ts';
import { syntheticComments } from './synthetic.ts';
import { FRENCH_TEST } from './written/fr-test.ts';
import { FRENCH } from './written/fr.ts';
import { SPANISH_TEST } from './written/es-test.ts';
import { SPANISH } from './written/es.ts';

const ZOO = new URL('../../zoo/sentiment/', import.meta.url);
const shipped = (name: string): Buffer => readFileSync(new URL(name, ZOO));
const parsed = parseSentimentModel(JSON.parse(shipped('model.json').toString('utf8')));
if (!parsed.ok) throw new Error(parsed.reason);
const model = parsed.value;

describe('the shipped sentiment model', () => {
  it('is the one that its manifest and its evaluation name, and small', () => {
    const manifest = parseManifest(JSON.parse(shipped('manifest.json').toString('utf8')));
    const evaluation = parseEvaluation(JSON.parse(shipped('evaluation.json').toString('utf8')));
    if (!manifest.ok || !evaluation.ok) throw new Error('manifest or evaluation does not parse');
    for (const { name, sha256 } of manifest.value.files) {
      expect([name, createHash('sha256').update(shipped(name)).digest('hex')]).toEqual([name, sha256]);
    }
    const plain = manifest.value.files.find(({ name }) => name === 'model.json');
    expect(evaluation.value.sha256).toBe(plain?.sha256);
    expect(plain?.gzBytes).toBeLessThanOrEqual(250_000);
    expect(understandsSentiment(model)).toBe(true);
  });

  it('says of the golden comments what it said when it was made', () => {
    const golden = JSON.parse(shipped('golden.json').toString('utf8')) as {
      cases: { text: string; answer: unknown }[];
    };
    expect(golden.cases.length).toBeGreaterThan(10);
    for (const { text, answer } of golden.cases) expect([text, sentimentFor(model, text)]).toEqual([text, answer]);
  });

  it('holds no handle and no name of the list', () => {
    const words = model.english.vocabulary.filter((gram) => !gram.startsWith('~')).flatMap((gram) => gram.split(' '));
    expect(words.filter((word) => NAMES.has(word) || word.startsWith('@'))).toEqual([]);
  });

  it('reads emoji, and the same word with and without its accents', () => {
    expect(sentimentFor(model, '😍😍😍').label).toBe('positive');
    expect(sentimentFor(model, '👎👎').label).toBe('negative');
    expect(sentimentFor(model, 'Génial, merci !')).toEqual(sentimentFor(model, 'genial, merci !'));
  });
});

describe('the comments written for measuring', () => {
  it.each([
    ['French', FRENCH],
    ['Spanish', SPANISH],
    ['French, for the test', FRENCH_TEST],
    ['Spanish, for the test', SPANISH_TEST],
  ])('are a hundred different ones in %s, of every feeling', (_, comments) => {
    expect(new Set(comments.map(([, text]) => text)).size).toBe(100);
    for (const feeling of FEELINGS)
      expect(comments.filter(([own]) => own === feeling).length).toBeGreaterThanOrEqual(30);
  });
  it('the ones for the test are none of those that the lists were written beside', () => {
    const before = new Set([...FRENCH, ...SPANISH].map(([, text]) => text));
    expect([...FRENCH_TEST, ...SPANISH_TEST].filter(([, text]) => before.has(text))).toEqual([]);
  });
});

describe('sentiment learned from invented comments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentiment-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'comments.csv');
  writeFileSync(file, syntheticComments(3, 900));
  const recipe = { ...RECIPE, steps: 25 };

  it('is the same to the last byte when learned again, and finds the words that tell', async () => {
    const rows = await readComments(file);
    const train = rows.filter(({ test }) => !test);
    const fitted = fitBoth(train, recipe);
    expect(JSON.stringify(fitBoth(train, recipe))).toBe(JSON.stringify(fitted));
    const { vocabulary } = fitted.blank.english;
    // Neutral words that no list knows: only learning can tell them.
    expect(fitted.english.weights[vocabulary.indexOf('monday')]?.[1]).toBeGreaterThan(0.3);
    expect(fitted.english.weights[vocabulary.indexOf('noisy')]?.[0]).toBeGreaterThan(0.3);
  }, 60_000);

  it('puts like comments on one side, whatever their order in the file', async () => {
    const rows = await readComments(file);
    const sides = new Map<string, Set<boolean>>();
    for (const { group, test } of rows) sides.set(group, (sides.get(group) ?? new Set()).add(test));
    for (const both of sides.values()) expect(both.size).toBe(1);
  });

  it('is calibrated on comments the weights had not seen: no other temperature is better', async () => {
    const rows = (await readComments(file)).filter(({ test }) => !test);
    const { english } = outOfFold(rows, recipe);
    const outcome = rows.map(({ feeling }) => feeling);
    const { temperature } = calibrate(english, outcome);
    const own = logLoss(english, outcome, temperature);
    for (const other of [0.8, 1.25]) expect(logLoss(english, outcome, temperature * other)).toBeGreaterThan(own);
  }, 60_000);

  it('takes a word from ten comments on', () => {
    const rows = Array.from({ length: 12 }, (_, i): CommentRow => ({
      text: i < 9 ? 'window rare' : 'window often often',
      feeling: i % 3,
      group: String(i),
      test: false,
      fold: i % 5,
    }));
    expect(blankFor(rows, { ...RECIPE, letters: 0 }).english.vocabulary).toEqual(['window']);
  });
});

describe('a multinomial logistic regression', () => {
  it('without inputs gives the shares of the classes', () => {
    const rows = Array.from({ length: 10 }, () => ({ columns: [], values: [] }));
    const { intercepts } = fitLogistic({ columns: 1, classes: 3, rows, outcome: [0, 0, 0, 0, 0, 1, 1, 1, 2, 2] }, 1e-3);
    const raised = intercepts.map(Math.exp);
    const whole = raised.reduce((a, b) => a + b, 0);
    expect(raised.map((one) => one / whole)).toEqual([0.5, 0.3, 0.2].map((p) => expect.closeTo(p, 4)));
  });

  it('with two classes and one input finds the log-odds, worked out by hand', () => {
    // With x = 0: 1 of 4; with x = 1: 3 of 4. The difference in log-odds is 2·ln 3.
    const rows = [0, 0, 0, 0, 1, 1, 1, 1].map((x) => ({ columns: [0], values: [x] }));
    const { weights } = fitLogistic({ columns: 1, classes: 2, rows, outcome: [1, 0, 0, 0, 1, 1, 1, 0] }, 1e-9, 300);
    expect((weights[0]?.[1] ?? 0) - (weights[0]?.[0] ?? 0)).toBeCloseTo(2 * Math.log(3), 3);
  });
});

describe('F1', () => {
  it('is worked out by hand', () => {
    // Of class 0: one right, one missed, one too many: 2/(2+2) = .5; class 1: 1 right, 1 wrong, 1 missed; class 2 never occurs.
    expect(f1Of([0, 0, 1, 1], [0, 1, 0, 1], 0)).toBe(0.5);
    expect(macroF1([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(1 / 3, 12);
  });
});
