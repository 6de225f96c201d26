/** Other recipes for sentiment and how each does on comments its fit had not seen: measured when training runs, one sentence each; and where the model fails. */
import { FEELINGS } from '#core/scoring/sentiment.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { macroF1 } from './figures.ts';
import { RECIPE, type Recipe } from './fit.ts';

/** One thing changed at a time. */
export const VARIANTS: readonly (readonly [what: string, change: Partial<Recipe>])[] = [
  ['as shipped', {}],
  ['all grams alike under the penalty', { telling: 0 }],
  ['grams by their whole log-ratio', { telling: 1 }],
  ['5,000 word grams and 5,000 letter runs, all alike', { words: 5000, runs: 5000, telling: 0 }],
  ['without letter runs', { letters: 0 }],
  ['single words alone', { letters: 0, pairs: false }],
  ['without what the word lists say', { lists: false }],
  ['twice the penalty', { alpha: 2 * RECIPE.alpha }],
  ['half the penalty', { alpha: RECIPE.alpha / 2 }],
];

/** What one way of naming feelings says of the comments asked about. */
export interface Told {
  readonly what: string;
  /** Index in FEELINGS. */
  readonly named: readonly number[];
  /** Mean log loss; null where no chances are told. */
  readonly loss: number | null;
}

export interface Asked {
  readonly outcome: readonly number[];
  readonly groups: readonly string[];
}

/** @param shipped the first of them; `lists` and `bayes` are other kinds of model on the same comments */
export function triedOf(
  { outcome, groups }: Asked,
  [shipped, ...changed]: readonly Told[],
  { plain, bayes, lists }: Readonly<Record<'plain' | 'bayes' | 'lists', Told>>,
): string[] {
  if (shipped === undefined) return [];
  const skill = (named: readonly number[]): string => macroF1(named, outcome).toFixed(3);
  const told = ({ what, named, loss }: Told): string => {
    const gain = (drawn: ArrayLike<number>): number => {
      const pick = (from: readonly number[]): number[] => Array.from(drawn, (i) => from[i] ?? 0);
      return macroF1(pick(named), pick(outcome)) - macroF1(pick(shipped.named), pick(outcome));
    };
    const bounds = groupedBootstrap(groups, gain, seeded(7), DRAWS);
    const [value, low, high] = [gain(outcome.map((_, i) => i)), bounds?.low, bounds?.high].map((x) =>
      (x ?? Number.NaN).toFixed(3),
    );
    return `${skill(named)} (${value} [${low}, ${high}]${loss === null ? '' : `; log loss ${loss.toFixed(3)}`}) ${what}`;
  };
  return [
    `Kinds of model, macro F1 on ${outcome.length} training comments that the fits had not seen, beside the shipped one with its paired interval: ${skill(shipped.named)} (log loss ${(shipped.loss ?? Number.NaN).toFixed(3)}) logistic regression as shipped; ${told(bayes)}; ${told(lists)}; ${told(plain)}.`,
    `One thing changed at a time, on the same comments: ${changed.map(told).join('; ')}.`,
    'The lists need no training table beyond seven weights, which is why they carry the other languages.',
    'Fitting on French or Spanish comments was not possible: no labelled ones were at hand.',
  ];
}

const DRAWS = 300;

/** Where two classes are even, the first. */
export const likeliest = (sums: readonly number[]): number => sums.indexOf(Math.max(...sums.slice(0, FEELINGS.length)));

export const FAILURES: readonly string[] = [
  'Irony ("bravo, another stolen video"): a word is worth what it was worth on average.',
  'Questions and plain reports that hold a word of feeling are read as that feeling.',
  'Complaints without a word of complaint ("it closes by itself since the update") are read as neutral, most of all in French and Spanish.',
  'One or two words: the language is then guessed from the lists, and a word that two languages share can be read in the wrong one.',
  'Languages other than English, French and Spanish: only emoji and borrowed words count.',
];
