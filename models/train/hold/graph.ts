/**
 * The stages of `hold` for the graph runner: the hold table enters, the files of models/zoo/hold leave.
 *
 * rows → words, shown → files → evaluation → card and manifest. Each stage reads and writes bytes, so that the
 * runner can keep what did not change; what they do stands in stages.ts.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parseEvaluation, type Evaluation } from '#contracts/evaluation.ts';
import type { ModelManifest } from '#contracts/manifest.ts';
import { WORDS_SET } from '#core/features/words.ts';
import type { Job, Stage } from '../graph.ts';
import { holdCard } from './card.ts';
import { GOLDEN_FILE, holdFiles, PLAIN_FILE, TFJS_FILE, TFJS_WEIGHTS_FILE } from './export.ts';
import { PLAN, type Fitted } from './members.ts';
import { readHoldRows, type HoldRow } from './rows.ts';
import { ablations, evaluation, fitShown, fitWords, holdModel, learningCurve } from './stages.ts';

export const HOLD_TABLE = 'hold/snapugc_text.csv.gz';

const module = import.meta.url;
const EVALUATION_FILE = 'evaluation.json';
const CARD_FILE = 'card.md';

export const HOLD_STAGES: readonly Stage[] = [
  {
    name: 'hold/rows',
    inputs: [],
    tables: [HOLD_TABLE],
    module,
    run: (job) => ({ 'rows.json': JSON.stringify(readHoldRows(job.table(HOLD_TABLE))) }),
  },
  {
    name: 'hold/words',
    inputs: ['hold/rows'],
    parameters: PLAN.words,
    module,
    run: (job) => ({ 'fitted.json': packed(fitWords(rowsOf(job))) }),
  },
  {
    name: 'hold/shown',
    inputs: ['hold/rows'],
    parameters: PLAN.shown,
    module,
    run: (job) => ({ 'fitted.json': packed(fitShown(rowsOf(job))) }),
  },
  {
    name: 'hold/files',
    inputs: ['hold/rows', 'hold/words', 'hold/shown'],
    module,
    publish: 'hold',
    run: (job) => {
      const { words, shown } = fittedOf(job, rowsOf(job));
      return Object.fromEntries(holdFiles(holdModel(words, shown)).map(({ name, bytes }) => [name, bytes]));
    },
  },
  {
    name: 'hold/worth',
    inputs: ['hold/rows', 'hold/words', 'hold/shown'],
    module,
    run: (job) => {
      const rows = rowsOf(job);
      const { words, shown } = fittedOf(job, rows);
      return { 'worth.json': JSON.stringify({ learning: learningCurve(rows), tried: ablations(rows, words, shown) }) };
    },
  },
  {
    name: 'hold/evaluation',
    inputs: ['hold/rows', 'hold/words', 'hold/shown', 'hold/files', 'hold/worth'],
    module,
    publish: 'hold',
    run: (job) => {
      const rows = rowsOf(job);
      const { words, shown } = fittedOf(job, rows);
      // Holds: written by the stage above and by nothing else.
      const extras = JSON.parse(job.text('hold/worth', 'worth.json')) as Pick<Evaluation, 'learning' | 'tried'>;
      const bytes = job.bytes('hold/files', PLAIN_FILE);
      const result = evaluation({ bytes, sha256: sha256(bytes) }, rows, words, shown, extras);
      return { [EVALUATION_FILE]: `${JSON.stringify(result, null, 1)}\n` };
    },
  },
  {
    name: 'hold/card',
    inputs: ['hold/files', 'hold/evaluation'],
    module,
    publish: 'hold',
    run: (job) => ({
      [CARD_FILE]: holdCard(
        evaluationOf(job),
        [PLAIN_FILE, TFJS_WEIGHTS_FILE].map((name) => [name, job.bytes('hold/files', name)] as const),
      ),
    }),
  },
  {
    name: 'hold/manifest',
    inputs: ['hold/rows', 'hold/files', 'hold/evaluation', 'hold/card'],
    tables: [HOLD_TABLE],
    module,
    publish: 'hold',
    run: (job) => ({ 'manifest.json': `${JSON.stringify(manifestOf(job), null, 1)}\n` }),
  },
];

// ---------------------------------------------------------------- what stages hand on

const rowsOf = (job: Job): HoldRow[] => JSON.parse(job.text('hold/rows', 'rows.json')) as HoldRow[]; // holds: written by hold/rows

/** A row is named by its video: the texts stand in rows.json already. */
function packed({ member, outOfFold }: Fitted): string {
  return JSON.stringify({
    member,
    outOfFold: outOfFold.map(({ video, kind, prediction }) => [video.video, kind, prediction]),
  });
}

