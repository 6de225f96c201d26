/** Pairs of readings → trees that foretell the pace of growth, and how far off they are on authors they did not see. */
import { course, GROWTH_INPUTS, growthRow, knowsAgeAlone, usualPace } from '#core/scoring/growth.ts';
import type { GrowthBand, GrowthModel, TreeArrays } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { foldOf, FOLDS } from '../../data/split.ts';
import { LEVELS } from '../calibrate.ts';
import { fitTrees, type TreeSettings } from '../gbt.ts';
import { fromAge, growthOf, isEarly, READINGS, toAge, type Pair } from './rows.ts';

/** Of .5, 1 and 1.5 the one with the least mean absolute error out of fold; the card has the figures. */
export const EXPONENT = 1;

/**
 * The median, since that is what is asked. Size and rate as the reach trees had them, fewer since there are eight inputs.
 */
export const RECIPE: TreeSettings = {
  loss: { kind: 'pinball', quantile: 0.5 },
  trees: 80,
  rate: 0.05,
  leaves: 10,
  leafRows: 60,
  l2: 5,
  columns: 0.8,
  rows: 0.8,
  bins: 64,
  // A video that was faster so far is not foretold to be slower.
  monotone: { slope: 1 },
  seed: 11,
};

/** What is known of a reading: all that the table holds, views alone, or views alone without earlier readings. */
export type Known = 'all' | 'views' | 'one reading';

/** The copies of a pair, so that the trees have seen each way of knowing less. */
export const waysToKnow = (pair: Pair): readonly Known[] =>
  pair.from === 0 ? ['all', 'views'] : ['all', 'views', 'one reading'];

export function inputsOf({ video, from }: Pair, known: Known, exponent: number = EXPONENT): Float64Array {
  const readings = known === 'one reading' ? video.readings.slice(from, from + 1) : video.readings.slice(0, from + 1);
  return growthRow(readings, known === 'all' ? (video.readings[from]?.extra ?? {}) : {}, exponent);
}

/** What foretells the pace: trees where more is known than the age, the usual pace of the age where not. */
export interface PaceFit {
  readonly trees: TreeArrays;
  readonly alone: GrowthModel['alone'];
}

/** Standard deviation of the neighbourhood in log age; .15 and .6 do no better (card). */
export const BANDWIDTH = 0.3;
const GRID_POINTS = 24;

/**
 * The median pace around each age, pairs weighed by course and nearness: smooth where trees are stepped. Over 90 days the
 * neighbours are those of 90 days.
 */
export function fitAlone(
  pairs: readonly Pair[],
  exponent: number = EXPONENT,
  bandwidth: number = BANDWIDTH,
  quantile = 0.5,
): GrowthModel['alone'] {
  const rows = pairs
    .map((pair) => {
      const length = course(exponent, fromAge(pair), toAge(pair));
      return { age: Math.log(fromAge(pair)), pace: growthOf(pair) / length, length };
    })
    .sort((a, b) => a.pace - b.pace);
  const [from, to] = [Math.log(READINGS[0]), Math.log(READINGS[1])];
  const ages = Array.from({ length: GRID_POINTS }, (_, i) => from + ((to - from) * i) / (GRID_POINTS - 1));
  const paces = ages.map((at) => {
    const weights = rows.map(({ age, length }) => length * Math.exp(-(((age - at) / bandwidth) ** 2) / 2));
    const part = weights.reduce((a, b) => a + b, 0) * quantile;
    let sum = 0;
    const middle = rows.find((_, i) => (sum += weights[i] ?? 0) >= part);
    return short(Math.max(0, middle?.pace ?? 0));
  });
  return { ages: ages.map((age) => short(Math.exp(age))), paces };
}

/** Growth over its course is the pace; weighted by the course, the median pace is the median growth. */
export function fitTreesOnPace(pairs: readonly Pair[], onTree?: (done: number, of: number) => void): TreeArrays {
  const rows = pairs.flatMap((pair) => {
    const ways = waysToKnow(pair);
    const length = courseOf(pair);
    return ways.map((known) => ({
      inputs: inputsOf(pair, known),
      target: growthOf(pair) / length,
      weight: length / ways.length,
      author: pair.video.author,
    }));
  });
  const numbers = new Map<string, number>();
  for (const { author } of rows) if (!numbers.has(author)) numbers.set(author, numbers.size);
  return fitTrees(
    {
      inputs: GROWTH_INPUTS,
      columns: GROWTH_INPUTS.map((_, i) => Float64Array.from(rows, ({ inputs }) => inputs[i] ?? Number.NaN)),
      target: Float64Array.from(rows, ({ target }) => target),
      weight: Float64Array.from(rows, ({ weight }) => weight),
      group: Uint32Array.from(rows, ({ author }) => numbers.get(author) ?? 0),
    },
    RECIPE,
    (done) => onTree?.(done, RECIPE.trees),
  );
}

