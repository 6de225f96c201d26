/** The evaluation of sentiment → its card in plain words. Nobody types a figure here: every number comes from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { aimLines } from '../aims.ts';

export const TRAINED_ON =
  'English comments under YouTube videos with labels that look machine-made; French and Spanish by word lists written for this project.';
export const NOT_FOR = 'Irony, judging people, moderation, or languages other than English, French and Spanish.';

export function sentimentCard(
  e: Evaluation,
  from: { readonly comments: number; readonly groups: number; readonly file: Uint8Array },
): string {
  return `# sentiment ${e.version}

**What it answers.** Whether a comment is positive, neutral or negative, with a probability for each. The label is the likeliest of the three. Pleasant comments are common, so the rarer feelings are weighed up in the probabilities: they speak of a mix of comments in which those are less rare, and run higher for them than the shares of the table (see below). A comment without a word or sign is neutral.

**Not for.** ${NOT_FOR} A share over many comments is what it is good for; of a single comment it is often wrong.

**Learned on.** ${TRAINED_ON} ${from.comments} comments in ${from.groups} groups (\`shared/data/comments\`). The rows are not in this repository. The labels of the table are a machine's: agreeing with them is not the same as understanding people.

**Split.** The table has neither author nor time, so comments with equal or nearly equal words form one group and a group stands on one side; one group in eight was held out before anything was fitted. No author or time split is possible.

**How.** English: a multinomial logistic regression on words, pairs of words and letter runs (a gram enters from ten comments on; handles, links and names of people are dropped; one that tells feelings apart is held back less by the penalty), and on what the word lists say. French, Spanish and the rest: the word lists alone (words, phrases, emoji, negation, with or without accents), weighed as they weigh in English, because no labelled comments in those languages were at hand. Probabilities are tempered on comments the weights had not seen. ${kilobytes(from.file)} as plain JSON, ${kilobytes(gzipSync(from.file, { level: 9 }))} compressed.

**French and Spanish.** A hundred comments in each language were written and labelled after the lists were finished, by somebody who had not read them; nothing was fitted or chosen with them, and the shipped file is asked once. Nearly all of the Spanish ones say in Spanish what a French one says, mostly in its order: the two figures are closer to one check asked twice than to two checks. They are one writer's idea of comments, not a sample of real ones. The hundred each that the lists' own author had written before them share phrases with the lists; their figures stand apart and are an upper bound.

## Figures

Brackets are 95 % bootstrap intervals that draw groups. Baseline: ${e.baseline}

| figure | comments | n | sentiment | lists alone | gain |
| --- | --- | --- | --- | --- | --- |
${e.measures.map(row).join('\n')}

## What it was to reach

${aimLines(e).join('\n')}

### Foretold and seen, held-out English comments

| chance | foretold → seen, eighths from low to high |
| --- | --- |
${e.reliability
  .slice(0, 3)
  .map(
    ({ what, bins }) =>
      `| ${what} | ${bins.map((b) => `${b.predicted.toFixed(2)} → ${b.observed.toFixed(2)}`).join(', ')} |`,
  )
  .join('\n')}

### More comments, more skill?

| groups learned from | held-out comments | macro F1 |
| --- | --- | --- |
${e.learning.map((l) => `| ${l.groups} | ${l.n} | ${l.value.toFixed(3)} |`).join('\n')}

Out of fold on the training comments: ${e.members.map((m) => `${m.name} ${m.value.toFixed(3)}`).join('; ')}.

## What was tried

${e.tried.map((line) => `- ${line}`).join('\n')}

## Known failures

${e.failures.map((line) => `- ${line}`).join('\n')}

Filled in by \`npm run train\` from \`evaluation.json\` of the file ${e.sha256.slice(0, 12)}.
`;
}

const row = (m: Measure): string =>
  `| ${m.metric.replaceAll('_', ' ')} | ${m.slice} | ${m.n} | ${figure(m.model)} | ${m.baseline ? m.baseline.value.toFixed(3) : ''} | ${m.gain ? figure(m.gain) : ''} |`;

const figure = (f: { value: number; low: number | null; high: number | null }): string =>
  `${f.value.toFixed(3)}${f.low === null || f.high === null ? '' : ` [${f.low.toFixed(3)}, ${f.high.toFixed(3)}]`}`;

const kilobytes = (bytes: Uint8Array): string => `${Math.round(bytes.length / 1000)} KB`;
