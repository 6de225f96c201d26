/** Trees and one row of inputs enter; the sum of the leaves the row falls into leaves. */
import type { TreeArrays } from './model-files.ts';

/**
 * Comparisons are made in f32, as ONNX makes them, so every rung takes the same side at every node.
 *
 * @param row one number per input, NaN where missing
 */
export function predictTrees(trees: TreeArrays, row: ArrayLike<number>): number {
  let sum = trees.base;
  for (const root of trees.roots) sum += trees.value[root + leafOf(trees, root, row)] ?? 0;
  return sum;
}

/** Index, within its tree, of the leaf that the row falls into. */
function leafOf(trees: TreeArrays, root: number, row: ArrayLike<number>): number {
  let at = 0;
  for (;;) {
    const feature = trees.feature[root + at] ?? -1;
    if (feature < 0) return at;
    at = goesLeft(trees, root + at, row[feature] ?? Number.NaN)
      ? (trees.left[root + at] ?? 0)
      : (trees.right[root + at] ?? 0);
  }
}

/** Whether a value of the node's input takes the left branch. */
export function goesLeft(trees: TreeArrays, node: number, value: number): boolean {
  if (Number.isNaN(value)) return trees.missingLeft[node] === 1;
  return Math.fround(value) <= Math.fround(trees.threshold[node] ?? 0);
}
