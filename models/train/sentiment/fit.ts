/** Labelled English comments → both members of the sentiment model, calibrated on comments their weights had not seen. */
import { letterGrams, tokens, wordGrams } from '#core/features/words.ts';
import type { SparseRow } from '#core/scoring/linear.ts';
import type { SentimentModel } from '#core/scoring/model-files.ts';
import { englishRow, FEELINGS, LISTED_NAMES, listedRow, softmax } from '#core/scoring/sentiment.ts';
import { FOLDS } from '../hold/rows.ts';
import { macroF1 } from './figures.ts';
import { fitLogistic, type Logistic } from './logistic.ts';
import { NAMES } from './names.ts';
import type { CommentRow } from './rows.ts';

export interface Recipe {
  readonly fewest: number;
  /** Word grams and letter runs at most, by how many comments hold them. */
  readonly words: number;
  readonly runs: number;
  /** Length of the letter block beside the words' 1; 0 leaves it out. */
  readonly letters: number;
  /** How much easier a gram moves that one feeling holds more often than the others, as a power; 0 treats all alike. */
  readonly telling: number;
  readonly alpha: number;
  readonly steps: number;
  /** Left out only to see what they are worth. */
  readonly pairs: boolean;
  readonly lists: boolean;
}

/** Chosen out of fold on the training comments; the card says what else was tried. */
export const RECIPE: Recipe = {
  fewest: 10,
  words: 8000,
  runs: 8000,
  letters: 0.8,
  telling: 0.5,
  alpha: 1e-4,
  steps: 60,
  pairs: true,
  lists: true,
};

/** Log-odds of each class for a comment, by a fit that had not seen it. */
export interface Unseen {
  readonly english: readonly (readonly number[])[];
  readonly listed: readonly (readonly number[])[];
}

export type Blank = Pick<SentimentModel, 'english'>;

