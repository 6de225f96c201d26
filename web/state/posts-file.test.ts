import { describe, expect, test } from 'vitest';
import { readDate, readPosts } from './posts-file.ts';
import { readCount } from './typed.ts';

const NOW = Date.UTC(2026, 9, 5);
const day = (text: string): number => Math.round(new Date(`${text}T12:00`).getTime() / 1000);

describe('views as people type them', () => {
  test.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['1.200', 1200],
    ['12 400', 12_400],
    ['12\u202F400', 12_400],
    ['1.2k', 1200],
    ['1,2 M', 1_200_000],
    ['3 mil', 3000],
    ['1200.0', 1200],
  ])('%s is %i', (typed, count) => expect(readCount(typed)).toBe(count));
  test.each(['', 'many', '-3', '1.2.3', '12,34'])('%j is no count', (typed) => expect(readCount(typed)).toBeNull());
});

describe('earlier posts from pasted lines', () => {
  test('date and views, oldest first or not', async () => {
    const { posts, bad } = await readPosts('2026-09-04, 3.5k\n2026-09-01, 1200', NOW, false);
    expect(bad).toEqual([]);
    expect(posts).toEqual([
      { time: day('2026-09-04'), views: 3500, caption: null, length: null, dayOnly: true },
      { time: day('2026-09-01'), views: 1200, caption: null, length: null, dayOnly: true },
    ]);
  });
  test('views alone have no time', async () => {
    const { posts } = await readPosts('1200\n800\n15k', NOW, false);
    expect(posts.map((post) => [post.time, post.views])).toEqual([
      [null, 1200],
      [null, 800],
      [null, 15_000],
    ]);
  });
  test('a line that cannot be read is named with its number and reason, the others are kept', async () => {
    const { posts, bad } = await readPosts('2026-09-01;1200\nyesterday;900\n2026-09-03;lots\n2031-01-01;5', NOW, false);
    expect(posts).toHaveLength(1);
    expect(bad.map((line) => [line.line, line.problem])).toEqual([
      [2, 'bad_date'],
      [3, 'bad_views'],
      [4, 'future_date'],
    ]);
  });
});

describe('a table with a header', () => {
  test('columns are found by name, in any order and language', async () => {
    const csv = 'Titre,Vues,Date de publication,Durée\n"Pain, vite",2 300,15/09/2026,0:24';
    const { posts } = await readPosts(csv, NOW, false);
    expect(posts).toEqual([{ time: day('2026-09-15'), views: 2300, caption: 'Pain, vite', length: 24, dayOnly: true }]);
  });
  test('one date over the twelfth decides the order of all', async () => {
    const { posts, ambiguous } = await readPosts('date,views\n03/04/2026,10\n03/25/2026,20', NOW, false);
    expect(ambiguous).toBeNull();
    expect(posts[0]?.time).toBe(day('2026-03-04'));
  });
  test('when nothing decides, how it was taken is told', async () => {
    const { ambiguous } = await readPosts('date,views\n03/04/2026,10', NOW, true);
    expect(ambiguous).toBe('month_first');
  });
});

describe('dates', () => {
  test('an instant with its zone is exact', () =>
    expect(readDate('2026-09-01T18:30:00Z', 'day_first')).toBe(Date.UTC(2026, 8, 1, 18, 30) / 1000));
  test('the 31st of February is none', () => expect(readDate('2026-02-31', 'day_first')).toBeNull());
});

test('a hundred thousand rows are read to the last, in slices, with the line of each that is wrong', async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, i) => `2025-01-${String(1 + (i % 28)).padStart(2, '0')},${i === 77_777 ? 'x' : 1000 + i}`,
  );
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const { posts, bad } = await readPosts(`date,views\n${rows.join('\n')}`, NOW, false);
  clearInterval(timer);
  expect([posts.length, bad.map(({ line }) => line)]).toEqual([99_999, [77_779]]);
  // Others had their turn meanwhile.
  expect(turns).toBeGreaterThan(10);
});
