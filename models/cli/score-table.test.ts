import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./score-table.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'score-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): Promise<{ code: number; complaints: string }> =>
  new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', SCRIPT, ...args], (error, _, complaints) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, complaints }),
    );
  });

describe('score-table', () => {
  it('answers every row of a packed table in order and names the one it cannot read', async () => {
    const table = [
      'author,hour_utc,plays,followers,unknown_column',
      'ana,1700000000,1000,5000,x',
      'ana,never,2000,5000,x',
      'ana,1700007200,3000,5000,"a, b"',
    ].join('\n');
    const [into, out] = [join(folder, 'rows.csv.gz'), join(folder, 'reach.csv')];
    writeFileSync(into, gzipSync(table));
    const { code, complaints } = await run('--model', 'reach', '--in', into, '--out', out);
    expect(code).toBe(0);
    expect(complaints).toContain('row 2: hour_utc is no number');
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines[0]).toBe('row,n_history,level,ratio,low80,high80,p_beats,p_top25');
    expect(lines.map((l) => l.split(',')[0])).toEqual(['row', '1', '2', '3']);
    expect(lines[2]).toBe('2,,,,,,,');
    // One earlier post with 1,000 views.
    expect(lines[3]).toMatch(/^3,1,3,/);
  }, 60_000);

  it('gives the same answers whatever wrote the file: commas, semicolons, tabs, a mark at its start, either line end, empty lines', async () => {
    const rows = [
      ['author', 'hour_utc', 'plays', 'followers', 'sound'],
      ['ana', '1700000000', '1000', '5000', 'a b'],
      ['ana', '1700003600', '4000', '5000', ''],
      ['bo', '1700003600', '10', '', 'c'],
    ];
    const write = (by: string, end: string): string => rows.map((row) => row.join(by)).join(end);
    const files = [write(',', '\n'), `\ufeff${write(',', '\r\n')}\r\n`, write(';', '\n\n'), write('\t', '\n')];
    const answers = await Promise.all(
      files.map(async (text, i) => {
        const [into, out] = [join(folder, `as${i}.csv`), join(folder, `as${i}.out.csv`)];
        writeFileSync(into, text);
        expect((await run('--model', 'reach', '--in', into, '--out', out)).complaints).toBe('');
        return readFileSync(out, 'utf8');
      }),
    );
    expect(answers[0]?.trim().split('\n')).toHaveLength(4);
    expect(new Set(answers).size).toBe(1);
  }, 60_000);

  it('names rows with views that are no number, and answers those that merely lack them', async () => {
    const [into, out] = [join(folder, 'views.csv'), join(folder, 'views.out.csv')];
    writeFileSync(into, 'author,hour_utc,plays\nana,1,many\nana,2,\nana,3,NA\nana,4,-7\n');
    const { complaints } = await run('--model', 'reach', '--in', into, '--out', out);
    expect(complaints.trim().split('\n')[0]).toBe('row 1: plays is no number');
    const cells = readFileSync(out, 'utf8').trim().split('\n').slice(1).map((row) => row.split(',')); // prettier-ignore
    expect(cells[0]?.slice(1).join('')).toBe('');
    // None of the others is history of the next.
    for (const row of cells.slice(1)) expect([row[1], row[2] !== '']).toEqual(['0', true]);
  }, 60_000);

  it('of a table without authors answers each row alone, and says so once', async () => {
    const [into, out] = [join(folder, 'nobody.csv'), join(folder, 'nobody.out.csv')];
    writeFileSync(into, 'hour_utc,plays,followers\n1,10,100\n2,20,100\n');
    const { code, complaints } = await run('--model', 'reach', '--in', into, '--out', out);
    expect(code).toBe(0);
    expect(complaints.trim().split('\n')).toHaveLength(1);
    expect(complaints).toContain('no column author');
    const rows = readFileSync(out, 'utf8').trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[1])).toEqual(['0', '0']);
  }, 60_000);

  it('ranks words, also a row that has none', async () => {
    const [into, out] = [join(folder, 'words.csv'), join(folder, 'hold.csv')];
    writeFileSync(into, 'title,description,shown\nmy dog,,a dog runs on a beach\n,,\n');
    expect((await run('--model', 'hold', '--in', into, '--out', out)).code).toBe(0);
    const rows = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((l) => l.split(',').map(Number));
    expect(rows).toHaveLength(2);
    for (const [, rank, low, high] of rows) {
      expect(low).toBeLessThanOrEqual(rank ?? Number.NaN);
      expect(high).toBeGreaterThanOrEqual(rank ?? Number.NaN);
    }
  }, 60_000);

  it('says how it is used when asked for something it has not', async () => {
    const { code, complaints } = await run('--model', 'luck', '--in', 'x', '--out', 'y');
    expect(code).toBe(2);
    expect(complaints).toContain('Usage');
  }, 60_000);
});
