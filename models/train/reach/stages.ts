/** The reach model as stages, up to the files that ship: collect → split → level → featurize → folds → fit → calibrate → export; and the fits that only evaluation asks. */
import { deserialize, serialize } from 'node:v8';
import type { NetArrays, TreeArrays } from '#core/scoring/model-files.ts';
import { predictNet } from '#core/scoring/network.ts';
import { foldOf, FOLDS, sideOf, WINDOWS } from '../../data/split.ts';
import { beatsCurves, conformal, references, type Held } from '../calibrate.ts';
import type { Job, Stage } from '../graph.ts';
import { inShare, LEARNING_SHARES, place, trainAuthors } from '../training-authors.ts';
import { editCells } from './edits.ts';
import { fitLevel, type Level } from './expect.ts';
import { exportFiles, seenRanges, type Calibration, type Fitted } from './export.ts';
import {
  BAGS,
  COPY_WEIGHT,
  fitOdds,
  fitReach,
  fitReachNet,
  NET,
  NETS,
  ODDS_RECIPE,
  oddsPerNet,
  answerRows,
  predictRows,
  RECIPE,
  rowsWhere,
  stacked,
  stackWeights,
  tableOf,
  type Weights,
} from './fit.ts';
import { INPUTS, LEAN_INPUTS } from './inputs.ts';
import { fitMember, FOREST_RECIPE, MEMBERS, PINBALL_RECIPE, SMALL_NET } from './members.ts';
import { matrixOf, viewsOnly, withInputs, type Matrix } from './matrix.ts';
import { fitWidth } from './width.ts';
import { parseAuthors, readAuthors, TABLE_NAMES, TABLES, writeAuthors, type Author } from './table.ts';

const module = import.meta.url;

/** Out-of-fold answers of what ships, on the training rows. */
export interface Folds {
  readonly trees: Float64Array;
  readonly net: Float64Array;
  readonly odds: Float64Array;
}

/** What the members count in what ships. */
export interface Stack extends Weights {
  readonly oddsPerNet: number;
}
const tables = TABLE_NAMES.map((name) => TABLES[name]);

const viewsOnlyOf = (authors: readonly Author[]): Author[] =>
  authors.map((author) => ({ ...author, rows: author.rows.map(viewsOnly) }));

