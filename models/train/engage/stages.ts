/** Reactions per view as stages, on the tables of reach: featurize → folds → fit → export → learning → evaluate → card → manifest. */
import { deserialize, serialize } from 'node:v8';
import { computeFeatures, featureSetHash } from '#core/features/registry.ts';
import { engageForecast, type EngageModel } from '#core/scoring/engage.ts';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { foldOf, FOLDS, WINDOWS } from '../../data/split.ts';
import { closingStages, goldenText } from '../account-model.ts';
import { conformal } from '../calibrate.ts';
import { writeTreeEnsembleOnnx } from '../export-onnx.ts';
import { HISTORY_3 } from '../figures.ts';
import { fitTrees, type Table, type TreeSettings } from '../gbt.ts';
import type { Job, Stage } from '../graph.ts';
import { nnls } from '../nnls.ts';
import { answerRows, rowsWhere } from '../reach/fit.ts';
import { PLANNED_YEAR, READ_AFTER_DAYS } from '../reach/inputs.ts';
import type { Matrix } from '../reach/matrix.ts';
import { parseAuthors, type Author } from '../reach/table.ts';
import { fitWidth } from '../reach/width.ts';
import { fitRidge, predictRidge } from '../ridge.ts';
import { inShare, LEARNING_SHARES, place, trainAuthors } from '../training-authors.ts';
import { versioned } from '../versioned.ts';
import { cardOfEngage, NOT_FOR } from './card.ts';
import { evaluateEngage } from './evaluate.ts';
import { ENGAGE_INPUTS, engageMatrix, fitEngageLevel } from './rows.ts';

/** Leaves and rate as for reach; a rate moves less than views do, so the loss bends sooner. By eye on the training folds. */
const RECIPE: TreeSettings = {
  loss: { kind: 'huber', delta: 0.5 },
  trees: 200,
  rate: 0.06,
  leaves: 16,
  leafRows: 60,
  l2: 10,
  columns: 0.3,
  rows: 0.7,
  bins: 64,
  monotone: {},
  seed: 2025,
};
const COPY_WEIGHT = 0.5;
const RIDGE_PENALTY = 100;

const module = import.meta.url;

