import { describe, expect, it } from 'vitest';
import { readExport } from './exports.ts';
import type { Mapping } from './mapping.ts';

const options = {
  instant: (year: number, month: number, day: number, hour: number, minute: number) =>
    Date.UTC(year, month - 1, day, hour, minute) / 1000,
  monthFirst: false,
};
const read = (text: string, mappings: Readonly<Record<string, Mapping>> = {}) =>
  readExport([{ name: 'table.csv', text }], { ...options, mappings });

/** YouTube Studio in Japanese, as its words are; the values are invented. */
const JAPANESE =
  'コンテンツ,動画のタイトル,動画公開時刻,長さ,視聴回数,高評価数\nabcdefghijk,パンを焼く,2026-09-14,34,"12,400",610\nabcdefghijl,スープ,2026-09-16,28,900,41';
/** No name says anything. */
const NAMELESS =
  'a;b;c;d\n2026-10-01;A loaf in thirty seconds;1.204;61\n2026-10-04;Soup for two;8.950;320\n2026-10-08;Crust;3.011;95';

describe('a table in an unknown layout', () => {
  it('is not refused: each column is guessed by its name, in other languages too', () => {
    const [table] = read(JAPANESE).unknown;
    expect(table?.guess).toMatchObject({ views: 4, posted: 2, caption: 1, likes: 5, length: 3, comments: null });
    expect(table?.by).toMatchObject({ views: 'name', posted: 'name', comments: null });
    expect(table?.samples[0]).toContain('パンを焼く');
  });

  it('without a telling name is guessed by what stands in it: the larger counts are views', () => {
    const [table] = read(NAMELESS).unknown;
    expect(table?.guess).toMatchObject({ posted: 0, caption: 1, views: 2 });
    expect(table?.by).toMatchObject({ posted: 'content', caption: 'content', views: 'content' });
  });

  it('is read by the columns that a person named, and by itself the next time', () => {
    const [table] = read(NAMELESS).unknown;
    if (!table) throw new Error('the table is not unknown');
    const mapping: Mapping = { platform: 'tiktok', columns: { ...table.guess, likes: 3 } };
    const { read: files, unknown } = read(NAMELESS, { [table.key]: mapping });
    expect(unknown).toEqual([]);
    expect(files[0]).toMatchObject({ layout: 'own_table', columns: ['a', 'b', 'c', 'd'], skipped: [] });
    expect(files[0]?.posts.map(({ views, likes, dayOnly }) => [views, likes, dayOnly])).toEqual([
      [1204, 61, true],
      [8950, 320, true],
      [3011, 95, true],
    ]);
    expect(files[0]?.posts[0]?.time).toBe(Date.UTC(2026, 9, 1, 12) / 1000);
    // Other values under the same header are the same table.
    expect(read('a;b;c;d\n2026-11-01;New;5.000;1', { [table.key]: mapping }).read[0]?.posts).toHaveLength(1);
  });

  it('lists what could not be read, line by line', () => {
    const [table] = read(NAMELESS).unknown;
    const mapping: Mapping = { platform: 'tiktok', columns: table?.guess ?? ({} as never) };
    const text = `${NAMELESS}\n2026-10-09;x;-5;1\nsome day;x;500;1\n2026-10-10;x;;1`;
    expect(read(text, { [table?.key ?? '']: mapping }).read[0]?.skipped).toEqual([
      { file: 'table.csv', line: 5, why: 'bad_number' },
      { file: 'table.csv', line: 6, why: 'bad_date' },
      { file: 'table.csv', line: 7, why: 'no_views' },
    ]);
  });

  it('takes a post’s id and hour from a link of TikTok, and drops the link', () => {
    const text =
      'x,y\nhttps://www.tiktok.com/@c/video/7681579417844916048,51\nhttps://www.tiktok.com/@c/video/7681579417844916049,60';
    const [table] = read(text).unknown;
    const mapping: Mapping = { platform: 'tiktok', columns: table?.guess ?? ({} as never) };
    const [file] = read(text, { [table?.key ?? '']: mapping }).read;
    expect(file?.posts[0]).toMatchObject({ id: '7681579417844916048', time: 1_788_507_080, dayOnly: false, views: 51 });
    expect(JSON.stringify(file?.posts)).not.toContain('tiktok.com');
  });

  it('is none with one column, or with no row', () => {
    expect(read('words\nhello').unknown).toEqual([]);
    expect(read('a,b').unknown).toEqual([]);
    expect(read('words\nhello').left).toEqual([{ file: 'table.csv', why: 'unknown_layout' }]);
  });
});
