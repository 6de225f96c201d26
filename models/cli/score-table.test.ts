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
