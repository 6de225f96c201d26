/** Columns with gaps and a target enter; a standardised linear fit leaves. A gap stands at the mean and raises a mark of its own. */
import type { Table } from './gbt.ts';

export interface Ridge {
  readonly inputs: readonly string[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Per input: weight of the standardised value, weight of the gap mark. */
  readonly weights: readonly (readonly [value: number, gap: number])[];
  readonly intercept: number;
}

/** Values beyond so many standard deviations count as that far: a follower count typed wrongly must not carry the answer away. */
const MOST_SPREADS = 4;

export function fitRidge(table: Table, penalty: number): Ridge {
  const n = table.target.length;
  const stats = table.columns.map((column) => {
    let sum = 0;
    let squares = 0;
    let seen = 0;
    for (const x of column) {
      if (Number.isNaN(x)) continue;
      sum += x;
      squares += x * x;
      seen++;
    }
    const mean = seen > 0 ? sum / seen : 0;
    return { mean, scale: Math.sqrt(Math.max(1e-12, squares / Math.max(1, seen) - mean * mean)) };
  });
  const d = 2 * table.columns.length + 1;
  const normal = new Float64Array(d * d);
  const right = new Float64Array(d);
  const x = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    table.columns.forEach((column, f) => {
      const [value, gap] = standard(column[i] ?? Number.NaN, stats[f]?.mean ?? 0, stats[f]?.scale ?? 1);
      x[2 * f] = value;
      x[2 * f + 1] = gap;
    });
    x[d - 1] = 1;
    const w = table.weight[i] ?? 1;
    for (let a = 0; a < d; a++) {
      const xa = x[a]!;
      if (xa === 0) continue;
      right[a]! += w * xa * table.target[i]!;
      for (let b = 0; b <= a; b++) normal[a * d + b]! += w * xa * x[b]!;
    }
  }
  for (let a = 0; a < d - 1; a++) normal[a * d + a]! += penalty;
  normal[d * d - 1]! += 1e-9;
  const solved = solveSymmetric(normal, right, d);
  return {
    inputs: table.inputs,
    mean: stats.map((s) => s.mean),
    scale: stats.map((s) => s.scale),
    weights: table.columns.map((_, f) => [solved[2 * f] ?? 0, solved[2 * f + 1] ?? 0] as const),
    intercept: solved[d - 1] ?? 0,
  };
}

export function predictRidge(model: Ridge, row: ArrayLike<number>): number {
  let sum = model.intercept;
  model.weights.forEach(([weight, gapWeight], f) => {
    const [value, gap] = standard(row[f] ?? Number.NaN, model.mean[f] ?? 0, model.scale[f] ?? 1);
    sum += weight * value + gapWeight * gap;
  });
  return sum;
}

const standard = (x: number, mean: number, scale: number): [value: number, gap: number] =>
  Number.isNaN(x) ? [0, 1] : [Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, (x - mean) / scale)), 0];

/** Cholesky on the lower triangle; a pivot that vanished (two inputs that say the same) leaves its weight at 0. */
function solveSymmetric(matrix: Float64Array, right: Float64Array, d: number): Float64Array {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * d + k]! * l[j * d + k]!;
      if (i === j) l[i * d + i] = sum > 1e-9 ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
      else l[i * d + j] = sum / l[j * d + j]!;
    }
  }
  const y = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * d + k]! * y[k]!;
    y[i] = sum / l[i * d + i]!;
  }
  const x = new Float64Array(d);
  for (let i = d - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < d; k++) sum -= l[k * d + i]! * x[k]!;
    x[i] = sum / l[i * d + i]!;
  }
  return x;
}
