import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./experiments.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'experiments-'));
afterAll(() => rmSync(folder, { recursive: true }));

['one', 'two'].forEach((id, i) => {
  const stages = [{ name: 'hold/words', key: `key ${i}`, fresh: true, ms: 5 }];
  const record = { id, at: '2026-01-01T00:00:00.000Z', synthetic: false, code: 'abc', seconds: 9, tables: {}, stages };
  const figures = { metrics: { 'hold spearman_caption': 0.3 + i / 10, 'hold same': 1 }, artefacts: {} };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify({ ...record, ...figures }));
});

const run = (...args: string[]): Promise<{ code: number; said: string; complaints: string }> =>
  new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', SCRIPT, '--runs', folder, ...args], (error, said, complaints) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said, complaints }),
    );
  });

// Each starts a process of its own: seconds on a busy machine.
describe('the runs of the training', { timeout: 60_000 }, () => {
  it('are listed with their figures', async () => {
    const { code, said } = await run();
    expect(code).toBe(0);
    expect(said.trim().split('\n')).toHaveLength(2);
  });

  it('are compared: what differs, and only that', async () => {
    const { code, said } = await run('compare', 'one', 'two');
    expect(code).toBe(0);
    expect(said).toContain('hold spearman_caption: 0.3 → 0.4');
    expect(said).toContain('hold/words: key 0 → key 1');
    expect(said).not.toContain('hold same');
    expect((await run('compare', 'one', 'three')).complaints).toContain('There is no run three.');
  });

  it('are drawn into a file', async () => {
    const [drawing, page] = [join(folder, 'x.svg'), join(folder, 'runs.html')];
    expect((await run('plot', '--metric', 'hold spearman_caption', '--out', drawing)).code).toBe(0);
    expect(readFileSync(drawing, 'utf8').match(/<circle/g)).toHaveLength(2);
    expect((await run('page', '--out', page)).code).toBe(0);
    expect(existsSync(page)).toBe(true);
    const strange = await run('plot', '--metric', 'luck');
    expect([strange.code, strange.complaints]).toEqual([2, expect.stringContaining('hold spearman_caption')]);
  });
});
