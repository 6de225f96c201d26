import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_POSTS } from './most-posts.ts';
import * as plain from './plain-posts.ts';
import { tableOf } from './table.ts';

const NOW = Date.UTC(2026, 9, 5);
const day = (text: string): number => Date.parse(`${text}T12:00Z`) / 1000;
const instant = (year: number, month: number, date: number, hour: number, minute: number): number =>
  Date.UTC(year, month - 1, date, hour, minute) / 1000;
const readPosts = (text: string, now: number, monthFirst: boolean, on?: (share: number) => void) =>
  plain.readPosts(tableOf(text), { now, monthFirst, instant }, on);
const readDate = (text: string, order: 'day_first' | 'month_first'): number | null =>
  plain.readDate(text, order, instant);

describe('earlier posts from pasted lines', () => {
  test('date and views, oldest first or not', () => {
    const { posts, bad } = readPosts('2026-09-04, 3.5k\n2026-09-01, 1200', NOW, false);
    expect(bad).toEqual([]);
    expect(posts).toEqual([
      { time: day('2026-09-04'), views: 3500, caption: null, length: null, dayOnly: true },
      { time: day('2026-09-01'), views: 1200, caption: null, length: null, dayOnly: true },
    ]);
  });
  test('views alone have no time', () => {
    const { posts } = readPosts('1200\n800\n15k', NOW, false);
    expect(posts.map((post) => [post.time, post.views])).toEqual([
      [null, 1200],
      [null, 800],
      [null, 15_000],
    ]);
  });
  test('a line that cannot be read is named with its number and reason, the others are kept', () => {
    const { posts, bad } = readPosts('2026-09-01;1200\nyesterday;900\n2026-09-03;lots\n2031-01-01;5', NOW, false);
    expect(posts).toHaveLength(1);
    expect(bad.map((line) => [line.line, line.problem])).toEqual([
      [2, 'bad_date'],
      [3, 'bad_views'],
      [4, 'future_date'],
    ]);
  });
});

describe('a table with a header', () => {
  test('columns are found by name, in any order and language', () => {
    const csv = 'Titre,Vues,Date de publication,Durée\n"Pain, vite",2 300,15/09/2026,0:24';
    const { posts } = readPosts(csv, NOW, false);
    expect(posts).toEqual([{ time: day('2026-09-15'), views: 2300, caption: 'Pain, vite', length: 24, dayOnly: true }]);
  });
  test('one date over the twelfth decides the order of all', () => {
    const { posts, ambiguous } = readPosts('date,views\n03/04/2026,10\n03/25/2026,20', NOW, false);
    expect(ambiguous).toBeNull();
    expect(posts[0]?.time).toBe(day('2026-03-04'));
  });
  test('when nothing decides, how it was taken is told', () => {
    const { ambiguous } = readPosts('date,views\n03/04/2026,10', NOW, true);
    expect(ambiguous).toBe('month_first');
  });
});

describe('dates', () => {
  test('an instant with its zone is exact', () =>
    expect(readDate('2026-09-01T18:30:00Z', 'day_first')).toBe(Date.UTC(2026, 8, 1, 18, 30) / 1000));
  test('the 31st of February is none', () => expect(readDate('2026-02-31', 'day_first')).toBeNull());
});

