/** The reach model as stages: what stages.ts fits and exports → evaluate → card → manifest. Apart, so that a word on the card fits nothing again. */
import { deserialize } from 'node:v8';
import { WINDOWS } from '../../data/split.ts';
import type { Stage } from '../graph.ts';
import { trainAuthors } from '../training-authors.ts';
import { cardOf } from './card.ts';
import { CHANGES_STAGE, type Changes } from './changes.ts';
import { evaluateReach, type Extras, type Refit } from './evaluate.ts';
import type { Level } from './expect.ts';
import { manifestOf } from './manifest.ts';
import { during, FITTED, foldsIn, matrixIn, netIn, stackIn, treesIn } from './stages.ts';
import { parseAuthors, TABLE_NAMES, TABLES } from './table.ts';

const module = import.meta.url;
const tables = TABLE_NAMES.map((name) => TABLES[name]);

export const REACH_STAGES: readonly Stage[] = [
  ...FITTED,
  CHANGES_STAGE,
  {
    name: 'reach/evaluate',
    inputs: [
      'reach/split',
      'reach/level',
      'reach/featurize',
      'reach/members',
      'reach/folds',
      'reach/stack',
      'reach/lean-stack',
      'reach/export',
      ...WINDOWS.map((_, w) => `reach/until-${w + 1}`),
      'reach/only-tiktok-2020',
      'reach/only-tiktok-vn-2025',
      'reach/learning',
      'reach/changes',
    ],
    module,
    publish: 'reach',
    run: (job) => {
      const refit = (stage: string): Refit => ({
        level: JSON.parse(job.text(stage, 'level.json')) as Level,
        trees: treesIn(job, stage),
        net: netIn(job, stage),
        odds: treesIn(job, stage, 'odds.json'),
      });
      const evaluation = evaluateReach(
        {
          file: job.bytes('reach/export', 'model.json'),
          lean: job.bytes('reach/export', 'lean.json'),
          test: parseAuthors(job.text('reach/split', 'test.jsonl')),
          until: WINDOWS.map((window, w) => ({ window, ...refit(`reach/until-${w + 1}`) })),
          only: { tiktok_2020: refit('reach/only-tiktok-2020'), tiktok_vn_2025: refit('reach/only-tiktok-vn-2025') },
          stack: stackIn(job, ''),
          leanStack: stackIn(job, 'lean-'),
          tableOfAuthor: trainAuthors(job).map(({ table }) => table),
          folds: foldsIn(job, ''),
          changes: JSON.parse(job.text('reach/changes', 'changes.json')) as Changes,
          learning: JSON.parse(job.text('reach/learning', 'fits.json')) as Extras['learning'],
          members: {
            matrix: matrixIn(job),
            answers: deserialize(job.bytes('reach/members', 'members.bin')) as Float64Array[],
          },
        },
        during(job, 'slices'),
      );
      return { 'evaluation.json': `${JSON.stringify(evaluation, null, 1)}\n` };
    },
  },
  {
    name: 'reach/card',
    inputs: ['reach/split', 'reach/export', 'reach/evaluate'],
    module,
    publish: 'reach',
    run: (job) => ({
      'card.md': cardOf(JSON.parse(job.text('reach/evaluate', 'evaluation.json')), trainAuthors(job), {
        model: job.bytes('reach/export', 'model.json'),
        lean: job.bytes('reach/export', 'lean.json'),
        onnx: job.bytes('reach/export', 'reach.onnx'),
        tfjs: job.bytes('reach/export', 'model.tfjs.bin'),
      }),
    }),
  },
  {
    name: 'reach/manifest',
    inputs: ['reach/split', 'reach/export', 'reach/evaluate', 'reach/card'],
    tables,
    module,
    publish: 'reach',
    run: (job) => ({ 'manifest.json': manifestOf(job) }),
  },
];
