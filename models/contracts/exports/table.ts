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

const MARKS = ['\t', ';', ','] as const;
/** Lines that are looked at for the mark between cells; chosen. */
const SAMPLED = 20;

/**
 * The mark that parts every line into equally many cells, seen outside quotes. Of two that do the tab, then the semicolon:
 * beside them a comma stands inside numbers and dates ("Sep 12, 2026; 1,200"). Where none does, the one that stands most
 * often in the first line.
 */
function separatorOf(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r\n|\r|\n/);
  // The last one may be cut off.
  if (lines.length > 1 && text.length > 20_000) lines.pop();
  const plain = lines
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLED)
    .map((line) => line.replace(/"[^"]*"/g, ''));
  const [first = ''] = plain;
  const count = (line: string, mark: string): number => line.split(mark).length - 1;
  const even = MARKS.find(
    (mark) => count(first, mark) > 0 && plain.every((line) => count(line, mark) === count(first, mark)),
  );
  return even ?? [',', ';', '\t'].reduce((best, mark) => (count(first, mark) > count(first, best) ? mark : best));
}

/**
 * One pass; a quote opens only at the start of a cell, and what follows its end belongs to the cell. Empty lines are left
 * out. A quote that is never closed, or closed only in another line and in the middle of its text, ends with its line:
 * else it would swallow the rows between unseen.
 */
function scan(text: string, separator: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let started = 1;
  let at = 0;
  let begun = 0;
  const n = text.length;
  while (at <= n) {
    let cell = '';
    if (text[at] === '"') {
      const quoted = quotedAt(text, at);
      const open = quoted === null || (quoted.text.includes('\n') && !isEnd(text[quoted.end], separator));
      if (open) at++;
      else {
        cell = quoted.text;
        at = quoted.end;
        for (const sign of cell) if (sign === '\n') line++;
      }
    }
    let end = at;
    while (end < n && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    cells.push(cell + text.slice(at, end));
    at = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    // A line with nothing but quotes is a row with nothing in it, and keeps its number.
    if (cells.length > 1 || text.slice(begun, end).trim() !== '') rows.push({ line: started, cells });
    begun = at;
    cells = [];
    line++;
    started = line;
    if (end >= n) break;
  }
  return rows;
}

/** What stands between a quote and its twin, doubled ones as one; null where it is never closed. */
function quotedAt(text: string, start: number): { readonly text: string; readonly end: number } | null {
  let inner = '';
  for (let at = start + 1; ;) {
    const end = text.indexOf('"', at);
    if (end < 0) return null;
    inner += text.slice(at, end);
    if (text[end + 1] !== '"') return { text: inner, end: end + 1 };
    inner += '"';
    at = end + 2;
  }
}

const isEnd = (sign: string | undefined, separator: string): boolean =>
  sign === undefined || sign === separator || sign === '\n' || sign === '\r';

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
