/** Trees of one set of inputs, each with a weight, enter; one flat array that answers their weighted sum leaves: one walk, one attribution. */
import type { TreeArrays } from '#core/scoring/model-files.ts';

/** As many digits as the trees were grown with: far finer than the noise. */
const DIGITS = 5;

export function mergeTrees(parts: readonly { readonly trees: TreeArrays; readonly weight: number }[]): TreeArrays {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing to merge');
  if (parts.some(({ trees }) => trees.inputs.join() !== first.trees.inputs.join()))
    throw new RangeError('trees of different inputs cannot be merged');
  let nodes = 0;
  const roots: number[] = [];
  for (const { trees } of parts) {
    for (const root of trees.roots) roots.push(nodes + root);
    nodes += trees.feature.length;
  }
  const all = (of: (trees: TreeArrays) => readonly number[]): number[] => parts.flatMap(({ trees }) => of(trees));
  return {
    inputs: first.trees.inputs,
    base: round(parts.reduce((sum, { trees, weight }) => sum + weight * trees.base, 0)),
    roots,
    feature: all((t) => t.feature),
    threshold: all((t) => t.threshold),
    missingLeft: all((t) => t.missingLeft),
    left: all((t) => t.left),
    right: all((t) => t.right),
    value: parts.flatMap(({ trees, weight }) => trees.value.map((v) => round(weight * v))),
    cover: all((t) => t.cover),
  };
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));
