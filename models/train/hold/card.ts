/** The evaluation of hold → its card in plain words. Nobody types a figure here: every number comes from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { aimLines } from '../aims.ts';
import { sizeOf } from '../card-lines.ts';

/** @param files name and bytes of each that holds weights */
export function holdCard(
  evaluation: Evaluation,
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): string {
  const e = evaluation;
  const coverage = e.coverage.map(
    (c) =>
      `| ${c.band} | ${c.n} | ${percent(c.share.value)} [${percent(c.share.low)}, ${percent(c.share.high)}] | ${c.width.toFixed(2)} |`,
  );
  const slopes = e.slope.map((s) => `| ${s.slice} | ${s.n} | ${figure(s.value)} |`);
  return `# hold ${e.version}

**What it answers.** How many viewers keep watching past the first seconds, as a rank among other short videos: .5 is the middle, .9 is better than nine in ten. It goes by words alone: what the poster writes (title, caption, hashtags) and, if given, one line that says what the video shows. The two members work alone or together.

**Not for.** Views, likes or sales; videos without words; judging people. It never sees picture or sound. It is no probability and no percentage of viewers.

**Learned on.** Short videos of Snapchat's public feed (SnapUGC tables, \`shared/data/hold\`): the poster's words with the rank of the engagement continuation rate, and descriptions written by a machine with the third of the watched share. The rows are not in this repository.

**Split.** The table has neither author nor time, so rows with equal or nearly equal words form one group and a group stands on one side; one group in eight was held out, and weights, vocabulary, penalties and calibration come from the other seven. The kind of model (ridge, letter runs, lent words, shortened lines) was chosen earlier by cross-validation on another split of the same table, which held most of these rows, so the held-out figures may flatter a little; the out-of-fold figures under "What was tried" are lower. No author or time split is possible with this table, and skill on new authors may be lower.

**How.** Two ridge regressions on words, pairs of words and letter runs (tf-idf), and a few features of form; a word in a title may weigh otherwise than below it. A post without any words gets the mean of such posts. A word enters the vocabulary only when ten videos or more carry it; handles, links and names are dropped. Being linear, the shares of the words add up to the answer exactly. The line member learned from whole descriptions and from shortened ones: first sentence, the first 3, 8 and 20 content words, and 3, 8 and 20 keywords; shortened ones learn in part what a fit on whole descriptions, which had not seen the video, says of it, since the outcome of one video is mostly luck. "Both texts" stands beside the better member alone, with the paired bootstrap of the difference; held out there are few such rows, so the same is told out of fold on the training rows.

## Figures on held-out rows

Brackets are 95 % bootstrap intervals that draw groups. ${e.baseline}

| figure | texts | n | hold | baseline | gain |
| --- | --- | --- | --- | --- | --- |
${e.measures.map(row).join('\n')}

## What it was to reach

${aimLines(e).join('\n')}

### 80 % interval

| texts | n | share inside | mean width |
| --- | --- | --- | --- |
${coverage.join('\n')}

### Slope of the true rank on the predicted one (1 is right)

| texts | n | slope |
| --- | --- | --- |
${slopes.join('\n')}

### More rows, more skill?

| figure | rows | groups learned from | held-out rows | value |
| --- | --- | --- | --- | --- |
${e.learning.map((l) => `| ${NAMES[l.metric] ?? l.metric} | ${l.rows} | ${l.groups} | ${l.n} | ${l.value.toFixed(3)} |`).join('\n')}

## What was tried

${e.tried.map((line) => `- ${line}`).join('\n')}

## Known failures

${e.failures.map((line) => `- ${line}`).join('\n')}

Size: ${files.map(([name, bytes]) => `${name} ${sizeOf(bytes)} (${sizeOf(gzipSync(bytes, { level: 9 }))} compressed)`).join(', ')}. The network of TF.js holds the same weights as the plain file.

The pull of the line is learned from a machine's descriptions; people write other lines. Filled in by \`npm run train\` from \`evaluation.json\` of the file ${e.sha256.slice(0, 12)}.
`;
}

const NAMES: Readonly<Record<string, string>> = {
  spearman: 'Spearman with the rank',
  spearman_tercile: 'Spearman with the watched third',
  auc_low_high: 'area, low third against high third',
};

const row = (m: Measure): string =>
  `| ${NAMES[m.metric] ?? m.metric} | ${m.slice} | ${m.n} | ${figure(m.model)} | ${m.baseline ? m.baseline.value.toFixed(3) : ''} | ${m.gain ? figure(m.gain) : ''} |`;

const figure = (f: { value: number; low: number | null; high: number | null }): string =>
  `${f.value.toFixed(3)}${f.low === null || f.high === null ? '' : ` [${f.low.toFixed(3)}, ${f.high.toFixed(3)}]`}`;

const percent = (value: number | null): string => (value === null ? '?' : `${(value * 100).toFixed(1)} %`);
