/** The sentiment model as stages: collect → fit, folds → export → learning → evaluate → card → manifest. */
import { deserialize, serialize } from 'node:v8';
import type { Evaluation } from '#contracts/evaluation.ts';
import { parseSentimentModel } from '#contracts/model-file.ts';
import type { SentimentModel } from '#core/scoring/model-files.ts';
import { englishRow, FEELINGS, SENTIMENT_SET, softmax } from '#core/scoring/sentiment.ts';
import { fnv1a } from '../../data/split.ts';
import type { Job, Stage } from '../graph.ts';
import { manifestText } from '../shipped.ts';
import { versioned } from '../versioned.ts';
import { naiveBayes } from './bayes.ts';
import { NOT_FOR, sentimentCard, TRAINED_ON } from './card.ts';
import { evaluateSentiment } from './evaluate.ts';
import { macroF1 } from './figures.ts';
import { blankFor, calibrate, fitBoth, logLoss, outOfFold, RECIPE, type Unseen } from './fit.ts';
import { goldenCases } from './golden.ts';
import { COMMENTS_TABLE, readComments, type CommentRow } from './rows.ts';
import { likeliest, triedOf, VARIANTS, type Told } from './tried.ts';

/** Shares of the training groups the learning curve is drawn at; its last point is the shipped model. */
const LEARNING_SHARES = [0.1, 0.3, 0.6] as const;

const module = import.meta.url;

interface Calibration {
  readonly english: ReturnType<typeof calibrate>;
  readonly listed: ReturnType<typeof calibrate>;
  readonly skill: { readonly english: number; readonly listed: number };
}

