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
  const { base, leaves, deepest } = pathsOf(trees);
  const amounts = new Float64Array(trees.inputs.length);
  // Every node is asked once, and the leaves below it look the answer up.
  const left = Uint8Array.from(trees.feature, (input, at) =>
    input >= 0 && goesLeft(trees, at, row[input] ?? Number.NaN) ? 1 : 0,
  );
  const room = { pass: new Uint8Array(deepest), whole: new Float64Array(deepest + 1) };
  for (const leaf of leaves) addLeaf(leaf, left, amounts, room);
  return { base, amounts };
}

interface LeafPath {
  readonly value: number;
  /** Inputs met on the way, each once. */
  readonly inputs: Uint16Array;
  /** Share of training rows that pass all nodes of the input: product of cover ratios. */
  readonly z: Float64Array;
  /** Nodes that ask for the inputs, those of input i from starts[i] to starts[i + 1], and the side that leads to the leaf. */
  readonly starts: Uint16Array;
  readonly nodes: Uint32Array;
  readonly sides: Uint8Array;
}

interface Step {
  readonly input: number;
  readonly nodes: readonly number[];
  readonly left: readonly boolean[];
  readonly z: number;
}

interface Paths {
  readonly base: number;
  readonly leaves: readonly LeafPath[];
  /** Most inputs on the way to one leaf. */
  readonly deepest: number;
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
        if (steps.length > 0) leaves.push(packed(value, steps));
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
  const made = { base, leaves, deepest: leaves.reduce((most, { inputs }) => Math.max(most, inputs.length), 0) };
  KNOWN.set(trees, made);
  return made;
}

function extend(steps: readonly Step[], input: number, node: number, left: boolean, ratio: number): Step[] {
  const met = steps.find((step) => step.input === input);
  if (!met) return [...steps, { input, nodes: [node], left: [left], z: ratio }];
  const longer = { input, nodes: [...met.nodes, node], left: [...met.left, left], z: met.z * ratio };
  return steps.map((step) => (step === met ? longer : step));
}

function packed(value: number, steps: readonly Step[]): LeafPath {
  const starts = new Uint16Array(steps.length + 1);
  steps.forEach(({ nodes }, i) => (starts[i + 1] = starts[i]! + nodes.length));
  return {
    value,
    inputs: Uint16Array.from(steps, ({ input }) => input),
    z: Float64Array.from(steps, ({ z }) => z),
    starts,
    nodes: Uint32Array.from(steps.flatMap(({ nodes }) => nodes)),
    sides: Uint8Array.from(steps.flatMap(({ left }) => left.map(Number))),
  };
}

function addLeaf(
  { value, inputs, z, starts, nodes, sides }: LeafPath,
  left: Uint8Array,
  amounts: Float64Array,
  { pass, whole }: { readonly pass: Uint8Array; readonly whole: Float64Array },
): void {
  const d = inputs.length;
  // Coefficients of Π (z + pass·t), lowest power first.
  whole.fill(0);
  whole[0] = 1;
  for (let i = 0; i < d; i++) {
    let passes = 1;
    for (let n = starts[i]!; n < starts[i + 1]!; n++) if (left[nodes[n]!] !== sides[n]) passes = 0;
    pass[i] = passes;
    const share = z[i]!;
    for (let k = i + 1; k >= 0; k--) whole[k] = share * whole[k]! + (passes === 1 && k > 0 ? whole[k - 1]! : 0);
  }
  const weights = shapleyWeights(d);
  for (let i = 0; i < d; i++) {
    // Σ over orders of the other inputs, by taking this input's factor out again: from the top where it holds t.
    const share = z[i]!;
    let sum = 0;
    if (pass[i] === 1) {
      let held = 0;
      for (let k = d; k >= 1; k--) {
        held = whole[k]! - share * held;
        sum += held * weights[k - 1]!;
      }
    } else if (share > 0) {
      for (let k = 0; k < d; k++) sum += (whole[k]! / share) * weights[k]!;
    }
    amounts[inputs[i]!]! += value * sum * (pass[i]! - share);
  }
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
