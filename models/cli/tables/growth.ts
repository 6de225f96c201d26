/** Records of readings enter; for each, in the same order, the log10 views at the age it asks about leave, or why nobody can tell. */
import { growthForecast, type GrowthExtra, type GrowthForecast, type Reading } from '#core/scoring/growth.ts';
import type { GrowthModel } from '#core/scoring/model-files.ts';
import { numberIn, type Row } from '../../data/columns.ts';
import type { CsvRecord } from '../../data/csv.ts';
import { told } from './reach.ts';

export const GROWTH_COLUMNS = ['log_views', 'low80', 'high80'] as const;

export interface GrowthRow {
  /** '' where the table names no videos: then no row knows of another. */
  readonly video: string;
  readonly reading: Reading;
  readonly targetAgeH: number;
  readonly extra: GrowthExtra;
}

export function growthRowOf(record: CsvRecord): Row<GrowthRow> {
  const ageH = numberIn(record, 'age_h');
  if (ageH === null || ageH <= 0) return { ok: false, reason: 'age_h is no number of hours' };
  const views = numberIn(record, 'plays');
  if (views === null || views < 0) return { ok: false, reason: 'plays is no number of views' };
  const targetAgeH = numberIn(record, 'target_age_h');
  if (targetAgeH === null) return { ok: false, reason: 'target_age_h is no number of hours' };
  const perView = (column: string): number | null => {
    const count = numberIn(record, column);
    return count === null || count < 0 || views === 0 ? null : count / views;
  };
  return {
    ok: true,
    row: {
      video: record['video']?.trim() ?? '',
      reading: { ageH, views },
      targetAgeH,
      extra: {
        likesPerView: perView('likes'),
        commentsPerView: perView('comments'),
        sharesPerView: perView('shares'),
        savesPerView: perView('saves'),
        followers: numberIn(record, 'followers'),
      },
    },
  };
}

/**
 * Each row is answered from its own reading and those of the same video that were taken earlier, wherever they stand in
 * the table; what was read later has no say. A reading under 48 h is told nothing, as everywhere. One later than any that
 * was learned from, or an age beyond the last, is answered all the same: the course of growth has all but ended there.
 *
 * @param rows null where a row could not be read
 */
export function answerGrowth(shipped: GrowthModel, rows: readonly (GrowthRow | null)[]): Row<GrowthForecast>[] {
  const model: GrowthModel = {
    ...shipped,
    readings: [shipped.readings[0], Number.POSITIVE_INFINITY],
    targets: [shipped.targets[0], Number.POSITIVE_INFINITY],
  };
  const byVideo = new Map<string, Reading[]>();
  for (const row of rows) {
    if (row === null || row.video === '') continue;
    const known = byVideo.get(row.video);
    if (known) known.push(row.reading);
    else byVideo.set(row.video, [row.reading]);
  }
  return rows.map((row): Row<GrowthForecast> => {
    if (row === null) return { ok: false, reason: 'not read' };
    const { ageH } = row.reading;
    if (row.targetAgeH < ageH) return { ok: false, reason: 'cannot tell: target_before_reading' };
    const earlier = (byVideo.get(row.video) ?? []).filter((reading) => reading.ageH < ageH);
    const answer = growthForecast(model, [...earlier, row.reading], row.targetAgeH, row.extra);
    return 'cannotTell' in answer
      ? { ok: false, reason: `cannot tell: ${answer.cannotTell}` }
      : { ok: true, row: answer };
  });
}

export const growthCells = (answer: Row<GrowthForecast>): string[] =>
  answer.ok ? [answer.row.value, answer.row.low, answer.row.high].map(told) : GROWTH_COLUMNS.map(() => '');
