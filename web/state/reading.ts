/** How a report is read out: its title, the score as a range, or that there is nothing to lead with. Pure. */
import type { Report, Score } from '#core/flow.ts';

export interface ScoreRange {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** Caption's first line, else the file's name without its ending. */
export function clipTitle(report: Pick<Report, 'clip' | 'draft'>): string {
  const line =
    report.draft.caption
      .split('\n', 1)[0]
      ?.replace(/#[\p{L}\p{N}_]+/gu, '')
      .trim() ?? '';
  if (line.length >= 3) return line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line;
  return fileTitle(report.clip.name);
}

export function fileTitle(name: string): string {
  const bare = name
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replaceAll('_', ' ')
    .trim();
  return bare === '' ? name : bare;
}

/**
 * The number to lead with, or null: with neither account nor words the scorer declares its score to rest
 * on priors alone, and the screen then leads with what to add.
 */
export function scoreRange(score: Score): ScoreRange | null {
  return score.reference === 'none' ? null : { low: score.low, value: score.value, high: score.high };
}

/** The report an edit is held against: the one before of the same clip, or of a file whose name begins the same. */
export function reportBefore<Known extends Pick<Report, 'id' | 'madeAt' | 'clip'>>(
  report: Known,
  all: readonly Known[],
): Known | null {
  const earlier = all.filter(({ id, madeAt }) => id !== report.id && madeAt < report.madeAt);
  const newest = (of: readonly Known[]): Known | null =>
    of.reduce<Known | null>((best, one) => (best === null || one.madeAt > best.madeAt ? one : best), null);
  const stem = stemOf(report.clip.name);
  return (
    newest(earlier.filter(({ clip }) => clip.hash === report.clip.hash)) ??
    newest(earlier.filter(({ clip }) => stem.length >= 4 && stemOf(clip.name) === stem))
  );
}

/** flatbread_v2.mp4, flatbread (3).mov and flatbread-final.mp4 are versions of flatbread. */
const stemOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.[a-z0-9]{2,5}$/, '')
    .replace(/[\s_.-]*(?:\(\d+\)|v?\d{1,2}|final|edit(?:ed)?|cut|copy|new|neu|copie|copia)$/u, '');
