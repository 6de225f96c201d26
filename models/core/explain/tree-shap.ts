/**
 * Trees and one row enter; how much each input moved the answer leaves, exactly: base + Σ amounts = prediction.
 *
 * Path-dependent TreeSHAP (Lundberg et al. 2020, Nature Machine Intelligence 2, algorithm 2), leaf by leaf: on the way to a
 * leaf, input f lets the row pass (1) or not (0) when known, and passes with the share z of training rows when not.
 * The Shapley weights of all orders are the coefficients of Π (z + pass·t) over the other inputs of that path.
 */
import type { TreeArrays } from '../scoring/model-files.ts';
import { goesLeft } from '../scoring/trees.ts';

export interface TreeShares {
  /** Mean answer over the training rows. */
  readonly base: number;
  /** One amount per input. */
  readonly amounts: Float64Array;
}

/** @param row one number per input, NaN where missing */
export function treeShares(trees: TreeArrays, row: ArrayLike<number>): TreeShares {
  const { base, leaves } = pathsOf(trees);
  const amounts = new Float64Array(trees.inputs.length);
  for (const leaf of leaves) addLeaf(trees, leaf, row, amounts);
  return { base, amounts };
}

interface LeafPath {
  readonly value: number;
  /** Inputs met on the way, each once. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly input: number;
  /** Nodes that ask for this input, and the side that leads to the leaf. */
  readonly nodes: readonly number[];
  readonly left: readonly boolean[];
  /** Share of training rows that pass all of them: product of cover ratios. */
  readonly z: number;
}

interface Paths {
  readonly base: number;
  readonly leaves: readonly LeafPath[];
}

/** The paths depend on the trees alone and take longer to collect than to walk. */
const KNOWN = new WeakMap<TreeArrays, Paths>();

function pathsOf(trees: TreeArrays): Paths {
  const known = KNOWN.get(trees);
  if (known) return known;
  const leaves: LeafPath[] = [];
  let base = trees.base;
  for (const root of trees.roots) {
    const top = trees.cover[root] ?? 1;
    const visit = (node: number, steps: readonly Step[]): void => {
      const at = root + node;
      const input = trees.feature[at] ?? -1;
      if (input < 0) {
        const value = trees.value[at] ?? 0;
        base += (value * (trees.cover[at] ?? 0)) / top;
        if (steps.length > 0) leaves.push({ value, steps });
        return;
      }
      for (const left of [true, false]) {
        const child = (left ? trees.left[at] : trees.right[at]) ?? 0;
        const ratio = (trees.cover[root + child] ?? 0) / (trees.cover[at] ?? 1);
        visit(child, extend(steps, input, at, left, ratio));
      }
    };
    visit(0, []);
  }
  const made = { base, leaves };
  KNOWN.set(trees, made);
  return made;
}

function extend(steps: readonly Step[], input: number, node: number, left: boolean, ratio: number): Step[] {
  const met = steps.find((step) => step.input === input);
  if (!met) return [...steps, { input, nodes: [node], left: [left], z: ratio }];
  const longer = { input, nodes: [...met.nodes, node], left: [...met.left, left], z: met.z * ratio };
  return steps.map((step) => (step === met ? longer : step));
}

function addLeaf(trees: TreeArrays, { value, steps }: LeafPath, row: ArrayLike<number>, amounts: Float64Array): void {
  const d = steps.length;
  const pass = steps.map(({ input, nodes, left }) =>
    nodes.every((node, i) => goesLeft(trees, node, row[input] ?? Number.NaN) === left[i]),
  );
  // Coefficients of Π (z + pass·t), lowest power first.
  const whole = new Float64Array(d + 1);
  whole[0] = 1;
  steps.forEach(({ z }, i) => {
    for (let k = i + 1; k >= 0; k--) {
      whole[k] = z * (whole[k] ?? 0) + (pass[i] && k > 0 ? (whole[k - 1] ?? 0) : 0);
    }
  });
  const weights = shapleyWeights(d);
  steps.forEach(({ input, z }, i) => {
    // Σ over orders of the other inputs, by taking this input's factor out again: from the top where it holds t.
    let sum = 0;
    if (pass[i]) {
      let held = 0;
      for (let k = d; k >= 1; k--) {
        held = (whole[k] ?? 0) - z * held;
        sum += held * (weights[k - 1] ?? 0);
      }
    } else if (z > 0) {
      for (let k = 0; k < d; k++) sum += ((whole[k] ?? 0) / z) * (weights[k] ?? 0);
    }
    amounts[input] = (amounts[input] ?? 0) + value * sum * ((pass[i] ? 1 : 0) - z);
  });
}

const WEIGHTS: Float64Array[] = [];

/** k!(d-k-1)!/d! for k others known before, k = 0 … d-1. */
function shapleyWeights(d: number): Float64Array {
  const known = WEIGHTS[d];
  if (known) return known;
  const made = new Float64Array(d);
  let weight = 1 / d;
  for (let k = 0; k < d; k++) {
    made[k] = weight;
    weight *= (k + 1) / Math.max(1, d - k - 1);
  }
  WEIGHTS[d] = made;
  return made;
}
