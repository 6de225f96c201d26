/** Text → comments: a line each, or the column of a table that holds them. */
import { tableOf } from '#contracts/exports/table.ts';

/** Headers of comment columns, as exports and spreadsheets name them in the three languages. */
const HEADER = /^(comments?|comment.?text|text|texte|commentaires?|comentarios?|texto|message|body|content)$/i;

/** @returns one entry per comment; empty ones are kept, so that they can be counted */
export function commentsIn(text: string): readonly string[] {
  const body = text.replace(/^\uFEFF/, '');
  const [head = ''] = body.split(/\r?\n/, 1);
  // A sentence may hold commas; a table names its columns.
  if (!head.split(/[,;\t]/).some((cell) => HEADER.test(cell.trim().replace(/^"|"$/g, '')))) return body.split(/\r?\n/);
  const { header, rows } = tableOf(body);
  const column = header.findIndex((cell) => HEADER.test(cell));
  return rows.map(({ cells }) => cells[column] ?? '');
}
