/** The reach model as stages, up to the files that ship: collect → split → level → featurize → folds → fit → calibrate → export; and the fits that only evaluation asks. */
import { deserialize, serialize } from 'node:v8';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { fnv1a, foldOf, FOLDS, sideOf, WINDOWS } from '../../data/split.ts';
import { beatsCurves, conformal, references, type Held } from '../calibrate.ts';
import type { Job, Stage } from '../graph.ts';
import { editCells } from './edits.ts';
import { fitLevel, type Level } from './expect.ts';
import { exportFiles, seenRanges, type Calibration, type Fitted } from './export.ts';
import {
  BAGS,
  COPY_WEIGHT,
  fitOdds,
  fitReach,
  ODDS_RECIPE,
  answerRows,
  predictRows,
  RECIPE,
  rowsWhere,
  tableOf,
} from './fit.ts';
import { INPUTS, LEAN_INPUTS } from './inputs.ts';
import { fitMember, FOREST_RECIPE, MEMBERS, NET, PINBALL_RECIPE, SMALL_NET } from './members.ts';
import { matrixOf, viewsOnly, withInputs, type Matrix } from './matrix.ts';
import { fitWidth } from './width.ts';
import { parseAuthors, readAuthors, TABLE_NAMES, TABLES, writeAuthors, type Author } from './table.ts';

/** Shares of the training authors the learning curve is drawn at; its last point is the shipped model. */
const LEARNING_SHARES = [0.1, 0.25, 0.5, 0.75] as const;

const module = import.meta.url;

/** Out-of-fold answers of what ships, on the training rows. */
interface Folds {
  readonly trees: Float64Array;
  readonly odds: Float64Array;
}
const tables = TABLE_NAMES.map((name) => TABLES[name]);

const viewsOnlyOf = (authors: readonly Author[]): Author[] =>
  authors.map((author) => ({ ...author, rows: author.rows.map(viewsOnly) }));

/** Two models: of all that is known, and of views, followers and times alone. One for both was tried: it is worse at either. */
const VIEWS = [
  { name: '', ask: (authors: readonly Author[]) => authors, inputs: INPUTS },
  { name: 'lean-', ask: viewsOnlyOf, inputs: LEAN_INPUTS },
] as const;

