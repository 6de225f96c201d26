/**
 * The shipped model files as the app reads them: plain data, one interface per kind.
 * `models/train` writes them, `models/contracts/model-file.ts` parses them on arrival.
 */

/** Residual quantiles by band (Mondrian split conformal): outcome - prediction at each level, fitted on held-out authors. */
export interface ConformalTable {
  /** Ascending probability levels; holds .1, .9 and .025, .075 … .975. */
  readonly levels: readonly number[];
  /** The first band that contains the case is used; the last one contains everything. */
  readonly bands: readonly ConformalBand[];
}

export interface ConformalBand {
  readonly name: string;
  /** [from, to) of followers; null side is open, null altogether means any, also unknown. */
  readonly followers: readonly [from: number | null, to: number | null] | null;
  /** [from, to) of earlier posts. */
  readonly history: readonly [from: number | null, to: number | null] | null;
  /** Calibration rows and authors. */
  readonly rows: number;
  readonly authors: number;
  /** One residual per level, ascending. */
  readonly residuals: readonly number[];
}

/** P(event) = 1 / (1 + exp(-(a·x + b))). */
export interface Platt {
  readonly a: number;
  readonly b: number;
}

/** Distribution of outcomes (log10 views minus own level) of unseen authors with that much history. */
export interface ReferenceDistribution {
  readonly history: readonly [from: number | null, to: number | null];
  /** Outcome at 101 evenly spaced probabilities 0, .01 … 1; ascending. */
  readonly quantiles: readonly number[];
}

/** Gradient-boosted trees as flat arrays; node i of tree t is at roots[t] + i. */
export interface TreeArrays {
  readonly inputs: readonly string[];
  readonly base: number;
  readonly roots: readonly number[];
  /** Index of the input, or -1 at a leaf. */
  readonly feature: readonly number[];
  /** Goes left when value <= threshold. */
  readonly threshold: readonly number[];
  /** Where a missing value goes: 1 left, 0 right. */
  readonly missingLeft: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Output at a leaf, learning rate included. */
  readonly value: readonly number[];
  /** Training rows that reached the node; TreeSHAP needs it. */
  readonly cover: readonly number[];
}

export interface ReachModel {
  readonly model: 'reach';
  readonly version: string;
  /** Hash of names and versions of the inputs; see featureSetHash. */
  readonly featureSet: string;
  readonly trees: TreeArrays;
  /** Prediction of the trees is relative to the author's shrunk level; this says how the shrunk level is made. */
  readonly level: {
    /** Posts' worth of prior: shrunk = (n·mean + k·prior) / (n + k). */
    readonly k: number;
    /** Level expected from followers alone: a + b·log10(1 + followers); null followers use `unknown`. */
    readonly intercept: number;
    readonly slope: number;
    readonly unknown: number;
  };
  readonly conformal: ConformalTable;
  readonly reference: readonly ReferenceDistribution[];
  /** On the predicted ratio; by number of earlier posts. */
  readonly beats: readonly {
    readonly history: readonly [from: number | null, to: number | null];
    readonly platt: Platt;
  }[];
  /** Training range of each input, 1st and 99th percentile: outside it the report says so. */
  readonly seen: Readonly<Record<string, readonly [low: number, high: number]>>;
}

export interface HoldModel {
  readonly model: 'hold';
  readonly version: string;
  readonly featureSet: string;
  /** Members work alone or together; weights by which texts are there. */
  readonly members: {
    readonly words: TextMember;
    readonly shown: TextMember | null;
  };
  /** Rank from members: intercept + Σ weight·member. */
  readonly combine: readonly {
    readonly have: 'words' | 'shown' | 'both';
    readonly intercept: number;
    readonly words: number;
    readonly shown: number;
  }[];
  readonly conformal: { readonly words: ConformalTable; readonly shown: ConformalTable; readonly both: ConformalTable };
}

/** Linear model on hashed-free, named n-grams plus a few shape features; score squashed to a rank by a monotone table. */
export interface TextMember {
  /** n-gram → column. Words from 10 videos on, no handles, no names. */
  readonly vocabulary: readonly string[];
  readonly idf: readonly number[];
  readonly weights: readonly number[];
  readonly shape: readonly {
    readonly name: string;
    readonly mean: number;
    readonly scale: number;
    readonly weight: number;
  }[];
  readonly intercept: number;
  /** Monotone map score → rank: knots ascending. */
  readonly rank: { readonly scores: readonly number[]; readonly ranks: readonly number[] };
}
