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

/** A layer of a small network: row-major [outputs][inputs]. */
export interface NetLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
}

/** Dense layers with ReLU between them and one linear output; see network.ts for what they are fed. */
export interface NetArrays {
  /** Of the training rows, one per input. */
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Inputs that have gaps: each has a mark beside the values. */
  readonly gaps: readonly number[];
  /** Share of training rows with that gap: where the explanation starts. */
  readonly marks: readonly number[];
  readonly layers: readonly NetLayer[];
}

export type WidthTerm =
  'spread' | 'steps' | 'history' | 'none' | 'one' | 'followers' | 'far' | 'prediction' | 'age' | 'young' | 'recent';

/** Usual size of an error: exp(intercept + Σ weight·term); the terms stand in reach-width.ts. */
export interface WidthModel {
  readonly intercept: number;
  /** log10(1 + followers) where they are not known. */
  readonly usualFollowers: number;
  readonly weights: Readonly<Record<WidthTerm, number>>;
}

/** Parameters of the process over a person's posts, fitted on training authors. Variances are of log10 views. */
export interface ExpectationParameters {
  readonly intercept: number;
  readonly slope: number;
  /** log10(1 + followers) where they are not known. */
  readonly unknownFollowers: number;
  /** A post read at age a stands youngDrop / (1 + a / youngDays) under what it grows to; log10, days. */
  readonly youngDrop: number;
  readonly youngDays: number;
  readonly person: number;
  readonly days: readonly { readonly variance: number; readonly scale: number }[];
  readonly order: { readonly variance: number; readonly scale: number };
  readonly alone: number;
  /** Days from post to post where times are not known. */
  readonly daysApart: number;
}

export interface ReachModel {
  readonly model: 'reach';
  readonly version: string;
  /** Hash of names and versions of the inputs; see featureSetHash. */
  readonly featureSet: string;
  readonly trees: TreeArrays;
  /** Its answer is added to that of the trees; both hold their weight in the stack. Absent in files before it. */
  readonly net?: NetArrays;
  /**
   * The own level, to which the prediction is relative: the plain mean of log10 views of the earlier
   * posts; with none, intercept + slope·log10(1 + followers), or `unknown` where the followers are not known either.
   */
  readonly level: { readonly intercept: number; readonly slope: number; readonly unknown: number };
  /** How the input `expected_excess` is made; see expectation.ts. */
  readonly expectation: ExpectationParameters;
  /** Taken for an input that nobody gave, such as how long after posting the views are read. */
  readonly assume: Readonly<Record<string, number>>;
  /** Residuals are multiples of the width of the case. */
  readonly conformal: ConformalTable;
  readonly width: WidthModel;
  readonly reference: readonly ReferenceDistribution[];
  /** Log-odds that the outcome lies above the own level, from the same inputs; `beats` calibrates them. */
  readonly odds: TreeArrays;
  /** Log-odds that one log10 of the network's answer adds; absent as the network is. */
  readonly oddsPerNet?: number;
  /** On the log-odds; by number of earlier posts. */
  readonly beats: readonly {
    readonly history: readonly [from: number | null, to: number | null];
    readonly platt: Platt;
  }[];
  /** Training range of each input, 1st and 99th percentile: outside it the report says so. */
  readonly seen: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Where training posts lie by what a person can still change; see Note [Noise of an edit]. Absent in files before it. */
  readonly edits?: { readonly cells: readonly EditCell[]; readonly near?: EditNear };
}

/** Where real posts lie, all inputs that edits move taken together; see Note [Near real posts]. */
export interface EditNear {
  /** Coordinates, in the order of middles and spreads; log10 of 1 + value where `log` says so. */
  readonly inputs: readonly { readonly name: string; readonly log: boolean }[];
  readonly groups: readonly { readonly middle: readonly number[]; readonly spread: readonly number[] }[];
  /** Of the smallest group. */
  readonly fewest: { readonly rows: number; readonly authors: number };
  /** The nearest groups that a distance is the mean of. */
  readonly neighbours: number;
  /** 95th percentile of that distance on training posts of people the groups were not made of. */
  readonly limit: number;
}

/** Training posts of one kind: never few, never of few people. */
export interface EditCell {
  /** Feature → [from, to); an open end is null. */
  readonly bounds: Readonly<Record<string, readonly [from: number | null, to: number | null]>>;
  readonly rows: number;
  readonly authors: number;
  /** Mean of outcome minus forecast by fits that had not seen the author, log10, and its standard error over authors. */
  readonly excess: number;
  readonly error: number;
}

