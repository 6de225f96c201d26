/**
 * Text of a table → header and rows of cells with their line, whatever parts them: commas, semicolons or tabs.
 *
 * Quotes as in RFC 4180; where a file leaves the quotes inside a title as they are (TikTok Studio does), `knownEnds` reads
 * a line by its fixed columns instead.
 */

export interface TableRow {
  /** As an editor counts: 1 is the header. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

export function tableOf(text: string): Table {
  const plain = text.replace(/^\uFEFF/, '');
  const rows = scan(plain, separatorOf(plain));
  const [head, ...rest] = rows;
  return { header: (head?.cells ?? []).map((cell) => cell.trim()), rows: rest };
}

/** The mark that stands most often in the first line outside quotes. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const count = (mark: string): number => first.split(mark).length - 1;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** One pass; a quote opens only at the start of a cell, and what follows its end belongs to the cell. Empty lines are left out. */
function scan(text: string, separator: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let started = 1;
  let at = 0;
  const n = text.length;
  while (at <= n) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) {
          // Never closed: the rest of the text is this cell.
          cell += text.slice(at);
          at = n;
          break;
        }
        cell += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
      for (const sign of cell) if (sign === '\n') line++;
    }
    let end = at;
    while (end < n && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    cells.push(cell + text.slice(at, end));
    at = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ line: started, cells });
    cells = [];
    line++;
    started = line;
    if (end >= n) break;
  }
  return rows;
}

/**
 * A line whose fields are wrapped in quotes, parted by `","`, with quotes left as they are in one of them: `before` columns
 * from the left and `after` from the right are taken, what remains is the middle.
 *
 * @returns null when the line has fewer fields
 */
export function knownEnds(line: string, before: number, after: number): readonly string[] | null {
  const inner = line.trim().replace(/^"/, '').replace(/"$/, '');
  const parts = inner.split('","');
  if (parts.length < before + 1 + after) return null;
  const middle = parts
    .slice(before, parts.length - after)
    .join('","')
    .replaceAll('""', '"');
  return [...parts.slice(0, before), middle, ...parts.slice(parts.length - after)];
}
