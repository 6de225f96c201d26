/** Out-of-fold predictions of the members and the target enter; weights of 0 or more leave. A member that adds nothing gets 0. */

/** Coordinate descent on the normal equations; few members, so it settles in well under this many rounds. */
const ROUNDS = 5000;

export function nnls(members: readonly Float64Array[], target: Float64Array, weight: Float64Array): number[] {
  const m = members.length;
  const gram = members.map((a) => members.map((b) => dot(a, b, weight)));
  const right = members.map((a) => dot(a, target, weight));
  const w = Array.from({ length: m }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (let i = 0; i < m; i++) {
      const own = gram[i]?.[i] ?? 0;
      if (own <= 0) continue;
      const rest = (right[i] ?? 0) - w.reduce((sum, wj, j) => (j === i ? sum : sum + wj * (gram[i]?.[j] ?? 0)), 0);
      const next = Math.max(0, rest / own);
      moved = Math.max(moved, Math.abs(next - (w[i] ?? 0)));
      w[i] = next;
    }
    if (moved < 1e-12) break;
  }
  return w;
}

function dot(a: Float64Array, b: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]! * weight[i]!;
  return sum;
}
