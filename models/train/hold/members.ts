/**
 * Training rows → the two text members, before calibration: vocabulary, weights, and predictions for rows that
 * the weights have not seen (out of fold).
 *
 * Both are ridge regressions on n-grams: stacks with support vectors, latent topics and trees were tried and gained
 * nothing (evaluation.json, `tried`), and a linear model names the share of every word exactly.
 */
import {
  FORM_NAMES,
  letterGrams,
  placedGrams,
  properNames,
  textForm,
  tokens,
  wordGrams,
} from '#core/features/words.ts';
import { dot, rowLength, textRow, type SparseRow } from '#core/scoring/linear.ts';
import type { TextMember } from '#core/scoring/model-files.ts';
import { line } from '#core/stats/fit.ts';
import { captionOf, FOLDS, type HoldRow } from './rows.ts';
import { fitRidge } from './ridge.ts';
import { shownVariants } from './variants.ts';

/** Chosen on out-of-fold predictions of the training rows; see evaluation.json, `tried`. */
export const PLAN = {
  /** A word enters a vocabulary from this many videos on (issue: privacy). */
  minVideos: 10,
  words: { letters: 0.7, placed: 0.7, form: 24, alpha: 28, shownWeight: 2, shared: 0.8 },
  shown: { letters: 0.7, letterVideos: 20, alpha: 30, captionWeight: 1, lesson: 0.65, teacherAlpha: 12 },
} as const;
export type Plan = {
  readonly minVideos: number;
  readonly words: {
    readonly letters: number;
    /** Size of the block that tells title words from those below. */
    readonly placed: number;
    /** How many times its spread a feature of form is divided by. */
    readonly form: number;
    readonly alpha: number;
    readonly shownWeight: number;
    readonly shared: number;
  };
  readonly shown: {
    readonly letters: number;
    readonly letterVideos: number;
    readonly alpha: number;
    readonly captionWeight: number;
    /** Part of what a shortened line learns that comes from the whole description instead of the outcome; 0 for none. */
    readonly lesson: number;
    readonly teacherAlpha: number;
  };
};

/** Spread of an even rank, and of terciles coded 0, 1, 2 in equal parts: brings both outcomes to one scale. */
const RANK_SD = Math.sqrt(1 / 12);
const TERCILE_SD = Math.sqrt(2 / 3);

/** Tercile → the rank scale. */
export const tercileAsRank = (tercile: number): number => 0.5 + ((tercile - 1) / TERCILE_SD) * RANK_SD;

/** One row of a member's design: the text as vectorised, what came out, how much it counts, whom it belongs to. */
export interface DesignRow {
  readonly video: HoldRow;
  readonly row: SparseRow;
  readonly outcome: number;
  readonly weight: number;
  /** 'titled' | 'caption' for poster's words, 0 … for variants of the line; 'other' lends strength from the other text. */
  readonly kind: string;
}

export interface Fitted {
  readonly member: TextMember;
  /** Predictions by a member that never saw the row's fold; NaN for 'other' rows. */
  readonly outOfFold: readonly { readonly video: HoldRow; readonly kind: string; readonly prediction: number }[];
}

/** A member with vocabulary and form scaling but no weights yet, beside the rows in its terms. */
export interface Design {
  readonly blank: TextMember;
  readonly rows: readonly DesignRow[];
}

// ---------------------------------------------------------------- designs

/** Poster's words → rank. */
export function wordsDesign(training: readonly HoldRow[], plan: Plan = PLAN): Design {
  const blank = blankWords(training, plan);
  return { blank, rows: wordsRows(blank, training, plan) };
}

/** The line of what is shown, long and shortened → rank by watched share. */
export function shownDesign(training: readonly HoldRow[], plan: Plan = PLAN): Design {
  const blank = blankShown(training, plan);
  return { blank, rows: shownRows(blank, training, plan) };
}

