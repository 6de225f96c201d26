/**
 * The stages of `hold`, as plain values: name, names of what each needs, and how it is made from that.
 *
 * rows → words, shown → model → files, evaluation → card, manifest. What a stage returns is plain data, so a
 * runner may hash and keep it; nothing in here reads a clock or draws unseeded numbers, so a rerun gives the same bytes.
 */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { parseHoldModel } from '#contracts/model-file.ts';
import { WORDS_SET } from '#core/features/words.ts';
import { dot } from '#core/scoring/linear.ts';
import type { HoldModel } from '#core/scoring/model-files.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { auc, spearman } from '#core/stats/rank.ts';
import { calibrate, leastSquares } from './calibrate.ts';
import { evaluateHold } from './evaluate.ts';
import {
  fitMember,
  fitRows,
  isShortened,
  PLAN,
  shownDesign,
  shownRows,
  WHOLE,
  withLesson,
  wordsDesign,
  wordsRows,
  type Design,
  type DesignRow,
  type Fitted,
  type Plan,
} from './members.ts';
import { ceilingLine } from '../ceiling.ts';
import { versioned } from '../versioned.ts';
import { captionOf, fnv1a, FOLDS, type HoldRow } from './rows.ts';

export const fitWords = (rows: readonly HoldRow[], plan: Plan = PLAN): Fitted =>
  fitMember(wordsDesign(trainingOf(rows), plan), plan.words.alpha, plan.words.shared);

export function fitShown(rows: readonly HoldRow[], plan: Plan = PLAN): Fitted {
  const design = shownDesign(trainingOf(rows), plan);
  return fitMember(design, plan.shown.alpha, 0, withLesson(design, plan.shown, isShortened));
}

export const holdModel = (words: Fitted, shown: Fitted): HoldModel =>
  versioned<HoldModel>({
    model: 'hold',
    version: '',
    featureSet: WORDS_SET,
    members: { words: words.member, shown: shown.member },
    cases: calibrate(words, shown),
  });

/** Scores the bytes that ship, parsed as the app parses them. */
export function evaluation(
  shipped: { readonly bytes: Uint8Array; readonly sha256: string },
  rows: readonly HoldRow[],
  words: Fitted,
  shown: Fitted,
  extras: Pick<Evaluation, 'learning' | 'tried'>,
): Evaluation {
  const parsed = parseHoldModel(JSON.parse(new TextDecoder().decode(shipped.bytes)));
  if (!parsed.ok) throw new Error(`the written hold model does not parse: ${parsed.reason}`);
  const figures = evaluateHold(parsed.value, rows);
  return {
    schema: 1,
    model: 'hold',
    version: parsed.value.version,
    sha256: shipped.sha256,
    baseline:
      "Poster's words: ridge on form alone (title given, length, marks, capitals). Line of what is shown: its length. Both: the line alone. A constant has Spearman 0.",
    ...figures,
    measures: [...figures.measures, bothOutOfFold(words, shown)],
    learning: extras.learning,
    tried: [
      ...extras.tried,
      ...CURVES.flatMap(([what, metric, table]) =>
        ceilingLine(
          what,
          extras.learning.filter((point) => point.metric === metric && point.rows === table),
        ),
      ),
    ],
    members: [
      { name: 'words', weight: 1, metric: 'spearman, out of fold', value: rankSkill(words, 'titled') },
      { name: 'shown', weight: 1, metric: 'spearman with tercile, out of fold', value: tercileSkill(shown, '0') },
    ],
    failures: [
      'The kind of model was chosen on another split of the same table, so the held-out rows were not wholly unseen: expect new videos to lie between the out-of-fold and the held-out figures, or under both.',
      'Languages other than English: the table is mostly English, other words are mostly unknown and the answer stays near the middle.',
      'Irony, running gags and names: a word is worth what it was worth on average.',
      'Short videos of one feed (Snapchat Spotlight); how the ranks carry over to TikTok, Reels or Shorts is not measured.',
      'Lines typed by people were not at hand: the lines it learned from are shortened from descriptions that a machine wrote.',
    ],
  };
}

