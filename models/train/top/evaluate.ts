/** The exported file and held-out authors enter; how well the chance of the own best quarter comes true leaves. */
import { parseTopModel } from '#contracts/account-models.ts';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { parseReachModel } from '#contracts/model-file.ts';
import { historyOf } from '#core/features/history.ts';
import { bandFor } from '#core/scoring/conformal.ts';
import { chanceAbove } from '#core/scoring/exceed.ts';
import { ownLevel, predictReach, reachRow, reachWidth } from '#core/scoring/reach.ts';
import type { ReachModel, TreeArrays } from '#core/scoring/model-files.ts';
import { bothChances, topChance, TOP_FROM, type TopModel } from '#core/scoring/top.ts';
import { quantile } from '#core/stats/quantile.ts';
import { auc } from '#core/stats/rank.ts';
import { contextOf, featuresOf } from '../../data/reach-context.ts';
import { inRange } from '../calibrate.ts';
import { average, historyName, inWindows, measure, paired, short, type Dated } from '../figures.ts';
import { hashOf } from '../graph.ts';
import type { Level } from '../reach/expect.ts';
import { rowsWhere } from '../reach/fit.ts';
import { REGISTRY_INPUTS } from '../reach/inputs.ts';
import type { Matrix } from '../reach/matrix.ts';
import { TABLE_NAMES, type Author, type TableName } from '../reach/table.ts';

interface Answer extends Dated {
  /** What score-table tells: both together. */
  readonly chance: number;
  /** The same chance read off the range of the reach model. */
  readonly ofRange: number;
  /** The same chance by the trees of this model alone. */
  readonly ofTrees: number;
  readonly top: number;
}

/** Fitted again on other rows; what calibrates the chances stays that of the file that ships. */
interface Refit {
  readonly level: Level;
  readonly trees: TreeArrays;
}

const BANDS = [
  [4, 10],
  [10, null],
] as const;

export function evaluateTop(given: {
  readonly file: Uint8Array;
  readonly reach: Uint8Array;
  readonly test: readonly Author[];
  readonly matrix: Matrix;
  readonly odds: Float64Array;
  /** Fitted on what was posted before each day, and the range of a reach model that was; the last is that of the figures in time. */
  readonly until: readonly (Refit & {
    readonly window: Readonly<Record<TableName, number>>;
    readonly range: Pick<ReachModel, 'trees' | 'net'>;
  })[];
  readonly learning: readonly { readonly groups: number; readonly rows: number; readonly trees: TreeArrays }[];
}): Evaluation {
  const shipped = parseTopModel(JSON.parse(Buffer.from(given.file).toString('utf8')));
  const range = parseReachModel(JSON.parse(Buffer.from(given.reach).toString('utf8')));
  if (!shipped.ok || !range.ok) throw new Error('an exported file does not parse');
  const answers = (top: TopModel, reach: ReachModel): Answer[] => answersOf(top, reach, given.test);
  const whole = answers(shipped.value, range.value);
  const windows = inWindows(
    given.until.map(({ window }) => window),
    (w) => {
      const refit = given.until[w];
      if (refit === undefined) return [];
      return answers(
        { ...shipped.value, ...refit.level, trees: refit.trees },
        { ...range.value, ...refit.level, ...refit.range },
      );
    },
  );
  const later = windows.at(-1)?.answers ?? [];
  const measures = TABLE_NAMES.flatMap((table) => {
    const here = whole.filter((a) => a.table === table);
    return [
      ...measuresOf(table, 'authors', SLICE, here),
      ...BANDS.flatMap((range) =>
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
        SLICE,
        later.filter((a) => a.table === table),
      ),
    ];
  });
  const { matrix, odds } = given;
  const rows = rowsWhere(matrix, (i) => matrix.copy[i] === 0 && !Number.isNaN(matrix.topQuarter[i]));
  const fold = auc(
    Array.from(rows, (i) => odds[i] ?? 0),
    Array.from(rows, (i) => Number((matrix.target[i] ?? 0) > (matrix.topQuarter[i] ?? 0))),
  );
  return {
    schema: 1,
    model: 'top',
    version: shipped.value.version,
    sha256: hashOf(given.file),
    baseline: 'the same chance read off the 80 % range of the reach model; for auc_top, a coin',
    measures,
    coverage: [],
    reliability: TABLE_NAMES.map((table) => reliabilityOf(table, whole)),
    slope: [],
    scores: [],
    learning: [
      ...given.learning.map(({ groups, rows: count, trees }) => ({
        groups,
        rows: count,
        answers: answers({ ...shipped.value, trees }, range.value),
      })),
      { groups: new Set(matrix.group).size, rows: matrix.target.length, answers: whole },
    ].flatMap(({ groups, rows: count, answers: list }) =>
      TABLE_NAMES.map((table) => ({
        metric: 'auc_top',
        rows: table,
        groups,
        n: count,
        value: order(
          list.filter((a) => a.table === table),
          (a) => a.ofTrees,
        ),
      })),
    ),
    members: [
      {
        name: 'gradient-boosted trees, logistic',
        weight: 1,
        metric: 'auc_top',
        value: short(fold ?? 0.5),
        rows: 'both',
        shipped: true,
      },
    ],
    walkForward: TABLE_NAMES.flatMap((table) =>
      windows.map(({ from, answers: all }, w) => {
        const list = all.filter((a) => a.table === table);
        const last = list.reduce((latest, a) => Math.max(latest, a.time), 0);
        return {
          rows: table,
          from: day(from[table]),
          until: day(given.until[w + 1]?.window[table] ?? last + 86_400),
          n: list.length,
          groups: new Set(list.map((a) => a.author)).size,
          metric: 'auc_top',
          value: order(list, (a) => a.chance),
          baseline: order(list, (a) => a.ofRange),
        };
      }),
    ),
    tried: TABLE_NAMES.map((table) => {
      const here = whole.filter((a) => a.table === table);
      const of = (chance: (a: Answer) => number): string => String(order(here, chance));
      return `${table}: the trees of this model alone put ${of((a) => a.ofTrees)} of the pairs in order, the range of reach alone ${of((a) => a.ofRange)}, the mean of their log-odds, which is told, ${of((a) => a.chance)}.`;
    }),
    failures: [
      'The best quarter is that of the earlier posts: of somebody who rises, more than a quarter of the next posts land in it.',
      'Under four earlier posts nothing is said.',
    ],
  };
}

