/**
 * An evaluation enters; what its model was asked to reach leaves, beside what it reached on rows it never saw, as lines of a
 * card. The aims and the figures of an untuned reference were set before any of these models was fitted, on other held-out
 * rows of the same tables: a figure here may miss an aim by the luck of who was held out, and reach it by the same.
 */
import type { Evaluation, Measure } from '#contracts/evaluation.ts';
import { say } from './card-lines.ts';

interface Aim extends Pick<Measure, 'metric' | 'rows' | 'slice'> {
  readonly what: string;
  readonly reference: string;
  readonly aim: number;
}

const THREE = '3 or more earlier posts';
const LINE = 'snapugc_held_out';
const line = (slice: string, reference: number, aim: number, metric = 'spearman_tercile'): Aim => ({
  what: `line of what is shown, ${slice}, ${metric === 'auc_low_high' ? 'AUC low against high third' : 'Spearman with the watched third'}`,
  metric,
  rows: LINE,
  slice,
  reference: String(reference),
  aim,
});

const AIMS: Readonly<Record<string, readonly Aim[]>> = {
  reach: [
    { what: 'TikTok 2020, R² of the ratio', metric: 'r2_ratio', rows: 'tiktok_2020', slice: THREE, reference: '0.198', aim: 0.22 }, // prettier-ignore
    { what: 'TikTok 2020, AUC of beating the own level', metric: 'auc_own', rows: 'tiktok_2020', slice: THREE, reference: '0.667', aim: 0.68 }, // prettier-ignore
    { what: 'TikTok 2020, R² of log views', metric: 'r2_views', rows: 'tiktok_2020', slice: THREE, reference: '0.875', aim: 0.879 }, // prettier-ignore
    { what: 'TikTok 2025, R² of the ratio', metric: 'r2_ratio', rows: 'tiktok_vn_2025', slice: THREE, reference: '0.168', aim: 0.2 }, // prettier-ignore
    { what: 'TikTok 2025, AUC of beating the own level', metric: 'auc_own', rows: 'tiktok_vn_2025', slice: THREE, reference: '0.676', aim: 0.69 }, // prettier-ignore
    { what: 'TikTok 2025, R² of log views', metric: 'r2_views', rows: 'tiktok_vn_2025', slice: THREE, reference: '0.757', aim: 0.766 }, // prettier-ignore
  ],
  hold: [
    { what: 'title and description, Spearman with the rank', metric: 'spearman', rows: LINE, slice: 'title and description', reference: '0.29 to 0.305', aim: 0.32 }, // prettier-ignore
    line('whole description', 0.425, 0.45),
    line('whole description', 0.784, 0.8, 'auc_low_high'),
    line('3 content words', 0.29, 0.31),
    line('8 content words', 0.34, 0.37),
    line('20 content words', 0.36, 0.39),
  ],
  growth: [
    { what: 'first reading under 7 days, gap of 10 days or more, views alone: median absolute error', metric: 'median_absolute_error', rows: 'tiktok_vn_2025_held_out', slice: 'first reading under 7 days, 10 days or more later, views alone', reference: '0.077', aim: 0.065 }, // prettier-ignore
  ],
  sentiment: [
    { what: 'English, macro F1', metric: 'macro_f1', rows: 'youtube_comments_held_out', slice: 'English, machine-made labels', reference: '0.686', aim: 0.7 }, // prettier-ignore
  ],
};

export function aimLines({ model, measures }: Pick<Evaluation, 'model' | 'measures'>): string[] {
  const rows = (AIMS[model] ?? []).map(({ what, metric, rows: table, slice, reference, aim }) => {
    const found = measures.find((m) => m.metric === metric && m.rows === table && m.slice === slice);
    if (found === undefined) return `| ${what} | ${reference} | ${aim} | – | not measured |`;
    const { value, low, high } = found.model;
    const sign = /error/.test(metric) ? -1 : 1;
    const within = low !== null && high !== null && low <= aim && aim <= high;
    const verdict =
      sign * (value - aim) >= 0 ? 'reached' : within ? 'not reached; the interval holds it' : 'not reached';
    return `| ${what} | ${reference} | ${aim} | ${say(found.model)} | ${verdict} |`;
  });
  return [
    '| figure | reference | aim | held out here | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'Reference (an untuned fit of another tool) and aim were set on other held-out rows of the same tables; a figure can miss an aim, or reach it, by the luck of who was held out.',
  ];
}
