/**
 * A comment enters; how its writer probably feels leaves: three probabilities, a label, and what it was read as.
 *
 * English is read by a model of its words; French, Spanish and the rest by the lists of feeling-words.ts, weighed as they
 * weigh in English, since no labelled comments in other languages were at hand.
 */
import { feelingsOf, FEELINGS_SET, languageByFeelings, type FeelingLanguage } from '../features/feelings.ts';
import { detectLanguage } from '../features/language.ts';
import { letterGrams, tokens, wordGrams, WORDS_SET } from '../features/words.ts';
import type { SparseRow } from './linear.ts';
import type { Feeling, FeelingMember, SentimentModel } from './model-files.ts';

/** Changes whenever a comment would give other numbers; a model fitted on others is refused. */
export const SENTIMENT_SET = `sentiment-2/${WORDS_SET}/${FEELINGS_SET}`;

export const FEELINGS = ['negative', 'neutral', 'positive'] as const satisfies readonly Feeling[];

export interface Sentiment {
  readonly label: Feeling;
  readonly probabilities: Readonly<Record<Feeling, number>>;
  readonly readAs: FeelingLanguage | 'any';
}

/**
 * Never refuses: a comment of which nothing is known gets what comments without a clue usually are. One without a word or
 * sign says nothing, and is neutral by definition.
 */
export function sentimentFor(model: SentimentModel, text: string): Sentiment {
  if (tokens(text).length === 0) return SAYS_NOTHING;
  const readAs = languageOf(model, text);
  const member = readAs === 'en' ? model.english : model.listed;
  const values = probabilitiesOf(member, readAs === 'en' ? englishRow(model, text) : listedRow(text, readAs));
  return {
    label: labelOf(values),
    probabilities: { negative: values[0] ?? 0, neutral: values[1] ?? 0, positive: values[2] ?? 0 },
    readAs,
  };
}

/** A model made with another tokeniser or other lists is refused, not bent. */
export const understandsSentiment = (model: SentimentModel): boolean => model.featureSet === SENTIMENT_SET;

/**
 * Which language the comment is read in. Two words are too few to tell a language by; then the one whose feelings it
 * names counts, and English where its words are known. Anything else is read by every list at once.
 */
export function languageOf(model: Pick<SentimentModel, 'english'>, text: string): FeelingLanguage | 'any' {
  const told = detectLanguage(text);
  if (told === 'en' || told === 'fr' || told === 'es') return told;
  const words = tokens(text).map(({ word }) => word);
  const known = words.filter((word) => indexOf(model).has(word)).length;
  if (told === 'other') return 2 * known > words.length ? 'en' : 'any';
  const listed = languageByFeelings(text);
  if (2 * known >= words.length && known > 0 && (listed === null || listed === 'en')) return 'en';
  return listed ?? 'any';
}

export const LISTED_NAMES = [
  'pleasant',
  'unpleasant',
  'any_pleasant',
  'any_unpleasant',
  'balance',
  'none_listed',
  'length',
] as const;

/** What the lists say of a comment, as numbers near 1. */
export function listedValues(text: string, language: FeelingLanguage | 'any'): number[] {
  const { pleasant, unpleasant, words } = feelingsOf(text, language);
  const both = pleasant + unpleasant;
  return [
    Math.log1p(pleasant),
    Math.log1p(unpleasant),
    pleasant > 0 ? 1 : 0,
    unpleasant > 0 ? 1 : 0,
    both === 0 ? 0 : (pleasant - unpleasant) / both,
    both === 0 ? 1 : 0,
    Math.log1p(words) / 4,
  ];
}

export const listedRow = (text: string, language: FeelingLanguage | 'any'): SparseRow => {
  const values = listedValues(text, language);
  return { columns: values.map((_, i) => i), values };
};

/**
 * Grams first, then what the lists say. Words and letter runs are two blocks, each log(tf) · idf and scaled to length 1,
 * the letters then by `letters`, as in linear.ts; shares per word are not needed here, which makes it several times faster.
 */
export function englishRow(model: Pick<SentimentModel, 'english'>, text: string): SparseRow {
  const { vocabulary, letters } = model.english;
  const words = tokens(text).map(({ word }) => word);
  const columns: number[] = [];
  const values: number[] = [];
  block(model, wordGrams(words), 1, columns, values);
  if (letters > 0) block(model, letterGrams(words), letters, columns, values);
  listedValues(text, 'en').forEach((value, i) => {
    columns.push(vocabulary.length + i);
    values.push(value);
  });
  return { columns, values };
}

function block(
  model: Pick<SentimentModel, 'english'>,
  grams: readonly { readonly gram: string }[],
  size: number,
  columns: number[],
  values: number[],
): void {
  const index = indexOf(model);
  const counts = new Map<number, number>();
  for (const { gram } of grams) {
    const column = index.get(gram);
    if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const from = values.length;
  let length = 0;
  for (const [column, count] of counts) {
    const value = (1 + Math.log(count)) * (model.english.idf[column] ?? 0);
    columns.push(column);
    values.push(value);
    length += value * value;
  }
  for (let i = from; i < values.length; i++) values[i] = ((values[i] ?? 0) * size) / Math.sqrt(length);
}

/** Sum to 1; the boosts are in them, so that the label is the likeliest feeling. See Note [Boosts]. */
export function probabilitiesOf(member: FeelingMember, row: SparseRow): number[] {
  const sums = [...member.intercepts];
  row.columns.forEach((column, at) => {
    const weights = member.weights[column];
    if (weights === undefined) return;
    for (let c = 0; c < sums.length; c++) sums[c] = (sums[c] ?? 0) + (weights[c] ?? 0) * (row.values[at] ?? 0);
  });
  return softmax(sums.map((sum, c) => sum / member.temperature + Math.log(member.boosts[c] ?? 1)));
}

export const labelOf = (probabilities: readonly number[]): Feeling =>
  FEELINGS[probabilities.indexOf(Math.max(...probabilities))] ?? 'neutral';

const SAYS_NOTHING: Sentiment = {
  label: 'neutral',
  probabilities: { negative: 0, neutral: 1, positive: 0 },
  readAs: 'any',
};

export function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums);
  const raised = sums.map((sum) => Math.exp(sum - most));
  const whole = raised.reduce((a, b) => a + b, 0);
  return raised.map((one) => one / whole);
}

/** Gram → column, made once per model; a model is never changed, so this is only a memory of its order. */
const INDICES = new WeakMap<object, ReadonlyMap<string, number>>();

function indexOf({ english }: Pick<SentimentModel, 'english'>): ReadonlyMap<string, number> {
  let index = INDICES.get(english);
  if (!index) {
    index = new Map(english.vocabulary.map((gram, column) => [gram, column]));
    INDICES.set(english, index);
  }
  return index;
}
