/** The chance of the own best quarter as stages, on the rows of reach: folds → fit → export → evaluate → card → manifest. */
import { deserialize, serialize } from 'node:v8';
import { computeFeatures, featureSetHash } from '#core/features/registry.ts';
import { registryInputs } from '#core/scoring/reach.ts';
import { topChance, type TopModel } from '#core/scoring/top.ts';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { foldOf, FOLDS, WINDOWS } from '../../data/split.ts';
import { closingStages, goldenText } from '../account-model.ts';
import { HISTORY_RANGES, inRange, platt } from '../calibrate.ts';
import { writeTreeEnsembleOnnx } from '../export-onnx.ts';
import { fitTrees, type Table } from '../gbt.ts';
import type { Job, Stage } from '../graph.ts';
import type { Level } from '../reach/expect.ts';
import { ODDS_RECIPE, predictRows, rowsWhere, tableOf, weighted } from '../reach/fit.ts';
import { PLANNED_YEAR, READ_AFTER_DAYS } from '../reach/inputs.ts';
import { matrixOf, type Matrix } from '../reach/matrix.ts';
import { netIn, stackIn, treesIn } from '../reach/stages.ts';
import { parseAuthors } from '../reach/table.ts';
import { inShare, LEARNING_SHARES, place, trainAuthors } from '../training-authors.ts';
import { versioned } from '../versioned.ts';
import { cardOfTop, NOT_FOR } from './card.ts';
import { evaluateTop } from './evaluate.ts';

/** As for the chance to beat the own level: what decides above or below is alike. */
const TOP_RECIPE = ODDS_RECIPE;

const module = import.meta.url;

