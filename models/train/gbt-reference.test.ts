/** Our trees beside scikit-learn's on the same folds; skipped where scikit-learn is absent (Debian: python3-sklearn). */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { predictTrees } from '#core/scoring/trees.ts';
import { r2 } from '#core/stats/fit.ts';
import { normal, seeded } from '#core/stats/random.ts';
import { fitTrees, type Table, type TreeSettings } from './gbt.ts';

const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import sklearn.ensemble'], { stdio: 'ignore' }).status === 0,
);

const FOLDS = 3;
const ROWS = 3000;
const SETTINGS: TreeSettings = {
  loss: { kind: 'squared' },
  trees: 100,
  rate: 0.1,
  leaves: 15,
  leafRows: 20,
  l2: 1,
  columns: 1,
  rows: 1,
  bins: 128,
  monotone: {},
  seed: 1,
};

/** Friedman's first function (1991) with noise of 1, and every tenth value of the last two inputs missing. */
function friedman(): Table {
  const random = seeded(9);
  const columns = Array.from({ length: 7 }, () => Float64Array.from({ length: ROWS }, () => random()));
  const [a, b, c, d, e] = columns;
  const target = Float64Array.from(
    { length: ROWS },
    (_, i) =>
      10 * Math.sin(Math.PI * (a?.[i] ?? 0) * (b?.[i] ?? 0)) +
      20 * ((c?.[i] ?? 0) - 0.5) ** 2 +
      10 * (d?.[i] ?? 0) +
      5 * (e?.[i] ?? 0) +
      normal(random),
  );
  for (const column of columns.slice(4, 6)) for (let i = 0; i < ROWS; i++) if (random() < 0.1) column[i] = Number.NaN;
  return {
    inputs: columns.map((_, i) => `x${i}`),
    columns,
    target,
    weight: new Float64Array(ROWS).fill(1),
    group: Uint32Array.from({ length: ROWS }, (_, i) => i),
  };
}

const SCRIPT = `
import json, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor as H
given = json.load(sys.stdin)
x = np.array([[np.nan if v is None else v for v in c] for c in given["columns"]]).T
y = np.array(given["target"]); fold = np.array(given["fold"]); p = np.zeros(len(y))
for f in range(given["folds"]):
    m = H(max_iter=100, learning_rate=0.1, max_leaf_nodes=15, min_samples_leaf=20, l2_regularization=1, max_bins=128, early_stopping=False, random_state=1)
    p[fold == f] = m.fit(x[fold != f], y[fold != f]).predict(x[fold == f])
print(json.dumps(p.tolist()))
`;

describe.skipIf(PYTHON === undefined)('our trees and those of scikit-learn', () => {
  it('explain as much of the same held-out rows, within a hundredth of R², and agree on them', () => {
    const table = friedman();
    const fold = Array.from({ length: ROWS }, (_, i) => i % FOLDS);
    const ours = new Float64Array(ROWS);
    for (let f = 0; f < FOLDS; f++) {
      const inside = Uint32Array.from(fold.flatMap((at, i) => (at === f ? [] : [i])));
      const take = (column: Float64Array): Float64Array => Float64Array.from(inside, (i) => column[i] ?? Number.NaN);
      const trees = fitTrees(
        {
          ...table,
          columns: table.columns.map(take),
          target: take(table.target),
          weight: new Float64Array(inside.length).fill(1),
          group: Uint32Array.from(inside),
        },
        SETTINGS,
      );
      fold.forEach((at, i) => {
        if (at === f)
          ours[i] = predictTrees(
            trees,
            table.columns.map((column) => column[i] ?? Number.NaN),
          );
      });
    }
    const input = JSON.stringify({
      columns: table.columns.map((column) => Array.from(column, (v) => (Number.isNaN(v) ? null : v))),
      target: Array.from(table.target),
      fold,
      folds: FOLDS,
    });
    const theirs: unknown = JSON.parse(
      execFileSync(PYTHON ?? '', ['-c', SCRIPT], { input, env: { ...process.env, OMP_NUM_THREADS: '1' } }).toString(),
    );
    if (!Array.isArray(theirs)) throw new Error('the script prints a list');
    const [mine, other] = [r2(ours, table.target) ?? 0, r2(theirs, table.target) ?? 0];
    // The noise leaves about .96 at best.
    expect(other).toBeGreaterThan(0.9);
    expect(Math.abs(mine - other)).toBeLessThan(0.01);
    expect(r2(ours, theirs)).toBeGreaterThan(0.98);
  }, 60_000);
});
