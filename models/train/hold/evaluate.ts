/**
 * The hold model as it ships, and rows it never saw → evaluation: each figure beside the plain baseline on the same rows.
 *
 * Baselines: for poster's words a ridge on form alone (has a title, length, marks, capitals), for the line of what
 * is shown the length of the description. A constant orders nothing: its Spearman is 0, its area .5.
 * Intervals are percentile bootstraps that draw groups of like texts.
 */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { contentWords, textForm, FORM_NAMES } from '#core/features/words.ts';
import type { Vote } from '#core/flow.ts';
import { plainVote, type HoldTexts } from '#core/scoring/hold.ts';
import type { HoldModel } from '#core/scoring/model-files.ts';
import { line } from '#core/stats/fit.ts';
import { groupedBootstrap, wilson } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { auc, spearman } from '#core/stats/rank.ts';
import { fitRidge } from './ridge.ts';
import { captionOf, type HoldRow } from './rows.ts';
import { firstSentence, firstWords } from './variants.ts';

/** Bootstrap draws; the interval of a figure moves by under .005 from 500 to 2,000. */
const DRAWS = 500;
const TABLE = 'snapugc_held_out';

interface Case {
  readonly row: HoldRow;
  readonly vote: Vote;
  readonly baseline: number;
}

export interface HoldFigures {
  readonly measures: readonly Measure[];
  readonly coverage: Evaluation['coverage'];
  readonly reliability: Evaluation['reliability'];
  readonly slope: Evaluation['slope'];
  readonly scores: Evaluation['scores'];
}

export function evaluateHold(model: HoldModel, rows: readonly HoldRow[]): HoldFigures {
  const training = rows.filter((row) => !row.test);
  const form = formBaseline(training);
  const test = rows.filter((row) => row.test);
  const ranked = test.filter((row) => row.ecr !== null);
  const cases = (
    from: readonly HoldRow[],
    texts: (row: HoldRow) => HoldTexts,
    baseline: (row: HoldRow) => number,
  ): Case[] => from.map((row) => ({ row, vote: plainVote(model, texts(row)), baseline: baseline(row) }));

  const titled = cases(ranked, titledTexts, (row) => form(row.title, row.description));
  const written = ranked.filter((row) => captionOf(row) !== '');
  const caption = cases(
    written,
    (row) => ({ caption: captionOf(row), shown: '' }),
    (row) => form(null, captionOf(row)),
  );
  const described = test.filter((row) => row.shown !== '' && row.tercile !== null);
  const shownAs = (cut: (shown: string) => string): Case[] =>
    cases(
      described,
      (row) => ({ caption: '', shown: cut(row.shown) }),
      (row) => contentWords(row.shown).length,
    );
  const cuts: readonly (readonly [slice: string, cut: (shown: string) => string])[] = [
    ['whole description', (shown) => shown],
    ['first sentence', firstSentence],
    ...[3, 8, 20].map((n): [string, (shown: string) => string] => [
      `${n} content words`,
      (shown) => firstWords(contentWords(shown), n),
    ]),
  ];
  const lines = cuts.map(([slice, cut]) => ({ slice, cases: shownAs(cut) }));
  const bothRows = written.filter((row) => row.shown !== '');
  const both = cases(
    bothRows,
    (row) => ({ ...titledTexts(row), shown: row.shown }),
    (row) => bestSingle(model, row),
  );
  const bothShort = cases(
    bothRows,
    (row) => ({ caption: captionOf(row), shown: firstWords(contentWords(row.shown), 8) }),
    (row) => plainVote(model, { caption: '', shown: firstWords(contentWords(row.shown), 8) }).prediction,
  );
  const rank = [
    { slice: 'title and description', cases: titled },
    { slice: 'title and description, not both empty', cases: titled.filter(({ row }) => captionOf(row) !== '') },
    { slice: 'caption only', cases: caption },
    { slice: 'both texts', cases: both },
    { slice: 'caption and a line of 8 words', cases: bothShort },
  ];
  return {
    measures: [
      ...rank.map(({ slice, cases: c }) => measure('spearman', slice, c, (row) => row.ecr ?? 0)),
      ...lines.flatMap(({ slice, cases: c }) => [
        measure('spearman_tercile', slice, c, (row) => row.tercile ?? 1),
        measure(
          'auc_low_high',
          slice,
          c.filter(({ row }) => row.tercile !== 1),
          (row) => (row.tercile === 2 ? 1 : 0),
        ),
      ]),
    ],
    coverage: [
      ...rank,
      ...lines.map(({ slice, cases: c }) => ({
        slice: `shown, ${slice}`,
        cases: c.filter(({ row }) => row.ecr !== null),
      })),
    ].map(({ slice, cases: c }) => coverageOf(slice, c)),
    reliability: rank.slice(0, 3).map(({ slice, cases: c }) => ({ what: slice, rows: TABLE, bins: binsOf(c, 8) })),
    slope: [
      ...rank,
      ...lines.map(({ slice, cases: c }) => ({
        slice: `shown, ${slice}`,
        cases: c.filter(({ row }) => row.ecr !== null),
      })),
    ].map(({ slice, cases: c }) => slopeOf(slice, c)),
    scores: [{ rows: TABLE, counts: histogram(titled) }],
  };
}

