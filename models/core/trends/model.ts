/** The fitted part of the trend forecast, as it lies in models/zoo/trends/model.json; contracts/trends.ts parses it. */

/** Inputs of the forecast, all differences of logarithms; see `inputsOf` in forecast.ts. */
export const INPUTS = [
  'intercept',
  'step',
  'step_before',
  'above_mean',
  'over_mean',
  'above_low',
  'last_day',
  'last_two_days',
  'peak_day',
  'step_of_peak',
  'step_up',
  'log_steps',
] as const;
export type Input = (typeof INPUTS)[number];

/** One way to forecast: how long a history it needs, how far it looks, and what was fitted for it. */
export type Weights = Readonly<Partial<Record<Input, number>>>;

export interface TrendForm {
  readonly name: string;
  /** Activity is summed over windows of this length, and the next window is forecast; days. */
  readonly windowDays: number;
  /** Windows of history it needs. */
  readonly windows: number;
  /** Of the log change. */
  readonly coefficients: Weights;
  /** Of the log odds that the next window is higher than the last, and that it is lower; it may also be the same. */
  readonly odds: { readonly higher: Weights; readonly lower: Weights };
  /** Probabilities of the residuals below; ascending, .1 and .9 among them. */
  readonly levels: readonly number[];
  /** Residuals of rows that the fit had not seen, by how many rounding steps the last window holds; ascending bounds. */
  readonly bands: readonly {
    readonly fromSteps: number;
    readonly rows: number;
    readonly groups: number;
    readonly residuals: readonly number[];
  }[];
  /** Outcomes at probabilities 0, .01 … 1: what a score is a percentile of. */
  readonly reference: readonly number[];
  /** From which probability on a stage is said; null where no probability kept the promise in training. */
  readonly say: { readonly rising: number | null; readonly peaking: number | null; readonly fading: number | null };
  /** Spread of true growth between keys, which the noise of one series is weighed against; 1/day. */
  readonly velocitySd: number;
}

export interface TrendModel {
  readonly schema: 1;
  readonly model: 'trends';
  readonly version: string;
  /** Longest history first: the first form that a series is long enough for is used. */
  readonly forms: readonly TrendForm[];
  /** Kinds of key that held-back rows existed for; others are forecast on trust and marked untested. */
  readonly testedOn: readonly string[];
}