/** Skill on the held-out rows when only a part of the training groups is fitted on; vocabulary and form as in the full fit. */
export function learningCurve(rows: readonly HoldRow[], plan: Plan = PLAN): Evaluation['learning'] {
  const out: Evaluation['learning'] = [];
  const held = rows.filter((row) => row.test);
  const training = trainingOf(rows);
  const words = wordsDesign(training, plan);
  const shown = shownDesign(training, plan);
  const designs = [
    {
      metric: 'spearman',
      design: words,
      tested: wordsRows(words.blank, held, plan),
      alpha: plan.words.alpha,
      shared: plan.words.shared,
      asked: [{ kind: 'titled', rows: HELD_OUT }],
      lesson: (used: readonly DesignRow[]) => used,
    },
    {
      metric: 'spearman_tercile',
      design: shown,
      tested: shownRows(shown.blank, held, plan),
      alpha: plan.shown.alpha,
      shared: 0,
      asked: [
        { kind: WHOLE, rows: HELD_OUT },
        { kind: FIRST_8, rows: `${HELD_OUT}_8_words` },
      ],
      lesson: withLesson(shown, plan.shown, isShortened),
    },
  ];
  for (const { metric, design, tested, alpha, shared, asked, lesson } of designs) {
    for (const part of [0.1, 0.25, 0.5, 0.75, 1]) {
      const used = design.rows.filter(({ video }) => (fnv1a(`part ${video.group}`) % 1000) / 1000 < part);
      const member = fitRows(design, lesson(used), alpha, shared);
      for (const { kind, rows: name } of asked) {
        const here = tested.filter((row) => row.kind === kind);
        const value = spearman(
          here.map(({ row }) => member.intercept + dot(member, row)),
          here.map((row) => row.outcome),
        );
        const groups = new Set(used.filter((row) => row.kind === kind).map(({ video }) => video.group)).size;
        out.push({ metric, rows: name, groups, n: here.length, value: round(value ?? 0) });
      }
    }
  }
  return out;
}

/**
 * Both members together beside the better one alone, on training rows that have both texts and that no fit had seen: there
 * are several times as many as were held out. The weights of the two are fitted on the other folds.
 */
export function bothOutOfFold(words: Fitted, shown: Fitted): Measure {
  const line = new Map(
    shown.outOfFold.filter(({ kind }) => kind === '0').map((one) => [one.video.video, one.prediction]),
  );
  const rows = words.outOfFold.flatMap(({ video, kind, prediction }) => {
    const other = line.get(video.video);
    if (kind !== 'titled' || other === undefined || video.ecr === null || captionOf(video) === '') return [];
    return [{ video, words: prediction, shown: other, rank: video.ecr }];
  });
  const weights = Array.from({ length: FOLDS }, (_, fold) => {
    const others = rows.filter(({ video }) => video.fold !== fold);
    return leastSquares(
      others.map((row) => [row.words, row.shown]),
      others.map(({ rank }) => rank),
    );
  });
  const together = rows.map((row) => {
    const [a = 0, w = 0, s = 0] = weights[row.video.fold] ?? [];
    return a + w * row.words + s * row.shown;
  });
  const skill =
    (of: readonly number[]) =>
    (drawn: ArrayLike<number>): number =>
      spearman(
        Array.from(drawn, (i) => of[i] ?? 0),
        Array.from(drawn, (i) => rows[i]?.rank ?? 0),
      ) ?? 0;
  const all = Uint32Array.from(rows, (_, i) => i);
  const singles = [rows.map((row) => row.words), rows.map((row) => row.shown)];
  const better = singles.reduce((best, one) => (skill(one)(all) > skill(best)(all) ? one : best), singles[0] ?? []);
  const figure = (of: (drawn: ArrayLike<number>) => number) => {
    const bounds = groupedBootstrap(
      rows.map(({ video }) => video.group),
      of,
      seeded(7),
      DRAWS,
    );
    return { value: round(of(all)), low: bounds && round(bounds.low), high: bounds && round(bounds.high) };
  };
  return {
    metric: 'spearman',
    rows: 'snapugc_out_of_fold',
    split: 'groups',
    slice: 'both texts, out of fold',
    n: rows.length,
    groups: new Set(rows.map(({ video }) => video.group)).size,
    model: figure(skill(together)),
    baseline: figure(skill(better)),
    gain: figure((drawn) => skill(together)(drawn) - skill(better)(drawn)),
  };
}

/** Kinds of shortened lines, by their places in variants.ts. */
const FIRST_3 = '6';
const FIRST_8 = '2';
const FIRST_20 = '7';
const HELD_OUT = 'snapugc_held_out';
const CURVES = [
  ["poster's words", 'spearman', HELD_OUT],
  ['whole descriptions', 'spearman_tercile', HELD_OUT],
  ['lines of 8 words', 'spearman_tercile', `${HELD_OUT}_8_words`],
] as const;

/** As in evaluate.ts. */
const DRAWS = 500;

