/** The evaluation of growth → its card in plain words. Nobody types a figure here: every number comes from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { aimLines } from '../aims.ts';

export const TRAINED_ON =
  'Repeated readings of short videos on TikTok, January to May 2025, mostly Vietnamese and mostly of large accounts.';
export const NOT_FOR =
  'Readings under 48 hours, the hour of a peak, videos of a few hundred views, other platforms, or judging people.';

export function growthCard(
  e: Evaluation,
  from: { readonly videos: number; readonly authors: number; readonly file: Uint8Array; readonly onnx: Uint8Array },
): string {
  return `# growth ${e.version}

**What it answers.** How many views a video will have at a later age, from one or more readings of it between 48 hours and 90 days after posting. The answer is log10 views with an 80 % range; likes, comments, shares, saves and followers sharpen it a little and may be missing.

**Not for.** ${NOT_FOR} For the first two "cannot tell" is the answer: the median time between readings in the table is about four days, so no curve of the first hours exists, and no number is made up in its place.

**Learned on.** ${TRAINED_ON} ${from.videos} videos of ${from.authors} authors (\`shared/data/growth\`). The rows are not in this repository.

**Split.** By a hash of the author, three in twenty held out before anything was fitted. The table has ages but no dates, so no split by time is possible; readings of one other account, of other years, stand in as an outside check and were never fitted.

**How.** Growth from age a to age b is pace · (a⁻¹ − b⁻¹): nothing at b = a, never falling with b. Where only one reading of the views is known, the pace is the usual one of that age: the median over training pairs of like age. Where more is known, gradient-boosted trees foretell the median pace from the age, the rates, the followers and, with two readings or more, the pace so far. Both are ${kilobytes(from.file)} as plain JSON, ${kilobytes(gzipSync(from.file, { level: 9 }))} compressed; growth.onnx holds the trees alone and answers a pace (${kilobytes(from.onnx)}, ${kilobytes(gzipSync(from.onnx, { level: 9 }))} compressed). The range is split conformal on authors the fit had not seen, each author counting once, by what is known, age of the reading and gap.

## Figures on held-out rows

Median absolute error of log10 views: .065 means that half of the answers are within a factor of 1.16. Brackets are 95 % bootstrap intervals that draw authors. Baseline: ${e.baseline}

| readings | rows | n | authors | growth | baseline | difference |
| --- | --- | --- | --- | --- | --- | --- |
${e.measures.map(row).join('\n')}

Out of fold, on the training authors, where there are more rows: ${e.members.map((m) => `${m.name} ${m.value.toFixed(4)}`).join('; ')}.

## What it was to reach

${aimLines(e).join('\n')}

### 80 % range

| readings | rows | n | share inside | mean width |
| --- | --- | --- | --- | --- |
${e.coverage.map((c) => `| ${c.band} | ${c.rows} | ${c.n} | ${percent(c.share.value)} [${percent(c.share.low)}, ${percent(c.share.high)}] | ${c.width.toFixed(3)} |`).join('\n')}

### Share of the later views still to come, views alone

| foretold | seen | n |
| --- | --- | --- |
${e.reliability.flatMap(({ bins }) => bins.map((b) => `| ${percent(b.predicted)} | ${percent(b.observed)} | ${b.n} |`)).join('\n')}

### Slope of the growth seen on the growth foretold (1 is right for means; medians run lower where growth is skewed)

| readings | n | slope |
| --- | --- | --- |
${e.slope.map((s) => `| ${s.slice} | ${s.n} | ${figure(s.value)} |`).join('\n')}

### More authors, more skill?

| authors learned from | held-out pairs | median absolute error |
| --- | --- | --- |
${e.learning.map((l) => `| ${l.groups} | ${l.n} | ${l.value.toFixed(4)} |`).join('\n')}

## What was tried

${e.tried.map((line) => `- ${line}`).join('\n')}

## Known failures

${e.failures.map((line) => `- ${line}`).join('\n')}

Filled in by \`npm run train\` from \`evaluation.json\` of the file ${e.sha256.slice(0, 12)}.
`;
}

const row = (m: Measure): string =>
  `| ${m.slice} | ${m.rows} | ${m.n} | ${m.groups} | ${figure(m.model)} | ${m.baseline ? m.baseline.value.toFixed(4) : ''} | ${m.gain ? figure(m.gain) : ''} |`;

const figure = (f: { value: number; low: number | null; high: number | null }): string =>
  `${f.value.toFixed(4)}${f.low === null || f.high === null ? '' : ` [${f.low.toFixed(4)}, ${f.high.toFixed(4)}]`}`;

const percent = (value: number | null): string => (value === null ? '?' : `${(value * 100).toFixed(1)} %`);
const kilobytes = (bytes: Uint8Array): string => `${Math.round(bytes.length / 1000)} KB`;
