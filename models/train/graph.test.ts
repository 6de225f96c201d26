import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGraph, type Stage } from './graph.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graph-'));
  writeFileSync(join(folder, 'table.csv'), 'a\n1\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const module = import.meta.url;
const run = (stages: readonly Stage[], signal = new AbortController().signal) =>
  runGraph(stages, { cache: join(folder, 'cache'), data: folder, zoo: join(folder, 'zoo') }, { signal, say: () => {} });
const fresh = async (stages: readonly Stage[]): Promise<string[]> =>
  (await run(stages)).filter((record) => record.fresh).map(({ name }) => name);

/** read → double → ship; `aside` reads nothing. */
const stages = (factor = 2): Stage[] => [
  {
    name: 'ship',
    inputs: ['double'],
    module,
    publish: 'toy',
    run: (job) => ({ 'model.json': `{"sum":${job.text('double', 'sum.txt')}}` }),
  },
  {
    name: 'double',
    inputs: ['read'],
    parameters: { factor },
    module,
    run: (job) => ({ 'sum.txt': String(factor * Number(job.text('read', 'sum.txt'))) }),
  },
  {
    name: 'read',
    inputs: [],
    tables: ['table.csv'],
    module,
    run: (job) => ({ 'sum.txt': readFileSync(job.table('table.csv'), 'utf8').trim().split('\n').at(-1) ?? '' }),
  },
  { name: 'aside', inputs: [], module, run: () => ({ 'x.txt': 'x' }) },
];

describe('a graph of stages', () => {
  it('runs each after those it reads and ships what is to be shipped', async () => {
    expect(await fresh(stages())).toEqual(['read', 'double', 'ship', 'aside']);
    expect(readFileSync(join(folder, 'zoo/toy/model.json'), 'utf8')).toBe('{"sum":2}');
  });

  it('makes nothing again when nothing changed', async () => {
    await run(stages());
    expect(await fresh(stages())).toEqual([]);
  });

  it('makes again what a changed parameter or table reaches, and no more', async () => {
    await run(stages());
    expect(await fresh(stages(3))).toEqual(['double', 'ship']);
    writeFileSync(join(folder, 'table.csv'), 'a\n5\n');
    expect(await fresh(stages(3))).toEqual(['read', 'double', 'ship']);
    expect(readFileSync(join(folder, 'zoo/toy/model.json'), 'utf8')).toBe('{"sum":15}');
  });

  it('stops where a stage makes the same as before', async () => {
    await run(stages());
    // Another table with the same last line: the sum stays, so nothing after it moves.
    writeFileSync(join(folder, 'table.csv'), 'b\n1\n');
    expect(await fresh(stages())).toEqual(['read']);
  });

  it('takes up an interrupted run where it stopped', async () => {
    const stop = new AbortController();
    const broken = stages().map((stage) =>
      stage.name === 'double' ? { ...stage, run: () => (stop.abort(), stop.signal.throwIfAborted(), {}) } : stage,
    );
    await expect(run(broken, stop.signal)).rejects.toThrow();
    expect(await fresh(stages())).toEqual(['double', 'ship', 'aside']);
  });

  it('makes again an output that was tampered with', async () => {
    await run(stages());
    writeFileSync(join(folder, 'cache/double/sum.txt'), '99');
    expect(await fresh(stages())).toEqual(['double']);
  });

  it('refuses a stage that reads what it did not name', async () => {
    const sly = stages().map((stage) => (stage.name === 'ship' ? { ...stage, inputs: [] } : stage));
    await expect(run(sly)).rejects.toThrow('ship reads double without naming it');
  });

  it('refuses stages that wait for each other', async () => {
    const circle: Stage[] = ['a', 'b'].map((name, i) => ({
      name,
      inputs: [i === 0 ? 'b' : 'a'],
      module,
      run: () => ({}),
    }));
    await expect(run(circle)).rejects.toThrow('waits for itself');
  });
});
