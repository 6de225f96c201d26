/**
 * The exported sentiment file, held-out English comments and the self-written French and Spanish ones → every figure that is shown.
 *
 * Two hundred of these were written after the lists by somebody who had not read them; the other two hundred, which the
 * lists' author had written, are told apart. Baseline: the lists alone (pleasant against unpleasant words), which know no training table. Brackets are 95 % bootstraps that
 * draw groups of like comments; every self-written comment is its own group.
 */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { parseSentimentModel } from '#contracts/model-file.ts';
import { feelingsOf } from '#core/features/feelings.ts';
import { FEELINGS, sentimentFor, type Sentiment } from '#core/scoring/sentiment.ts';
import type { SentimentModel } from '#core/scoring/model-files.ts';
import { groupedBootstrap } from '#core/stats/interval.ts';
import { seeded } from '#core/stats/random.ts';
import { ceilingLine } from '../ceiling.ts';
import { hashOf } from '../graph.ts';
import { f1Of, macroF1 } from './figures.ts';
import type { CommentRow } from './rows.ts';
import { FAILURES } from './tried.ts';
import { FRENCH_TEST } from './written/fr-test.ts';
import { FRENCH } from './written/fr.ts';
import { SPANISH_TEST } from './written/es-test.ts';
import { SPANISH } from './written/es.ts';
import type { WrittenComment } from './written/written-comment.ts';

/** Draws for every interval; the third digit is steady from here on. */
const DRAWS = 500;
export const HELD = 'youtube_comments_held_out';
export const WRITTEN = {
  fr: 'self_written_fr',
  es: 'self_written_es',
  frSeen: 'self_written_fr_beside_the_lists',
  esSeen: 'self_written_es_beside_the_lists',
} as const;

interface Answer {
  readonly group: string;
  /** Index in FEELINGS. */
  readonly outcome: number;
  readonly named: number;
  readonly plain: number;
  readonly sentiment: Sentiment;
}

export interface Given {
  /** model.json as it ships. */
  readonly file: Uint8Array;
  readonly test: readonly CommentRow[];
  /** Macro F1 on training comments by fits that had not seen them. */
  readonly folds: { readonly english: number; readonly listed: number };
  readonly learning: readonly { readonly groups: number; readonly model: SentimentModel }[];
  readonly tried: readonly string[];
}

export function evaluateSentiment(given: Given): Evaluation {
  const parsed = parseSentimentModel(JSON.parse(Buffer.from(given.file).toString('utf8')));
  if (!parsed.ok) throw new Error(`the exported file does not parse: ${parsed.reason}`);
  const model = parsed.value;
  const held = given.test.map(({ text, feeling, group }) => answerOf(model, text, feeling, group));
  const english = held.filter(({ sentiment }) => sentiment.readAs === 'en');
  const sets = [
    { rows: HELD, slice: 'English, machine-made labels', answers: held },
    { rows: WRITTEN.fr, slice: 'French, self-written', answers: written(model, FRENCH_TEST) },
    { rows: WRITTEN.es, slice: 'Spanish, self-written', answers: written(model, SPANISH_TEST) },
  ];
  const seen = [
    { rows: WRITTEN.frSeen, slice: 'French, written beside the lists', answers: written(model, FRENCH) },
    { rows: WRITTEN.esSeen, slice: 'Spanish, written beside the lists', answers: written(model, SPANISH) },
  ];
  const learning = given.learning.map(({ groups, model: part }) => ({
    metric: 'macro_f1',
    rows: HELD,
    groups,
    n: given.test.length,
    value: round(
      macroF1(
        given.test.map(({ text }) => FEELINGS.indexOf(sentimentFor(part, text).label)),
        given.test.map(({ feeling }) => feeling),
      ),
    ),
  }));
  return {
    schema: 1,
    model: 'sentiment',
    version: model.version,
    sha256: hashOf(given.file),
    baseline:
      'The word lists alone: more pleasant than unpleasant words and emoji is positive, fewer negative, else neutral.',
    measures: [
      ...sets.map(({ rows, slice, answers }) => measure(rows, 'macro_f1', slice, answers, macroF1)),
      measure(HELD, 'macro_f1', 'those of them that were read as English', english, macroF1),
      ...seen.map(({ rows, slice, answers }) => measure(rows, 'macro_f1', slice, answers, macroF1)),
      ...sets.flatMap(({ rows, slice, answers }) =>
        FEELINGS.map((name, feeling) =>
          measure(rows, `f1_${name}`, slice, answers, (named, outcome) => f1Of(named, outcome, feeling)),
        ),
      ),
    ],
    coverage: [],
    reliability: sets.flatMap(({ rows, slice, answers }) =>
      FEELINGS.map((name, feeling) => ({
        what: `P(${name}), ${slice}`,
        rows,
        bins: bins(answers, feeling, rows === HELD ? 8 : 4),
      })),
    ),
    slope: [],
    scores: [],
    learning,
    members: [
      {
        name: 'words and lists, English',
        weight: 1,
        metric: 'macro F1, out of fold',
        value: round(given.folds.english),
      },
      {
        name: 'lists weighed as in English',
        weight: 1,
        metric: 'macro F1, out of fold',
        value: round(given.folds.listed),
      },
    ],
    tried: [...given.tried, ...ceilingLine('macro F1 on held-out comments', learning)],
    failures: [...FAILURES],
  };
}

