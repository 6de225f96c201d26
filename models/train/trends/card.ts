/** The evaluation of the trend forecast → its card in plain words. Nobody types a figure here. */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { TrendModel } from '#core/trends/model.ts';

export function trendCard(e: Evaluation, model: TrendModel): string {
  const errors = e.measures.filter((m) => m.metric === 'mean_absolute_log_error');
  const stages = e.measures.filter((m) => m.metric.startsWith('said_and'));
  const rest = e.measures.filter((m) => !errors.includes(m) && !stages.includes(m));
  return `# trends ${e.version}

**What it answers.** Whether a hashtag, sound or topic will be busier in its next week (or, for young series, its next day) than in the last, as a percentile with a range, and a stage: rising, peaking, fading, or cannot tell.

**Not for.** The views of a video. Topics and videos were not measured, sounds on one old list only (below): for all of these the app shows how they grow, but says no stage.

**Learned on.** ${model.forms.map((form) => `\`${form.name}\`: ${form.windows} windows of ${form.windowDays} ${form.windowDays === 1 ? 'day' : 'days'}`).join('; ')}. The weekly ones on daily view totals of hashtags, 2022-2026 (\`hashtag_daily\`), the daily one on hashtags while they stood on a list of trends, 2021-2022 (\`trend_daily\`). The rows are not in this repository.

**Split.** Three of ten keys are held back by a hash of their name, and nothing after a date is fitted on. The figures are those of the shipped file on held-back keys after that date, one forecast a day from what was known that day.

**How.** The log of the next window over the last is a weighted sum of differences of logs (weights by least absolute error). Ranges are quantiles of errors on keys that the fit had not seen. The chances of up and down are two logistic regressions on the same inputs. A stage is said only from a chance at which, on keys that the fit had not seen, it came true in 55 % of the cases or more, ten points more often than on any day, with the interval above the base rate; a form whose error on held-back keys cannot be shown to be lower than the naive one says no stage; otherwise, and where the last window holds fewer than five rounding steps of the source, the stage is "cannot tell".

## Better than a naive guess?

${verdict(errors)} Error: mean of |log(next / last) − forecast|; .1 is about 10 %. Brackets are 95 % bootstrap intervals that draw keys. ${e.baseline}

| rows | forecast | n | keys | error | naive | difference |
| --- | --- | --- | --- | --- | --- | --- |
${errors.map(row).join('\n')}

## Does a stage come true?

"Rising" is right when the next window is higher, "peaking" and "fading" when it is lower. The base rate is how often that happens on any day that a forecast was made for.

| rows | stage | said on | keys | came true | base rate | difference |
| --- | --- | --- | --- | --- | --- | --- |
${stages.map((m) => (m.n === 0 ? `| ${m.rows} | ${m.slice} | 0 | 0 | never said |  |  |` : row(m))).join('\n')}

${stageWords(stages)}

## Order, and how often nothing is said

| rows | what | n | keys | value | | |
| --- | --- | --- | --- | --- | --- | --- |
${rest.map(row).join('\n')}

## 80 % range

| rows | band | n | keys | share inside | mean width |
| --- | --- | --- | --- | --- | --- |
${e.coverage.map((c) => `| ${c.rows} | ${c.band} | ${c.n} | ${c.groups} | ${figure(c.share)} | ${c.width.toFixed(2)} |`).join('\n')}

## Predicted and observed

${e.reliability
  .map(
    (r) =>
      `${r.what} (${r.rows}):\n\n| predicted | observed | n |\n| --- | --- | --- |\n${r.bins.map((b) => `| ${b.predicted.toFixed(2)} | ${b.observed.toFixed(2)} | ${b.n} |`).join('\n')}`,
  )
  .join('\n\n')}

## More keys, less error?

| keys learned from | held-back rows | error |
| --- | --- | --- |
${e.learning.map((l) => `| ${l.groups} | ${l.n} | ${l.value.toFixed(3)} |`).join('\n')}

## What was tried

${e.tried.map((line) => `- ${line}`).join('\n')}

## Known failures

${e.failures.map((line) => `- ${line}`).join('\n')}

Filled in by \`npx tsx models/train/trends/evaluate.ts\` from \`evaluation.json\` of the file ${e.sha256.slice(0, 12)}.
`;
}

/** One sentence per form, from the interval of the difference to the best naive forecast. */
function verdict(errors: readonly Measure[]): string {
  const own = errors.filter((m) => m.split === 'groups');
  const forms = [...new Set(own.map(nameOf))];
  return forms
    .map((form) => {
      const [best] = own.filter((m) => nameOf(m) === form).sort((a, b) => (a.baseline?.value ?? 0) - (b.baseline?.value ?? 0)); // prettier-ignore
      const { value = 0, low = null, high = null } = best?.gain ?? {};
      if (high !== null && high < 0) {
        return `\`${form}\` errs ${(100 * (-value / (best?.baseline?.value ?? 1))).toFixed(0)} % less than the best naive forecast.`;
      }
      if (low !== null && low > 0) return `\`${form}\` is worse than the best naive forecast.`;
      return `For \`${form}\` no skill over the best naive forecast can be shown: the interval of the difference holds 0.`;
    })
    .join(' ');
}

function stageWords(stages: readonly Measure[]): string {
  return stages
    .filter((m) => m.split === 'groups')
    .map((m) => {
      const what = m.slice.replace(', ', ' ');
      if (m.n === 0) return `\`${what}\` was never said on these rows.`;
      const low = m.gain?.low ?? null;
      return low !== null && low > 0
        ? `\`${what}\` came true more often than the base rate.`
        : `\`${what}\` cannot be shown to beat the base rate.`;
    })
    .join(' ');
}

const nameOf = (m: Measure): string => m.slice.split(',')[0] ?? '';

const row = (m: Measure): string =>
  `| ${m.rows} | ${m.metric === 'spearman' ? 'Spearman, ' : ''}${m.slice} | ${m.n} | ${m.groups} | ${figure(m.model)} | ${m.baseline ? figure(m.baseline) : ''} | ${m.gain ? figure(m.gain) : ''} |`;

const figure = (f: { value: number; low: number | null; high: number | null }): string =>
  `${f.value.toFixed(3)}${f.low === null || f.high === null ? '' : ` [${f.low.toFixed(3)}, ${f.high.toFixed(3)}]`}`;
