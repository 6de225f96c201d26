/** Sparse rows and their classes → the weights of a multinomial logistic regression, by L-BFGS; deterministic. */
import type { SparseRow } from '#core/scoring/linear.ts';

export interface LogisticData {
  readonly columns: number;
  readonly classes: number;
  readonly rows: readonly SparseRow[];
  readonly outcome: ArrayLike<number>;
}

export interface Logistic {
  readonly intercepts: number[];
  /** [columns][classes] */
  readonly weights: number[][];
}

/**
 * Minimises the mean log loss + alpha / 2 · |weights|² (intercepts are free). Liu & Nocedal 1989, memory of 8, step halved
 * until the loss falls (Armijo 1e-4); ends when the slope is under 1e-5 or after `steps`.
 */
export function fitLogistic(data: LogisticData, alpha: number, steps = 120, onStep?: (done: number) => void): Logistic {
  const { columns, classes } = data;
  const size = (columns + 1) * classes;
  const csr = pack(data.rows);
  const lossAt = (w: Float64Array, slope: Float64Array): number => {
    slope.fill(0);
    let loss = 0;
    const n = data.rows.length;
    const sums = new Float64Array(classes);
    const free = columns * classes;
    for (let i = 0; i < n; i++) {
      const from = csr.starts[i]!;
      const to = csr.starts[i + 1]!;
      for (let c = 0; c < classes; c++) sums[c] = w[free + c]!;
      for (let k = from; k < to; k++) {
        const at = csr.columns[k]! * classes;
        const v = csr.values[k]!;
        for (let c = 0; c < classes; c++) sums[c]! += v * w[at + c]!;
      }
      let most = Number.NEGATIVE_INFINITY;
      for (const sum of sums) most = Math.max(most, sum);
      let whole = 0;
      for (let c = 0; c < classes; c++) whole += Math.exp(sums[c]! - most);
      const own = data.outcome[i] ?? 0;
      loss += (Math.log(whole) + most - sums[own]!) / n;
      for (let c = 0; c < classes; c++) sums[c] = (Math.exp(sums[c]! - most) / whole - (c === own ? 1 : 0)) / n;
      for (let c = 0; c < classes; c++) slope[free + c]! += sums[c]!;
      for (let k = from; k < to; k++) {
        const at = csr.columns[k]! * classes;
        const v = csr.values[k]!;
        for (let c = 0; c < classes; c++) slope[at + c]! += v * sums[c]!;
      }
    }
    for (let j = 0; j < free; j++) {
      loss += (alpha / 2) * w[j]! * w[j]!;
      slope[j]! += alpha * w[j]!;
    }
    return loss;
  };
  const w = minimise(lossAt, size, steps, onStep);
  const row = (at: number): number[] => Array.from(w.subarray(at * classes, (at + 1) * classes));
  return { intercepts: row(columns), weights: Array.from({ length: columns }, (_, at) => row(at)) };
}

function minimise(
  lossAt: (w: Float64Array, slope: Float64Array) => number,
  size: number,
  steps: number,
  onStep?: (done: number) => void,
): Float64Array {
  let w = new Float64Array(size);
  let slope = new Float64Array(size);
  let loss = lossAt(w, slope);
  const memory: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < steps && Math.sqrt(inner(slope, slope)) > 1e-5; step++) {
    const way = direction(slope, memory);
    const fall = inner(way, slope);
    let length = step === 0 ? 1 / Math.max(1e-9, Math.sqrt(inner(slope, slope))) : 1;
    const next = new Float64Array(size);
    const nextSlope = new Float64Array(size);
    let nextLoss = Number.POSITIVE_INFINITY;
    for (let halved = 0; halved < 30; halved++, length /= 2) {
      for (let j = 0; j < size; j++) next[j] = w[j]! + length * way[j]!;
      nextLoss = lossAt(next, nextSlope);
      if (nextLoss <= loss + 1e-4 * length * fall) break;
    }
    if (!(nextLoss < loss)) break;
    const s = next.map((value, j) => value - w[j]!);
    const y = nextSlope.map((value, j) => value - slope[j]!);
    const sy = inner(s, y);
    if (sy > 1e-14) memory.push({ s, y, rho: 1 / sy });
    if (memory.length > 8) memory.shift();
    w = next;
    slope = nextSlope;
    loss = nextLoss;
    onStep?.(step + 1);
  }
  return w;
}

/** The two-loop recursion. */
function direction(slope: Float64Array, memory: readonly { s: Float64Array; y: Float64Array; rho: number }[]) {
  const q = slope.slice();
  const alphas: number[] = [];
  for (const { s, y, rho } of memory.toReversed()) {
    const a = rho * inner(s, q);
    alphas.push(a);
    for (let j = 0; j < q.length; j++) q[j]! -= a * y[j]!;
  }
  const last = memory.at(-1);
  const scale = last ? inner(last.s, last.y) / inner(last.y, last.y) : 1;
  for (let j = 0; j < q.length; j++) q[j]! *= scale;
  memory.forEach(({ s, y, rho }, i) => {
    const b = rho * inner(y, q);
    const a = alphas[memory.length - 1 - i] ?? 0;
    for (let j = 0; j < q.length; j++) q[j]! += (a - b) * s[j]!;
  });
  return q.map((value) => -value);
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function pack(rows: readonly SparseRow[]) {
  const size = rows.reduce((sum, row) => sum + row.columns.length, 0);
  const starts = new Uint32Array(rows.length + 1);
  const columns = new Uint32Array(size);
  const values = new Float64Array(size);
  let at = 0;
  rows.forEach((row, i) => {
    starts[i] = at;
    columns.set(row.columns, at);
    values.set(row.values, at);
    at += row.columns.length;
  });
  starts[rows.length] = at;
  return { starts, columns, values };
}