function answerOf(model: SentimentModel, text: string, outcome: number, group: string): Answer {
  const sentiment = sentimentFor(model, text);
  const { pleasant, unpleasant } = feelingsOf(text, sentiment.readAs);
  return {
    group,
    outcome,
    named: FEELINGS.indexOf(sentiment.label),
    plain: FEELINGS.indexOf(pleasant > unpleasant ? 'positive' : pleasant < unpleasant ? 'negative' : 'neutral'),
    sentiment,
  };
}

const written = (model: SentimentModel, comments: readonly WrittenComment[]): Answer[] =>
  comments.map(([feeling, text]) => answerOf(model, text, FEELINGS.indexOf(feeling), text));

function measure(
  rows: string,
  metric: string,
  slice: string,
  answers: readonly Answer[],
  of: (named: readonly number[], outcome: readonly number[]) => number,
): Measure {
  const skill =
    (pick: (answer: Answer) => number) =>
    (drawn: ArrayLike<number>): number => {
      const here = Array.from(drawn, (i) => answers[i]).flatMap((one) => (one ? [one] : []));
      return of(
        here.map(pick),
        here.map(({ outcome }) => outcome),
      );
    };
  const model = skill(({ named }) => named);
  const plain = skill((answer) => answer.plain);
  return {
    metric,
    rows,
    split: rows === HELD ? 'groups' : 'transfer',
    slice,
    n: answers.length,
    groups: new Set(answers.map(({ group }) => group)).size,
    model: figure(answers, model),
    baseline: figure(answers, plain),
    gain: figure(answers, (drawn) => model(drawn) - plain(drawn)),
  };
}

function figure(answers: readonly Answer[], of: (drawn: ArrayLike<number>) => number): Figure {
  const bounds = groupedBootstrap(
    answers.map(({ group }) => group),
    of,
    seeded(7),
    DRAWS,
  );
  return {
    value: round(of(Uint32Array.from(answers, (_, i) => i))),
    low: bounds && round(bounds.low),
    high: bounds && round(bounds.high),
  };
}

function bins(answers: readonly Answer[], feeling: number, count: number): Evaluation['reliability'][number]['bins'] {
  const chance = (one: Answer): number => one.sentiment.probabilities[FEELINGS[feeling] ?? 'neutral'];
  const sorted = [...answers].sort((a, b) => chance(a) - chance(b));
  return Array.from({ length: count }, (_, i) => {
    const here = sorted.slice(Math.floor((i * sorted.length) / count), Math.floor(((i + 1) * sorted.length) / count));
    const mean = (of: (one: Answer) => number): number =>
      round(here.reduce((sum, one) => sum + of(one), 0) / Math.max(1, here.length));
    return { predicted: mean(chance), observed: mean(({ outcome }) => (outcome === feeling ? 1 : 0)), n: here.length };
  });
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
