/** The reach model as stages: collect → split → level → featurize → folds → fit → calibrate → export → evaluate → card → manifest. */
import { deserialize, serialize } from 'node:v8';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { fnv1a, foldOf, FOLDS, LATER_FROM, sideOf } from '../../data/split.ts';
import { beatsCurves, conformal, references, type Held } from '../calibrate.ts';
import type { Job, Stage } from '../graph.ts';
import { nnls } from '../nnls.ts';
import { cardOf } from './card.ts';
import { evaluateReach, type Extras } from './evaluate.ts';
import { fitLevel, type Level } from './expect.ts';
import { exportFiles, seenRanges, type Calibration } from './export.ts';
import {
  COPY_WEIGHT,
  fitOdds,
  fitReach,
  ODDS_RECIPE,
  predictRows,
  RECIPE,
  ridgeRows,
  rowsWhere,
  tableOf,
} from './fit.ts';
import { INPUTS } from './inputs.ts';
import { manifestOf } from './manifest.ts';
import { matrixOf, type Matrix } from './matrix.ts';
import { fitWidth } from './width.ts';
import { parseAuthors, readAuthors, TABLE_NAMES, TABLES, writeAuthors, type Author } from './table.ts';

/** Shares of the training authors the learning curve is drawn at; its last point is the shipped model. */
const LEARNING_SHARES = [0.1, 0.25, 0.5] as const;

const module = import.meta.url;

/** Out-of-fold answers on the training rows, and the weights of trees and ridge in a stack. */
interface Folds {
  readonly trees: Float64Array;
  readonly odds: Float64Array;
  readonly ridge: Float64Array;
  readonly weights: readonly number[];
}
const tables = TABLE_NAMES.map((name) => TABLES[name]);

