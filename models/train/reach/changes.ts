/**
 * The recipe of the reach trees with one thing changed at a time, and what each is worth on training authors that its fits
 * had not seen: a stage of its own, so that a word on the card fits nothing again.
 */
import { groupedBootstrap } from '#core/stats/interval.ts';
import { r2 } from '#core/stats/fit.ts';
import { seeded } from '#core/stats/random.ts';
import { auc } from '#core/stats/rank.ts';
import { foldOf } from '../../data/split.ts';
import { at, short } from '../figures.ts';
import { fitTrees, type TreeSettings } from '../gbt.ts';
import type { Job, Stage } from '../graph.ts';
import { place, trainAuthors } from '../training-authors.ts';
import { predictRows, RECIPE, rowsWhere, tableOf } from './fit.ts';
import { withInputs, type Matrix } from './matrix.ts';
import { during, matrixIn } from './stages.ts';
import { TABLE_NAMES, type TableName } from './table.ts';

interface Change {
  readonly what: string;
  readonly without?: RegExp;
  readonly recipe?: Partial<TreeSettings>;
  /** Fitted with the shortened copies, as what ships is. */
  readonly copies?: boolean;
  readonly seeds?: number;
  /** How much a row of 2025 counts beside one of 2020; the tables hold one to three and a half. */
  readonly later?: number;
  /** Each table is asked of trees that know no other. */
  readonly apart?: boolean;
}

export const CHANGES: readonly Change[] = [
  { what: 'the recipe, one seed, no shortened copies' },
  { what: 'without reactions to earlier posts', without: /_rate$/ },
  {
    what: 'without length, hashtags and sound of the post and of the like of it',
    without: /^(length|hashtag|like_length|like_tags|tags|like_sound|same_sound)/,
  },
  { what: 'without year, hour and weekday', without: /^planned_/ },
  { what: 'without the age of the reading', without: /^read_after_days$/ },
  { what: 'without what the process over own posts expects', without: /^expected_excess$/ },
  { what: 'with shortened copies', copies: true },
  { what: 'two seeds', seeds: 2 },
  { what: 'posts of 2025 counted three times', later: 3 },
  { what: 'trees of its own for each table', apart: true },
  { what: 'never falling as the process over own posts expects more', recipe: { monotone: { expected_excess: 1 } } },
  { what: '8 leaves of 100 posts', recipe: { leaves: 8, leafRows: 100 } },
];

/** A change is fitted without each of so many folds of five, and asked about those: a fifth of the rows each. */
const ASKED_FOLDS = 2;

export interface Changes {
  /** Posts that were asked about. */
  readonly posts: Readonly<Record<TableName, number>>;
  readonly worths: readonly Worth[];
}

export interface Worth {
  readonly what: string;
  readonly tables: Readonly<
    Record<TableName, { readonly r2: number; readonly auc: number; readonly gain: readonly [number, number, number] }>
  >;
}

export const CHANGES_STAGE: Stage = {
  name: 'reach/changes',
  inputs: ['reach/split', 'reach/featurize'],
  parameters: { RECIPE, ASKED_FOLDS },
  module: import.meta.url,
  run: (job) => ({ 'changes.json': JSON.stringify(worths(job)) }),
};

function worths(job: Job): Changes {
  const matrix = matrixIn(job);
  const authors = trainAuthors(job);
  const fold = authors.map(({ id }) => foldOf(id));
  const tableAt = (row: number): TableName | undefined => authors[matrix.group[row] ?? 0]?.table;
  const asked = (table: TableName): Uint32Array =>
    rowsWhere(
      matrix,
      (i) =>
        matrix.copy[i] === 0 &&
        (matrix.history[i] ?? 0) >= 3 &&
        (fold[matrix.group[i] ?? 0] ?? 0) < ASKED_FOLDS &&
        tableAt(i) === table,
    );
  const told = CHANGES.map((change, c) => {
    during(job, `changes, now ${change.what}:`)(c, CHANGES.length);
    return answers(change, matrix, fold, tableAt);
  });
  const worth = (c: number, table: TableName) => {
    const rows = asked(table);
    const target = at(matrix.target, rows);
    const own = at(told[c] ?? target, rows);
    const first = at(told[0] ?? target, rows);
    const gain = (drawn: ArrayLike<number>): number =>
      (r2(at(own, drawn), at(target, drawn)) ?? 0) - (r2(at(first, drawn), at(target, drawn)) ?? 0);
    const bounds = groupedBootstrap(
      Array.from(rows, (i) => String(matrix.group[i])),
      gain,
      seeded(7),
      DRAWS,
    );
    return {
      r2: short(r2(own, target) ?? 0),
      auc: short(
        auc(
          own,
          target.map((y) => Number(y > 0)),
        ) ?? 0.5,
      ),
      gain: [gain(Uint32Array.from(own.keys())), bounds?.low ?? 0, bounds?.high ?? 0].map(short) as [
        number,
        number,
        number,
      ], // holds: three numbers in, three out
    };
  };
  const perTable = <T>(of: (table: TableName) => T) =>
    Object.fromEntries(TABLE_NAMES.map((table) => [table, of(table)])) as Record<TableName, T>; // holds: all names are there
  return {
    posts: perTable((table) => asked(table).length),
    worths: CHANGES.map(({ what }, c) => ({ what, tables: perTable((table) => worth(c, table)) })),
  };
}

const DRAWS = 300;

function answers(
  { without, recipe, copies = false, seeds = 1, later = 1, apart = false }: Change,
  all: Matrix,
  fold: readonly (number | undefined)[],
  tableAt: (row: number) => TableName | undefined,
): Float64Array {
  const matrix = without
    ? withInputs(
        all,
        all.inputs.filter((name) => !without.test(name)),
      )
    : all;
  const told = new Float64Array(matrix.target.length);
  for (let f = 0; f < ASKED_FOLDS; f++) {
    for (const table of apart ? TABLE_NAMES : [null]) {
      const here = (i: number): boolean => table === null || tableAt(i) === table;
      const inside = rowsWhere(
        matrix,
        (i) => fold[matrix.group[i] ?? 0] !== f && (copies || matrix.copy[i] === 0) && here(i),
      );
      const outside = rowsWhere(matrix, (i) => fold[matrix.group[i] ?? 0] === f && matrix.copy[i] === 0 && here(i));
      const rows = tableOf(matrix, inside);
      const weight = rows.weight.map((each, i) => (tableAt(inside[i] ?? 0) === 'tiktok_vn_2025' ? later * each : each));
      const sum = new Float64Array(outside.length);
      for (let seed = 0; seed < seeds; seed++) {
        const fitted = fitTrees({ ...rows, weight }, { ...RECIPE, ...recipe, seed: RECIPE.seed + seed });
        predictRows(fitted, matrix, outside).forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value / seeds));
      }
      place(told, outside, sum);
    }
  }
  return told;
}
