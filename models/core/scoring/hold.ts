/**
 * The words of a draft → the `hold` vote: predicted rank of how many keep watching, its interval, and what each word added.
 *
 * The model is linear from n-grams to rank and calibrated by a line per case, so nothing bends between a word
 * and the rank, and the shares of the words add up exactly: base + Σ amounts = prediction. A rank is never under 0 or
 * over 1; where the sum leaves that range the difference is a contribution of its own, `limit`.
 */
import { contentWords, WORDS_SET } from '../features/words.ts';
import type { Contribution, Rung, Vote } from '../flow.ts';
import { dot, textRow, tokenAmounts, type TextRow } from './linear.ts';
import type { ConformalTable, HoldCase, HoldModel } from './model-files.ts';

/** What the poster wrote. */
export interface HoldTexts {
  readonly caption: string;
  /** "In one line: what do we see?" */
  readonly shown: string;
  /** Left out where the platform has no title; '' where it has one and it is empty. */
  readonly title?: string;
}

/** The rows the rungs multiply; a member without text has none. */
export interface HoldRows {
  readonly words: TextRow | null;
  readonly shown: TextRow | null;
}

/** Dot products of both members without their intercepts, from whichever rung. */
export interface HoldDots {
  readonly words: number;
  readonly shown: number;
}

/** @returns null when nothing was written: then there is nothing to go by */
export function holdVote(model: HoldModel, texts: HoldTexts): Vote | null {
  if (isBlank(texts.caption) && isBlank(texts.shown) && isBlank(texts.title ?? '')) return null;
  return plainVote(model, texts);
}

/** Also for texts left empty on purpose (a table row): then the form of the empty text is what counts. */
export function plainVote(model: HoldModel, texts: HoldTexts): Vote {
  const rows = holdRows(model, texts);
  return voteFrom(model, texts, rows, plainDots(model, rows), 'plain');
}

/** A model made with another tokeniser reads other words: it is refused, not bent. */
export const understandsHold = (model: HoldModel): boolean => model.featureSet === WORDS_SET;

export function holdRows(model: HoldModel, texts: HoldTexts): HoldRows {
  const { have } = holdCase(model, texts);
  const { words, shown } = model.members;
  return {
    words: have === 'shown' || have === 'none' ? null : textRow(words, texts.title ?? null, texts.caption),
    shown: shown && (have === 'shown' || have === 'both') ? textRow(shown, null, texts.shown) : null,
  };
}

export function plainDots(model: HoldModel, rows: HoldRows): HoldDots {
  const { words, shown } = model.members;
  return {
    words: rows.words ? dot(words, rows.words) : 0,
    shown: rows.shown && shown ? dot(shown, rows.shown) : 0,
  };
}

/** Which calibration fits the texts at hand; a draft without any text is a case of its own where the model has one. */
export function holdCase(model: HoldModel, texts: HoldTexts): HoldCase {
  const line = model.members.shown && !isBlank(texts.shown);
  const caption = !isBlank(texts.caption) || !isBlank(texts.title ?? '');
  const poster = texts.title === undefined ? 'caption' : 'titled';
  const have = line ? (caption ? 'both' : 'shown') : poster;
  const none = line || caption ? undefined : model.cases.find((one) => one.have === 'none');
  if (none) return none;
  const length = contentWords(texts.shown).length;
  const fits = (one: HoldCase): boolean =>
    one.have === have && (one.line === null || ((one.line[0] ?? 0) <= length && length < (one.line[1] ?? Infinity)));
  const found = model.cases.find(fits) ?? model.cases.find((one) => one.have === have) ?? model.cases[0];
  if (!found) throw new Error('a hold model has at least one case');
  return found;
}

/** The vote, given the dot products of a rung. */
export function voteFrom(model: HoldModel, texts: HoldTexts, rows: HoldRows, dots: HoldDots, rung: Rung): Vote {
  const one = holdCase(model, texts);
  const { words, shown } = model.members;
  const parts: Contribution[] = [];
  let base = one.intercept;
  if (rows.words) {
    base += one.words * words.intercept;
    const amounts = tokenAmounts(words, rows.words);
    for (const [word, amount] of amounts.words) parts.push(share(`word:${word}`, word, one.words * amount));
    parts.push(share('caption_form', rows.words.tokens.length, one.words * amounts.form));
  }
  if (rows.shown && shown) {
    base += one.shown * shown.intercept;
    const amounts = tokenAmounts(shown, rows.shown);
    for (const [word, amount] of amounts.words) parts.push(share(`shown:${word}`, word, one.shown * amount));
  }
  const sum =
    one.intercept +
    (rows.words ? one.words * (words.intercept + dots.words) : 0) +
    (rows.shown && shown ? one.shown * (shown.intercept + dots.shown) : 0);
  const prediction = Math.min(1, Math.max(0, sum));
  if (prediction !== sum) parts.push(share('limit', null, prediction - sum));
  const [low, high] = intervalOf(one.conformal, prediction);
  const contributions = parts
    .filter((part) => part.amount !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  return { model: 'hold', version: model.version, rung, prediction, low, high, base, contributions };
}

const share = (name: string, value: Contribution['value'], amount: number): Contribution => ({ name, value, amount });

const isBlank = (text: string): boolean => text.trim() === '';

/** 80 % conformal interval, kept inside 0..1 and around the prediction. */
function intervalOf(table: ConformalTable, prediction: number): [low: number, high: number] {
  const residuals = table.bands[0]?.residuals ?? [];
  const at = (level: number): number => residuals[table.levels.findIndex((l) => Math.abs(l - level) < 1e-9)] ?? 0;
  return [
    Math.min(prediction, Math.max(0, prediction + at(0.1))),
    Math.max(prediction, Math.min(1, prediction + at(0.9))),
  ];
}
