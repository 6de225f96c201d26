/** A record with a text enters; the feeling it was probably written with leaves, with three chances. */
import type { SentimentModel } from '#core/scoring/model-files.ts';
import { sentimentFor } from '#core/scoring/sentiment.ts';
import type { CsvRecord } from '../../data/csv.ts';

export const SENTIMENT_COLUMNS = ['label', 'p_negative', 'p_neutral', 'p_positive'] as const;

/** A row without words still gets a value: what comments without a clue usually are. */
export function sentimentCells(model: SentimentModel, record: CsvRecord): string[] {
  const { label, probabilities } = sentimentFor(model, record['text'] ?? '');
  const { negative, neutral, positive } = probabilities;
  return [label, ...[negative, neutral, positive].map((p) => String(Number(p.toFixed(6))))];
}
