/**
 * The hold table → rows with a group, a side and a fold, fixed before anything is fitted.
 *
 * The table has neither author nor time, so rows with equal or nearly equal words form one group, and a group
 * stands on one side: the side follows from a hash of the group's name, so more data moves nobody.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { tokens } from '#core/features/words.ts';

export interface HoldRow {
  readonly video: string;
  readonly group: string;
  readonly test: boolean;
  /** 0 … FOLDS - 1; meaningless for a test row. */
  readonly fold: number;
  readonly title: string;
  readonly description: string;
  readonly shown: string;
  /** Rank in 0..1 of the share that keeps watching past 5 s. */
  readonly ecr: number | null;
  /** 0, 1, 2 by watched share. */
  readonly tercile: number | null;
}

export const FOLDS = 5;
/** One group in eight is held out: about 600 ranked rows, enough to see a Spearman to ±.08. */
const TEST_EVERY = 8;
/** Jaccard likeness of word triples from which two texts count as one; chosen by eye on 30 pairs. */
const LIKE = 0.5;

export const readHoldRows = (file: string): HoldRow[] =>
  parseHoldTable(gunzipSync(readFileSync(file)).toString('utf8'));

export function parseHoldTable(text: string): HoldRow[] {
  const parsed = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return splitRows(
    parsed.data.map((row) => ({
      video: row['video'] ?? '',
      title: row['title'] ?? '',
      description: row['description'] ?? '',
      shown: row['shown'] ?? '',
      ecr: numberOrNull(row['ecr']),
      tercile: numberOrNull(row['watch_tercile']),
    })),
  );
}

export function splitRows(raw: readonly Omit<HoldRow, 'group' | 'test' | 'fold'>[]): HoldRow[] {
  const group = groupsOf(raw.map((row) => [`${row.title} ${row.description}`, row.shown]));
  return raw.map((row, at) => {
    const key = raw[group[at] ?? at]?.video ?? row.video;
    const hash = fnv1a(key);
    return { ...row, group: key, test: hash % TEST_EVERY === 0, fold: Math.floor(hash / TEST_EVERY) % FOLDS };
  });
}

/** The poster's words as one text, as a caption would hold them. */
export const captionOf = (row: Pick<HoldRow, 'title' | 'description'>): string =>
  `${row.title} ${row.description}`.trim();

const numberOrNull = (text: string | undefined): number | null =>
  text === undefined || text === '' || !Number.isFinite(Number(text)) ? null : Number(text);

/** 32-bit FNV-1a with a final mix (murmur3), so that low bits are even too. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Per row the index of its group's first row. Two rows meet when one of their texts has the same set of words,
 * or shares at least LIKE of its word triples; candidates come from the least of 24 hashes of the triples.
 */
function groupsOf(rows: readonly (readonly string[])[]): number[] {
  const parent = rows.map((_, at) => at);
  const find = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] ?? top;
    parent[at] = top;
    return top;
  };
  const join = (a: number, b: number): void => {
    const [x, y] = [find(a), find(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  };
  const texts = rows[0]?.length ?? 0;
  for (let t = 0; t < texts; t++) {
    const buckets = new Map<string, { row: number; triples: Set<number> }[]>();
    const sameWords = new Map<string, number>();
    rows.forEach((row, at) => {
      const words = tokens(row[t] ?? '').map((token) => token.word);
      if (words.length === 0) return;
      const key = [...new Set(words)].sort().join(' ');
      const first = sameWords.get(key);
      if (first === undefined) sameWords.set(key, at);
      else join(first, at);
      const triples = new Set<number>();
      for (let i = 0; i + 3 <= words.length; i++) triples.add(fnv1a(words.slice(i, i + 3).join(' ')));
      if (triples.size < 3) return;
      for (let h = 0; h < 24; h++) {
        let least = 0xffffffff;
        for (const triple of triples) least = Math.min(least, Math.imul(triple ^ (h * 0x9e3779b1), 0x85ebca6b) >>> 0);
        const name = `${h}:${least}`;
        const bucket = buckets.get(name) ?? [];
        for (const other of bucket) {
          if (find(other.row) !== find(at) && jaccard(other.triples, triples) >= LIKE) join(other.row, at);
        }
        bucket.push({ row: at, triples });
        buckets.set(name, bucket);
      }
    });
  }
  return rows.map((_, at) => find(at));
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const item of a) if (b.has(item)) both++;
  return both / (a.size + b.size - both);
}
