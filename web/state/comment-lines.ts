/** Pasted text or a file → comments: a line each, or the column of a table that holds them. */

/** Headers of comment columns, as exports and spreadsheets name them in the three languages. */
const HEADER = /^(comments?|comment.?text|text|texte|commentaires?|comentarios?|texto|message|body|content)$/i;

/** @returns one entry per comment; empty ones are kept, so that they can be counted */
export async function commentsIn(text: string): Promise<readonly string[]> {
  const body = text.replace(/^\uFEFF/, '');
  const [head = ''] = body.split(/\r?\n/, 1);
  // A sentence may hold commas; a table names its columns.
  if (!head.split(/[,;\t]/).some((cell) => HEADER.test(cell.trim().replace(/^"|"$/g, '')))) return body.split(/\r?\n/);
  const { default: Papa } = await import('papaparse');
  const { data } = Papa.parse<string[]>(body.trim());
  const column = (data[0] ?? []).findIndex((cell) => HEADER.test(cell.trim()));
  return data.slice(1).map((row) => row[column] ?? '');
}