export const SENTIMENT_STAGES: readonly Stage[] = [
  {
    name: 'sentiment/collect',
    inputs: [],
    tables: [COMMENTS_TABLE],
    module,
    run: async (job) => ({ 'comments.bin': serialize(await readComments(job.table(COMMENTS_TABLE))) }),
  },
  {
    name: 'sentiment/fit',
    inputs: ['sentiment/collect'],
    parameters: RECIPE,
    module,
    run: (job) => ({
      'fitted.bin': serialize(fitBoth(rowsOn(job, false), RECIPE, (done) => job.progress(done, RECIPE.steps, 'steps'))),
    }),
  },
  {
    name: 'sentiment/folds',
    inputs: ['sentiment/collect'],
    parameters: RECIPE,
    module,
    run: (job) => {
      const rows = rowsOn(job, false);
      const unseen = outOfFold(rows, RECIPE, (done, of) => job.progress(done, of, 'steps'));
      return { 'calibration.json': JSON.stringify(calibration(unseen, rows)) };
    },
  },
  {
    name: 'sentiment/export',
    inputs: ['sentiment/fit', 'sentiment/folds'],
    module,
    publish: 'sentiment',
    run: (job) => {
      const fitted = deserialize(job.bytes('sentiment/fit', 'fitted.bin')) as ReturnType<typeof fitBoth>;
      const file = JSON.stringify({ schema: 1, ...modelOf(fitted, calibrationIn(job)) });
      const parsed = parseSentimentModel(JSON.parse(file));
      if (!parsed.ok) throw new Error(`the written sentiment model does not parse: ${parsed.reason}`);
      return { 'model.json': file, 'golden.json': `${JSON.stringify(goldenCases(parsed.value), null, 1)}\n` };
    },
  },
  {
    name: 'sentiment/learning',
    inputs: ['sentiment/collect', 'sentiment/folds'],
    parameters: { RECIPE, LEARNING_SHARES },
    module,
    run: (job) => {
      const rows = rowsOn(job, false);
      const fits = LEARNING_SHARES.map((share) => {
        const part = rows.filter(({ group }) => (fnv1a(`part ${group}`) % 1000) / 1000 < share);
        return { groups: groupsIn(part), model: modelOf(fitBoth(part, RECIPE), calibrationIn(job)) };
      });
      return { 'fits.bin': serialize(fits) };
    },
  },
  {
    name: 'sentiment/tried',
    inputs: ['sentiment/collect'],
    parameters: { RECIPE, VARIANTS },
    module,
    run: (job) => {
      const rows = rowsOn(job, false);
      // One fold of five: a variant costs a fifth, and all are asked about the same comments.
      const asked = rows.filter(({ fold }) => fold < 1);
      const outcome = asked.map(({ feeling }) => feeling);
      const here = (sums: Unseen['english']): Unseen['english'] => sums.filter((_, i) => (rows[i]?.fold ?? 1) < 1);
      const answers = VARIANTS.map(([what, change], v) => {
        job.progress(v, VARIANTS.length, 'variants');
        return { what, ...outOfFold(rows, { ...RECIPE, ...change }, undefined, 1) };
      });
      const toldBy = (what: string, sums: Unseen['english']): Told => {
        const { made, named } = namedBy(here(sums), outcome);
        return { what, named, loss: logLoss(here(sums), outcome, made.temperature) };
      };
      const [shipped] = answers;
      const bayes = bayesOf(rows);
      const others = {
        bayes: { what: 'naive Bayes on the same grams', named: namedBy(here(bayes), outcome).named, loss: null },
        lists: toldBy('the lists alone, weighed by the same comments', shipped?.listed ?? []),
        plain: {
          what: 'as shipped, but the likeliest feeling without weighing the rarer ones up',
          named: here(shipped?.english ?? []).map(likeliest),
          loss: null,
        },
      };
      const told = answers.map(({ what, english }) => toldBy(what, english));
      const groups = asked.map(({ group }) => group);
      return { 'tried.json': JSON.stringify(triedOf({ outcome, groups }, told, others)) };
    },
  },
  {
    name: 'sentiment/evaluate',
    inputs: ['sentiment/collect', 'sentiment/folds', 'sentiment/export', 'sentiment/learning', 'sentiment/tried'],
    module,
    publish: 'sentiment',
    run: (job) => {
      const file = job.bytes('sentiment/export', 'model.json');
      const fits = deserialize(job.bytes('sentiment/learning', 'fits.bin')) as {
        groups: number;
        model: SentimentModel;
      }[];
      // Holds: parsed when it was written.
      const whole = JSON.parse(Buffer.from(file).toString('utf8')) as SentimentModel;
      const evaluation = evaluateSentiment({
        file,
        test: rowsOn(job, true),
        folds: calibrationIn(job).skill,
        learning: [...fits, { groups: groupsIn(rowsOn(job, false)), model: whole }],
        tried: JSON.parse(job.text('sentiment/tried', 'tried.json')) as string[],
      });
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  {
    name: 'sentiment/card',
    inputs: ['sentiment/collect', 'sentiment/export', 'sentiment/evaluate'],
    module,
    publish: 'sentiment',
    run: (job) => ({
      'card.md': sentimentCard(evaluationIn(job), {
        comments: rowsOn(job, false).length,
        groups: groupsIn(rowsOn(job, false)),
        file: job.bytes('sentiment/export', 'model.json'),
      }),
    }),
  },
  {
    name: 'sentiment/manifest',
    inputs: ['sentiment/collect', 'sentiment/export', 'sentiment/evaluate', 'sentiment/card'],
    tables: [COMMENTS_TABLE],
    module,
    publish: 'sentiment',
    run: (job) => ({
      'manifest.json': manifestText(job, {
        id: 'sentiment',
        version: evaluationIn(job).version,
        featureSet: SENTIMENT_SET,
        tables: [{ name: COMMENTS_TABLE, rows: rowsOn(job, false).length }],
        files: [
          ['sentiment/export', 'model.json', 'plain'],
          ['sentiment/export', 'golden.json', 'golden'],
          ['sentiment/evaluate', 'evaluation.json', 'evaluation'],
          ['sentiment/card', 'card.md', 'card'],
        ],
        metrics: Object.fromEntries(
          evaluationIn(job)
            .measures.slice(0, 3)
            .map(({ metric, rows, model }) => [`${metric}.${rows}`, model]),
        ),
        trainedOn: TRAINED_ON,
        notFor: NOT_FOR,
      }),
    }),
  },
];

function modelOf(fitted: ReturnType<typeof fitBoth>, { english, listed }: Calibration): SentimentModel {
  return versioned<SentimentModel>({
    model: 'sentiment',
    version: '',
    featureSet: SENTIMENT_SET,
    english: { ...fitted.blank.english, ...fitted.english, ...english },
    listed: { ...fitted.listed, ...listed },
  });
}

function namedBy(sums: Unseen['english'], outcome: readonly number[]) {
  const made = calibrate(sums, outcome);
  const named = sums.map((row) => {
    const lifted = softmax(row.map((sum) => sum / made.temperature)).map((p, c) => p * (made.boosts[c] ?? 1));
    return lifted.indexOf(Math.max(...lifted));
  });
  return { made, named };
}

function skillOf(sums: Unseen['english'], rows: readonly CommentRow[]) {
  const outcome = rows.map(({ feeling }) => feeling);
  const { made, named } = namedBy(sums, outcome);
  return { made, skill: macroF1(named, outcome) };
}

/** What naive Bayes says of the first fold, learned from the others. */
function bayesOf(rows: readonly CommentRow[]): number[][] {
  const others = rows.filter(({ fold }) => fold >= 1);
  const blank = blankFor(others, RECIPE);
  const tell = naiveBayes(
    others.map(({ text }) => englishRow(blank, text)),
    others.map(({ feeling }) => feeling),
    { columns: blank.english.vocabulary.length, classes: FEELINGS.length },
  );
  return rows.map(({ text, fold }) => (fold < 1 ? tell(englishRow(blank, text)) : []));
}

function calibration(unseen: Unseen, rows: readonly CommentRow[]): Calibration {
  const [english, listed] = [skillOf(unseen.english, rows), skillOf(unseen.listed, rows)];
  return { english: english.made, listed: listed.made, skill: { english: english.skill, listed: listed.skill } };
}

const rowsOn = (job: Job, test: boolean): CommentRow[] =>
  (deserialize(job.bytes('sentiment/collect', 'comments.bin')) as CommentRow[]).filter((row) => row.test === test);

const groupsIn = (rows: readonly CommentRow[]): number => new Set(rows.map(({ group }) => group)).size;

// Both hold: written by stages of this graph.
const calibrationIn = (job: Job): Calibration =>
  JSON.parse(job.text('sentiment/folds', 'calibration.json')) as Calibration;
const evaluationIn = (job: Job): Evaluation =>
  JSON.parse(job.text('sentiment/evaluate', 'evaluation.json')) as Evaluation;