const titledTexts = (row: HoldRow): HoldTexts => ({ title: row.title, caption: row.description, shown: '' });

/** The stronger member alone, which on these rows is the line. */
const bestSingle = (model: HoldModel, row: HoldRow): number =>
  plainVote(model, { caption: '', shown: row.shown }).prediction;

/** Ridge on the features of form alone: what a caption says without its words. */
function formBaseline(training: readonly HoldRow[]): (title: string | null, text: string) => number {
  const ranked = training.filter((row) => row.ecr !== null);
  const values = (title: string | null, text: string): number[] => {
    const form = textForm(title, text);
    return [...FORM_NAMES.map((name) => form[name]), 1];
  };
  const columns = FORM_NAMES.map((_, at) => at).concat(FORM_NAMES.length);
  const texts = ranked.flatMap((row): { title: string | null; text: string; ecr: number }[] => [
    { title: row.title, text: row.description, ecr: row.ecr ?? 0 },
    ...(captionOf(row) ? [{ title: null, text: captionOf(row), ecr: row.ecr ?? 0 }] : []),
  ]);
  const weights = fitRidge(
    {
      columns: columns.length,
      rows: texts.map(({ title, text }) => ({ columns, values: values(title, text) })),
      outcome: texts.map(({ ecr }) => ecr),
      weight: texts.map(() => 1),
      free: [FORM_NAMES.length],
    },
    1,
  );
  return (title, text) => values(title, text).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
}

function measure(
  metric: 'spearman' | 'spearman_tercile' | 'auc_low_high',
  slice: string,
  cases: readonly Case[],
  outcome: (row: HoldRow) => number,
): Measure {
  const of = metric === 'auc_low_high' ? auc : spearman;
  const y = cases.map(({ row }) => outcome(row));
  const p = cases.map(({ vote }) => vote.prediction);
  const b = cases.map(({ baseline }) => baseline);
  const groups = cases.map(({ row }) => row.group);
  const figure = (of_: (rows: ArrayLike<number>) => number | null) => {
    const all = Uint32Array.from(y, (_, at) => at);
    const bounds = groupedBootstrap(groups, (drawn) => of_(drawn), seeded(7), DRAWS);
    return { value: round(of_(all) ?? 0), low: bounds && round(bounds.low), high: bounds && round(bounds.high) };
  };
  const pick = (from: readonly number[], rows: ArrayLike<number>): number[] => Array.from(rows, (at) => from[at] ?? 0);
  const skill = (from: readonly number[]) => (rows: ArrayLike<number>) => of(pick(from, rows), pick(y, rows));
  return {
    metric,
    rows: TABLE,
    split: 'groups',
    slice,
    n: cases.length,
    groups: new Set(groups).size,
    model: figure(skill(p)),
    baseline: figure(skill(b)),
    gain: figure((rows) => {
      const [a, c] = [skill(p)(rows), skill(b)(rows)];
      return a === null || c === null ? null : a - c;
    }),
  };
}

function coverageOf(band: string, cases: readonly Case[]): Evaluation['coverage'][number] {
  const inside = cases.filter(({ row, vote }) => {
    const y = row.ecr ?? 0;
    return vote.low <= y && y <= vote.high;
  }).length;
  const n = cases.length;
  const bounds = wilson(inside, n);
  const width = cases.reduce((sum, { vote }) => sum + vote.high - vote.low, 0) / n;
  return {
    rows: TABLE,
    band,
    n,
    groups: new Set(cases.map(({ row }) => row.group)).size,
    nominal: 0.8,
    share: { value: round(inside / n), low: bounds && round(bounds.low), high: bounds && round(bounds.high) },
    width: round(width),
  };
}

function slopeOf(slice: string, cases: readonly Case[]): Evaluation['slope'][number] {
  const p = cases.map(({ vote }) => vote.prediction);
  const y = cases.map(({ row }) => row.ecr ?? 0);
  const of = (rows: ArrayLike<number>): number | null =>
    line(
      Array.from(rows, (at) => p[at] ?? 0),
      Array.from(rows, (at) => y[at] ?? 0),
    )?.slope ?? null;
  const bounds = groupedBootstrap(
    cases.map(({ row }) => row.group),
    of,
    seeded(7),
    DRAWS,
  );
  const value = of(Uint32Array.from(p, (_, at) => at)) ?? 0;
  return {
    rows: TABLE,
    slice,
    n: cases.length,
    value: { value: round(value), low: bounds && round(bounds.low), high: bounds && round(bounds.high) },
  };
}

function binsOf(cases: readonly Case[], count: number): { predicted: number; observed: number; n: number }[] {
  const sorted = [...cases].sort((a, b) => a.vote.prediction - b.vote.prediction);
  return Array.from({ length: count }, (_, bin) => {
    const part = sorted.slice(
      Math.floor((bin * sorted.length) / count),
      Math.floor(((bin + 1) * sorted.length) / count),
    );
    const mean = (of: (one: Case) => number): number =>
      round(part.reduce((sum, one) => sum + of(one), 0) / part.length);
    return { predicted: mean((one) => one.vote.prediction), observed: mean((one) => one.row.ecr ?? 0), n: part.length };
  });
}

function histogram(cases: readonly Case[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { vote } of cases) {
    const bin = Math.min(9, Math.floor(vote.prediction * 10));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