function blankWords(training: readonly HoldRow[], plan: Plan): TextMember {
  const own = (row: HoldRow): string => (captionOf(row) ? `${row.title} | ${row.description}` : '');
  const letterVideos = plan.words.letters > 0 ? plan.minVideos : null;
  const vocabulary = vocabularyOf(
    training,
    own,
    (row) => row.shown,
    plan.minVideos,
    letterVideos,
    plan.words.placed > 0,
  );
  const form = training
    .filter((row) => row.ecr !== null)
    .flatMap((row) => [
      textForm(row.title, row.description),
      ...(captionOf(row) ? [textForm(null, captionOf(row))] : []),
    ]);
  const shape = FORM_NAMES.map((name) => {
    const values = form.map((f) => f[name]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
    // Shrunk, so that a feature of form weighs about as much as one word under the shared penalty.
    return { name, mean: short(mean), scale: short((spread || 1) * plan.words.form), weight: 0 };
  });
  return {
    ...vocabulary,
    letters: plan.words.letters,
    placed: plan.words.placed,
    weights: [],
    shape,
    intercept: 0,
  };
}

function blankShown(training: readonly HoldRow[], plan: Plan): TextMember {
  const letterVideos = plan.shown.letters > 0 ? plan.shown.letterVideos : null;
  const vocabulary = vocabularyOf(training, (row) => row.shown, captionOf, plan.minVideos, letterVideos);
  return { ...vocabulary, letters: plan.shown.letters, weights: [], shape: [], intercept: 0 };
}

/** Each row counts twice: with its title known, and as the one caption other platforms have. */
export function wordsRows(blank: TextMember, from: readonly HoldRow[], plan: Plan): DesignRow[] {
  const noForm = { ...blank, shape: [] };
  return from.flatMap((video) => {
    const out: DesignRow[] = [];
    const caption = captionOf(video);
    if (video.ecr !== null) {
      const row = textRow(blank, video.title, video.description);
      out.push({ video, row, outcome: video.ecr, weight: 1, kind: 'titled' });
      if (caption) {
        out.push({ video, row: textRow(blank, null, caption), outcome: video.ecr, weight: 1, kind: 'caption' });
      }
    }
    if (plan.words.shownWeight > 0 && video.shown && video.tercile !== null) {
      const outcome = tercileAsRank(video.tercile);
      out.push({
        video,
        row: textRow(noForm, null, video.shown),
        outcome,
        weight: plan.words.shownWeight,
        kind: 'other',
      });
    }
    return out;
  });
}

export function shownRows(blank: TextMember, from: readonly HoldRow[], plan: Plan): DesignRow[] {
  return from.flatMap((video) => {
    const out: DesignRow[] = [];
    if (video.shown && video.tercile !== null) {
      const outcome = tercileAsRank(video.tercile);
      shownVariants(video.shown, video.video).forEach((text, variant) =>
        out.push({ video, row: textRow(blank, null, text), outcome, weight: 1, kind: `${variant}` }),
      );
    }
    if (plan.shown.captionWeight > 0 && video.ecr !== null && captionOf(video)) {
      const row = textRow(blank, null, captionOf(video));
      out.push({ video, row, outcome: video.ecr, weight: plan.shown.captionWeight, kind: 'other' });
    }
    return out;
  });
}

/** Words with a capital wherever it tells something, and given names that lower-case tags carry ("lebronjames" glued, "james" alone). */
const namesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set([...properNames(texts), ...GIVEN_NAMES, ...HANDLES]);

/** A handle without its @ and without capitals, found by eye in the word list: no rule here sees it. */
const HANDLES: readonly string[] = ['juliocrs'];

/**
 * The commonest given names of the last hundred years in the United States (Social Security Administration, 1924-2023),
 * less those that are plain words (mark, will, grace, jean). The rule of capitals finds all but a few of them.
 */
const GIVEN_NAMES = (
  'james michael robert john david william richard joseph thomas christopher charles daniel matthew anthony steven andrew ' +
  'paul joshua kenneth kevin brian timothy ronald george jason edward jeffrey ryan jacob nicholas gary eric jonathan stephen ' +
  'larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose ' +
  'mary patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra ashley emily kimberly betty ' +
  'margaret donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia amy kathleen angela shirley ' +
  'brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather'
).split(' ');

/**
 * Words of `minVideos` videos or more. A word may have been met in either text (it must be common, not common here);
 * pairs and letter runs only in the member's own.
 */
function vocabularyOf(
  videos: readonly HoldRow[],
  own: (video: HoldRow) => string,
  other: (video: HoldRow) => string,
  minVideos: number,
  letterVideos: number | null,
  placed = false,
): Pick<TextMember, 'vocabulary' | 'idf'> {
  const names = namesIn(videos.flatMap((video) => [own(video), other(video)]));
  const inOwn = new Map<string, number>();
  const anywhere = new Map<string, number>();
  const letters = new Map<string, number>();
  const places = new Map<string, number>();
  const count = (into: Map<string, number>, grams: Iterable<string>): void => {
    for (const gram of new Set(grams)) into.set(gram, (into.get(gram) ?? 0) + 1);
  };
  const kept = (text: string): string[] => tokens(text).map(({ word }) => (names.has(word) ? '' : word));
  let texts = 0;
  for (const video of videos) {
    const words = kept(own(video));
    if (words.length > 0) texts++;
    const grams = wordGrams(words).filter(({ from }) => from.every((at) => words[at] !== ''));
    count(
      inOwn,
      grams.map(({ gram }) => gram),
    );
    count(
      anywhere,
      [...words, ...kept(other(video))].filter((word) => word !== ''),
    );
    if (placed) {
      const title = tokens(video.title).length;
      const grams = placedGrams(words, title).filter(({ from }) => from.every((at) => words[at] !== ''));
      count(
        places,
        grams.map(({ gram }) => gram),
      );
    }
    if (letterVideos === null) continue;
    count(
      letters,
      letterGrams(words).map(({ gram }) => gram),
    );
  }
  const common = (from: ReadonlyMap<string, number>, least: number): string[] =>
    [...from].filter(([, n]) => n >= least).map(([gram]) => gram);
  const words = [...new Set([...common(inOwn, minVideos), ...common(anywhere, minVideos)])].sort();
  const vocabulary = [
    ...words,
    ...(letterVideos === null ? [] : common(letters, letterVideos).sort()),
    ...common(places, minVideos).sort(),
  ];
  const met = (gram: string): number => inOwn.get(gram) ?? letters.get(gram) ?? places.get(gram) ?? 0;
  return { vocabulary, idf: vocabulary.map((gram) => short(Math.log((1 + texts) / (1 + met(gram))) + 1)) };
}

// ---------------------------------------------------------------- fits

/** What rows of given videos are fitted on: their outcomes, or those with a lesson in them. */
type Lesson = (rows: readonly DesignRow[]) => readonly DesignRow[];

/** Fits on all rows of the design, and once per fold without it. */
export function fitMember(design: Design, alpha: number, shared: number, lesson: Lesson = (rows) => rows): Fitted {
  const whole = fitRows(design, lesson(design.rows), alpha, shared);
  const outOfFold: { video: HoldRow; kind: string; prediction: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const member = fitRows(design, lesson(design.rows.filter((row) => row.video.fold !== fold)), alpha, shared);
    for (const { video, kind, row } of design.rows) {
      if (video.fold !== fold || kind === 'other') continue;
      outOfFold.push({ video, kind, prediction: member.intercept + dot(member, row) });
    }
  }
  return { member: whole, outOfFold };
}

/**
 * Lets rows learn in part what a fit on whole descriptions says of the same videos instead of what came out: the outcome of
 * one video is mostly luck, and the whole text knows more than its first eight words (learning with privileged information,
 * Vapnik & Vashist 2009; as here, Lopez-Paz et al. 2016). No fit speaks of a video that it has seen, and none sees a fold
 * that `rows` are without.
 */
export function withLesson(
  teacher: Design,
  { lesson, teacherAlpha }: Pick<Plan['shown'], 'lesson' | 'teacherAlpha'>,
  learns: (row: DesignRow) => boolean,
): Lesson {
  return (rows) => {
    if (lesson === 0) return rows;
    const here = new Set(rows.map(({ video }) => video.video));
    const known = teacher.rows.filter(
      ({ kind, video }) => (kind === WHOLE || kind === 'other') && here.has(video.video),
    );
    const said: { row: DesignRow; prediction: number }[] = [];
    for (const fold of new Set(known.map(({ video }) => video.fold))) {
      const member = fitRows(
        teacher,
        known.filter(({ video }) => video.fold !== fold),
        teacherAlpha,
        0,
      );
      for (const row of known)
        if (row.kind === WHOLE && row.video.fold === fold)
          said.push({ row, prediction: member.intercept + dot(member, row.row) });
    }
    const drawn = line(
      said.map(({ prediction }) => prediction),
      said.map(({ row }) => row.outcome),
    );
    if (drawn === null) return rows;
    const told = new Map(
      said.map(({ row, prediction }) => [row.video.video, drawn.intercept + drawn.slope * prediction]),
    );
    return rows.map((row) => {
      const lessonOf = told.get(row.video.video);
      if (lessonOf === undefined || !learns(row)) return row;
      return { ...row, outcome: (1 - lesson) * row.outcome + lesson * lessonOf };
    });
  };
}

/** Kind of the rows that hold a whole description: the first of the variants. */
export const WHOLE = '0';
/** Lines that are shorter than the description. */
export const isShortened = ({ kind }: DesignRow): boolean => kind !== WHOLE && kind !== 'other';

/**
 * Ridge with a shared and an own copy of each column (Daumé III 2007, "Frustratingly easy domain adaptation"):
 * rows of the other text move only the shared copy. `shared` is the size of that copy; with 0 all rows share one copy.
 * The two are added up afterwards, so the shipped member is one plain line of weights.
 */
export function fitRows(design: Design, rows: readonly DesignRow[], alpha: number, shared: number): TextMember {
  const p = rowLength({ ...design.blank, weights: [] });
  const copies = shared > 0 ? 2 : 1;
  const free = [copies * p, copies * p + 1];
  const doubled = rows.map(({ row, kind }): SparseRow => {
    const other = kind === 'other';
    const ownColumns = other && shared > 0 ? [] : row.columns;
    const ownValues = other && shared > 0 ? [] : row.values;
    const sharedColumns = shared > 0 ? row.columns.map((column) => column + p) : [];
    return {
      columns: [...ownColumns, ...sharedColumns, copies * p + (other ? 1 : 0)],
      values: [...ownValues, ...(shared > 0 ? row.values.map((value) => value * shared) : []), 1],
    };
  });
  const outcome = rows.map((row) => row.outcome);
  const weight = rows.map((row) => row.weight);
  const solved = fitRidge({ columns: copies * p + 2, rows: doubled, outcome, weight, free }, alpha);
  const total = (column: number): number =>
    short((solved[column] ?? 0) + (shared > 0 ? shared * (solved[column + p] ?? 0) : 0));
  const grams = design.blank.vocabulary.length;
  return {
    ...design.blank,
    weights: design.blank.vocabulary.map((_, column) => total(column)),
    shape: design.blank.shape.map((feature, at) => ({ ...feature, weight: total(grams + at) })),
    intercept: short(solved[copies * p] ?? 0),
  };
}

/** Five significant digits: shorter files, and a change under the noise of the last one. */
const short = (value: number): number => Number(value.toPrecision(5));