export const TOP_STAGES: readonly Stage[] = [
  {
    name: 'top/folds',
    inputs: ['reach/split', 'reach/featurize'],
    parameters: { TOP_RECIPE, FOLDS },
    module,
    run: (job) => {
      const matrix = matrixIn(job);
      const fold = trainAuthors(job).map(({ id }) => foldOf(id));
      const odds = new Float64Array(matrix.target.length);
      for (let f = 0; f < FOLDS; f++) {
        const trees = fitTop(
          matrix,
          (i) => fold[matrix.group[i] ?? 0] !== f,
          (done, of) => job.progress(f * of + done, FOLDS * of, 'trees'),
        );
        const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f);
        place(odds, outside, predictRows(trees, matrix, outside));
      }
      return { 'odds.bin': serialize(odds) };
    },
  },
  {
    name: 'top/fit',
    inputs: ['reach/featurize'],
    parameters: { TOP_RECIPE },
    module,
    run: (job) => ({
      'trees.json': JSON.stringify(
        fitTop(
          matrixIn(job),
          () => true,
          (done, of) => job.progress(done, of, 'trees'),
        ),
      ),
    }),
  },
  {
    name: 'top/export',
    inputs: ['reach/level', 'reach/featurize', 'top/folds', 'top/fit'],
    module,
    publish: 'top',
    run: (job) => {
      // Holds for the casts: the texts were written by the stages named, and the graph checked their hashes.
      const { level, expectation } = levelIn(job, 'reach/level');
      const trees = JSON.parse(job.text('top/fit', 'trees.json')) as TreeArrays;
      const odds = deserialize(job.bytes('top/folds', 'odds.bin')) as Float64Array;
      const model: TopModel = {
        model: 'top',
        version: '',
        featureSet: featureSetHash(registryInputs(trees.inputs)),
        trees,
        level,
        expectation,
        assume: { read_after_days: READ_AFTER_DAYS, planned_year: PLANNED_YEAR },
        chances: chancesOf(matrixIn(job), odds),
      };
      const shipped = versioned(model);
      return {
        'model.json': JSON.stringify({ schema: 1, ...shipped }),
        'top.onnx': writeTreeEnsembleOnnx(trees),
        'golden.json': goldenText(shipped.version, (context) => ({
          chance: topChance(shipped, computeFeatures(context).values, context.account),
        })),
      };
    },
  },
  {
    name: 'top/learning',
    inputs: ['reach/split', 'reach/featurize'],
    parameters: { TOP_RECIPE, LEARNING_SHARES },
    module,
    run: (job) => {
      const matrix = matrixIn(job);
      const authors = trainAuthors(job);
      const fits = LEARNING_SHARES.map((share, s) => {
        const is = (i: number): boolean => inShare(authors[matrix.group[i] ?? 0]?.id ?? '', share);
        const inside = rowsWhere(matrix, is);
        return {
          groups: new Set(Array.from(inside, (i) => matrix.group[i])).size,
          rows: inside.length,
          trees: fitTop(matrix, is, (done, of) => job.progress(s * of + done, LEARNING_SHARES.length * of, 'trees')),
        };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
  // Expanding window, with the level that reach fitted on the same rows.
  ...WINDOWS.map((window, w): Stage => ({
    name: `top/until-${w + 1}`,
    inputs: ['reach/split', `reach/until-${w + 1}`],
    parameters: { TOP_RECIPE, window },
    module,
    run: (job) => {
      const before = trainAuthors(job)
        .map((author) => ({ ...author, rows: author.rows.filter((row) => row.time < window[author.table]) }))
        .filter(({ rows }) => rows.length > 0);
      const matrix = matrixOf(before, levelIn(job, `reach/until-${w + 1}`), false, (done, of) =>
        job.progress(done, of, 'authors'),
      );
      return {
        'trees.json': JSON.stringify(
          fitTop(
            matrix,
            () => true,
            (done, of) => job.progress(done, of, 'trees'),
          ),
        ),
      };
    },
  })),
  {
    name: 'top/evaluate',
    inputs: [
      'reach/split',
      'reach/featurize',
      'reach/stack',
      'top/folds',
      'top/export',
      'top/learning',
      'reach/export',
      ...WINDOWS.flatMap((_, w) => [`reach/until-${w + 1}`, `top/until-${w + 1}`]),
    ],
    module,
    publish: 'top',
    run: (job) => {
      const evaluation = evaluateTop({
        file: job.bytes('top/export', 'model.json'),
        reach: job.bytes('reach/export', 'model.json'),
        test: parseAuthors(job.text('reach/split', 'test.jsonl')),
        matrix: matrixIn(job),
        odds: deserialize(job.bytes('top/folds', 'odds.bin')) as Float64Array,
        until: WINDOWS.map((window, w) => {
          const stage = `reach/until-${w + 1}`;
          const range = weighted({ trees: treesIn(job, stage), net: netIn(job, stage) }, stackIn(job, ''));
          return { window, level: levelIn(job, stage), trees: treesIn(job, `top/until-${w + 1}`), range };
        }),
        learning: JSON.parse(job.text('top/learning', 'fits.json')) as Parameters<typeof evaluateTop>[0]['learning'],
      });
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  ...closingStages({ id: 'top', module, card: cardOfTop, slice: '4 or more earlier posts', notFor: NOT_FOR }),
];

/** Rows whose best quarter is known, shortened copies too; 1 where the post landed in it. */
function fitTop(
  matrix: Matrix,
  is: (row: number) => boolean,
  progress: (done: number, of: number) => void,
): TreeArrays {
  const rows = rowsWhere(matrix, (i) => is(i) && !Number.isNaN(matrix.topQuarter[i]));
  const table: Table = {
    ...tableOf(matrix, rows),
    target: Float64Array.from(rows, (i) => Number((matrix.target[i] ?? 0) > (matrix.topQuarter[i] ?? 0))),
  };
  return fitTrees(table, TOP_RECIPE, (done) => progress(done, TOP_RECIPE.trees));
}

/** Platt's curve on rows as they are, of people that the trees had not seen. */
function chancesOf(matrix: Matrix, odds: Float64Array): TopModel['chances'] {
  return HISTORY_RANGES.filter(([, to]) => to === null || to > 4).map((history) => {
    const rows = rowsWhere(
      matrix,
      (i) => matrix.copy[i] === 0 && !Number.isNaN(matrix.topQuarter[i]) && inRange(history, matrix.history[i] ?? 0),
    );
    return {
      history,
      platt: platt(
        Array.from(rows, (i) => odds[i] ?? 0),
        Array.from(rows, (i) => (matrix.target[i] ?? 0) > (matrix.topQuarter[i] ?? 0)),
      ),
    };
  });
}

// Holds: written by the stage of that name.
const levelIn = (job: Job, stage: string): Level => JSON.parse(job.text(stage, 'level.json')) as Level;
const matrixIn = (job: Job): Matrix => deserialize(job.bytes('reach/featurize', 'matrix.bin')) as Matrix;