describe('tables as they really come', () => {
  test('semicolons, a byte-order mark, quotes inside and grouped numbers', () => {
    const csv = '\uFEFFfecha;vistas;título\r\n15/09/2026;12.400;"Pan; ""rápido"""\r\n16/09/2026;1,2 M;El "truco"';
    const { posts, bad } = readPosts(csv, NOW, false);
    expect(bad).toEqual([]);
    expect(posts.map(({ views, caption }) => [views, caption])).toEqual([
      [12_400, 'Pan; "rápido"'],
      [1_200_000, 'El "truco"'],
    ]);
  });
  test('lines parted by semicolons may hold commas in dates and numbers', () => {
    const { posts } = readPosts('Sep 12, 2026; 1,234\nSep 13, 2026; 2,345', NOW, false);
    expect(posts.map(({ time, views }) => [time, views])).toEqual([
      [day('2026-09-12'), 1234],
      [day('2026-09-13'), 2345],
    ]);
  });
  test('a quote that nobody closed costs its own line at most', () => {
    const csv = 'date,views,caption\n2026-09-01,100,"open\n2026-09-02,200,"closed, here"\n2026-09-03,300,fine';
    const { posts } = readPosts(csv, NOW, false);
    expect(posts.map(({ views }) => views)).toEqual([100, 200, 300]);
  });
  test('months by name in three languages, and clocks of twelve hours', () => {
    const dates = ['12 septembre 2026', '12 de septiembre de 2026', 'Sep 12, 2026', '12 sept. 2026'];
    for (const date of dates) expect([date, readDate(date, 'day_first')]).toEqual([date, day('2026-09-12')]);
    const evening = Date.parse('2026-09-12T18:30Z') / 1000;
    expect(readDate('09/12/2026 6:30 PM', 'month_first')).toBe(evening);
    expect(readDate('2026-09-12 25:70', 'day_first')).toBeNull();
  });
  test('negative, missing and half counts are named, not taken as 0', () => {
    const { posts, bad } = readPosts(
      'date,views\n2026-09-01,-5\n2026-09-02,\n2026-09-03,1.5\n2026-09-04,0',
      NOW,
      false,
    );
    expect(posts.map(({ views }) => views)).toEqual([0]);
    expect(bad.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'bad_views'],
      [3, 'no_views'],
      [4, 'bad_views'],
    ]);
  });
  test('the count of views is not the time they lasted', () => {
    const csv = 'Video title,Video publish time,Average view duration,Views\nBread,"Sep 1, 2026",0:12,900';
    expect(readPosts(csv, NOW, false).posts).toMatchObject([{ views: 900, caption: 'Bread' }]);
  });
  test('nothing but a header, or nothing at all, is no post and no fault', () => {
    for (const text of ['', '  \n', 'date,views'])
      expect(readPosts(text, NOW, false)).toMatchObject({ posts: [], bad: [], accounts: null });
  });
});

describe('a table of several accounts', () => {
  const csv =
    'account,views,date,followers,likes\nAna,1200,2026-09-01,4200,110\nBo,300,2026-09-02,,\n,5,2026-09-02,,\nAna,900,2026-09-03,4300,';
  test('gives each its posts, likes and newest followers; a line without a name is left out', () => {
    const { accounts, bad } = readPosts(csv, NOW, false);
    expect(accounts).toMatchObject([
      { name: 'Ana', followers: 4300, posts: [{ views: 1200, likes: 110 }, { views: 900 }] },
      { name: 'Bo', followers: null, posts: [{ views: 300 }] },
    ]);
    expect(accounts?.[0]?.posts[1]).not.toHaveProperty('likes');
    expect(bad.map(({ line, problem }) => [line, problem])).toEqual([[4, 'no_account']]);
  });
});

test('of a hundred thousand rows the newest are kept, the others counted, and each wrong line named', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, i) => `20${10 + (i % 16)}-01-${String(1 + (i % 28)).padStart(2, '0')},${i === 77_777 ? 'x' : 1000 + i}`,
  );
  const told: number[] = [];
  const { posts, bad, older } = readPosts(`date,views\n${rows.join('\n')}`, NOW, false, (share) => told.push(share));
  expect([posts.length, older, bad.map(({ line }) => line)]).toEqual([MOST_POSTS, 99_999 - MOST_POSTS, [77_779]]);
  expect(Math.min(...posts.map(({ time }) => time ?? 0))).toBeGreaterThan(day('2024-12-31'));
  expect(told.length).toBe(20);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test('whatever is pasted, each line becomes a post, a named fault or nothing', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '2026-09-01',
      '1,200',
      '-3',
      '12 400',
      '"',
      '""',
      ';',
      '👍',
      'مرحبا',
      '1e9',
      '07/08/2026',
      'undefined',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }),
      fc.constantFrom(',', ';', '\t'),
      (table, mark) => {
        const text = table.map((row) => row.join(mark)).join('\n');
        const { posts, bad } = readPosts(text, NOW, false);
        expect(posts.length + bad.length).toBeLessThanOrEqual(text.split('\n').length + text.split('\r').length);
        for (const { views, time, length } of posts) {
          expect(Number.isSafeInteger(views) && views >= 0).toBe(true);
          expect(time === null || time * 1000 <= NOW + 86_400_000).toBe(true);
          expect(length === null || length >= 0).toBe(true);
        }
      },
    ),
  );
});
