/** Pairs of readings → trees that foretell the pace of growth, and how far off they are on authors they did not see. */
import { course, GROWTH_INPUTS, growthRow } from '#core/scoring/growth.ts';
import type { GrowthBand, GrowthModel, TreeArrays } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { conformalQuantile } from '#core/stats/quantile.ts';
import { foldOf, FOLDS } from '../../data/split.ts';
import { LEVELS } from '../calibrate.ts';
import { fitTrees, type TreeSettings } from '../gbt.ts';
import { fromAge, growthOf, isEarly, toAge, type Pair } from './rows.ts';

/** Of .5, 1 and 1.5 the one with the least mean absolute error out of fold, first reading under 7 days: .0859, .0853, .0864. */
export const EXPONENT = 1;

/**
 * The median, since that is what is asked. Size and rate: out-of-fold error is flat from 60 trees of 12 leaves on
 * (median absolute .063 for 60 trees and for 150).
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

/** Growth over its course is the pace; weighted by the course, the median pace is the median growth. */
export function fitPace(pairs: readonly Pair[], onTree?: (done: number, of: number) => void): TreeArrays {
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

export const paceOf = (trees: TreeArrays, pair: Pair, known: Known): number =>
  Math.max(0, predictTrees(trees, inputsOf(pair, known)));

/** A forecast on a pair whose author the fit had not seen. */
export interface Held {
  readonly author: string;
  readonly ageH: number;
  readonly gapH: number;
  readonly known: Known;
  /** Growth - forecast. */
  readonly error: number;
  /** The same per unit of course. */
  readonly residual: number;
  readonly early: boolean;
}

export function outOfFold(pairs: readonly Pair[], progress: (done: number, of: number) => void): Held[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const inside = pairs.filter(({ video }) => foldOf(video.author) !== fold);
    const trees = fitPace(inside, (done, of) => progress(fold * of + done, FOLDS * of));
    return pairs
      .filter(({ video }) => foldOf(video.author) === fold)
      .flatMap((pair) =>
        waysToKnow(pair).map((known) => {
          const residual = growthOf(pair) / courseOf(pair) - paceOf(trees, pair, known);
          return {
            author: pair.video.author,
            ageH: fromAge(pair),
            gapH: toAge(pair) - fromAge(pair),
            known,
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

export function conformal(held: readonly Held[]): GrowthModel['conformal'] {
  const bands: GrowthBand[] = [];
  between(AGES).forEach((age) => {
    let open: readonly [number, number | null] | null = null;
    for (const gap of between(GAPS)) {
      open = [open?.[0] ?? gap[0], gap[1]];
      const here = held.filter(({ ageH, gapH }) => inside(age, ageH) && inside(open ?? gap, gapH));
      const authors = new Set(here.map(({ author }) => author)).size;
      if (authors < FEWEST_AUTHORS && gap[1] !== null) continue;
      const sorted = here.map(({ residual }) => residual).sort((a, b) => a - b);
      if (sorted.length === 0) continue;
      bands.push({
        name: `read at ${days(age)}, asked ${days(open)} later`,
        age,
        gap: open,
        rows: here.length,
        authors,
        residuals: LEVELS.map((level) => short(conformalQuantile(sorted, level))),
      });
      open = null;
    }
  });
  return { levels: LEVELS, bands };
}

const between = (edges: readonly (number | null)[]): (readonly [number, number | null])[] =>
  edges.slice(0, -1).map((from, i) => [from ?? 0, edges[i + 1] ?? null] as const);

export const inside = ([from, to]: readonly [number, number | null], value: number): boolean =>
  value >= from && (to === null || value < to);

const days = ([from, to]: readonly [number, number | null]): string =>
  to === null ? `${from / DAY} days or more` : `${from / DAY} to ${to / DAY} days`;

const short = (value: number): number => Number(value.toPrecision(5));