/** Two models: of all that is known, and of views, followers and times alone. One for both was tried: it is worse at either. */
const VIEWS = [
  { name: '', ask: (authors: readonly Author[]) => authors, inputs: INPUTS, nets: NETS },
  // Its network adds .001 R² out of fold and loses where the table is a new one: its trees answer alone.
  { name: 'lean-', ask: viewsOnlyOf, inputs: LEAN_INPUTS, nets: 0 },
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
  ...VIEWS.flatMap(({ name, ask, inputs, nets }): Stage[] => [
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
      parameters: { RECIPE, ODDS_RECIPE, BAGS, NET, nets, COPY_WEIGHT, FOLDS },
      module,
      run: (job) => {
        const matrix = matrixIn(job, `reach/${name}featurize`);
        const fold = trainAuthors(job).map(({ id }) => foldOf(id));
        const trees = new Float64Array(matrix.target.length);
        const net = new Float64Array(matrix.target.length);
        const odds = new Float64Array(matrix.target.length);
        for (let f = 0; f < FOLDS; f++) {
          const inside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] !== f);
          const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f);
          const table = tableOf(matrix, inside);
          const during_ = (done: number, of: number): void =>
            job.progress(f * of + done, FOLDS * of, 'steps of this member');
          place(trees, outside, predictRows(fitReach(table, during_), matrix, outside));
          if (nets > 0) {
            const fitted = fitReachNet(table, during_, nets);
            place(
              net,
              outside,
              answerRows((row) => predictNet(fitted, row), matrix, outside),
            );
          }
          place(odds, outside, predictRows(fitOdds(table, during_), matrix, outside));
        }
        return { 'folds.bin': serialize({ trees, net, odds } satisfies Folds) };
      },
    },
    {
      name: `reach/${name}stack`,
      inputs: [`reach/${name}featurize`, `reach/${name}folds`],
      module,
      run: (job) => {
        const matrix = matrixIn(job, `reach/${name}featurize`);
        const folds = foldsIn(job, name);
        const stack: Stack =
          nets === 0
            ? { trees: 1, net: 0, oddsPerNet: 0 }
            : { ...stackWeights(matrix, folds), oddsPerNet: oddsPerNet(matrix, folds) };
        return { 'stack.json': JSON.stringify(stack) };
      },
    },
    {
      name: `reach/${name}fit`,
      inputs: [`reach/${name}featurize`],
      parameters: { RECIPE, ODDS_RECIPE, BAGS, NET, nets, COPY_WEIGHT },
      module,
      run: (job) => fitAll(job, matrixIn(job, `reach/${name}featurize`), BAGS, nets),
    },
    {
      name: `reach/${name}calibrate`,
      inputs: [`reach/${name}featurize`, `reach/${name}folds`, `reach/${name}stack`],
      module,
      run: (job) => {
        const folds = foldsIn(job, name);
        const stack = stackIn(job, name);
        const told = stacked(folds, stack);
        const odds = folds.odds.map((trees, i) => trees + stack.oddsPerNet * (folds.net[i] ?? 0));
        const matrix = matrixIn(job, `reach/${name}featurize`);
        return { 'calibration.json': JSON.stringify(calibrationOf(matrix, told, odds, name === '')) };
      },
    },
  ]),
  {
    name: 'reach/export',
    inputs: [
      'reach/level',
      ...VIEWS.flatMap(({ name }) => [`reach/${name}fit`, `reach/${name}stack`, `reach/${name}calibrate`]),
    ],
    module,
    publish: 'reach',
    run: (job) => {
      const fitted = (name: string): Fitted => ({
        level: levelOf(job),
        trees: treesIn(job, `reach/${name}fit`),
        net: netIn(job, `reach/${name}fit`),
        odds: treesIn(job, `reach/${name}fit`, 'odds.json'),
        stack: stackIn(job, name),
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
    parameters: { RECIPE, ODDS_RECIPE, NET, COPY_WEIGHT, window },
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
      return { 'level.json': JSON.stringify(level), ...fitAll(job, matrix, 1, 0) };
    },
  })),
  {
    name: 'reach/learning',
    inputs: ['reach/split', 'reach/level', 'reach/featurize'],
    parameters: { RECIPE, ODDS_RECIPE, NET, COPY_WEIGHT, LEARNING_SHARES },
    module,
    run: (job) => {
      const matrix = matrixIn(job);
      const authors = trainAuthors(job);
      const fits = LEARNING_SHARES.map((share, s) => {
        const inside = rowsWhere(matrix, (i) => inShare(authors[matrix.group[i] ?? 0]?.id ?? '', share));
        const table = tableOf(matrix, inside);
        const during_ = (done: number, of: number): void =>
          job.progress(s * of + done, LEARNING_SHARES.length * of, 'steps of this member');
        return {
          groups: new Set(Array.from(inside, (i) => matrix.group[i])).size,
          rows: inside.length,
          trees: fitReach(table, during_, 1),
          net: fitReachNet(table, during_, 1),
          odds: fitOdds(table, during_),
        };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
];

/** How sure one may be. Shortened copies taught the members what little can be known; this is read off real rows alone. */
function calibrationOf(matrix: Matrix, told: Float64Array, odds: Float64Array, edits: boolean): Calibration {
  const real = rowsWhere(matrix, (i) => matrix.copy[i] === 0);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(real, (i) => column[i] ?? Number.NaN);
  const { width, widths } = fitWidth(matrix, { spread: 'own_spread', steps: 'own_rough_spread' }, told, real);
  const held: Held = {
    prediction: take(told),
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
            prediction: told,
            group: matrix.group,
            rows: rowsWhere(matrix, (i) => matrix.copy[i] === 0 && (matrix.history[i] ?? 0) >= 3),
          }),
        }
      : {}),
  };
}

/** The recipe once, from one seed and without shortened copies: for figures, not for phones. */
function fitAgain(job: Job, authors: readonly Author[]) {
  const level = fitLevel(authors, () => {});
  const matrix = matrixOf(authors, level, false, during(job, 'authors'));
  return { 'level.json': JSON.stringify(level), ...fitAll(job, matrix, 1, 1) };
}

function fitAll(job: Job, matrix: Matrix, bags: number, nets: number) {
  const all = rowsWhere(matrix, () => true);
  const table = tableOf(matrix, all);
  return {
    'trees.json': JSON.stringify(fitReach(table, during(job, 'trees'), bags)),
    'net.json': JSON.stringify(nets === 0 ? null : fitReachNet(table, during(job, 'rounds of the network'), nets)),
    'odds.json': JSON.stringify(fitOdds(table, during(job, 'trees for the chance'))),
  };
}

// Holds for each cast below: the text was written by the stage that is named, and the graph checked its hash.
export const levelOf = (job: Job): Level => JSON.parse(job.text('reach/level', 'level.json')) as Level;
export const matrixIn = (job: Job, stage = 'reach/featurize'): Matrix =>
  deserialize(job.bytes(stage, 'matrix.bin')) as Matrix;
export const treesIn = (job: Job, stage: string, file = 'trees.json'): TreeArrays =>
  JSON.parse(job.text(stage, file)) as TreeArrays;

/** null where the trees answer alone. */
export const netIn = (job: Job, stage: string): NetArrays | null =>
  JSON.parse(job.text(stage, 'net.json')) as NetArrays | null;
export const stackIn = (job: Job, name: string): Stack =>
  JSON.parse(job.text(`reach/${name}stack`, 'stack.json')) as Stack;
export const foldsIn = (job: Job, name: string): Folds =>
  deserialize(job.bytes(`reach/${name}folds`, 'folds.bin')) as Folds;

export const during =
  (job: Job, what: string) =>
  (done: number, of: number): void =>
    job.progress(done, of, what);
