/** What a feature is. One value of this type per feature stands in the file of its family; registry.ts orders and hashes them. */
import type { Account, Draft, FeatureFamily, MissingReason, Signals } from '../flow.ts';
import type { Seconds } from '../units.ts';

/** What is at hand when features are computed. Before posting `posted` does not exist, so a draft feature cannot read it. */
export interface DraftContext {
  readonly signals: Signals | null;
  readonly draft: Draft;
  readonly account: Account | null;
  /** Length of the clip where there is no file to measure, as in a row of a table. */
  readonly length?: Seconds | null;
}

export type Unit =
  | '1'
  | 's'
  | '1/s'
  | 'share'
  | 'LUFS'
  | 'dB'
  | 'Hz'
  | 'bpm'
  | 'px'
  | 'count'
  | 'log10'
  | 'bit'
  | 'ratio'
  | 'bool'
  | 'hour'
  | 'day'
  | 'year';

/** `known: 'draft'` is known before posting; `'posted'` only after, and no pre-publication model takes it. */
export interface Feature<Known extends 'draft' | 'posted' = 'draft'> {
  /** snake_case; the same string in table, manifest, report and chart. */
  readonly name: string;
  /** Raised whenever a golden value moves. */
  readonly version: number;
  readonly family: FeatureFamily;
  readonly unit: Unit;
  readonly range: readonly [low: number, high: number];
  /** Largest absolute difference between two decoders on one clip. */
  readonly tolerance: number;
  readonly known: Known;
  /** One sentence: what it measures and how. */
  readonly about: string;
  /** Value, or why there is none. Never NaN; 0 is a value, not a gap. */
  readonly of: (context: DraftContext) => number | MissingReason;
}