const SLICE = '4 or more earlier posts';

/** Share of pairs in order. */
const order = (list: readonly Answer[], chance: (a: Answer) => number): number =>
  short(
    auc(
      list.map(chance),
      list.map((a) => a.top),
    ) ?? 0.5,
  );

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

function answersOf(top: TopModel, reach: ReachModel, test: readonly Author[]): Answer[] {
  const model = { ...top, assume: {} };
  const range = { ...reach, assume: {} };
  return test.flatMap(({ id, table, rows }) => {
    return rows.flatMap((row, i): Answer[] => {
      if (i < TOP_FROM) return [];
      const context = contextOf(row, rows.slice(0, i));
      const { account } = context;
      if (account === null) return [];
      const { values } = featuresOf(REGISTRY_INPUTS, context, row);
      const { views } = historyOf(account);
      const quarter = quantile(views, 0.75) ?? 0;
      const prediction = predictReach(range, reachRow(range, values, account));
      const band = bandFor(range.conformal, row.followers, views.length);
      const distance =
        (quarter - ownLevel(range, account) - prediction) / reachWidth(range, values, account, prediction);
      const ofRange = band === null ? 0.25 : chanceAbove(range.conformal, band, distance);
      const ofTrees = topChance(model, values, account) ?? ofRange;
      return [
        {
          author: id,
          table,
          time: row.time,
          history: views.length,
          followers: row.followers ?? Number.NaN,
          chance: bothChances(ofTrees, ofRange),
          ofRange,
          ofTrees,
          top: Number(Math.log10(row.plays ?? 1) > quarter),
          outcome: Math.log10(row.plays ?? 1) - ownLevel(range, account),
          prediction,
        },
      ];
    });
  });
}

function measuresOf(rows: string, split: Measure['split'], slice: string, list: readonly Answer[]): Measure[] {
  if (list.length < 50) return [];
  const groups = list.map((a) => a.author);
  const chance = Float64Array.from(list, (a) => a.chance);
  const ofRange = Float64Array.from(list, (a) => a.ofRange);
  const top = Float64Array.from(list, (a) => a.top);
  const at = { rows, split, slice };
  return [
    ...measure(at, 'auc_top', groups, paired(auc, chance, top), paired(auc, ofRange, top)),
    ...measure(at, 'brier', groups, paired(brier, chance, top), paired(brier, ofRange, top)),
    ...measure(
      at,
      'share_top',
      groups,
      paired((a) => average(Float64Array.from(a)), top, top),
      null,
    ),
  ];
}

/** Mean squared distance of the chance from what came about (Brier 1950). */
function brier(chance: ArrayLike<number>, happened: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < happened.length; i++) sum += ((chance[i] ?? 0) - (happened[i] ?? 0)) ** 2;
  return sum / Math.max(1, happened.length);
}

/** Ten bins of like size, by the chance that was told. */
function reliabilityOf(table: string, answers: readonly Answer[]): Evaluation['reliability'][number] {
  const list = answers.filter((a) => a.table === table).sort((a, b) => a.chance - b.chance);
  const bins = Array.from({ length: 10 }, (_, b) => {
    const part = list.slice(Math.floor((b * list.length) / 10), Math.floor(((b + 1) * list.length) / 10));
    return {
      predicted: short(average(Float64Array.from(part, (a) => a.chance))),
      observed: short(average(Float64Array.from(part, (a) => a.top))),
      n: part.length,
    };
  }).filter((bin) => bin.n > 0);
  return { what: 'chance of the own best quarter', rows: table, bins };
}
