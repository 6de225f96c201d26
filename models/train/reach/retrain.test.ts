/** The same rows give the same files, byte for byte: what is fitted follows from the tables and the code, and from nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foldOf, sideOf } from '../../data/split.ts';
import { beatsCurves, conformal, references, type Held } from '../calibrate.ts';
import type { Outputs } from '../graph.ts';
import { writeSyntheticTables } from '../synthetic.ts';
import { fitLevel } from './expect.ts';
import { exportFiles, seenRanges, type Fitted } from './export.ts';
import { fitOdds, fitReach, fitReachNet, predictMembers, predictRows, rowsWhere, tableOf, weighted } from './fit.ts';
import { LEAN_INPUTS } from './inputs.ts';
import { matrixOf, withInputs } from './matrix.ts';
import { readAuthors, TABLES, type Author } from './table.ts';
import { fitWidth } from './width.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = (): void => {};

function retrain(authors: readonly Author[]): Outputs {
  const level = fitLevel(authors, quiet);
  const full = matrixOf(authors, level, true, quiet);
  const [model, lean] = [full, withInputs(full, LEAN_INPUTS)].map((matrix): Fitted => {
    const outside = rowsWhere(matrix, (i) => foldOf(authors[matrix.group[i] ?? 0]?.id ?? '') === 0);
    const table = tableOf(
      matrix,
      rowsWhere(matrix, () => true),
    );
    const trees = fitReach(table, quiet);
    const net = fitReachNet(table, quiet, 2);
    const odds = fitOdds(table, quiet);
    const stack = { trees: 0.6, net: 0.4, oddsPerNet: 1 };
    const prediction = predictMembers(weighted({ trees, net }, stack), matrix, outside);
    const all = new Float64Array(matrix.target.length);
    outside.forEach((row, i) => {
      all[row] = prediction[i] ?? 0;
    });
    const { width, widths } = fitWidth(matrix, { spread: 'own_spread', steps: 'own_rough_spread' }, all, outside);
    const take = (column: ArrayLike<number>): Float64Array =>
      Float64Array.from(outside, (i) => column[i] ?? Number.NaN);
    const held: Held = {
      prediction,
      outcome: take(matrix.target),
      width: widths,
      odds: predictRows(odds, matrix, outside),
      history: take(matrix.history),
      followers: take(matrix.followers),
      group: take(matrix.group),
    };
    return {
      level,
      trees,
      net,
      odds,
      stack,
      calibration: {
        width,
        conformal: conformal(held),
        reference: references(held),
        beats: beatsCurves(held),
        seen: seenRanges(matrix, outside),
      },
    };
  });
  if (!model || !lean) throw new Error('two matrices give two models');
  return exportFiles(model, lean);
}

describe('training twice on invented people', () => {
  it('gives the same files to the byte, and other ones when a single view is counted otherwise', async () => {
    writeSyntheticTables(folder);
    const all = await readAuthors(join(folder, TABLES.tiktok_2020), 'tiktok_2020');
    const authors = all.filter(({ id }) => sideOf(id) === 'train').slice(0, 24);
    const first = retrain(authors);
    const second = retrain(structuredClone(authors));
    expect(Object.keys(first)).toEqual([
      'model.json',
      'lean.json',
      'reach.onnx',
      'model.tfjs.json',
      'model.tfjs.bin',
      'golden.json',
    ]);
    for (const [name, content] of Object.entries(first)) {
      expect(Buffer.compare(Buffer.from(content), Buffer.from(second[name] ?? '')), name).toBe(0);
    }
    const [somebody, ...rest] = authors;
    if (!somebody) throw new Error('there are authors');
    const moved = { ...somebody, rows: somebody.rows.map((row, i) => (i === 0 ? { ...row, plays: 1e6 } : row)) };
    expect(retrain([moved, ...rest])['model.json']).not.toBe(first['model.json']);
  }, 120_000);
});
