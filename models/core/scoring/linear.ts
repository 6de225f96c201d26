/**
 * A text and a TextMember → the sparse input row of that member, its prediction, and what each token added.
 *
 * The row is what every rung multiplies; only its making needs words. See Note [Shares of tokens].
 */
import { FORM_NAMES, letterGrams, placedGrams, textForm, tokens, wordGrams, type FormName } from '../features/words.ts';
import type { TextMember } from './model-files.ts';

/** Columns 0 … vocabulary - 1, then one per feature of form; ascending. */
export interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

export interface TextRow extends SparseRow {
  /** Per entry: the tokens it stands on, each with its part of the whole (they sum to 1); empty for form. */
  readonly shares: readonly (readonly (readonly [token: number, part: number])[])[];
  readonly tokens: readonly string[];
}

/** Length of a member's input: grams, then form. */
export const rowLength = (member: TextMember): number => member.vocabulary.length + member.shape.length;

/**
 * Note [Shares of tokens]: a pair of words belongs to both halves alike, a letter run to the words it was
 * read in, by how often. An entry's weight × value is handed out by these parts, so the amounts of all
 * tokens and of the form add up to the prediction less the intercept.
 *
 * @param title null where the platform has none; '' where the poster left it empty
 */
export function textRow(member: TextMember, title: string | null, text: string): TextRow {
  const words = tokens(title ? `${title} | ${text}` : text).map((token) => token.word);
  const index = columnsOf(member);
  const blocks = [block(wordGrams(words), index, member.idf, 1)];
  if (member.letters > 0) blocks.push(block(letterGrams(words), index, member.idf, member.letters));
  if ((member.placed ?? 0) > 0 && title !== null) {
    blocks.push(block(placedGrams(words, tokens(title).length), index, member.idf, member.placed ?? 0));
  }
  const entries = blocks.flat().sort((a, b) => a.column - b.column);
  const form = textForm(title, text);
  member.shape.forEach((feature, at) => {
    const raw = isFormName(feature.name) ? asLearned(feature.name, form[feature.name]) : 0;
    entries.push({ column: member.vocabulary.length + at, value: (raw - feature.mean) / feature.scale, shares: [] });
  });
  return {
    columns: entries.map((entry) => entry.column),
    values: entries.map((entry) => entry.value),
    shares: entries.map((entry) => entry.shares),
    tokens: words,
  };
}

/** Weight of a column, form included. */
export function weightAt(member: TextMember, column: number): number {
  return member.weights[column] ?? member.shape[column - member.vocabulary.length]?.weight ?? 0;
}

/** Σ weight · value, without the intercept. */
export function dot(member: TextMember, row: SparseRow): number {
  let sum = 0;
  row.columns.forEach((column, at) => (sum += weightAt(member, column) * (row.values[at] ?? 0)));
  return sum;
}

/** What each distinct token and the form as a whole add to the dot product, in order of first appearance. */
export function tokenAmounts(
  member: TextMember,
  row: TextRow,
): { readonly words: ReadonlyMap<string, number>; readonly form: number } {
  const words = new Map<string, number>();
  let form = 0;
  row.columns.forEach((column, at) => {
    const amount = weightAt(member, column) * (row.values[at] ?? 0);
    const shares = row.shares[at] ?? [];
    if (shares.length === 0) form += amount;
    for (const [token, part] of shares) {
      const word = row.tokens[token] ?? '';
      words.set(word, (words.get(word) ?? 0) + amount * part);
    }
  });
  return { words, form };
}

interface Entry {
  readonly column: number;
  readonly value: number;
  readonly shares: readonly (readonly [number, number])[];
}

/** (1 + ln tf) · idf of the grams that are in the vocabulary, scaled to length `size`. */
function block(
  grams: readonly { readonly gram: string; readonly from: readonly number[] }[],
  index: ReadonlyMap<string, number>,
  idf: readonly number[],
  size: number,
): Entry[] {
  const found = new Map<number, { count: number; from: Map<number, number> }>();
  for (const { gram, from } of grams) {
    const column = index.get(gram);
    if (column === undefined) continue;
    const seen = found.get(column) ?? { count: 0, from: new Map<number, number>() };
    seen.count++;
    for (const token of from) seen.from.set(token, (seen.from.get(token) ?? 0) + 1 / from.length);
    found.set(column, seen);
  }
  const raw = [...found].map(([column, { count, from }]) => ({
    column,
    value: (1 + Math.log(count)) * (idf[column] ?? 0),
    shares: [...from].map(([token, part]): [number, number] => [token, part / count]),
  }));
  const length = Math.sqrt(raw.reduce((sum, entry) => sum + entry.value * entry.value, 0));
  return raw.map((entry) => ({ ...entry, value: (size * entry.value) / length }));
}

/**
 * The most that any of the 8,497 texts shows which the weights learned from (`shared/data/hold`, all rows): 41 words of
 * title, 662 letters, 68 words, 21 letters a word, 10 emoji. What is more is read as that much, because a straight
 * line drawn further gives one made-up word of 300 letters the rank of a masterpiece.
 */
const LEARNED_UP_TO: Readonly<Partial<Record<FormName, number>>> = {
  title_words: Math.log1p(41),
  text_letters: Math.log1p(662),
  words: Math.log1p(68),
  word_length: 21,
  emoji: Math.log1p(10),
};

const asLearned = (name: FormName, value: number): number => Math.min(value, LEARNED_UP_TO[name] ?? Infinity);

const isFormName = (name: string): name is FormName => FORM_NAMES.some((known) => known === name);

/** Gram → column, made once per member; the member is never changed, so this is only a memory of its order. */
const INDICES = new WeakMap<TextMember, ReadonlyMap<string, number>>();

function columnsOf(member: TextMember): ReadonlyMap<string, number> {
  let index = INDICES.get(member);
  if (!index) {
    index = new Map(member.vocabulary.map((gram, column) => [gram, column]));
    INDICES.set(member, index);
  }
  return index;
}
