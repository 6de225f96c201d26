/** Answers go out as they come: JSON lines, CSV or a table; what a file holds already is not asked again. */
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { UsageError } from '../clip-lines.ts';

export const FORMATS = ['json', 'csv', 'table'] as const;
export type Format = (typeof FORMATS)[number];

export interface Answer {
  /** Names the row or file and what was asked of it: the same question has the same key. */
  readonly key: string;
  readonly row: string;
  /** Everything, for JSON. */
  readonly whole: Readonly<Record<string, unknown>>;
  /** A few columns, for CSV and tables; a tool whose answer is a list makes several rows. */
  readonly cells: readonly Readonly<Record<string, Cell>>[];
}
export type Cell = string | number | boolean | null;

export interface Answers {
  /** Whether an earlier run answered it. */
  readonly has: (key: string) => boolean;
  add(answer: Answer): void;
  end(): void;
}

/** @throws UsageError for a format or a file that is none */
export function answersTo(
  { out, format }: { readonly out?: string | undefined; readonly format?: string | undefined },
  screen: { readonly isTTY?: boolean | undefined; write(text: string): unknown },
): Answers {
  const named = FORMATS.find((known) => known === format);
  if (format !== undefined && named === undefined) {
    throw new UsageError(`--format takes ${FORMATS.join(', ')}, not "${format}".`);
  }
  if (out === undefined) return onScreen(named ?? (screen.isTTY === true ? 'table' : 'json'), screen);
  if (/\.csv$/i.test(out)) return inCsv(out);
  if (/\.(jsonl|ndjson|json)$/i.test(out)) return inLines(out);
  throw new UsageError(`--out takes a file that ends in .jsonl or .csv, not "${out}".`);
}

function inLines(path: string): Answers {
  const keys = new Set(
    wholeLines(path).flatMap((line) => {
      const key: unknown = (JSON.parse(line) as { key?: unknown }).key;
      return typeof key === 'string' ? [key] : [];
    }),
  );
  return {
    has: (key) => keys.has(key),
    add({ key, row, whole }) {
      keys.add(key);
      appendFileSync(path, `${JSON.stringify({ row, key, ...whole })}\n`);
    },
    end: () => {},
  };
}

function inCsv(path: string): Answers {
  const lines = wholeLines(path);
  // The key is the first column and holds no comma.
  const keys = new Set(lines.slice(1).map((line) => line.split(',')[0] ?? ''));
  let head = lines[0] ?? null;
  return {
    has: (key) => keys.has(key),
    add({ key, row, cells }) {
      const names = ['key', 'row', ...Object.keys(cells[0] ?? {})].join(',');
      if (head === null) appendFileSync(path, `${names}\n`);
      else if (head !== names) throw new UsageError(`${path} holds other columns; take a new file for this tool.`);
      head = names;
      keys.add(key);
      // Written at once: a run that is cut off leaves all of an answer or none of it.
      appendFileSync(
        path,
        cells.map((one) => `${[key, row, ...Object.values(one)].map(csvCell).join(',')}\n`).join(''),
      );
    },
    end: () => {},
  };
}

function onScreen(format: Format, screen: { write(text: string): unknown }): Answers {
  const rows: (readonly string[])[] = [];
  let heads: readonly string[] | null = null;
  return {
    has: () => false,
    add({ row, whole, cells }) {
      if (format === 'json') return void screen.write(`${JSON.stringify({ row, ...whole })}\n`);
      for (const one of cells) {
        const names = ['row', ...Object.keys(one)];
        const values = [row, ...Object.values(one)];
        if (format === 'csv') {
          if (heads === null) screen.write(`${names.join(',')}\n`);
          screen.write(`${values.map(csvCell).join(',')}\n`);
        } else rows.push(values.map(shown));
        heads ??= names;
      }
    },
    end() {
      if (format !== 'table' || heads === null) return;
      const all = [heads, ...rows];
      const widths = heads.map((_, i) => Math.max(...all.map((cells) => cells[i]?.length ?? 0)));
      for (const cells of all) {
        screen.write(
          `${cells
            .map((cell, i) => cell.padEnd(widths[i] ?? 0))
            .join('  ')
            .trimEnd()}\n`,
        );
      }
    },
  };
}

/** Lines that were written to their end; half a line of a run that was cut off is taken away. */
function wholeLines(path: string): string[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
  return text
    .slice(0, end)
    .split('\n')
    .filter((line) => line !== '');
}

const LONGEST_SHOWN = 48;
const shown = (cell: Cell): string => {
  const text = cell === null ? '–' : typeof cell === 'number' ? String(Number(cell.toPrecision(4))) : String(cell);
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN - 1)}…` : line;
};

function csvCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
