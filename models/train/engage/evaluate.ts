/** The exported engage file and held-out authors enter; every figure that is shown anywhere leaves. */
import { parseEngageModel } from '#contracts/account-models.ts';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { engageForecast, type EngageModel } from '#core/scoring/engage.ts';
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { r2 } from '#core/stats/fit.ts';
import { auc, spearman } from '#core/stats/rank.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { HISTORY_RANGES, inRange } from '../calibrate.ts';
import {
  coverageOf,
  HISTORY_3,
  historyName,
  inWindows,
  measure,
  paired,
  short,
  walkForwardOf,
  type Counted,
} from '../figures.ts';
import { ceilingLine } from '../ceiling.ts';
import { hashOf } from '../graph.ts';
import { TABLE_NAMES, type Author, type TableName } from '../reach/table.ts';
import { outcomeOf } from './rows.ts';

interface Answer extends Counted {
  readonly table: TableName;
  readonly time: number;
  readonly outcome: number;
  readonly prediction: number;
  readonly low: number;
  readonly high: number;
}

interface Given {
  /** model.json as it ships. */
  readonly file: Uint8Array;
  readonly test: readonly Author[];
  /** Fitted on what was posted before each cut; the last cut is that of the figures in time. */
  readonly until: readonly (Pick<EngageModel, 'level' | 'trees'> & {
    readonly window: Readonly<Record<TableName, number>>;
  })[];
  readonly learning: readonly { readonly groups: number; readonly rows: number; readonly trees: TreeArrays }[];
  readonly all: { readonly groups: number; readonly rows: number };
  /** Out-of-fold on training authors with 3 or more earlier posts. */
  readonly members: {
    readonly target: Float64Array;
    readonly trees: Float64Array;
    readonly ridge: Float64Array;
    readonly weights: readonly number[];
  };
}

export function evaluateEngage(given: Given): Evaluation {
  const parsed = parseEngageModel(JSON.parse(Buffer.from(given.file).toString('utf8')));
  if (!parsed.ok) throw new Error(`the exported file does not parse: ${parsed.reason}`);
  const model = parsed.value;
  const answers = answersOf(model, given.test);
  const windows = inWindows(
    given.until.map(({ window }) => window),
    (w) => answersOf({ ...model, ...given.until[w] }, given.test),
  );
  const later = windows.at(-1)?.answers ?? [];
  const measures = TABLE_NAMES.flatMap((table) => {
    const here = answers.filter((a) => a.table === table);
    return [
      ...measuresOf(
        table,
        'authors',
        HISTORY_3,
        here.filter((a) => a.history >= 3),
      ),
      ...HISTORY_RANGES.flatMap((range) =>
        measuresOf(
          table,
          'authors',
          historyName(range),
          here.filter((a) => inRange(range, a.history)),
        ),
      ),
      ...measuresOf(
        table,
        'time',
        HISTORY_3,
        later.filter((a) => a.table === table && a.history >= 3),
      ),
    ];
  });
  const { target, trees, ridge, weights } = given.members;
  const member = (name: string, weight: number, prediction: Float64Array, shipped: boolean) => ({
    name,
    weight: short(weight),
    metric: 'r2_ratio',
    value: short(r2(prediction, target) ?? 0),
    rows: 'both',
    shipped,
  });
  const stack = trees.map((t, i) => (weights[0] ?? 0) * t + (weights[1] ?? 0) * (ridge[i] ?? 0));
  const learning = [
    ...given.learning.map((point) => ({
      ...point,
      answers: answersOf({ ...model, trees: point.trees }, given.test),
    })),
    { ...given.all, answers },
  ].flatMap(({ groups, rows, answers: list }) =>
    TABLE_NAMES.flatMap((table) => {
      const some = list.filter((a) => a.table === table && a.history >= 3);
      const prediction = some.map((a) => a.prediction);
      const outcome = some.map((a) => a.outcome);
      const point = (metric: string, value: number | null) => ({
        metric,
        rows: table,
        groups,
        n: rows,
        value: short(value ?? 0),
      });
      const above = outcome.map((y) => Number(y > 0));
      return [
        point('r2_ratio', r2(prediction, outcome)),
        point('auc_own', auc(prediction, above)),
        point('spearman', spearman(prediction, outcome)),
      ];
    }),
  );
  return {
    schema: 1,
    model: 'engage',
    version: model.version,
    sha256: hashOf(given.file),
    baseline:
      'the plain mean of log10 (likes + comments + shares) / views of the own earlier posts; with none, a line on log10 followers',
    measures,
    coverage: coverageOf(answers, TABLE_NAMES),
    reliability: [],
    slope: [],
    scores: [],
    learning,
    members: [
      member('own level', 0, new Float64Array(target.length), false),
      member('gradient-boosted trees, Huber', weights[0] ?? 0, trees, true),
      member('ridge', weights[1] ?? 0, ridge, false),
      member('stack of both', 0, stack, false),
    ],
    walkForward: walkForwardOf(TABLE_NAMES, windows, (a) => a.prediction),
    tried: [
      `A stack of trees and ridge reaches ${short(r2(stack, target) ?? 0)} R² of the ratio out of fold, the trees alone ${short(r2(trees, target) ?? 0)}: not worth a second member on the phone.`,
      ...TABLE_NAMES.flatMap((rows) =>
        ceilingLine(
          `${rows}, R² of the ratio`,
          learning.filter((point) => point.metric === 'r2_ratio' && point.rows === rows),
        ),
      ),
    ],
    failures: [
      'Reactions and views were read at one moment; a young post has other reactions per view than it will have.',
      'Likes are 98 of 100 reactions in the tables: the rate says little of comments and shares.',
      'A post nobody reacted to has no rate and was neither learned from nor asked about.',
    ],
  };
}

function answersOf(given: EngageModel, authors: readonly Author[]): Answer[] {
  const model = { ...given, assume: {} };
  return authors.flatMap(({ id, table, rows }) =>
    rows.flatMap((row, i): Answer[] => {
      const rate = outcomeOf(row);
      if (rate === null) return [];
      const context = contextOf(row, rows.slice(0, i));
      const { values } = featuresOf(model.trees.inputs, context, row);
      const { history, level, ratio, low, high } = engageForecast(model, values, context.account);
      return [
        {
          author: id,
          table,
          time: row.time,
          history,
          followers: row.followers ?? Number.NaN,
          outcome: rate - level,
          prediction: ratio,
          low,
          high,
        },
      ];
    }),
  );
}

function measuresOf(rows: string, split: Measure['split'], slice: string, list: readonly Answer[]): Measure[] {
  if (list.length < 50) return [];
  const groups = list.map((a) => a.author);
  const outcome = Float64Array.from(list, (a) => a.outcome);
  const prediction = Float64Array.from(list, (a) => a.prediction);
  const above = outcome.map((y) => Number(y > 0));
  const at = { rows, split, slice };
  return [
    ...measure(
      at,
      'r2_ratio',
      groups,
      paired(r2, prediction, outcome),
      paired(r2, new Float64Array(list.length), outcome),
    ),
    ...measure(at, 'auc_own', groups, paired(auc, prediction, above), null),
    ...measure(at, 'spearman', groups, paired(spearman, prediction, outcome), null),
  ];
}
