/** Evaluation enters; the model card leaves. No number is typed here: all are read from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation } from '#contracts/evaluation.ts';
import { measureLines, sizeOf, walkForwardLines } from '../card-lines.ts';
import { TRAINED_ON } from '../reach/card.ts';

export const NOT_FOR =
  'Not for accounts with fewer than four earlier posts, not for other platforms as learned; it knows account, words, length and time, not picture or sound.';

export function cardOfTop(evaluation: Evaluation, model: Uint8Array, onnx: Uint8Array): string {
  return [
    '# top',
    '',
    `Version ${evaluation.version}. Foretells the chance that a post lands above the 75th percentile of the own earlier ones, before posting. The mean of its log-odds and of those read off the range of reach is the column p_top25 of score-table, and is what the figures below judge.`,
    '',
    `**Learned on.** ${TRAINED_ON} The rows, the split and the inputs are those of reach; its card tells how many.`,
    '',
    `**Not for.** ${NOT_FOR}`,
    '',
    `**Baseline.** ${evaluation.baseline}. Chances are Platt's curve on predictions of unseen training authors, by number of earlier posts. The figures in time are other fits of the recipe (one seed, no shortened copies), asked about later posts of people they never saw.`,
    '',
    '## Skill on people it never saw',
    '',
    ...measureLines(evaluation),
    '',
    '## Told and come about',
    '',
    ...evaluation.reliability.map(
      (r) => `- ${r.rows}: ${r.bins.map((b) => `${b.predicted}→${b.observed}`).join(', ')}`,
    ),
    '',
    '## Members and learning curve',
    '',
    ...evaluation.members.map((m) => `- ${m.name}, out of fold: ${m.metric} ${m.value}`),
    '',
    'The trees alone, by number of training authors:',
    '',
    ...evaluation.learning.map((p) => `- ${p.metric}, ${p.rows}, ${p.groups} authors: ${p.value}`),
    '',
    '## Walking forward in time',
    '',
    'Fitted on all that was posted before the first day, and so the reach model beside it; asked about what people it never saw posted from then on. The baseline is the range of that reach model:',
    '',
    ...walkForwardLines(evaluation),
    '',
    '## Tried',
    '',
    ...evaluation.tried.map((t) => `- ${t}`),
    '',
    '## Where it fails',
    '',
    ...evaluation.failures.map((f) => `- ${f}`),
    '',
    `Size: model.json ${sizeOf(model)} (${sizeOf(gzipSync(model, { level: 9 }))} gzipped), top.onnx ${sizeOf(onnx)} (${sizeOf(gzipSync(onnx, { level: 9 }))}).`,
    '',
  ].join('\n');
}
