/** Evaluation enters; the model card leaves. No number is typed here: all are read from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation } from '#contracts/evaluation.ts';
import { coverageLines, measureLines, sizeOf, walkForwardLines } from '../card-lines.ts';
import { TRAINED_ON } from '../reach/card.ts';

export const NOT_FOR =
  'Not for accounts unlike these, not for other platforms as learned, not for saying why one clip is liked more than another: it knows account, length and time, not picture or sound.';

export function cardOfEngage(evaluation: Evaluation, model: Uint8Array, onnx: Uint8Array): string {
  return [
    '# engage',
    '',
    `Version ${evaluation.version}. Foretells log10 of (likes + comments + shares) per view of a post, against the own usual, before posting.`,
    '',
    `**Learned on.** ${TRAINED_ON} The rows and the split are those of reach.`,
    '',
    `**Not for.** ${NOT_FOR}`,
    '',
    `**Baseline.** ${evaluation.baseline}. Its R² of the ratio is at most 0. The figures in time are other fits of the same recipe, the last of them on what was posted before the last fifth of each table, asked about later posts of unseen authors.`,
    '',
    '## Skill on people it never saw',
    '',
    ...measureLines(evaluation),
    '',
    '## Does the 80 % range hold 80 %?',
    '',
    ...coverageLines(evaluation),
    '',
    '## Members and learning curve',
    '',
    'Grouped out-of-fold R² of the ratio on training authors with 3 or more earlier posts, and the weight in a non-negative stack; the trees ship alone:',
    '',
    ...evaluation.members.map(
      (m) => `- ${m.name}: ${m.value}${m.name.startsWith('stack') ? '' : `, weight ${m.weight}`}`,
    ),
    '',
    'By number of training authors:',
    '',
    ...evaluation.learning.map((p) => `- ${p.metric}, ${p.rows}, ${p.groups} authors: ${p.value}`),
    '',
    '## Walking forward in time',
    '',
    'Fitted on all that was posted before the first day, asked about what people it never saw posted from then on; the baseline is the own level, for AUC a coin:',
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
    `Size: model.json ${sizeOf(model)} (${sizeOf(gzipSync(model, { level: 9 }))} gzipped), engage.onnx ${sizeOf(onnx)} (${sizeOf(gzipSync(onnx, { level: 9 }))}).`,
    '',
  ].join('\n');
}
