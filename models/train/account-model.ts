/** What `top` and `engage` have in common, both fitted on the rows of reach: how they are replayed, told of on a card and in a manifest. */
import type { Evaluation } from '#contracts/evaluation.ts';
import type { DraftContext } from '#core/features/feature.ts';
import type { Job, Stage } from './graph.ts';
import { INVENTED } from './reach/golden.ts';
import { TRAINED_ON } from './reach/card.ts';
import { TABLE_NAMES, TABLES } from './reach/table.ts';
import { manifestText } from './shipped.ts';
import { trainAuthors } from './training-authors.ts';

/** Answers of the exported model on invented people; replayed by its tests. */
export const goldenText = (version: string, answer: (context: DraftContext) => object): string =>
  `${JSON.stringify(
    {
      schema: 1,
      note: 'Invented accounts and drafts: no row of any table.',
      model: version,
      cases: INVENTED.map(({ name, context }) => ({ name, ...answer(context) })),
    },
    null,
    1,
  )}\n`;

interface Closing {
  readonly id: 'top' | 'engage';
  /** `import.meta.url` of the file that lists the stages. */
  readonly module: string;
  readonly card: (evaluation: Evaluation, model: Uint8Array, onnx: Uint8Array) => string;
  /** Of the figures that the manifest tells. */
  readonly slice: string;
  readonly notFor: string;
}

/** The stages after evaluate: card → manifest. */
export function closingStages({ id, module, card, slice, notFor }: Closing): readonly Stage[] {
  const stage = (name: string): string => `${id}/${name}`;
  const evaluationIn = (job: Job): Evaluation =>
    JSON.parse(job.text(stage('evaluate'), 'evaluation.json')) as Evaluation;
  return [
    {
      name: stage('card'),
      inputs: [stage('export'), stage('evaluate')],
      module,
      publish: id,
      run: (job) => {
        const bytes = (name: string): Uint8Array => job.bytes(stage('export'), name);
        return { 'card.md': card(evaluationIn(job), bytes('model.json'), bytes(`${id}.onnx`)) };
      },
    },
    {
      name: stage('manifest'),
      inputs: ['reach/split', stage('export'), stage('evaluate'), stage('card')],
      tables: TABLE_NAMES.map((name) => TABLES[name]),
      module,
      publish: id,
      run: (job) => {
        const { version, featureSet } = JSON.parse(job.text(stage('export'), 'model.json')) as {
          readonly version: string;
          readonly featureSet: string;
        };
        const train = trainAuthors(job);
        return {
          'manifest.json': manifestText(job, {
            id,
            version,
            featureSet,
            tables: TABLE_NAMES.map((name) => ({
              name: TABLES[name],
              rows: train.filter(({ table }) => table === name).reduce((sum, { rows }) => sum + rows.length, 0),
            })),
            files: [
              [stage('export'), 'model.json', 'plain'],
              [stage('export'), `${id}.onnx`, 'onnx'],
              [stage('export'), 'golden.json', 'golden'],
              [stage('evaluate'), 'evaluation.json', 'evaluation'],
              [stage('card'), 'card.md', 'card'],
            ],
            metrics: Object.fromEntries(
              evaluationIn(job)
                .measures.filter((m) => m.split === 'authors' && m.slice === slice)
                .map((m) => [`${m.metric}.${m.rows}`, m.model]),
            ),
            trainedOn: TRAINED_ON,
            notFor,
          }),
        };
      },
    },
  ];
}
