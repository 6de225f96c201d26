/** Readings as CSV in, the same as the JSON form out; or which line is wrong and why. Pure. */
import Papa from 'papaparse';
import { RESULT_COLUMNS, parseResultsIn, type ResultsIn } from '#contracts/result.ts';
import type { Parsed } from '#contracts/parse.ts';

const NUMBERS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** Moments are Unix ms or ISO 8601 with a zone: 2026-05-01T12:00:00Z. */
export function parseResultsCsv(text: string): Parsed<ResultsIn> {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const columns = meta.fields ?? [];
  const unknown = columns.filter((name) => !(RESULT_COLUMNS as readonly string[]).includes(name));
  const absent = ['platform', 'post', 'read_at', 'views'].filter((name) => !columns.includes(name));
  if (absent.length > 0) return { ok: false, reason: `the first line lacks ${absent.join(', ')}` };
  if (unknown.length > 0) return { ok: false, reason: `the columns are ${RESULT_COLUMNS.join(', ')}, and no others` };
  const broken = errors.find(({ row }) => row !== undefined);
  if (broken) return { ok: false, reason: `line ${(broken.row ?? 0) + 2} has another number of fields` };
  const readings = data.map((row) => ({
    platform: row['platform'],
    post: row['post'],
    readAt: momentOf(row['read_at']),
    postedAt: momentOf(row['posted_at']),
    ...Object.fromEntries(NUMBERS.map((name) => [name, numberOf(row[name])])),
  }));
  const parsed = parseResultsIn({ schema: 1, readings });
  if (parsed.ok) return parsed;
  // "readings.3.views: …" counts from the first reading; people count lines, the header being the first.
  return { ok: false, reason: parsed.reason.replace(/^readings\.(\d+)/, (_, n: string) => `line ${Number(n) + 2}`) };
}

/** Empty is null; what is no number is left for the contract to refuse. */
function numberOf(field: string | undefined): number | string | null {
  const text = field?.trim() ?? '';
  if (text === '') return null;
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : text;
}

function momentOf(field: string | undefined): number | string | null {
  const text = field?.trim() ?? '';
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  return Number.isFinite(iso) ? iso : numberOf(text);
}
