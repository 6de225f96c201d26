/**
 * A table in a layout nobody here knows enters; a guess which column is what leaves, and, once a person has said so, its
 * posts. Guesses go by the names of columns in many languages, then by what stands in them; each says which it was.
 */
import type { Platform } from '#core/flow.ts';
import type { FileReading, ImportedPost, ReadOptions, SkippedRow } from './exports.ts';
import { countOf, lengthOf, percentOf, timeOfTiktokId, writtenDate } from './numbers.ts';
import { blankPost } from './reading.ts';
import type { Table } from './table.ts';

export const MAPPED_FIELDS = [
  'views',
  'posted',
  'caption',
  'link',
  'likes',
  'comments',
  'shares',
  'saves',
  'length',
  'stayed',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** Column of each field, from 0; null where there is none. */
export type Columns = Readonly<Record<MappedField, number | null>>;

export interface Mapping {
  readonly platform: Platform;
  readonly columns: Columns;
}

export interface UnknownTable {
  readonly file: string;
  /** The same header is the same table another time. */
  readonly key: string;
  readonly header: readonly string[];
  /** The first rows, to choose by. */
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
  readonly guess: Columns;
  /** What each guess rests on; null where there is none. */
  readonly by: Readonly<Record<MappedField, 'name' | 'content' | null>>;
}

const SAMPLES = 4;
/** Rows that a guess looks at; more do not change it. */
const LOOKED_AT = 200;
const LONGEST_SAMPLE = 80;
/** Most cells of a column that fit, for it to be of a kind. */
const MOSTLY = 0.8;

/** How columns are called, by the beginning or a part of the word; accents and case do not count. Written by hand from the platforms' own words. */
const NAMES: Readonly<Record<MappedField, RegExp>> = {
  views:
    /view|play|vues|visuali|visionn|reprodu|vistas|aufruf|wiedergab|weergav|wyswietl|goruntul|izlenme|просмотр|перегляд|再生|視聴|閲覧|观看|播放|瀏覽|조회|مشاهد|צפיות|luot xem|tayangan|lượt xem|การดู/iu,
  posted:
    /date|time|posted|publi|fecha|hora|jour|created|datum|veroffent|erstell|gepost|opublik|yayin|tarih|дата|время|опубл|日付|日時|投稿|公開|时间|時間|发布|게시|날짜|تاريخ|תאריך|ngay|ngày|waktu|tanggal|วันที่/iu,
  caption:
    /caption|title|description|desc|text|legende|titre|titulo|titolo|titel|beschreib|tytul|baslik|назв|заголов|описан|タイトル|説明|标题|標題|제목|설명|عنوان|כותרת|tieu de|tiêu đề|judul|ชื่อ/iu,
  link: /link|url|lien|enlace|permalink|ссылк|リンク|链接|連結|링크|رابط|קישור/iu,
  likes:
    /like|j.?aime|me gusta|gefall|mi piace|polub|begen|нрав|лайк|いいね|高評価|点赞|按讚|喜欢|좋아요|إعجاب|אהבתי|thich|thích|suka/iu,
  comments: /comment|koment|yorum|коммент|коментар|コメント|评论|留言|댓글|تعليق|תגוב|binh luan|bình luận/iu,
  shares:
    /share|partag|compart|geteilt|teilen|condivi|udost|paylas|поделил|репост|シェア|共有|分享|공유|مشارك|שיתופ|chia se|chia sẻ|bagikan|dibagikan/iu,
  saves:
    /save|favor|bookmark|enregistr|guarda|gespeich|salvat|zapisan|kaydet|сохран|избран|保存|收藏|저장|حفظ|שמירות/iu,
  length: /dur|length|dauer|longueur|dlugosc|sure|длит|продолж|長さ|再生時間|时长|時長|길이|مدة|משך/iu,
  stayed: /stayed|continue de regarder|viewed \(vs|skip|retention|удерж|维持/iu,
};

/** Words that look like a field's and are another quantity. */
const NOT: Partial<Readonly<Record<MappedField, RegExp>>> = {
  views:
    /average|moyen|promedio|durchschn|watch time|duration|dur[eé]|%|profile|unique|new|return|engaged|temps|tiempo/iu,
  posted: /watch|duration|average|update|moyen|dur[eé]e|vision/iu,
  length: /average|moyen|promedio|watch|%/iu,
  likes: /dislike|%/iu,
  shares: /%|market/iu,
  comments: /data comment|%/iu,
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim();

export const keyOf = (header: readonly string[]): string => header.map(plain).join('|').slice(0, 2000);

/** null for what is no table of posts: one column, or no row. */
export function unknownTable(file: string, table: Table, monthFirst: boolean): UnknownTable | null {
  const { header, rows } = table;
  if (header.length < 2 || rows.length === 0 || header.every((cell) => cell === '')) return null;
  const looked = rows.slice(0, LOOKED_AT);
  const cellsOf = (index: number): string[] =>
    looked.flatMap(({ cells }) => {
      const cell = (cells[index] ?? '').trim();
      return cell === '' ? [] : [cell];
    });
  const kinds = header.map((_, index) => kindOf(cellsOf(index), monthFirst));
  const taken = new Set<number>();
  const columns: Record<MappedField, number | null> = blank(null);
  const by: Record<MappedField, 'name' | 'content' | null> = blank(null);
  const take = (field: MappedField, index: number, how: 'name' | 'content'): void => {
    if (index < 0 || taken.has(index) || columns[field] !== null) return;
    columns[field] = index;
    by[field] = how;
    taken.add(index);
  };
  const suits = (field: MappedField, index: number): boolean => {
    const kind = kinds[index];
    switch (field) {
      case 'caption':
      case 'link':
        return kind === 'text' || kind === 'link';
      case 'posted':
        return kind === 'date' || kind === 'text';
      case 'length':
        return kind === 'clock' || kind === 'count' || kind === 'number';
      case 'stayed':
        return kind === 'percent' || kind === 'number' || kind === 'count';
      default:
        return kind === 'count';
    }
  };
  for (const field of MAPPED_FIELDS) {
    const named = header.findIndex((cell, index) => {
      const name = plain(cell);
      return (
        !taken.has(index) &&
        (NAMES[field].test(name) || NAMES[field].test(cell)) &&
        NOT[field]?.test(name) !== true &&
        suits(field, index)
      );
    });
    take(field, named, 'name');
  }
  take('link', kinds.indexOf('link'), 'content');
  take(
    'posted',
    kinds.findIndex((kind, index) => kind === 'date' && !taken.has(index)),
    'content',
  );
  // Of counts nobody named the largest are views: every like and comment is of somebody who saw it.
  const counts = kinds.flatMap((kind, index) => (kind === 'count' && !taken.has(index) ? [index] : []));
  const middle = (index: number): number => {
    const sorted = cellsOf(index)
      .flatMap((cell) => countOf(cell) ?? [])
      .sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  take('views', counts.toSorted((a, b) => middle(b) - middle(a))[0] ?? -1, 'content');
  const texts = kinds.flatMap((kind, index) => (kind === 'text' && !taken.has(index) ? [index] : []));
  const longest = (index: number): number => cellsOf(index).reduce((sum, cell) => sum + cell.length, 0);
  take('caption', texts.toSorted((a, b) => longest(b) - longest(a))[0] ?? -1, 'content');
  take('length', kinds.indexOf('clock'), 'content');
  return {
    file,
    key: keyOf(header),
    header,
    samples: rows
      .slice(0, SAMPLES)
      .map(({ cells }) => header.map((_, i) => (cells[i] ?? '').trim().slice(0, LONGEST_SAMPLE))),
    rows: rows.length,
    guess: columns,
    by,
  };
}

type Kind = 'count' | 'number' | 'percent' | 'date' | 'clock' | 'link' | 'text' | 'empty';

function kindOf(cells: readonly string[], monthFirst: boolean): Kind {
  if (cells.length === 0) return 'empty';
  const share = (fits: (cell: string) => boolean): boolean => cells.filter(fits).length >= MOSTLY * cells.length;
  if (share((cell) => /^https?:\/\//i.test(cell))) return 'link';
  if (share((cell) => writtenDate(cell, monthFirst) !== null)) return 'date';
  if (share((cell) => /^(?:\d+:)?\d{1,2}:\d{2}$/.test(cell))) return 'clock';
  if (share((cell) => /^\d+(?:[.,]\d+)?\s*%$/.test(cell))) return 'percent';
  if (share((cell) => countOf(cell) !== null)) return 'count';
  if (share((cell) => /^\d+(?:[.,]\d+)?$/.test(cell))) return 'number';
  return 'text';
}

const blank = <Value>(value: Value): Record<MappedField, Value> =>
  // holds: one entry for each field
  Object.fromEntries(MAPPED_FIELDS.map((field) => [field, value])) as Record<MappedField, Value>;

/** Posts by the columns that a person chose. Without a column of views there are none. */
export function readMapped(
  file: string,
  table: Table,
  { platform, columns }: Mapping,
  options: ReadOptions,
): FileReading {
  const posts: ImportedPost[] = [];
  const skipped: SkippedRow[] = [];
  const of = (cells: readonly string[], field: MappedField): string | undefined => {
    const index = columns[field];
    return index === null ? undefined : cells[index]?.trim();
  };
  for (const { line, cells } of table.rows) {
    const viewed = of(cells, 'views');
    const views = countOf(viewed);
    const written = writtenDate(of(cells, 'posted'), options.monthFirst);
    const id = idOf(of(cells, 'link') ?? '');
    const dated = of(cells, 'posted') ?? '';
    if (views === null) skipped.push({ file, line, why: /\d/.test(viewed ?? '') ? 'bad_number' : 'no_views' });
    else if (dated !== '' && written === null && timeOfTiktokId(id ?? '') === null)
      skipped.push({ file, line, why: 'bad_date' });
    else {
      const fromId = platform === 'tiktok' && id !== null ? timeOfTiktokId(id) : null;
      posts.push({
        ...blankPost(platform),
        id,
        time:
          fromId ??
          (written && options.instant(written.year, written.month, written.day, written.hour ?? 12, written.minute)),
        dayOnly: fromId === null && written !== null && written.hour === null,
        views,
        likes: countOf(of(cells, 'likes')),
        comments: countOf(of(cells, 'comments')),
        shares: countOf(of(cells, 'shares')),
        saves: countOf(of(cells, 'saves')),
        caption: of(cells, 'caption') || null,
        length: lengthOf(of(cells, 'length')),
        stayed: percentOf(of(cells, 'stayed'), false),
      });
    }
  }
  const used = new Set(Object.values(columns));
  return {
    ok: true,
    value: {
      file,
      layout: 'own_table',
      posts,
      followers: null,
      columns: table.header.filter((_, index) => used.has(index)),
      ignored: table.header.filter((cell, index) => !used.has(index) && cell !== ''),
      skipped,
    },
  };
}

/** Read only to find out which post it is: the link itself is dropped. */
const idOf = (link: string): string | null =>
  /\/(?:video|photo)\/(\d{15,20})/.exec(link)?.[1] ??
  /\/(?:reels?|p)\/([\w-]{5,32})/.exec(link)?.[1] ??
  /(?:\/shorts\/|[?&]v=|youtu\.be\/)([\w-]{11})/.exec(link)?.[1] ??
  null;
