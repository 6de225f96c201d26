/** A record with title, description and line of what is shown enters; the foretold rank with its range leaves. */
import { plainVote } from '#core/scoring/hold.ts';
import type { HoldModel } from '#core/scoring/model-files.ts';
import type { CsvRecord } from '../../data/csv.ts';
import { told } from './reach.ts';

export const HOLD_COLUMNS = ['rank', 'low80', 'high80'] as const;

/** A row without any words still gets a value: what is known of posts that say nothing. */
export function holdCells(model: HoldModel, record: CsvRecord): string[] {
  const { prediction, low, high } = plainVote(model, {
    title: record['title'] ?? '',
    caption: record['description'] ?? '',
    shown: record['shown'] ?? '',
  });
  return [prediction, low, high].map(told);
}
