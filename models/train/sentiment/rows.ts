/**
 * The comments table → rows with a group, a side and a fold, fixed before anything is fitted.
 *
 * The table has neither author nor time: comments with equal or nearly equal words form one group (the rule of
 * hold/rows.ts), and a group stands on one side.
 */
import { FEELINGS } from '#core/scoring/sentiment.ts';
import { readCsv } from '../../data/csv.ts';
import { fnv1a, splitRows } from '../hold/rows.ts';

export const COMMENTS_TABLE = 'comments/youtube_comments_sentiment.csv.gz';

export interface CommentRow {
  readonly text: string;
  /** Index in FEELINGS. */
  readonly feeling: number;
  readonly group: string;
  readonly test: boolean;
  readonly fold: number;
}

export async function readComments(path: string): Promise<CommentRow[]> {
  const found: { text: string; feeling: number }[] = [];
  for await (const record of readCsv(path)) {
    const feeling = FEELINGS.findIndex((name) => name === record['label']?.trim());
    const text = record['text'] ?? '';
    if (feeling >= 0 && text.trim() !== '') found.push({ text, feeling });
  }
  const split = splitRows(
    found.map(({ text }) => ({
      // The words name the comment, so that its side does not hang on where it stands in the file.
      video: `comment ${fnv1a(text)}`,
      title: '',
      description: text,
      shown: '',
      ecr: null,
      tercile: null,
    })),
  );
  return found.map((row, i) => {
    const { group = '', test = false, fold = 0 } = split[i] ?? {};
    return { ...row, group, test, fold };
  });
}
