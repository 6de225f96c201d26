/** Evaluation and training authors enter; the model card leaves. No number is typed here: all are read from evaluation.json. */
import { gzipSync } from 'node:zlib';
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import type { Figure } from '#contracts/manifest.ts';
import { FOLDS, LATER_FROM } from '../../data/split.ts';
import { aimLines } from '../aims.ts';
import { walkForwardLines } from '../card-lines.ts';
import { TABLE_NAMES, type Author, type TableName } from './table.ts';

export const TRAINED_ON =
  'TikTok timelines of 2020 (mostly large accounts, many countries) and of 2025 (mostly Vietnamese); public repositories, de-identified.';
export const NOT_FOR =
  'Not for accounts unlike these, not for other platforms as learned, not for saying why one clip beats another: it knows account, words, length and time, not picture or sound.';

const TABLE_SAYS: Record<TableName, string> = { tiktok_2020: 'TikTok 2020', tiktok_vn_2025: 'TikTok 2025' };

export interface ShippedFiles {
  readonly model: Uint8Array;
  readonly lean: Uint8Array;
  readonly onnx: Uint8Array;
  readonly tfjs: Uint8Array;
}

export function cardOf(
  evaluation: Evaluation,
  train: readonly Author[],
  { model, lean, onnx, tfjs }: ShippedFiles,
): string {
  const find = (
    metric: string,
    rows: string,
    slice: string,
    split: Measure['split'] = 'authors',
  ): Measure | undefined =>
    evaluation.measures.find((m) => m.metric === metric && m.rows === rows && m.slice === slice && m.split === split);
  const slices = [...new Set(evaluation.measures.map((m) => `${m.split}|${m.slice}`))];
  const lines = [
    '# reach',
    '',
    `Version ${evaluation.version}. Foretells log10 views of a post minus the own level, before posting, from the account's earlier posts and the reactions to them, followers, hashtags, clip length and the planned moment (UTC). Trees and a small network answer together; their weights are in their arrays. A second file, lean.json, is the trees of the same recipe fitted on views, followers and times alone: score-table asks it about rows of which nobody knows when they were read. It never travels to a phone, where an age of 30 days is assumed instead. Such a table may be of any year or country, and a model is off by a step where it has not learned. So score-table moves each of these rows by the mean error of the same author's rows posted before it, strictly earlier ones, drawn to nothing; nobody else's rows have a say. Asked with --recalibrate it uses everybody's earlier rows: each person counted as they are sure, drawn to nothing, and not at all until 40 people came before; the range is then stretched by how large their errors were beside what was foretold of them. Neither the row's own outcome nor a later row ever has a part in it. Of rows whose reading time is known nothing is moved.`,
    '',
    `**Asked elsewhere.** reach.onnx takes \`x\`, the inputs as they are with NaN where missing, and \`z\`, the same standardised (\`standardised\` in models/core/scoring/network.ts, by the means and scales in model.json: f32 would lose the years), and answers for both members. model.tfjs takes \`z\` and answers for the network alone. Reasons are exact shares: TreeSHAP for the trees, integrated gradients for the network, cut where a unit bends so that they sum to the answer within rounding.`,
    '',
    `**Learned on.** ${TRAINED_ON} ${TABLE_NAMES.map((name) => {
      const authors = train.filter((author) => author.table === name);
      return `${TABLE_SAYS[name]}: ${authors.length} authors, ${authors.reduce((sum, a) => sum + a.rows.length, 0)} posts`;
    }).join('; ')}.`,
    '',
    `**Not for.** ${NOT_FOR}`,
    '',
    `**Split.** By a hash of the author, before anything was fitted: the authors below were never seen. Intervals are 95 %, by drawing authors again. Calibration rests on ${FOLDS}-fold predictions on unseen training authors; ranges by followers within number of earlier posts (Mondrian). The figures in time are other fits of the recipe (one seed, no shortened copies), the last of them on what was posted before ${TABLE_NAMES.map((n) => `${new Date(LATER_FROM[n] * 1000).toISOString().slice(0, 10)} (${TABLE_SAYS[n]})`).join(' and ')}, asked about later posts of unseen authors. Views were read at one moment, so an older post had more time; the model is told how long.`,
    '',
    `**Baseline.** ${evaluation.baseline}. Its R² of the ratio is at most 0, its AUC ½.`,
    '',
    '## Skill on people it never saw',
    '',
    '| rows | held out by | which | posts (authors) | R² of the ratio | AUC of beating the own level | R² of log views | own level |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...TABLE_NAMES.flatMap((table) =>
      slices.flatMap((key) => {
        const [split = '', slice = ''] = key.split('|');
        // Holds: the key was joined from a split above.
        const held = split as Measure['split'];
        const r2 = find('r2_ratio', table, slice, held);
        if (!r2) return [];
        const views = find('r2_views', table, slice, held);
        return [
          `| ${TABLE_SAYS[table]} | ${held} | ${slice} | ${r2.n} (${r2.groups}) | ${say(r2.model)} | ${say(find('auc_own', table, slice, held)?.model)} | ${say(views?.model)} | ${say(views?.baseline)} |`,
        ];
      }),
    ),
    '',
    '## What it was to reach',
    '',
    ...aimLines(evaluation),
    '',
    '## Does the 80 % range hold 80 %?',
    '',
    '| rows | band | posts (authors) | inside | width, log10 |',
    '| --- | --- | --- | --- | --- |',
    ...evaluation.coverage.map(
      (c) => `| ${c.rows} | ${c.band} | ${c.n} (${c.groups}) | ${say(c.share)} | ${c.width} |`,
    ),
    '',
    '## Do edits stay near real posts?',
    '',
    'A counterfactual is told only where real posts lie in all that it moves at once. Of held-out posts with 3 or more earlier ones, none of which the groups were made of, this share passes; beside it the same posts with each input given to another one, which are common one by one and odd together:',
    '',
    ...evaluation.measures
      .filter(({ metric }) => metric === 'near_real')
      .map(
        (m) => `- ${m.rows} (${m.n} posts of ${m.groups}): ${say(m.model)} pass, of the mixed ones ${say(m.baseline)}`,
      ),
    '',
    '## Does the score mean what it says?',
    '',
    'Slope of the percentile that came about on the score (1 is right), without declared terms:',
    '',
    ...evaluation.slope.map((s) => `- ${s.rows}, ${s.slice} (${s.n} posts): ${say(s.value)}`),
    '',
    'Scores of held-out posts, by tens from 0 to 100:',
    '',
    ...evaluation.scores.map((s) => `- ${s.rows}: ${s.counts.join(' ')}`),
    '',
    'Chance to beat the own level, told and come about, ten bins of like size:',
    '',
    ...evaluation.reliability.map(
      (r) => `- ${r.rows}: ${r.bins.map((b) => `${b.predicted}→${b.observed}`).join(', ')}`,
    ),
    '',
    '## Members and learning curve',
    '',
    'Grouped out-of-fold R² of the ratio and AUC on training authors with 3 or more earlier posts, and the weight in a non-negative stack of all. Boosted trees from two seeds and networks from three ship together, fitted with copies of rows that know less; the others earn no weight and are shown only:',
    '',
    ...evaluation.members.map(
      (m) => `- ${m.name}: ${m.value}, AUC ${m.auc}${m.name.startsWith('stack') ? '' : `, weight ${m.weight}`}`,
    ),
    '',
    'By number of training authors (one seed; the last point is what ships):',
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
    `Size: model.json ${kb(model)} (${kb(gzipSync(model, { level: 9 }))} gzipped), reach.onnx ${kb(onnx)} (${kb(gzipSync(onnx, { level: 9 }))}), model.tfjs.bin ${kb(tfjs)} (${kb(gzipSync(tfjs, { level: 9 }))}), lean.json ${kb(lean)} (${kb(gzipSync(lean, { level: 9 }))}).`,
    '',
  ];
  return lines.join('\n');
}

const say = (figure: Figure | null | undefined): string =>
  figure == null ? '–' : figure.low === null ? `${figure.value}` : `${figure.value} [${figure.low}, ${figure.high}]`;

const kb = (bytes: Uint8Array): string => `${Math.round(bytes.length / 1024)} kB`;
