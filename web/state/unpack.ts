/** Files a person picked → the texts of an export among them, whatever the zip is called; everything else is left packed. */
import type { FileSkip } from '#contracts/exports/exports.ts';

export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Unpacked {
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly left: readonly { readonly file: string; readonly why: FileSkip }[];
  /** Entries of zips that were not even unpacked. */
  readonly untouched: number;
}

/** A zip that claims more than this is no export of a creator; chosen with room: the largest table seen has 100,000 rows, some 20 MB. */
const MOST_ENTRIES = 50_000;
const MOST_BYTES = 100_000_000;
/** Text packs about 10 to 1; a thousand to one is a bomb. */
const MOST_RATIO = 300;

/** Paths that an importer may open: tables, and the two JSON files by their own names. */
const WANTED = [
  /\.(?:csv|tsv)$/i,
  /(?:^|\/)user_data(?:_tiktok)?\.json$/i,
  /(?:^|\/)past_instagram_insights\/(?:reels|posts)\.json$/i,
] as const;
/** The text of one file that a person opened as a table; a spreadsheet's first sheet. Null where it cannot be read. */
export async function textOfFile(file: File): Promise<string | null> {
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return null;
  const { texts } = await unpack([{ name: file.name, bytes: new Uint8Array(bytes) }]);
  return texts[0]?.text ?? null;
}

const NOISE = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store)/;

export async function unpack(files: readonly Packed[]): Promise<Unpacked> {
  const texts: { name: string; text: string }[] = [];
  const left: { file: string; why: FileSkip }[] = [];
  let untouched = 0;
  for (const { name, bytes } of files) {
    if (!isZip(bytes)) {
      if (bytes.length > MOST_BYTES) left.push({ file: name, why: 'too_large' });
      else texts.push({ name, text: decode(bytes) });
      continue;
    }
    const { unzipSync } = await import('fflate');
    let entries = 0;
    let total = 0;
    let bomb = false;
    let sheet = false;
    try {
      const found = unzipSync(bytes, {
        filter: ({ name: path, originalSize, size }) => {
          entries++;
          if (/^xl\/workbook\.xml$/.test(path)) sheet = true;
          // A spreadsheet is a zip of its own: its parts are unpacked by the library below, so they count here.
          if (path.startsWith('xl/')) {
            total += originalSize;
            bomb ||= entries > MOST_ENTRIES || total > MOST_BYTES || originalSize > MOST_RATIO * Math.max(size, 1000);
            return false;
          }
          if (NOISE.test(path) || path.endsWith('/') || !WANTED.some((wanted) => wanted.test(path))) {
            untouched++;
            return false;
          }
          total += originalSize;
          bomb ||= entries > MOST_ENTRIES || total > MOST_BYTES || originalSize > MOST_RATIO * Math.max(size, 1000);
          return !bomb;
        },
      });
      if (bomb) left.push({ file: name, why: 'too_large' });
      else if (sheet) {
        const sheets = await sheetsOf(bytes);
        if (sheets === null) left.push({ file: name, why: 'spreadsheet' });
        else for (const { sheet: title, text } of sheets) texts.push({ name: `${name} · ${title}`, text });
      } else {
        const paths = Object.entries(found);
        // The path is only ever shown, never used as one.
        for (const [path, content] of paths) texts.push({ name: path, text: decode(content) });
        if (paths.length === 0) left.push({ file: name, why: 'not_needed' });
      }
    } catch {
      left.push({ file: name, why: 'damaged' });
    }
  }
  return { texts, left, untouched };
}

/** Each sheet of a spreadsheet as the text of a table; null where it cannot be read, as with a password. */
async function sheetsOf(
  bytes: Uint8Array,
): Promise<readonly { readonly sheet: string; readonly text: string }[] | null> {
  const { default: readSheets } = await import('read-excel-file/universal');
  try {
    const sheets = await readSheets(new Blob([new Uint8Array(bytes)]));
    return sheets
      .filter(({ data }) => data.length > 0)
      .map(({ sheet, data }) => ({ sheet, text: data.map((row) => row.map(cellText).join(',')).join('\n') }));
  } catch {
    return null;
  }
}

/** Days come as moments of UTC, since a sheet knows no zone: written back as they stand in it. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text =
    value instanceof Date
      ? value
          .toISOString()
          .slice(0, 16)
          .replace('T', ' ')
          .replace(/ 00:00$/, '')
      : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** UTF-16 where its mark says so (page tables of Meta), else UTF-8. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