/** What leaving a part out costs, out of fold on the training rows: one sentence each. */
export function ablations(rows: readonly HoldRow[], words: Fitted, shown: Fitted): string[] {
  const without = {
    letters: fitWords(rows, { ...PLAN, words: { ...PLAN.words, letters: 0 } }),
    placed: fitWords(rows, { ...PLAN, words: { ...PLAN.words, placed: 0 } }),
    lent: fitWords(rows, { ...PLAN, words: { ...PLAN.words, shownWeight: 0, shared: 0 } }),
    shrunkForm: fitWords(rows, { ...PLAN, words: { ...PLAN.words, form: PLAN.words.form / 2 } }),
    lentMore: fitWords(rows, { ...PLAN, words: { ...PLAN.words, shownWeight: 1.5 * PLAN.words.shownWeight } }),
    shownLetters: fitShown(rows, { ...PLAN, shown: { ...PLAN.shown, letters: 0 } }),
    lesson: fitShown(rows, { ...PLAN, shown: { ...PLAN.shown, lesson: 0 } }),
  };
  const training = trainingOf(rows);
  const lines = shownDesign(training);
  const whole = fitMember(wholeOnly(lines), 6, 0);
  const taughtWords = fitMember(
    wordsDesign(training),
    PLAN.words.alpha,
    PLAN.words.shared,
    withLesson(lines, { ...PLAN.shown, lesson: 0.5 }, ({ kind }) => kind !== 'other'),
  );
  const w = (fitted: Fitted): string => rankSkill(fitted, 'titled').toFixed(3);
  const s = (fitted: Fitted): string => tercileSkill(fitted, '0').toFixed(3);
  const lengths = (fitted: Fitted): string =>
    [FIRST_3, FIRST_8, FIRST_20].map((kind) => tercileSkill(fitted, kind).toFixed(3)).join(', ');
  const eight = (fitted: Fitted): string => besides(fitted, shown, FIRST_8, ({ tercile }) => tercile);
  const ranked = (fitted: Fitted): string => besides(fitted, words, 'titled', ({ ecr }) => ecr);
  return [
    `Poster's words, out of fold, Spearman: ${w(words)} as shipped; ${w(without.letters)} without letter runs; ${w(without.placed)} without telling title words from those below; ${w(without.lent)} without the words lent by lines of what is shown.`,
    `The same beside the shipped one, with its paired interval: ${ranked(without.shrunkForm)} with form shrunk half as much; ${ranked(without.lentMore)} with half as much again lent by lines; ${ranked(taughtWords)} where half of what is learned is what a line of the same video foretells.`,
    `Line of what is shown, out of fold, Spearman with tercile: ${s(shown)} as shipped (first 3, 8 and 20 content words: ${lengths(shown)}); ${s(without.shownLetters)} without letter runs (${lengths(without.shownLetters)}); ${s(whole)} fitted on whole descriptions only.`,
    `Its first eight content words beside the shipped one, with the paired interval: ${eight(without.lesson)} where shortened lines learn from the outcome alone; ${eight(without.shownLetters)} without letter runs.`,
    `Low against high third from the whole description, out of fold: area ${lowHigh(shown).toFixed(3)}.`,
  ];
}

/** Skill out of fold and what it gains on the shipped member, both on the same drawn groups. */
function besides(tried: Fitted, shipped: Fitted, kind: string, outcome: (row: HoldRow) => number | null): string {
  const told = new Map(
    shipped.outOfFold.filter((one) => one.kind === kind).map(({ video, prediction }) => [video.video, prediction]),
  );
  const rows = tried.outOfFold
    .filter((one) => one.kind === kind && outcome(one.video) !== null)
    .map((one) => ({ ...one, shipped: told.get(one.video.video) ?? Number.NaN }));
  const ranks = rows.map(({ video }) => outcome(video) ?? 0);
  const gain = (drawn: ArrayLike<number>): number | null => {
    const pick = (from: readonly number[]): number[] => Array.from(drawn, (i) => from[i] ?? 0);
    const [a, b] = [rows.map(({ prediction }) => prediction), rows.map((row) => row.shipped)].map((from) =>
      spearman(pick(from), pick(ranks)),
    );
    return a == null || b == null ? null : a - b;
  };
  const bounds = groupedBootstrap(
    rows.map(({ video }) => video.group),
    gain,
    seeded(7),
    300,
  );
  const [value, low, high] = [gain(Uint32Array.from(rows, (_, i) => i)), bounds?.low, bounds?.high].map((x) =>
    (x ?? Number.NaN).toFixed(3),
  );
  const whole = spearman(
    rows.map(({ prediction }) => prediction),
    ranks,
  );
  return `${(whole ?? Number.NaN).toFixed(3)} (${value} [${low}, ${high}])`;
}

const wholeOnly = (design: Design): Design => ({
  ...design,
  rows: design.rows.filter(({ kind }) => kind === WHOLE),
});

export function rankSkill(fitted: Fitted, kind: string): number {
  const rows = fitted.outOfFold.filter((one) => one.kind === kind && one.video.ecr !== null);
  const value = spearman(
    rows.map((one) => one.prediction),
    rows.map((one) => one.video.ecr ?? 0),
  );
  return round(value ?? 0);
}

export function tercileSkill(fitted: Fitted, kind: string): number {
  const rows = fitted.outOfFold.filter((one) => one.kind === kind && one.video.tercile !== null);
  const value = spearman(
    rows.map((one) => one.prediction),
    rows.map((one) => one.video.tercile ?? 1),
  );
  return round(value ?? 0);
}

function lowHigh(fitted: Fitted): number {
  const rows = fitted.outOfFold.filter((one) => one.kind === '0' && one.video.tercile !== 1);
  const value = auc(
    rows.map((one) => one.prediction),
    rows.map((one) => one.video.tercile === 2),
  );
  return value ?? 0.5;
}

const trainingOf = (rows: readonly HoldRow[]): HoldRow[] => rows.filter((row) => !row.test);

export const writtenRows = (rows: readonly HoldRow[]): number => rows.filter((row) => captionOf(row) !== '').length;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
