/** YouTube Studio's table, Takeout's list of videos, and Meta Business Suite: posts by named columns. */
import { LENGTH_LIMITS } from '#core/advise/safe-zones.ts';
import type { FileReading, ImportedPost, ReadOptions, SkippedRow } from './exports.ts';
import { countOf, lengthOf, percentOf, writtenDate } from './numbers.ts';
import { blankPost, findColumns } from './reading.ts';
import type { Table } from './table.ts';

const YOUTUBE = {
  id: ['Content', 'Contenu', 'Contenido', 'Videos', 'Inhalte'],
  title: ['Video title', 'Titre de la vidéo', 'Título del vídeo', 'Videotitel'],
  posted: ['Video publish time', 'Heure de publication de la vidéo', 'Hora de publicación del vídeo'],
  length: ['Duration', 'Durée', 'Duración', 'Dauer'],
  views: ['Views', 'Vues', 'Visualizaciones', 'Aufrufe'],
  // "At 0:30" is another quantity and is left out.
  stayed: ['Stayed to watch (%)', 'Viewed (vs. swiped away) (%)', 'Ont continué de regarder (%)'],
  likes: ['Likes', "J'aime", 'Me gusta'],
  comments: ['Comments added', 'Commentaires ajoutés'],
  shares: ['Shares', 'Partages'],
} as const;

/** A channel's table holds its long videos as well; those are nothing to hold a Short against. */
const isLong = (length: number | null): boolean => length !== null && length > LENGTH_LIMITS.shorts.seconds;

export function readYoutube(file: string, table: Table, options: ReadOptions): FileReading {
  const { at, columns, ignored } = findColumns(table, YOUTUBE);
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  for (const { line, cells } of table.rows) {
    const id = (cells[at.id] ?? '').trim();
    const skip = (why: SkippedRow['why']): void => void skipped.push({ file, line, why });
    const views = countOf(cells[at.views]);
    // The row of totals has no id, whatever the language calls it.
    if (!/^[\w-]{11}$/.test(id)) skip('summary_row');
    else if (views === null) skip(/\d/.test(cells[at.views] ?? '') ? 'bad_number' : 'no_views');
    else if (isLong(lengthOf(cells[at.length]))) skip('too_long');
    else {
      const written = writtenDate(cells[at.posted], options.monthFirst);
      posts.push({
        ...blankPost('shorts'),
        id,
        time: written && options.instant(written.year, written.month, written.day, written.hour ?? 12, written.minute),
        dayOnly: written !== null && written.hour === null,
        views,
        likes: countOf(cells[at.likes]),
        comments: countOf(cells[at.comments]),
        shares: countOf(cells[at.shares]),
        caption: cells[at.title]?.trim() || null,
        length: lengthOf(cells[at.length]),
        stayed: percentOf(cells[at.stayed], false),
      });
    }
  }
  return { ok: true, value: { file, layout: 'youtube_studio', posts, followers: null, columns, ignored, skipped } };
}

const TAKEOUT = {
  id: ['Video ID'],
  length: ['Approx Duration (ms)'],
  title: ['Video Title (Original)'],
  posted: ['Video Publish Timestamp'],
} as const;

/** No counts: completes posts of YouTube Studio with their hour, by id. */
export function readTakeout(file: string, table: Table): FileReading {
  const { at, columns, ignored } = findColumns(table, TAKEOUT);
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  for (const { line, cells } of table.rows) {
    const id = (cells[at.id] ?? '').trim();
    const time = Date.parse(cells[at.posted] ?? '') / 1000;
    if (!/^[\w-]{11}$/.test(id)) skipped.push({ file, line, why: 'no_id' });
    else if (Number.isNaN(time)) skipped.push({ file, line, why: 'bad_date' });
    else if (isLong((countOf(cells[at.length]) ?? 0) / 1000)) skipped.push({ file, line, why: 'too_long' });
    else {
      const ms = countOf(cells[at.length]);
      posts.push({
        ...blankPost('shorts'),
        id,
        time,
        caption: cells[at.title]?.trim() || null,
        length: ms === null ? null : ms / 1000,
      });
    }
  }
  return { ok: true, value: { file, layout: 'youtube_takeout', posts, followers: null, columns, ignored, skipped } };
}

const META = {
  id: ['Post ID'],
  title: ['Description'],
  length: ['Duration (sec)'],
  posted: ['Publish time'],
  kind: ['Post type'],
  views: ['Views'],
  likes: ['Likes'],
  shares: ['Shares'],
  comments: ['Comments'],
  saves: ['Saves'],
} as const;

/** Times are MM/DD/YYYY HH:mm in the account's zone, which is taken to be the creator's. */
export function readMeta(file: string, table: Table, options: ReadOptions): FileReading {
  const { at, columns, ignored } = findColumns(table, META);
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  for (const { line, cells } of table.rows) {
    const skip = (why: SkippedRow['why']): void => void skipped.push({ file, line, why });
    const views = countOf(cells[at.views]);
    const written = writtenDate(cells[at.posted], true);
    if (at.kind >= 0 && !/reel/i.test(cells[at.kind] ?? '')) skip('not_a_reel');
    else if (views === null) skip(/\d/.test(cells[at.views] ?? '') ? 'bad_number' : 'no_views');
    else
      posts.push({
        ...blankPost('reels'),
        id: cells[at.id]?.trim() || null,
        time: written && options.instant(written.year, written.month, written.day, written.hour ?? 12, written.minute),
        dayOnly: written !== null && written.hour === null,
        views,
        likes: countOf(cells[at.likes]),
        comments: countOf(cells[at.comments]),
        shares: countOf(cells[at.shares]),
        saves: countOf(cells[at.saves]),
        caption: cells[at.title]?.trim() || null,
        length: lengthOf(cells[at.length]),
      });
  }
  return {
    ok: true,
    value: { file, layout: 'meta_business_suite', posts, followers: null, columns, ignored, skipped },
  };
}
