/**
 * How far two rungs (WebGPU, WASM on several threads, on one) may differ in what a network says of the same clip; on one
 * rung the answer is the same to the last bit. Features made of percepts have their own tolerance in features/.
 */

/**
 * Largest difference of two answers of one network, as a share of the largest number of that answer: f32 added up in
 * another order. tests/parity/nets.spec.ts prints what it is: 5e-7 on two threads, 1e-6 on software WebGPU; graphics
 * cards may round more freely. What is wrong is far beyond: the person mask on that WebGPU was off by 6e-2.
 */
export const NET_TOLERANCE = 1e-3;

/**
 * Largest difference of a number in a percept. Boxes, shares and scores are shares of one; a face's numbers follow from
 * the net's answer over 192 px, times what a square is of the frame.
 */
export const PERCEPT_TOLERANCE = 5e-3;

/** Numbers by the name of an output. */
export type NetAnswer = Readonly<Record<string, { readonly data: ArrayLike<number> }>>;

/** @returns largest difference over the largest number of each output; infinite when one is missing or no number */
export function furthest(a: NetAnswer, b: NetAnswer): number {
  let worst = 0;
  for (const [name, { data }] of Object.entries(a)) {
    const other = b[name]?.data;
    if (other?.length !== data.length) return Infinity;
    let most = 1e-6;
    for (let i = 0; i < data.length; i++) most = Math.max(most, Math.abs(data[i]!));
    for (let i = 0; i < data.length; i++) {
      const apart = Math.abs(data[i]! - other[i]!) / most;
      if (!Number.isFinite(apart)) return Infinity;
      worst = Math.max(worst, apart);
    }
  }
  return worst;
}
