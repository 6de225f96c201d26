/** Pieces of CSV text enter, one record at a time leaves, by column name; memory stays that of one record (RFC 4180). */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type CsvRecord = Readonly<Record<string, string>>;

/** Gunzips when the file begins with the gzip mark, whatever it is called. */
export async function* readCsv(path: string): AsyncGenerator<CsvRecord> {
  yield* records(textOf(path));
}

/** @param pieces text cut anywhere; where no comma stands in the header, semicolons or tabs part the fields */
export async function* records(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRecord> {
  let header: readonly string[] | null = null;
  const opened = await withHead(pieces);
  for await (const fields of rows(opened.pieces, separatorOf(opened.head))) {
    if (header === null) {
      header = fields.map((name) => name.trim());
      continue;
    }
    // An empty line is no record, unless there is one column: then it is a record with nothing in it, and keeps its number.
    if (header.length > 1 && fields.length === 1 && fields[0] === '') continue;
    yield Object.fromEntries(header.map((name, i) => [name, fields[i] ?? '']));
  }
}

async function* textOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  let first = true;
  let source: Readable = file;
  const head = await new Promise<Buffer | null>((done, failed) => {
    file.once('error', failed);
    file.once('end', () => done(null));
    file.once('readable', () => done(file.read(2) as Buffer | null)); // holds: no encoding is set, so chunks are buffers
  });
  if (head !== null) {
    file.unshift(head);
    if (head[0] === 0x1f && head[1] === 0x8b) source = file.pipe(createGunzip());
  }
  source.setEncoding('utf8');
  // Holds: an encoding is set, so chunks are strings.
  for await (const piece of source as AsyncIterable<string>) {
    yield first && piece.startsWith('\ufeff') ? piece.slice(1) : piece;
    first = false;
  }
}

/** The text up to the first line end, and all pieces again. */
async function withHead(
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<{ readonly head: string; readonly pieces: AsyncIterable<string> }> {
  const rest = (async function* () {
    yield* pieces;
  })();
  let read = '';
  while (!/[\r\n]/.test(read)) {
    const { value, done } = await rest.next();
    if (done === true) break;
    read += value;
  }
  return {
    head: read.split(/[\r\n]/, 1)[0] ?? '',
    pieces: (async function* () {
      yield read;
      yield* rest;
    })(),
  };
}

/** Spreadsheets of half the world part fields by semicolons, since their numbers hold commas. */
function separatorOf(head: string): number {
  const bare = head.replaceAll(/"[^"]*"/g, '');
  return bare.includes(',') ? COMMA : bare.includes(';') ? SEMICOLON : bare.includes('\t') ? TAB : COMMA;
}

async function* rows(pieces: AsyncIterable<string>, separator: number): AsyncGenerator<string[]> {
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  /** The last character was a quote inside quotes: either its twin follows, or the quotes end. */
  let closing = false;
  let wasReturn = false;
  for await (const piece of pieces) {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const c = piece.charCodeAt(i);
      if (closing) {
        closing = false;
        if (c === QUOTE) {
          field += '"';
          from = i + 1;
          continue;
        }
        quoted = false;
        from = i;
      }
      if (quoted) {
        if (c === QUOTE) {
          field += piece.slice(from, i);
          closing = true;
        }
        continue;
      }
      if (wasReturn && c === NEWLINE) {
        wasReturn = false;
        from = i + 1;
        continue;
      }
      wasReturn = false;
      if (c === QUOTE && field === '' && from === i) {
        quoted = true;
        from = i + 1;
      } else if (c === separator || c === NEWLINE || c === RETURN) {
        fields.push(field + piece.slice(from, i));
        field = '';
        from = i + 1;
        if (c !== separator) {
          yield fields;
          fields = [];
          wasReturn = c === RETURN;
        }
      }
    }
    if (!closing) field += piece.slice(from);
  }
  if (field !== '' || fields.length > 0) yield [...fields, field];
}

const QUOTE = 34;
const COMMA = 44;
const SEMICOLON = 59;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;

/** One field as CSV: quoted only where it must be. */
export const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