function fittedOf(job: Job, rows: readonly HoldRow[]): { readonly words: Fitted; readonly shown: Fitted } {
  const byName = new Map(rows.map((row) => [row.video, row]));
  const unpack = (stage: string): Fitted => {
    // Holds: written by `packed` above.
    const { member, outOfFold } = JSON.parse(job.text(stage, 'fitted.json')) as {
      member: Fitted['member'];
      outOfFold: [video: string, kind: string, prediction: number][];
    };
    return {
      member,
      outOfFold: outOfFold.flatMap(([name, kind, prediction]) => {
        const video = byName.get(name);
        return video ? [{ video, kind, prediction }] : [];
      }),
    };
  };
  return { words: unpack('hold/words'), shown: unpack('hold/shown') };
}

function evaluationOf(job: Job): Evaluation {
  const parsed = parseEvaluation(JSON.parse(job.text('hold/evaluation', EVALUATION_FILE)));
  if (!parsed.ok) throw new Error(`the written evaluation does not parse: ${parsed.reason}`);
  return parsed.value;
}

// ---------------------------------------------------------------- manifest

const FILES = [
  [PLAIN_FILE, 'plain', 'hold/files'],
  [TFJS_FILE, 'tfjs', 'hold/files'],
  [TFJS_WEIGHTS_FILE, 'tfjs_weights', 'hold/files'],
  [GOLDEN_FILE, 'golden', 'hold/files'],
  [EVALUATION_FILE, 'evaluation', 'hold/evaluation'],
  [CARD_FILE, 'card', 'hold/card'],
] as const;

const METRICS = [
  ['spearman_title_description', 'spearman', 'title and description'],
  ['spearman_caption', 'spearman', 'caption only'],
  ['spearman_both', 'spearman', 'both texts'],
  ['spearman_tercile_shown', 'spearman_tercile', 'whole description'],
  ['spearman_tercile_shown_3_words', 'spearman_tercile', '3 content words'],
  ['spearman_tercile_shown_8_words', 'spearman_tercile', '8 content words'],
  ['spearman_tercile_shown_20_words', 'spearman_tercile', '20 content words'],
] as const;

function manifestOf(job: Job): ModelManifest {
  const { measures, version } = evaluationOf(job);
  const rows = rowsOf(job).length;
  return {
    schema: 1,
    id: 'hold',
    version,
    createdFrom: [{ name: HOLD_TABLE, sha256: sha256(readFileSync(job.table(HOLD_TABLE))), rows }],
    featureSet: WORDS_SET,
    files: FILES.map(([name, role, stage]) => {
      const bytes = job.bytes(stage, name);
      const gzBytes = gzipSync(bytes, { level: 9 }).length;
      return { name, role, sha256: sha256(bytes), bytes: bytes.length, gzBytes };
    }),
    metrics: Object.fromEntries(
      METRICS.flatMap(([key, metric, slice]) => {
        const found = measures.find((measure) => measure.metric === metric && measure.slice === slice);
        return found ? [[key, found.model]] : [];
      }),
    ),
    licence: 'MIT',
    trainedOn: `Words beside ${rows} short videos of one public feed (SnapUGC), with how many kept watching.`,
    notFor: 'Views, likes or sales; videos without words; judging people.',
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