/** Vocabulary and idf, without weights. */
export function blankFor(rows: readonly CommentRow[], recipe: Recipe): Blank {
  const counts = new Map<string, number>();
  for (const { text } of rows) {
    const words = tokens(text).map(({ word }) => word);
    const grams = recipe.letters > 0 ? [...wordGrams(words), ...letterGrams(words)] : wordGrams(words);
    for (const gram of new Set(grams.map((one) => one.gram))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const often = [...counts].filter(
    ([gram, count]) => count >= recipe.fewest && !holdsName(gram) && (recipe.pairs || !gram.includes(' ')),
  );
  // Ties in alphabetical order, so that the order of rows decides nothing.
  often.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const words = often.filter(([gram]) => !gram.startsWith('~')).slice(0, recipe.words);
  const runs = often.filter(([gram]) => gram.startsWith('~')).slice(0, recipe.runs);
  const kept = [...words, ...runs].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return {
    english: {
      vocabulary: kept.map(([gram]) => gram),
      idf: kept.map(([, count]) => short(Math.log((1 + rows.length) / (1 + count)) + 1)),
      letters: recipe.letters,
      intercepts: [0, 0, 0],
      weights: [],
      temperature: 1,
      boosts: [1, 1, 1],
    },
  };
}

/** A name says who is spoken of, not how; letter runs that spell one whole are left out as well. */
const holdsName = (gram: string): boolean =>
  gram.startsWith('~') ? NAMES.has(gram.replace(/^~_?|_$/gu, '')) : gram.split(' ').some((word) => NAMES.has(word));

export function fitBoth(rows: readonly CommentRow[], recipe: Recipe, onStep?: (done: number) => void) {
  const blank = blankFor(rows, recipe);
  const outcome = rows.map(({ feeling }) => feeling);
  const grams = rows.map(({ text }) => englishRow(blank, text));
  const scales = tellingScales(grams, outcome, blank.english.vocabulary.length, recipe.telling);
  const stretched = fitLogistic(
    {
      columns: blank.english.vocabulary.length + LISTED_NAMES.length,
      classes: FEELINGS.length,
      rows: grams.map(({ columns, values }) => ({
        columns,
        values: values.map((value, at) => value * (scales[columns[at] ?? 0] ?? (recipe.lists ? 1 : 0))),
      })),
      outcome,
    },
    recipe.alpha,
    recipe.steps,
    onStep,
  );
  // What was stretched for the fit is in the weights afterwards: the file and who reads it know nothing of it.
  const english = {
    intercepts: stretched.intercepts,
    weights: stretched.weights.map((row, column) => row.map((weight) => weight * (scales[column] ?? 1))),
  };
  const listed = fitLogistic(
    {
      columns: LISTED_NAMES.length,
      classes: FEELINGS.length,
      rows: rows.map(({ text }) => listedRow(text, 'en')),
      outcome,
    },
    recipe.alpha,
    recipe.steps,
  );
  return { blank, english: rounded(english), listed: rounded(listed) };
}

/**
 * Per gram the largest log-ratio of how often one feeling holds it and how often the others do, as a power, with a mean
 * square of 1: a penalty that is one for all then weighs least on grams that tell feelings apart (after Wang & Manning 2012,
 * "Baselines and bigrams", who multiply by it whole).
 */
export function tellingScales(
  rows: readonly SparseRow[],
  outcome: readonly number[],
  grams: number,
  power: number,
): number[] {
  const held = Array.from({ length: grams }, () => FEELINGS.map(() => 0));
  const comments = FEELINGS.map((_, feeling) => outcome.filter((one) => one === feeling).length);
  rows.forEach(({ columns }, i) => {
    for (const column of columns) {
      const counts = held[column];
      const feeling = outcome[i] ?? 0;
      if (counts) counts[feeling] = (counts[feeling] ?? 0) + 1;
    }
  });
  const raw = held.map((counts) => {
    const whole = counts.reduce((a, b) => a + b, 0);
    const ratios = counts.map((count, feeling) => {
      const those = comments[feeling] ?? 0;
      const [own, others] = [(count + 1) / (those + 2), (whole - count + 1) / (rows.length - those + 2)];
      return Math.abs(Math.log(own / others));
    });
    return Math.max(...ratios) ** power;
  });
  const size = Math.sqrt(raw.reduce((sum, each) => sum + each * each, 0) / Math.max(1, grams));
  return raw.map((each) => each / (size || 1));
}

export function outOfFold(
  rows: readonly CommentRow[],
  recipe: Recipe,
  progress?: (done: number, of: number) => void,
  /** Folds to leave out in turn; rows of the others stay without an answer. */
  folds = FOLDS,
): Unseen {
  const english: number[][] = rows.map(() => []);
  const listed: number[][] = rows.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const made = fitBoth(
      rows.filter((row) => row.fold !== fold),
      recipe,
      (done) => progress?.(fold * recipe.steps + done, folds * recipe.steps),
    );
    rows.forEach((row, i) => {
      if (row.fold !== fold) return;
      english[i] = sumsOf(made.english, englishRow(made.blank, row.text));
      listed[i] = sumsOf(made.listed, listedRow(row.text, 'en'));
    });
  }
  return { english, listed };
}

/**
 * One number stretches or flattens all probabilities (Guo et al. 2017); then the gentlest boosts that name classes about as
 * well as the best ones: the further a boost is from 1, the further the probabilities are from the shares of the table.
 */
export function calibrate(sums: readonly (readonly number[])[], outcome: readonly number[]) {
  const temperature = short(leastBy((t) => logLoss(sums, outcome, t), 0.4, 3));
  const probabilities = sums.map((row) => softmax(row.map((sum) => sum / temperature)));
  const tried = STEPS.flatMap((negative) =>
    STEPS.map((neutral) => {
      const boosts = [negative, neutral, 1];
      const named = probabilities.map((row) => largest(row.map((p, c) => p * (boosts[c] ?? 1))));
      return { boosts, value: macroF1(named, outcome), size: Math.log(negative) + Math.log(neutral) };
    }),
  );
  const best = Math.max(...tried.map(({ value }) => value));
  const [gentlest] = tried.filter(({ value }) => value >= best - AS_GOOD).sort((a, b) => a.size - b.size);
  return { temperature, boosts: gentlest?.boosts ?? [1, 1, 1] };
}

/** Far under what can be told apart: the 95 % interval of the macro F1 on held-out comments is .03 to either side. */
const AS_GOOD = 0.001;

export function logLoss(sums: readonly (readonly number[])[], outcome: readonly number[], temperature: number): number {
  let loss = 0;
  sums.forEach((row, i) => {
    loss -= Math.log(Math.max(1e-12, softmax(row.map((sum) => sum / temperature))[outcome[i] ?? 0] ?? 0));
  });
  return loss / sums.length;
}

const STEPS = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.25, 2.5, 2.75, 3] as const;

const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

function sumsOf(fitted: Logistic, row: SparseRow): number[] {
  const sums = [...fitted.intercepts];
  row.columns.forEach((column, at) => {
    fitted.weights[column]?.forEach((weight, c) => (sums[c] = (sums[c] ?? 0) + weight * (row.values[at] ?? 0)));
  });
  return sums;
}

/** Golden-section search to three digits; the loss has one valley in the temperature. */
function leastBy(loss: (x: number) => number, from: number, to: number): number {
  const part = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  while (b - a > 1e-3) {
    const [x, y] = [b - part * (b - a), a + part * (b - a)];
    if (loss(x) < loss(y)) b = y;
    else a = x;
  }
  return (a + b) / 2;
}

/** Weights to three decimals: the probabilities move in their fourth, the file loses half its bytes. */
const rounded = ({ intercepts, weights }: Logistic): Logistic => ({
  intercepts: intercepts.map((w) => Math.round(w * 1e3) / 1e3),
  weights: weights.map((row) => row.map((w) => Math.round(w * 1e3) / 1e3)),
});

const short = (value: number): number => Number(value.toPrecision(4));
