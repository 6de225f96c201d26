/** The trend tables enter, one series of readings per hashtag or sound leaves. Columns: shared/data/README.md. */
import type { Reading } from '#core/trends/activity.ts';
import { numberIn } from '../../data/columns.ts';
import { readCsv } from '../../data/csv.ts';

export const HASHTAG_TABLE = 'trends/hashtag_daily.csv.gz';
export const LISTED_TABLE = 'trends/trend_daily.csv.gz';

export interface Series {
  /** 'hashtag_daily', 'trend_daily_hashtags', 'trend_daily_sounds' */
  readonly table: string;
  readonly key: string;
  readonly readings: readonly Reading[];
}

/** Daily cumulative views of hashtags that somebody chose to follow. */
export async function hashtagSeries(path: string): Promise<Series[]> {
  const series = new Map<string, Reading[]>();
  for await (const record of readCsv(path)) {
    const day = Date.parse(`${record['date'] ?? ''}T00:00:00Z`) / 86_400_000;
    add(series, record['tag'] ?? '', day, numberIn(record, 'views'));
  }
  return [...series].map(([key, readings]) => ({ table: 'hashtag_daily', key, readings }));
}

/** Hashtags and sounds while they stood on a list of trends. The table has each reading up to three times, once per host; one is taken. */
export async function listedSeries(path: string): Promise<Series[]> {
  const series = { hashtag: new Map<string, Reading[]>(), music: new Map<string, Reading[]>() };
  for await (const record of readCsv(path)) {
    if (record['domain'] !== 'www') continue;
    const kind = record['kind'] === 'music' ? 'music' : 'hashtag';
    add(series[kind], record['key'] ?? '', numberIn(record, 'day') ?? Number.NaN, numberIn(record, 'count'));
  }
  return [
    ...[...series.hashtag].map(([key, readings]) => ({ table: 'trend_daily_hashtags', key, readings })),
    ...[...series.music].map(([key, readings]) => ({ table: 'trend_daily_sounds', key, readings })),
  ];
}

function add(series: Map<string, Reading[]>, key: string, day: number, value: number | null): void {
  if (key === '' || !Number.isInteger(day) || value === null || value < 0) return;
  const readings = series.get(key) ?? [];
  series.set(key, readings);
  readings.push({ day, value });
}
