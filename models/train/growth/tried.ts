/** Other ways to foretell growth and how each does on training authors its fit had not seen: measured when training runs, one sentence each; and where the model fails. */
import { course, usualPace } from '#core/scoring/growth.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { median } from '#core/stats/quantile.ts';
import { seeded } from '#core/stats/random.ts';
import { foldOf, FOLDS } from '../../data/split.ts';
import { plane } from './evaluate.ts';
import { BANDWIDTH, EXPONENT, fitAlone, type Held } from './fit.ts';
import { fromAge, growthOf, isEarly, toAge, type Pair } from './rows.ts';

type Fit = (pairs: readonly Pair[]) => (pair: Pair) => number;

/** The usual pace by age alone, with one setting changed. */
const alone =
  (exponent: number, bandwidth: number, quantile = 0.5): Fit =>
  (pairs) => {
    const curve = fitAlone(pairs, exponent, bandwidth, quantile);
    return (pair) => usualPace(curve, fromAge(pair)) * course(exponent, fromAge(pair), toAge(pair));
  };

/** The same, learned from the third of the pairs that is alike in views. */
const byViews: Fit = (pairs) => {
  const sorted = pairs.map(viewsAt).sort((a, b) => a - b);
  const cuts = [1, 2].map((third) => sorted[Math.floor((third * sorted.length) / 3)] ?? 0);
  const thirdOf = (pair: Pair): number => cuts.filter((cut) => viewsAt(pair) >= cut).length;
  const fits = [0, 1, 2].map((third) => alone(EXPONENT, BANDWIDTH)(pairs.filter((pair) => thirdOf(pair) === third)));
  return (pair) => fits[thirdOf(pair)]?.(pair) ?? 0;
};
const viewsAt = ({ video, from }: Pair): number => video.readings[from]?.views ?? 0;

export function triedOn(pairs: readonly Pair[], held: readonly Held[]): string[] {
  const asked = Array.from({ length: FOLDS }, (_, fold) =>
    pairs.filter((pair) => isEarly(pair) && foldOf(pair.video.author) === fold),
  );
  const authors = asked.flat().map(({ video }) => video.author);
  const errors = (fit: Fit, from: (pair: Pair) => boolean = () => true): number[] =>
    asked.flatMap((here, fold) => {
      const foretell = fit(pairs.filter((pair) => foldOf(pair.video.author) !== fold && from(pair)));
      return here.map((pair) => Math.abs(growthOf(pair) - foretell(pair)));
    });
  const known = (what: Held['known']): string =>
    middle(held.filter((one) => one.early && one.known === what).map(({ error }) => Math.abs(error)));
  const shipped = errors(alone(EXPONENT, BANDWIDTH));
  /** Median error and what it gains on the shipped one, both on the same drawn authors. */
  const beside = (tried: readonly number[]): string => {
    const gain = (drawn: ArrayLike<number>): number =>
      (median(Array.from(drawn, (i) => tried[i] ?? 0)) ?? 0) - (median(Array.from(drawn, (i) => shipped[i] ?? 0)) ?? 0);
    const bounds = groupedBootstrap(authors, gain, seeded(7), DRAWS);
    const whole = gain(Uint32Array.from(tried, (_, i) => i));
    return `${middle(tried)} (${told(whole)} [${told(bounds?.low ?? 0)}, ${told(bounds?.high ?? 0)}] beside the shipped one)`;
  };
  const ofKind = errors(alone(EXPONENT, BANDWIDTH), isEarly);
  const within = alone(EXPONENT, BANDWIDTH)(asked.flat());
  const [half, threeHalves] = [errors(alone(0.5, BANDWIDTH)), errors(alone(1.5, BANDWIDTH))];
  const low = errors(alone(EXPONENT, BANDWIDTH, 0.4));
  return [
    `All of the following is out of fold on the training authors, median absolute error for a first reading under 7 days and one 10 days or more later (n ${shipped.length}). A plane in both log ages: ${middle(errors(plane))} fitted on all pairs, ${middle(errors(plane, isEarly))} on pairs of this kind alone.`,
    `The usual pace of the age, as shipped for views alone: ${middle(shipped)}; with a neighbourhood half as wide ${middle(errors(alone(EXPONENT, BANDWIDTH / 2)))}, twice as wide ${middle(errors(alone(EXPONENT, BANDWIDTH * 2)))}; learned from pairs of this kind alone ${middle(ofKind)}.`,
    `Where the ceiling is: a curve of the age fitted on the very pairs that it is asked about, a thing nobody can have, reaches ${middle(asked.flat().map((pair) => Math.abs(growthOf(pair) - within(pair))))}; fitted on other people's pairs of the same kind it reaches ${middle(ofKind)}. What is left between the two is all that more readings of this kind could bring to age alone.`,
    `A pace of its own for each third of the views: ${beside(errors(byViews))}.`,
    `The 40th percentile of the pace instead of its median, since growth is skewed: ${beside(low)}; but a mean absolute error of ${mean(low)} against ${mean(shipped)}, and four in ten of the answers would be too high, six too low.`,
    `Trees that also know rates and followers: ${known('all')}. All that a reading holds brings so little that the rest is the video's own fortune: with views alone this is about the end of it.`,
    `Exponents of the course .5, 1 and 1.5: mean absolute error ${mean(half)}, ${mean(shipped)}, ${mean(threeHalves)}.`,
    'Views themselves are no input, so that more views at a reading can never mean fewer later.',
    'Earlier readings of the same video in one table count; but a first reading has none, so they cannot help the figure that is aimed at.',
    'No time-ordered figure: the table has ages but no dates, so its rows cannot be put in order of time.',
  ];
}

const DRAWS = 500;
const middle = (errors: readonly number[]): string => (median(errors) ?? Number.NaN).toFixed(4);
const mean = (errors: readonly number[]): string =>
  (errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length)).toFixed(4);
const told = (value: number): string => value.toFixed(4);

export const FAILURES: readonly string[] = [
  'A video that takes off again weeks later: the range holds four in five, and a second wind is in the fifth.',
  'Small accounts: half of the readings are of videos with more than 2.5 million views and one in twenty of videos under 620,000; nothing was learned on videos of a few hundred.',
  'Other platforms and other years: one table, TikTok, January to May 2025, mostly Vietnamese. The check on one other account is a small one.',
  'Counts above 10,000 are rounded by the platform, so small growth reads as none.',
];
