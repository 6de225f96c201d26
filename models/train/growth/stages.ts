/** The growth model as stages: collect → fit, folds → export → learning → evaluate → card → manifest. */
import { deserialize, serialize } from 'node:v8';
import type { Evaluation } from '#contracts/evaluation.ts';
import { parseGrowthModel } from '#contracts/model-file.ts';
import { GROWTH_SET } from '#core/scoring/growth.ts';
import type { GrowthModel } from '#core/scoring/model-files.ts';
import { fnv1a, FOLDS, sideOf } from '../../data/split.ts';
import { writeTreeEnsembleOnnx } from '../export-onnx.ts';
import type { Job, Stage } from '../graph.ts';
import { manifestText } from '../shipped.ts';
import { versioned } from '../versioned.ts';
import { growthCard, NOT_FOR, TRAINED_ON } from './card.ts';
import { evaluateGrowth } from './evaluate.ts';
import { BANDWIDTH, conformal, EXPONENT, fitPace, outOfFold, RECIPE, type Held, type PaceFit } from './fit.ts';
import { goldenCases } from './golden.ts';
import { GROWTH_TABLE, pairsOf, READINGS, readVideos, TARGETS, type Video } from './rows.ts';
import { triedOn } from './tried.ts';

/** One account's own readings (MIT), an outside check. */
export const ACCOUNT_TABLE = 'account/tiktok_one_account_snapshots.csv.gz';

/** Shares of the training authors the learning curve is drawn at; its last point is the shipped model. */
const LEARNING_SHARES = [0.1, 0.3, 0.6] as const;

const module = import.meta.url;