export const FITTED: readonly Stage[] = [
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
  ...VIEWS.flatMap(({ name, ask, inputs }): Stage[] => [
    {
      name: `reach/${name}featurize`,
      inputs: ['reach/split', 'reach/level'],
      parameters: inputs,
      module,
      run: (job) => {
        const matrix = matrixOf(ask(trainAuthors(job)), levelOf(job), name === '', during(job, 'authors'));
        return { 'matrix.bin': serialize(withInputs(matrix, inputs)) };
      },
    },
    {
      name: `reach/${name}folds`,
      inputs: ['reach/split', `reach/${name}featurize`],
      parameters: { RECIPE, ODDS_RECIPE, BAGS, COPY_WEIGHT, FOLDS },
      module,
      run: (job) => {
        const matrix = matrixIn(job, `reach/${name}featurize`);
        const fold = trainAuthors(job).map(({ id }) => foldOf(id));
        const trees = new Float64Array(matrix.target.length);
        const odds = new Float64Array(matrix.target.length);
        for (let f = 0; f < FOLDS; f++) {
          const inside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] !== f);
          const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f);
          const table = tableOf(matrix, inside);
          const during_ = (done: number, of: number): void =>
            job.progress(f * of + done, FOLDS * of, 'trees of this head');
          place(trees, outside, predictRows(fitReach(table, during_), matrix, outside));
          place(odds, outside, predictRows(fitOdds(table, during_), matrix, outside));
        }
        return { 'folds.bin': serialize({ trees, odds } satisfies Folds) };
      },
    },
    {
      name: `reach/${name}fit`,
      inputs: [`reach/${name}featurize`],
      parameters: { RECIPE, ODDS_RECIPE, BAGS, COPY_WEIGHT },
      module,
      run: (job) => fitBoth(job, matrixIn(job, `reach/${name}featurize`), BAGS),
    },
    {
      name: `reach/${name}calibrate`,
      inputs: [`reach/${name}featurize`, `reach/${name}folds`],
      module,
      run: (job) => ({
        'calibration.json': JSON.stringify(
          calibrationOf(
            matrixIn(job, `reach/${name}featurize`),
            deserialize(job.bytes(`reach/${name}folds`, 'folds.bin')) as Folds,
            name === '',
          ),
        ),
      }),
    },
  ]),
  {
    name: 'reach/export',
    inputs: ['reach/level', ...VIEWS.flatMap(({ name }) => [`reach/${name}fit`, `reach/${name}calibrate`])],
    module,
    publish: 'reach',
    run: (job) => {
      const fitted = (name: string): Fitted => ({
        level: levelOf(job),
        trees: treesIn(job, `reach/${name}fit`),
        odds: treesIn(job, `reach/${name}fit`, 'odds.json'),
        calibration: JSON.parse(job.text(`reach/${name}calibrate`, 'calibration.json')) as Calibration,
      });
      return exportFiles(fitted(''), fitted('lean-'));
    },
  },
  {
    // All members on the same rows as they are, without copies: what each is worth alone, and what a stack gives it.
    name: 'reach/members',
    inputs: ['reach/split', 'reach/featurize'],
    parameters: { PINBALL_RECIPE, FOREST_RECIPE, SMALL_NET, NET, RECIPE, FOLDS },
    module,
    run: (job) => {
      const authors = trainAuthors(job);
      const matrix = matrixIn(job);
      const fold = authors.map(({ id }) => foldOf(id));
      const answers = MEMBERS.map(() => new Float64Array(matrix.target.length));
      for (let f = 0; f < FOLDS; f++) {
        const real = (i: number): boolean => matrix.copy[i] === 0;
        const inside = rowsWhere(matrix, (i) => real(i) && fold[matrix.group[i] ?? 0] !== f);
        const outside = rowsWhere(matrix, (i) => real(i) && fold[matrix.group[i] ?? 0] === f);
        const table = tableOf(matrix, inside);
        MEMBERS.forEach((member, m) => {
          const predict = fitMember(member, table, (done, of) =>
            job.progress((f * MEMBERS.length + m) * of + done, FOLDS * MEMBERS.length * of, `members, now ${member}:`),
          );
          place(answers[m] ?? new Float64Array(0), outside, answerRows(predict, matrix, outside));
        });
      }
      return { 'members.bin': serialize(answers) };
    },
  },
  // Expanding window: fitted on what was posted before a day, to be asked about what came next, of people it never saw.
  ...WINDOWS.map((window, w): Stage => ({
    name: `reach/until-${w + 1}`,
    inputs: ['reach/split'],
    parameters: { RECIPE, ODDS_RECIPE, COPY_WEIGHT, window },
    module,
    run: (job) => {
      const before = trainAuthors(job)
        .map((author) => ({ ...author, rows: author.rows.filter((row) => row.time < window[author.table]) }))
        .filter(({ rows }) => rows.length > 0);
      return fitAgain(job, before);
    },
  })),
  // Fitted on one table alone and on nothing but views, followers and times: how it does on the other one is the nearest
  // there is to a table that was never seen.
  ...TABLE_NAMES.map((only): Stage => ({
    name: `reach/only-${only.replaceAll('_', '-')}`,
    inputs: ['reach/split'],
    parameters: { RECIPE, ODDS_RECIPE, only },
    module,
    run: (job) => {
      const authors = viewsOnlyOf(trainAuthors(job).filter(({ table }) => table === only));
      const level = fitLevel(authors, () => {});
      const matrix = withInputs(matrixOf(authors, level, false, during(job, 'authors')), LEAN_INPUTS);
      return { 'level.json': JSON.stringify(level), ...fitBoth(job, matrix, 1) };
    },
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
        const trees = fitReach(
          tableOf(matrix, inside),
          (done, of) => job.progress(s * of + done, LEARNING_SHARES.length * of, 'trees'),
          1,
        );
        return { groups: new Set(Array.from(inside, (i) => matrix.group[i])).size, rows: inside.length, trees };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
];

/** How sure one may be. Shortened copies taught the trees what little can be known; this is read off real rows alone. */
function calibrationOf(matrix: Matrix, { trees, odds }: Folds, edits: boolean): Calibration {
  const real = rowsWhere(matrix, (i) => matrix.copy[i] === 0);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(real, (i) => column[i] ?? Number.NaN);
  const { width, widths } = fitWidth(matrix, { spread: 'own_spread', steps: 'own_rough_spread' }, trees, real);
  const held: Held = {
    prediction: take(trees),
    outcome: take(matrix.target),
    width: widths,
    odds: take(odds),
    history: take(matrix.history),
    followers: take(matrix.followers),
    group: take(matrix.group),
  };
  return {
    width,
    conformal: conformal(held),
    reference: references(held),
    beats: beatsCurves(held),
    seen: seenRanges(matrix, real),
    ...(edits
      ? {
          edits: editCells({
            columns: matrix.columns,
            outcome: matrix.target,
            prediction: trees,
            group: matrix.group,
            rows: rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3),
          }),
        }
      : {}),
  };
}

/** Digits of the hash that neither side nor fold uses, so that a larger share holds the smaller one. */
const inShare = (id: string, share: number): boolean => Math.floor(fnv1a(id) / 100) % 100 < 100 * share;

/** The recipe once, from one seed and without shortened copies: for figures, not for phones. */
function fitAgain(job: Job, authors: readonly Author[]) {
  const level = fitLevel(authors, () => {});
  const matrix = matrixOf(authors, level, false, during(job, 'authors'));
  return { 'level.json': JSON.stringify(level), ...fitBoth(job, matrix, 1) };
}

function fitBoth(job: Job, matrix: Matrix, bags: number) {
  const all = rowsWhere(matrix, () => true);
  const table = tableOf(matrix, all);
  return {
    'trees.json': JSON.stringify(fitReach(table, during(job, 'trees'), bags)),
    'odds.json': JSON.stringify(fitOdds(table, during(job, 'trees for the chance'))),
  };
}

// Holds for each cast below: the text was written by the stage that is named, and the graph checked its hash.
export const trainAuthors = (job: Job): Author[] => parseAuthors(job.text('reach/split', 'train.jsonl'));
export const levelOf = (job: Job): Level => JSON.parse(job.text('reach/level', 'level.json')) as Level;
export const matrixIn = (job: Job, stage = 'reach/featurize'): Matrix =>
  deserialize(job.bytes(stage, 'matrix.bin')) as Matrix;
export const treesIn = (job: Job, stage: string, file = 'trees.json'): TreeArrays =>
  JSON.parse(job.text(stage, file)) as TreeArrays;

export const during =
  (job: Job, what: string) =>
  (done: number, of: number): void =>
    job.progress(done, of, what);

function place(into: Float64Array, rows: Uint32Array, values: Float64Array): void {
  rows.forEach((row, i) => {
    into[row] = values[i] ?? 0;
  });
}
