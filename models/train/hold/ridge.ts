/** Sparse rows, outcomes and a penalty → the weights of a ridge regression, by conjugate gradients; deterministic. */
import type { SparseRow } from '#core/scoring/linear.ts';

export interface RidgeData {
  readonly columns: number;
  readonly rows: readonly SparseRow[];
  readonly outcome: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  /** Columns that carry no penalty (intercepts). */
  readonly free: readonly number[];
}

/**
 * Minimises Σ weight · (outcome - row · w)² + alpha · |w|², the free columns unpenalised.
 * Stops when the residual of the normal equations has fallen by 1e-7, or after 400 steps.
 */
export function fitRidge(data: RidgeData, alpha: number): Float64Array {
  const { rows, outcome, weight } = data;
  const csr = pack(rows);
  const n = rows.length;
  const p = data.columns;
  const penalty = new Float64Array(p).fill(alpha);
  for (const column of data.free) penalty[column] = 1e-9;
  const diagonal = Float64Array.from(penalty);
  const right = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    const w = weight[i] ?? 0;
    for (let k = csr.starts[i] ?? 0; k < (csr.starts[i + 1] ?? 0); k++) {
      const c = csr.columns[k] ?? 0;
      const v = csr.values[k] ?? 0;
      diagonal[c] = (diagonal[c] ?? 0) + w * v * v;
      right[c] = (right[c] ?? 0) + w * v * (outcome[i] ?? 0);
    }
  }
  const times = (x: Float64Array): Float64Array => {
    const out = Float64Array.from(x, (value, c) => value * (penalty[c] ?? 0));
    for (let i = 0; i < n; i++) {
      let sum = 0;
      const from = csr.starts[i] ?? 0;
      const to = csr.starts[i + 1] ?? 0;
      for (let k = from; k < to; k++) sum += (csr.values[k] ?? 0) * (x[csr.columns[k] ?? 0] ?? 0);
      sum *= weight[i] ?? 0;
      for (let k = from; k < to; k++) {
        const c = csr.columns[k] ?? 0;
        out[c] = (out[c] ?? 0) + sum * (csr.values[k] ?? 0);
      }
    }
    return out;
  };
  return conjugateGradients(times, right, diagonal);
}

function conjugateGradients(
  times: (x: Float64Array) => Float64Array,
  right: Float64Array,
  diagonal: Float64Array,
): Float64Array {
  const p = right.length;
  const x = new Float64Array(p);
  const r = Float64Array.from(right);
  const z = Float64Array.from(r, (value, i) => value / (diagonal[i] || 1));
  const d = Float64Array.from(z);
  let rz = inner(r, z);
  const goal = rz * 1e-14;
  for (let step = 0; step < 400 && rz > goal; step++) {
    const a = times(d);
    const length = rz / inner(d, a);
    for (let i = 0; i < p; i++) {
      x[i] = (x[i] ?? 0) + length * (d[i] ?? 0);
      r[i] = (r[i] ?? 0) - length * (a[i] ?? 0);
      z[i] = (r[i] ?? 0) / (diagonal[i] || 1);
    }
    const next = inner(r, z);
    for (let i = 0; i < p; i++) d[i] = (z[i] ?? 0) + (next / rz) * (d[i] ?? 0);
    rz = next;
  }
  return x;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
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
