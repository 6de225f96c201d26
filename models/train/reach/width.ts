/** Predictions on unseen training authors enter; how the size of their errors follows from what is known leaves. */
import type { WidthModel } from '#core/scoring/model-files.ts';
import { WIDTH_TERMS, widthOf, widthTerms, type WidthInputs } from '#core/scoring/reach-width.ts';
import { median } from '#core/stats/quantile.ts';
import { fitRidge } from '../ridge.ts';
import { READ_AFTER_DAYS } from './inputs.ts';
import type { Matrix } from './matrix.ts';

/** Added to an error before its logarithm, so that a lucky hit does not count as certainty; log10 views, 7 %. */
const SMALLEST = 0.03;

/** Which inputs tell how jumpy somebody is; `steps` null where only the spread is known. */
export interface Jumpy {
  readonly spread: string;
  readonly steps: string | null;
}

export function fitWidth(
  matrix: Matrix,
  jumpy: Jumpy,
  prediction: Float64Array,
  rows: Uint32Array,
): { readonly width: WidthModel; readonly widths: Float64Array } {
  const input = (name: string): Float64Array => matrix.columns[matrix.inputs.indexOf(name)] ?? new Float64Array(0);
  const spread = input(jumpy.spread);
  const steps = jumpy.steps === null ? new Float64Array(0) : input(jumpy.steps);
  const followers = input('followers_log');
  const readAfter = input('read_after_days');
  const year = input('planned_year');
  const of = (i: number): WidthInputs => ({
    spread: spread[i] ?? Number.NaN,
    steps: steps[i] ?? Number.NaN,
    history: matrix.history[i] ?? 0,
    followers: followers[i] ?? Number.NaN,
    prediction: prediction[i] ?? 0,
    readAfter: Number.isNaN(readAfter[i]) ? READ_AFTER_DAYS : (readAfter[i] ?? READ_AFTER_DAYS),
    year: year[i] ?? Number.NaN,
  });
  const usualFollowers = round(
    median(Array.from(rows, (i) => followers[i] ?? Number.NaN).filter((x) => !Number.isNaN(x))) ?? 0,
  );
  const terms = Array.from(rows, (i) => widthTerms(of(i), usualFollowers));
  const fitted = fitRidge(
    {
      inputs: WIDTH_TERMS,
      columns: WIDTH_TERMS.map((name) => Float64Array.from(terms, (t) => t[name])),
      target: Float64Array.from(rows, (i) =>
        Math.log(Math.abs((matrix.target[i] ?? 0) - (prediction[i] ?? 0)) + SMALLEST),
      ),
      weight: new Float64Array(rows.length).fill(1),
      group: new Uint32Array(rows.length),
    },
    1,
  );
  // From standardised back to plain terms.
  const weights = Object.fromEntries(
    WIDTH_TERMS.map((name, f) => [name, round((fitted.weights[f]?.[0] ?? 0) / (fitted.scale[f] ?? 1))]),
  ) as Record<(typeof WIDTH_TERMS)[number], number>; // holds: every term is given its weight here
  const intercept = WIDTH_TERMS.reduce((sum, name, f) => sum - weights[name] * (fitted.mean[f] ?? 0), fitted.intercept);
  const width: WidthModel = { intercept: round(intercept), usualFollowers, weights };
  return { width, widths: Float64Array.from(rows, (i) => widthOf(width, of(i))) };
}

const round = (value: number): number => Number(value.toPrecision(6));
