/** Rows of a table enter; each leaves with the earlier rows of its author: by time, ties in the order of the file. */
import type { ReachRow } from '../../data/columns.ts';

/**
 * @param rows null where a row could not be read
 * @returns one answer per row, in the order of the table; null where there was no row
 */
export function withEarlier<Answer>(
  rows: readonly (ReachRow | null)[],
  answer: (row: ReachRow, earlier: readonly ReachRow[]) => Answer,
): (Answer | null)[] {
  const byAuthor = new Map<string, { readonly place: number; readonly row: ReachRow }[]>();
  rows.forEach((row, place) => {
    if (row === null) return;
    const known = byAuthor.get(row.author);
    if (known) known.push({ place, row });
    else byAuthor.set(row.author, [{ place, row }]);
  });
  const answers = Array.from<Answer | null>({ length: rows.length }).fill(null);
  for (const own of byAuthor.values()) {
    own.sort((a, b) => (a.row.time ?? 0) - (b.row.time ?? 0));
    const ordered = own.map(({ row }) => row);
    own.forEach(({ place, row }, i) => {
      answers[place] = answer(row, ordered.slice(0, i));
    });
  }
  return answers;
}