export const GROWTH_STAGES: readonly Stage[] = [
  {
    name: 'growth/collect',
    inputs: [],
    tables: [GROWTH_TABLE],
    module,
    run: async (job) => ({ 'videos.bin': serialize(await readVideos(job.table(GROWTH_TABLE))) }),
  },
  {
    name: 'growth/fit',
    inputs: ['growth/collect'],
    parameters: { RECIPE, EXPONENT, BANDWIDTH },
    module,
    run: (job) => ({ 'fit.json': JSON.stringify(fitPace(pairsOf(videosOn(job, 'train')), during(job, 'trees'))) }),
  },
  {
    name: 'growth/folds',
    inputs: ['growth/collect'],
    parameters: { RECIPE, EXPONENT, BANDWIDTH, FOLDS },
    module,
    run: (job) => ({ 'held.bin': serialize(outOfFold(pairsOf(videosOn(job, 'train')), during(job, 'trees'))) }),
  },
  {
    name: 'growth/export',
    inputs: ['growth/fit', 'growth/folds'],
    module,
    publish: 'growth',
    run: (job) => {
      const model = versioned<GrowthModel>({
        model: 'growth',
        version: '',
        featureSet: GROWTH_SET,
        exponent: EXPONENT,
        ...fitIn(job),
        readings: READINGS,
        targets: TARGETS,
        conformal: conformal(deserialize(job.bytes('growth/folds', 'held.bin')) as Held[]),
      });
      const file = JSON.stringify({ schema: 1, ...model });
      const parsed = parseGrowthModel(JSON.parse(file));
      if (!parsed.ok) throw new Error(`the written growth model does not parse: ${parsed.reason}`);
      return {
        'model.json': file,
        'growth.onnx': writeTreeEnsembleOnnx(model.trees),
        'golden.json': `${JSON.stringify(goldenCases(parsed.value), null, 1)}\n`,
      };
    },
  },
  {
    name: 'growth/learning',
    inputs: ['growth/collect'],
    parameters: { RECIPE, EXPONENT, BANDWIDTH, LEARNING_SHARES },
    module,
    run: (job) => {
      const videos = videosOn(job, 'train');
      const fits = LEARNING_SHARES.map((share) => {
        const part = videos.filter(({ author }) => (Math.floor(fnv1a(author) / 100) % 100) / 100 < share);
        return { groups: authorsIn(part), fit: fitPace(pairsOf(part), during(job, `trees of ${share}`)) };
      });
      return { 'fits.json': JSON.stringify(fits) };
    },
  },
  {
    name: 'growth/tried',
    inputs: ['growth/collect', 'growth/folds'],
    parameters: { EXPONENT, BANDWIDTH },
    module,
    run: (job) => ({
      'tried.json': JSON.stringify(
        triedOn(pairsOf(videosOn(job, 'train')), deserialize(job.bytes('growth/folds', 'held.bin')) as Held[]),
      ),
    }),
  },
  {
    name: 'growth/evaluate',
    inputs: ['growth/collect', 'growth/fit', 'growth/folds', 'growth/export', 'growth/learning', 'growth/tried'],
    tables: [ACCOUNT_TABLE],
    module,
    publish: 'growth',
    run: async (job) => {
      const train = videosOn(job, 'train');
      const fits = JSON.parse(job.text('growth/learning', 'fits.json')) as { groups: number; fit: PaceFit }[];
      const whole = { groups: authorsIn(train), fit: fitIn(job) };
      const evaluation = evaluateGrowth({
        file: job.bytes('growth/export', 'model.json'),
        train: pairsOf(train),
        test: pairsOf(videosOn(job, 'test')),
        account: pairsOf(await readVideos(job.table(ACCOUNT_TABLE))),
        folds: deserialize(job.bytes('growth/folds', 'held.bin')) as Held[],
        learning: [...fits, whole],
        tried: JSON.parse(job.text('growth/tried', 'tried.json')) as string[],
      });
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  {
    name: 'growth/card',
    inputs: ['growth/collect', 'growth/export', 'growth/evaluate'],
    module,
    publish: 'growth',
    run: (job) => ({
      'card.md': growthCard(evaluationIn(job), {
        videos: videosOn(job, 'train').length,
        authors: authorsIn(videosOn(job, 'train')),
        file: job.bytes('growth/export', 'model.json'),
        onnx: job.bytes('growth/export', 'growth.onnx'),
      }),
    }),
  },
  {
    name: 'growth/manifest',
    inputs: ['growth/collect', 'growth/export', 'growth/evaluate', 'growth/card'],
    tables: [GROWTH_TABLE],
    module,
    publish: 'growth',
    run: (job) => ({
      'manifest.json': manifestText(job, {
        id: 'growth',
        version: evaluationIn(job).version,
        featureSet: GROWTH_SET,
        tables: [
          {
            name: GROWTH_TABLE,
            rows: videosOn(job, 'train').reduce((sum, { readings }) => sum + readings.length, 0),
          },
        ],
        files: [
          ['growth/export', 'model.json', 'plain'],
          ['growth/export', 'growth.onnx', 'onnx'],
          ['growth/export', 'golden.json', 'golden'],
          ['growth/evaluate', 'evaluation.json', 'evaluation'],
          ['growth/card', 'card.md', 'card'],
        ],
        metrics: Object.fromEntries(
          evaluationIn(job)
            .measures.slice(0, 2)
            .map(({ metric, model }, i) => [`${metric}_early${i === 0 ? '' : '_with_rates'}`, model]),
        ),
        trainedOn: TRAINED_ON,
        notFor: NOT_FOR,
      }),
    }),
  },
];

const videosIn = (job: Job): Video[] => deserialize(job.bytes('growth/collect', 'videos.bin')) as Video[];
const videosOn = (job: Job, side: 'train' | 'test'): Video[] =>
  videosIn(job).filter(({ author }) => sideOf(author) === side);

const authorsIn = (videos: readonly Video[]): number => new Set(videos.map(({ author }) => author)).size;

// Both hold: written by stages of this graph.
const fitIn = (job: Job): PaceFit => JSON.parse(job.text('growth/fit', 'fit.json')) as PaceFit;
const evaluationIn = (job: Job): Evaluation => JSON.parse(job.text('growth/evaluate', 'evaluation.json')) as Evaluation;

const during =
  (job: Job, what: string) =>
  (done: number, of: number): void =>
    job.progress(done, of, what);