export const ENGAGE_STAGES: readonly Stage[] = [
  {
    name: 'engage/featurize',
    inputs: ['reach/split'],
    parameters: ENGAGE_INPUTS,
    module,
    run: (job) => featurized(job, trainAuthors(job)),
  },
  {
    name: 'engage/folds',
    inputs: ['reach/split', 'engage/featurize'],
    parameters: { RECIPE, COPY_WEIGHT, RIDGE_PENALTY, FOLDS },
    module,
    run: (job) => {
      const { matrix } = featuresIn(job);
      const fold = trainAuthors(job).map(({ id }) => foldOf(id));
      const trees = new Float64Array(matrix.target.length);
      const ridge = new Float64Array(matrix.target.length);
      for (let f = 0; f < FOLDS; f++) {
        const table = tableOf(matrix, (i) => fold[matrix.group[i] ?? 0] !== f);
        const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f);
        const fitted = fitTrees(table, RECIPE, (done) =>
          job.progress(f * RECIPE.trees + done, FOLDS * RECIPE.trees, 'trees'),
        );
        const linear = fitRidge(table, RIDGE_PENALTY);
        place(
          trees,
          outside,
          answerRows((row) => predictTrees(fitted, row), matrix, outside),
        );
        place(
          ridge,
          outside,
          answerRows((row) => predictRidge(linear, row), matrix, outside),
        );
      }
      return { 'folds.bin': serialize({ trees, ridge } satisfies Folds) };
    },
  },
  {
    name: 'engage/fit',
    inputs: ['engage/featurize'],
    parameters: { RECIPE, COPY_WEIGHT },
    module,
    run: (job) => fitted(job, featuresIn(job).matrix),
  },
  {
    name: 'engage/export',
    inputs: ['engage/featurize', 'engage/folds', 'engage/fit'],
    module,
    publish: 'engage',
    run: (job) => {
      const { matrix, level } = featuresIn(job);
      const { trees: held } = deserialize(job.bytes('engage/folds', 'folds.bin')) as Folds;
      const model = engageModel(matrix, level, treesIn(job, 'engage/fit'), held);
      return {
        'model.json': JSON.stringify({ schema: 1, ...model }),
        'engage.onnx': writeTreeEnsembleOnnx(model.trees),
        'golden.json': goldenText(model.version, (context) => ({
          forecast: engageForecast(model, computeFeatures(context).values, context.account),
        })),
      };
    },
  },
  // Expanding window: fitted on what was posted before a day, to be asked about what came next, of people it never saw.
  ...WINDOWS.map((window, w): Stage => ({
    name: `engage/until-${w + 1}`,
    inputs: ['reach/split'],
    parameters: { RECIPE, COPY_WEIGHT, window },
    module,
    run: (job) => {
      const before = trainAuthors(job)
        .map((author) => ({ ...author, rows: author.rows.filter((row) => row.time < window[author.table]) }))
        .filter(({ rows }) => rows.length > 0);
      const level = fitEngageLevel(before);
      const matrix = engageMatrix(before, level, true, (done, of) => job.progress(done, of, 'authors'));
      return { 'level.json': JSON.stringify(level), ...fitted(job, matrix) };
    },
  })),
  {
    name: 'engage/learning',
    inputs: ['reach/split', 'engage/featurize'],
    parameters: { RECIPE, COPY_WEIGHT, LEARNING_SHARES },
    module,
    run: (job) => {
      const { matrix } = featuresIn(job);
      const authors = trainAuthors(job);
      const fits = LEARNING_SHARES.map((share, s) => {
        const table = tableOf(matrix, (i) => inShare(authors[matrix.group[i] ?? 0]?.id ?? '', share));
        const trees = fitTrees(table, RECIPE, (done) =>
          job.progress(s * RECIPE.trees + done, LEARNING_SHARES.length * RECIPE.trees, 'trees'),
        );
        return { groups: new Set(table.group).size, rows: table.target.length, trees };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
  {
    name: 'engage/evaluate',
    inputs: [
      'reach/split',
      'engage/featurize',
      'engage/folds',
      'engage/export',
      ...WINDOWS.map((_, w) => `engage/until-${w + 1}`),
      'engage/learning',
    ],
    module,
    publish: 'engage',
    run: (job) => {
      const { matrix } = featuresIn(job);
      const { trees, ridge } = deserialize(job.bytes('engage/folds', 'folds.bin')) as Folds;
      const rows = rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3);
      const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (i) => all[i] ?? 0);
      const target = pick(matrix.target);
      const evaluation = evaluateEngage({
        file: job.bytes('engage/export', 'model.json'),
        test: parseAuthors(job.text('reach/split', 'test.jsonl')),
        until: WINDOWS.map((window, w) => ({
          window,
          level: JSON.parse(job.text(`engage/until-${w + 1}`, 'level.json')),
          trees: treesIn(job, `engage/until-${w + 1}`),
        })),
        learning: JSON.parse(job.text('engage/learning', 'fits.json')),
        all: { groups: new Set(matrix.group).size, rows: matrix.target.length },
        members: {
          target,
          trees: pick(trees),
          ridge: pick(ridge),
          weights: nnls([pick(trees), pick(ridge)], target, new Float64Array(rows.length).fill(1)),
        },
      });
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  ...closingStages({ id: 'engage', module, card: cardOfEngage, slice: HISTORY_3, notFor: NOT_FOR }),
];

interface Folds {
  readonly trees: Float64Array;
  readonly ridge: Float64Array;
}

interface Featurized {
  readonly matrix: Matrix;
  readonly level: EngageModel['level'];
}

function featurized(job: Job, authors: readonly Author[]) {
  const level = fitEngageLevel(authors);
  const matrix = engageMatrix(authors, level, true, (done, of) => job.progress(done, of, 'authors'));
  return { 'matrix.bin': serialize({ matrix, level } satisfies Featurized) };
}

function fitted(job: Job, matrix: Matrix) {
  const trees = fitTrees(
    tableOf(matrix, () => true),
    RECIPE,
    (done) => job.progress(done, RECIPE.trees, 'trees'),
  );
  return { 'trees.json': JSON.stringify(trees) };
}

function tableOf(matrix: Matrix, is: (row: number) => boolean): Table {
  const rows = rowsWhere(matrix, is);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(rows, (i) => column[i] ?? Number.NaN);
  return {
    inputs: ENGAGE_INPUTS,
    columns: matrix.columns.map(take),
    target: take(matrix.target),
    weight: Float64Array.from(rows, (i) => (matrix.copy[i] ? COPY_WEIGHT : 1)),
    group: Uint32Array.from(rows, (i) => matrix.group[i] ?? 0),
  };
}

/** @param held out-of-fold predictions: how sure one may be is read off people the trees had not seen */
function engageModel(matrix: Matrix, level: EngageModel['level'], trees: TreeArrays, held: Float64Array): EngageModel {
  const real = rowsWhere(matrix, (i) => matrix.copy[i] === 0);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(real, (i) => column[i] ?? Number.NaN);
  const { width, widths } = fitWidth(matrix, { spread: 'engagement_spread', steps: null }, held, real);
  const model: EngageModel = {
    model: 'engage',
    version: '',
    featureSet: featureSetHash(trees.inputs),
    trees,
    level,
    assume: { read_after_days: READ_AFTER_DAYS, planned_year: PLANNED_YEAR },
    width,
    conformal: conformal({
      prediction: take(held),
      outcome: take(matrix.target),
      width: widths,
      odds: new Float64Array(real.length),
      history: take(matrix.history),
      followers: take(matrix.followers),
      group: take(matrix.group),
    }),
  };
  return versioned(model);
}

// Holds for each cast: the stage that is named wrote it, and the graph checked its hash.
const featuresIn = (job: Job): Featurized => deserialize(job.bytes('engage/featurize', 'matrix.bin')) as Featurized;
const treesIn = (job: Job, stage: string): TreeArrays => JSON.parse(job.text(stage, 'trees.json')) as TreeArrays;