export interface HoldModel {
  readonly model: 'hold';
  readonly version: string;
  /** Names and versions of what the tokeniser and the form features do; see WORDS_SET. */
  readonly featureSet: string;
  /** Members work alone or together. */
  readonly members: {
    readonly words: TextMember;
    readonly shown: TextMember | null;
  };
  /** Tried in order; the first that fits the texts at hand is used, see `holdCase`. */
  readonly cases: readonly HoldCase[];
}

/** Rank = intercept + words · member + shown · member; calibrated on predictions of texts the members had not seen. */
export interface HoldCase {
  /** 'titled': the poster's title is known (an empty one too); 'caption': one text, as on TikTok; 'none': nothing was written. */
  readonly have: 'titled' | 'caption' | 'shown' | 'both' | 'none';
  /** [from, to) of content words in the line of what is shown; null when any length will do. */
  readonly line: readonly [from: number | null, to: number | null] | null;
  readonly intercept: number;
  readonly words: number;
  readonly shown: number;
  /** Outcome minus prediction, in ranks; one band. `authors` counts groups of like texts. */
  readonly conformal: ConformalTable;
}

/**
 * Linear model on named n-grams and a few features of form. Words and letter n-grams are two blocks;
 * each is log(tf)·idf, scaled to length 1, the letters then by `letters`. A word enters from 10 videos on; no handles, no names.
 */
export interface TextMember {
  /** Column → 'word', 'two words', '~abc' for letters inside a word, its ends as '_', or '^word' and '$word' for one in the title and below it. */
  readonly vocabulary: readonly string[];
  readonly idf: readonly number[];
  readonly weights: readonly number[];
  /** Weight of the letter block; 0 without one. */
  readonly letters: number;
  /** Weight of the block that tells the words of a title from those below it; 0 or absent without one. */
  readonly placed?: number;
  readonly shape: readonly {
    readonly name: string;
    readonly mean: number;
    readonly scale: number;
    readonly weight: number;
  }[];
  readonly intercept: number;
}

/**
 * How far a video still goes. From a reading at age a, log10 views at age b are those of the reading plus
 * pace · (a^-exponent - b^-exponent) · 100^exponent: 0 at b = a, never falling with b. The trees foretell the pace.
 */
export interface GrowthModel {
  readonly model: 'growth';
  readonly version: string;
  /** Names the inputs and how they are made; see GROWTH_SET. */
  readonly featureSet: string;
  /** How early growth is used up: the larger, the sooner. */
  readonly exponent: number;
  readonly trees: TreeArrays;
  /** The usual pace by age, ascending, straight lines over the log of the age between: all there is to go by where only one reading of the views is known. */
  readonly alone: { readonly ages: readonly number[]; readonly paces: readonly number[] };
  /** Ages of readings, and ages asked about, that the rows reached; h. */
  readonly readings: readonly [from: number, to: number];
  readonly targets: readonly [from: number, to: number];
  readonly conformal: {
    readonly levels: readonly number[];
    readonly bands: readonly GrowthBand[];
  };
}

/** (Outcome - forecast) per unit of course, by age of the reading and by gap; the first band that contains the case is used. */
export interface GrowthBand {
  readonly name: string;
  /** Whether it is for one reading of the views and nothing else, or for more that is known. */
  readonly alone: boolean;
  /** [from, to) h. */
  readonly age: readonly [from: number, to: number | null];
  /** [from, to) h. */
  readonly gap: readonly [from: number, to: number | null];
  readonly rows: number;
  readonly authors: number;
  readonly residuals: readonly number[];
}

/** What a comment says of how its writer feels. */
export type Feeling = 'negative' | 'neutral' | 'positive';

/**
 * How a comment's writer feels. Two softmax models: English by its words and its listed feelings, any other language by
 * its listed feelings alone.
 */
export interface SentimentModel {
  readonly model: 'sentiment';
  readonly version: string;
  /** Names the tokeniser and the lists; see SENTIMENT_SET. */
  readonly featureSet: string;
  readonly english: FeelingMember & Pick<TextMember, 'vocabulary' | 'idf' | 'letters'>;
  readonly listed: FeelingMember;
}

/** Probabilities are softmax of (intercept + Σ weight · value) / temperature, classes in the order of FEELINGS. */
export interface FeelingMember {
  readonly intercepts: readonly number[];
  /** [columns][classes]: of the grams first, where there are any, then of LISTED_NAMES. */
  readonly weights: readonly (readonly number[])[];
  /** Fitted on comments that the weights had not seen. */
  readonly temperature: number;
  /**
   * Note [Boosts]
   *   Three in five comments of the table are pleasant, and by its shares alone the others would hardly ever be named. Each
   *   class is weighed up by its boost before the probabilities are made to sum to 1: they speak of a mix of comments in
   *   which the rarer feelings are less rare. Label and probabilities then never disagree.
   */
  readonly boosts: readonly number[];
}
