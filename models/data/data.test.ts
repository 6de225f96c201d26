import { describe, expect, it } from 'vitest';
import { isHistory, reachRow } from './columns.ts';
import { csvField, records, type CsvRecord } from './csv.ts';
import { foldOf, FOLDS, sideOf } from './split.ts';

const all = async (...pieces: string[]) => {
  const out = [];
  for await (const record of records(pieces)) out.push(record);
  return out;
};

describe('CSV', () => {
  it('keeps commas, quotes and line ends that stand in quotes', async () => {
    expect(await all('a,b\r\n"x, ""y""\nz",2\r\n')).toEqual([{ a: 'x, "y"\nz', b: '2' }]);
  });

  it('reads the same wherever the pieces were cut', async () => {
    const text = 'name,words\n"a ""q"" b","1,2"\nplain,\n\n"last",x';
    const whole = await all(text);
    expect(whole).toHaveLength(3);
    for (let cut = 1; cut < text.length; cut++) expect(await all(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    expect(await all(...text)).toEqual(whole);
  });

  it('goes by semicolons or tabs where the header has no comma, wherever the pieces were cut', async () => {
    const text = '"a,b";c\n1;"x;y"\n2;3,5';
    const whole = [
      { 'a,b': '1', c: 'x;y' },
      { 'a,b': '2', c: '3,5' },
    ];
    expect(await all(text)).toEqual(whole);
    expect(await all(...text)).toEqual(whole);
    expect(await all('a\tb\n1,2\t3')).toEqual([{ a: '1,2', b: '3' }]);
    // One column of words is one column, whatever the words hold.
    expect(await all('text\nfirst; then, last')).toEqual([{ text: 'first; then' }]);
  });

  it('leaves cells that a short row lacks empty', async () => {
    expect(await all('a,b,c\n1')).toEqual([{ a: '1', b: '', c: '' }]);
  });

  it('quotes only what must be quoted', () => {
    expect(['plain', 'a,b', 'say "no"'].map(csvField)).toEqual(['plain', '"a,b"', '"say ""no"""']);
  });
});

describe('a row', () => {
  it('without an author or a readable time is none', () => {
    expect(reachRow({ author: '', hour_utc: '1' }).ok).toBe(false);
    expect(reachRow({ author: 'a', hour_utc: 'noon' }).ok).toBe(false);
    expect(reachRow({ author: 'a', hour_utc: '1', plays: 'many' }).ok).toBe(false);
    expect(reachRow({ author: 'a', hour_utc: '1', plays: 'NA' }).ok).toBe(true);
  });

  it('with nothing but an author and views is poor and still a row', () => {
    const parsed = reachRow({ author: 'a', plays: '12' });
    expect(parsed.ok && parsed.row).toMatchObject({
      time: null,
      followers: null,
      length: null,
      plays: 12,
      timeline: true,
    });
  });

  it('was read at noon of its day', () => {
    const parsed = reachRow({ author: 'a', hour_utc: '0', scrape_day: '1' });
    expect(parsed.ok && parsed.row.readAt).toBe(1.5 * 86_400);
  });

  it('out of a feed of hits, or without views, is no history', () => {
    const history = (record: Record<string, string>): boolean => {
      const parsed = reachRow({ author: 'a', hour_utc: '1', plays: '5', ...record });
      return parsed.ok && isHistory(parsed.row);
    };
    expect(history({})).toBe(true);
    expect(history({ timeline: '1' })).toBe(true);
    expect(history({ timeline: '0' })).toBe(false);
    expect(history({ plays: '0' })).toBe(false);
    expect(history({ plays: '' })).toBe(false);
  });
});

describe('empty lines', () => {
  const read = async (text: string): Promise<CsvRecord[]> => {
    const found: CsvRecord[] = [];
    for await (const record of records([text])) found.push(record);
    return found;
  };
  it('of a table with one column are records with nothing in them, so that the others keep their numbers', async () => {
    expect(await read('text\nfirst\n\nthird\n')).toEqual([{ text: 'first' }, { text: '' }, { text: 'third' }]);
  });
  it('of a wider table are none', async () => {
    expect(await read('a,b\n1,2\n\n3,4\n')).toHaveLength(2);
  });
});

describe('the split', () => {
  const people = Array.from({ length: 4000 }, (_, i) => `person ${i}`);

  it('puts 3 of 20 people aside and the rest evenly into folds', () => {
    const test = people.filter((id) => sideOf(id) === 'test').length / people.length;
    expect(Math.abs(test - 0.15)).toBeLessThan(0.02);
    const train = people.filter((id) => sideOf(id) === 'train');
    for (let fold = 0; fold < FOLDS; fold++) {
      const share = train.filter((id) => foldOf(id) === fold).length / train.length;
      expect(Math.abs(share - 1 / FOLDS)).toBeLessThan(0.03);
    }
  });

  it('never moves a person: these sides were written down when the first model was fitted', () => {
    const sides = ['person 0', 'person 1', 'person 5', 'person 6', 'person 9'].map(sideOf);
    expect(sides).toEqual(['test', 'train', 'test', 'test', 'train']);
  });
});