export const reachStages: readonly Stage[] = [
  {
    name: 'reach/collect',
    inputs: [],
    tables,
    module,
    run: async (job) => {
      const authors: Author[] = [];
      for (const name of TABLE_NAMES) authors.push(...(await readAuthors(job.table(TABLES[name]), name)));
      return { 'authors.jsonl': writeAuthors(authors) };
    },
  },
  {
    name: 'reach/split',
    inputs: ['reach/collect'],
    module,
    run: (job) => {
      const authors = parseAuthors(job.text('reach/collect', 'authors.jsonl'));
      return {
        'train.jsonl': writeAuthors(authors.filter(({ id }) => sideOf(id) === 'train')),
        'test.jsonl': writeAuthors(authors.filter(({ id }) => sideOf(id) === 'test')),
      };
    },
  },
  {
    name: 'reach/level',
    inputs: ['reach/split'],
    module,
    run: (job) => ({ 'level.json': JSON.stringify(fitLevel(trainAuthors(job), during(job, 'steps of the search'))) }),
  },
  {
    name: 'reach/featurize',
    inputs: ['reach/split', 'reach/level'],
    parameters: INPUTS,
    module,
    run: (job) => ({
      'matrix.bin': serialize(matrixOf(trainAuthors(job), levelOf(job), true, during(job, 'authors'))),
    }),
  },
  {
    name: 'reach/folds',
    inputs: ['reach/split', 'reach/featurize'],
    parameters: { RECIPE, ODDS_RECIPE, COPY_WEIGHT, FOLDS },
    module,
    run: (job) => {
      const authors = trainAuthors(job);
      const matrix = matrixIn(job);
      const fold = authors.map(({ id }) => foldOf(id));
      const trees = new Float64Array(matrix.target.length);
      const odds = new Float64Array(matrix.target.length);
      const ridge = new Float64Array(matrix.target.length);
      for (let f = 0; f < FOLDS; f++) {
        const inside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] !== f);
        const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f);
        const table = tableOf(matrix, inside);
        const during_ = (done: number, of: number): void =>
          job.progress(f * of + done, FOLDS * of, 'trees of this head');
        place(trees, outside, predictRows(fitReach(table, during_), matrix, outside));
        place(odds, outside, predictRows(fitOdds(table, during_), matrix, outside));
        place(ridge, outside, ridgeRows(table, matrix, outside));
      }
      const real = rowsWhere(matrix, (i) => matrix.copy[i] === 0);
      const pick = (all: Float64Array): Float64Array => Float64Array.from(real, (i) => all[i] ?? 0);
      const ones = new Float64Array(real.length).fill(1);
      const weights = nnls([pick(trees), pick(ridge)], pick(matrix.target), ones);
      return { 'folds.bin': serialize({ trees, odds, ridge, weights } satisfies Folds) };
    },
  },
  {
    name: 'reach/fit',
    inputs: ['reach/featurize'],
    parameters: { RECIPE, ODDS_RECIPE, COPY_WEIGHT },
    module,
    run: (job) => fitBoth(job, matrixIn(job)),
  },
  {
    name: 'reach/calibrate',
    inputs: ['reach/featurize', 'reach/folds'],
    module,
    run: (job) => {
      const matrix = matrixIn(job);
      const { trees, odds } = foldsIn(job);
      // Shortened copies taught the trees what little can be known; how sure one may be is read off real rows alone.
      const real = rowsWhere(matrix, (i) => matrix.copy[i] === 0);
      const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(real, (i) => column[i] ?? Number.NaN);
      const { width, widths } = fitWidth(matrix, trees, real);
      const held: Held = {
        prediction: take(trees),
        outcome: take(matrix.target),
        width: widths,
        odds: take(odds),
        history: take(matrix.history),
        followers: take(matrix.followers),
        group: take(matrix.group),
      };
      const calibration: Calibration = {
        width,
        conformal: conformal(held),
        reference: references(held),
        beats: beatsCurves(held),
        seen: seenRanges(matrix, real),
      };
      return { 'calibration.json': JSON.stringify(calibration) };
    },
  },
  {
    name: 'reach/export',
    inputs: ['reach/level', 'reach/fit', 'reach/calibrate'],
    module,
    publish: 'reach',
    run: (job) =>
      exportFiles({
        level: levelOf(job),
        trees: treesIn(job, 'reach/fit'),
        odds: treesIn(job, 'reach/fit', 'odds.json'),
        calibration: JSON.parse(job.text('reach/calibrate', 'calibration.json')) as Calibration,
      }),
  },
  {
    // Fitted on what was posted before the cut, to be asked about what came later, of people it never saw.
    name: 'reach/earlier',
    inputs: ['reach/split'],
    parameters: { RECIPE, ODDS_RECIPE, COPY_WEIGHT, LATER_FROM },
    module,
    run: (job) => {
      const before = trainAuthors(job)
        .map((author) => ({ ...author, rows: author.rows.filter((row) => row.time < LATER_FROM[author.table]) }))
        .filter(({ rows }) => rows.length > 0);
      return fitAgain(job, before);
    },
  },
  ...TABLE_NAMES.map((only): Stage => ({
    name: `reach/only-${only.replaceAll('_', '-')}`,
    inputs: ['reach/split'],
    parameters: { RECIPE, ODDS_RECIPE, COPY_WEIGHT, only },
    module,
    run: (job) =>
      fitAgain(
        job,
        trainAuthors(job).filter(({ table }) => table === only),
      ),
  })),
  {
    name: 'reach/learning',
    inputs: ['reach/split', 'reach/level', 'reach/featurize'],
    parameters: { RECIPE, COPY_WEIGHT, LEARNING_SHARES },
    module,
    run: (job) => {
      const matrix = matrixIn(job);
      const authors = trainAuthors(job);
      const fits = LEARNING_SHARES.map((share, s) => {
        const inside = rowsWhere(matrix, (i) => inShare(authors[matrix.group[i] ?? 0]?.id ?? '', share));
        const trees = fitReach(tableOf(matrix, inside), (done, of) =>
          job.progress(s * of + done, LEARNING_SHARES.length * of, 'trees'),
        );
        return { groups: new Set(Array.from(inside, (i) => matrix.group[i])).size, rows: inside.length, trees };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
  {
    name: 'reach/evaluate',
    inputs: [
      'reach/split',
      'reach/level',
      'reach/featurize',
      'reach/folds',
      'reach/export',
      'reach/earlier',
      'reach/only-tiktok-2020',
      'reach/only-tiktok-vn-2025',
      'reach/learning',
    ],
    module,
    publish: 'reach',
    run: (job) => {
      const refit = (stage: string): Extras['earlier'] => ({
        level: JSON.parse(job.text(stage, 'level.json')) as Level,
        trees: treesIn(job, stage),
        odds: treesIn(job, stage, 'odds.json'),
      });
      const { weights, trees, ridge } = foldsIn(job);
      const evaluation = evaluateReach(
        {
          file: job.bytes('reach/export', 'model.json'),
          test: parseAuthors(job.text('reach/split', 'test.jsonl')),
          level: levelOf(job),
          earlier: refit('reach/earlier'),
          only: { tiktok_2020: refit('reach/only-tiktok-2020'), tiktok_vn_2025: refit('reach/only-tiktok-vn-2025') },
          learning: JSON.parse(job.text('reach/learning', 'fits.json')) as Extras['learning'],
          folds: { matrix: matrixIn(job), weights, trees, ridge },
        },
        during(job, 'slices'),
      );
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  {
    name: 'reach/card',
    inputs: ['reach/split', 'reach/export', 'reach/evaluate'],
    module,
    publish: 'reach',
    run: (job) => ({
      'card.md': cardOf(
        JSON.parse(job.text('reach/evaluate', 'evaluation.json')),
        trainAuthors(job),
        job.bytes('reach/export', 'model.json'),
        job.bytes('reach/export', 'reach.onnx'),
      ),
    }),
  },
  {
    name: 'reach/manifest',
    inputs: ['reach/split', 'reach/export', 'reach/evaluate', 'reach/card'],
    tables,
    module,
    publish: 'reach',
    run: (job) => ({ 'manifest.json': manifestOf(job) }),
  },
];

/** Digits of the hash that neither side nor fold uses, so that a larger share holds the smaller one. */
const inShare = (id: string, share: number): boolean => Math.floor(fnv1a(id) / 100) % 100 < 100 * share;

function fitAgain(job: Job, authors: readonly Author[]) {
  const level = fitLevel(authors, () => {});
  const matrix = matrixOf(authors, level, true, during(job, 'authors'));
  return { 'level.json': JSON.stringify(level), ...fitBoth(job, matrix) };
}

function fitBoth(job: Job, matrix: Matrix) {
  const all = rowsWhere(matrix, () => true);
  const table = tableOf(matrix, all);
  return {
    'trees.json': JSON.stringify(fitReach(table, during(job, 'trees'))),
    'odds.json': JSON.stringify(fitOdds(table, during(job, 'trees for the chance'))),
  };
}

// Holds for each cast below: the text was written by the stage that is named, and the graph checked its hash.
const trainAuthors = (job: Job): Author[] => parseAuthors(job.text('reach/split', 'train.jsonl'));
const levelOf = (job: Job): Level => JSON.parse(job.text('reach/level', 'level.json')) as Level;
const matrixIn = (job: Job): Matrix => deserialize(job.bytes('reach/featurize', 'matrix.bin')) as Matrix;
const treesIn = (job: Job, stage: string, file = 'trees.json'): TreeArrays =>
  JSON.parse(job.text(stage, file)) as TreeArrays;
const foldsIn = (job: Job): Folds => deserialize(job.bytes('reach/folds', 'folds.bin')) as Folds;

const during =
  (job: Job, what: string) =>
  (done: number, of: number): void =>
    job.progress(done, of, what);

function place(into: Float64Array, rows: Uint32Array, values: Float64Array): void {
  rows.forEach((row, i) => {
    into[row] = values[i] ?? 0;
  });
}