export const courseOf = (pair: Pair): number => course(EXPONENT, fromAge(pair), toAge(pair));

export const fitPace = (pairs: readonly Pair[], onTree?: (done: number, of: number) => void): PaceFit => ({
  trees: fitTreesOnPace(pairs, onTree),
  alone: fitAlone(pairs),
});

export function paceOf(fit: PaceFit, pair: Pair, known: Known): number {
  const row = inputsOf(pair, known);
  return Math.max(0, knowsAgeAlone(row) ? usualPace(fit.alone, fromAge(pair)) : predictTrees(fit.trees, row));
}

/** A forecast on a pair whose author the fit had not seen. */
export interface Held {
  readonly author: string;
  readonly ageH: number;
  readonly gapH: number;
  readonly known: Known;
  /** Nothing but the age was known. */
  readonly alone: boolean;
  /** Growth - forecast. */
  readonly error: number;
  /** The same per unit of course. */
  readonly residual: number;
  readonly early: boolean;
}

export function outOfFold(pairs: readonly Pair[], progress: (done: number, of: number) => void): Held[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const inside = pairs.filter(({ video }) => foldOf(video.author) !== fold);
    const fit = fitPace(inside, (done, of) => progress(fold * of + done, FOLDS * of));
    return pairs
      .filter(({ video }) => foldOf(video.author) === fold)
      .flatMap((pair) =>
        waysToKnow(pair).map((known) => {
          const residual = growthOf(pair) / courseOf(pair) - paceOf(fit, pair, known);
          return {
            author: pair.video.author,
            ageH: fromAge(pair),
            gapH: toAge(pair) - fromAge(pair),
            known,
            alone: knowsAgeAlone(inputsOf(pair, known)),
            error: residual * courseOf(pair),
            residual,
            early: isEarly(pair),
          };
        }),
      );
  }).flat();
}

const DAY = 24;
/** Bands of age follow the science note, section 5; those of the gap hold like numbers of pairs, by eye. h */
const AGES = [48, 4 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, null] as const;
const GAPS = [0, 4 * DAY, 10 * DAY, 20 * DAY, null] as const;
/** Under so many authors a band takes in its neighbour of shorter gaps. */
const FEWEST_AUTHORS = 40;

/** Each author counts once in a band, however often they were read: the next reading is of somebody else. */
export function conformal(held: readonly Held[]): GrowthModel['conformal'] {
  const bands = [true, false].flatMap((alone) =>
    bandsOf(
      alone,
      held.filter((one) => one.alone === alone),
    ),
  );
  return { levels: LEVELS, bands };
}

function bandsOf(alone: boolean, held: readonly Held[]): GrowthBand[] {
  return between(AGES).flatMap((age) => {
    const bands: GrowthBand[] = [];
    let open: readonly [number, number | null] | null = null;
    for (const gap of between(GAPS)) {
      open = [open?.[0] ?? gap[0], gap[1]];
      const here = held.filter(({ ageH, gapH }) => inside(age, ageH) && inside(open ?? gap, gapH));
      const counts = new Map<string, number>();
      for (const { author } of here) counts.set(author, (counts.get(author) ?? 0) + 1);
      if (counts.size < FEWEST_AUTHORS && gap[1] !== null) continue;
      if (here.length === 0) continue;
      bands.push({
        name: `${alone ? 'one reading, ' : ''}read at ${days(age)}, asked ${days(open)} later`,
        alone,
        age,
        gap: open,
        rows: here.length,
        authors: counts.size,
        residuals: quantilesOf(
          here.map(({ residual, author }) => ({ value: residual, weight: 1 / (counts.get(author) ?? 1) })),
          counts.size,
        ),
      });
      open = null;
    }
    return bands;
  });
}

/** Weighted quantiles, pushed outwards as split conformal does for so many authors: level · (n + 1) / n from the middle. */
function quantilesOf(of: readonly { readonly value: number; readonly weight: number }[], authors: number): number[] {
  const sorted = [...of].sort((a, b) => a.value - b.value);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return LEVELS.map((level) => {
    const share = Math.min(1, Math.max(0, 0.5 + (level - 0.5) * ((authors + 1) / authors)));
    let sum = 0;
    const found = sorted.find(({ weight }) => (sum += weight) >= share * whole - 1e-12);
    return short((found ?? sorted.at(-1))?.value ?? 0);
  });
}

const between = (edges: readonly (number | null)[]): (readonly [number, number | null])[] =>
  edges.slice(0, -1).map((from, i) => [from ?? 0, edges[i + 1] ?? null] as const);

export const inside = ([from, to]: readonly [number, number | null], value: number): boolean =>
  value >= from && (to === null || value < to);

const days = ([from, to]: readonly [number, number | null]): string =>
  to === null ? `${from / DAY} days or more` : `${from / DAY} to ${to / DAY} days`;

const short = (value: number): number => Number(value.toPrecision(5));
