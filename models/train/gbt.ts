/**
 * Rows of numbers and a target enter; gradient-boosted trees leave, as the flat arrays that the app walks.
 *
 * Histogram trees grown leaf by leaf (Ke et al. 2017, LightGBM), Newton steps, missing values sent to the better side,
 * monotone constraints by bounds that children inherit. Everything runs in a fixed order from one seed, so the
 * same rows give the same bytes.
 */
import type { TreeArrays } from '#core/scoring/model-files.ts';
import { seeded, shuffle, type Random } from '#core/stats/random.ts';
import { binColumns, type Binned } from './bins.ts';

export type Loss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'huber'; readonly delta: number }
  | { readonly kind: 'pinball'; readonly quantile: number }
  | { readonly kind: 'logistic' };

export interface TreeSettings {
  readonly loss: Loss;
  readonly trees: number;
  readonly rate: number;
  readonly leaves: number;
  /** Fewest rows (weight) in a leaf. */
  readonly leafRows: number;
  /** L2 on leaf values. */
  readonly l2: number;
  /** Share of inputs each tree may use. */
  readonly columns: number;
  /** Share of groups each tree sees; 1 takes all rows. */
  readonly rows: number;
  readonly bins: number;
  /** +1 never falls with the input, -1 never rises; absent free. */
  readonly monotone: Readonly<Record<string, 1 | -1>>;
  readonly seed: number;
  /**
   * True grows a random forest: no tree sees what the others made of a row, each draws its own authors and inputs, and
   * the answer is their mean (Breiman 2001, with inputs drawn once per tree). `rate` says nothing then.
   */
  readonly forest?: boolean;
}

export interface Table {
  readonly inputs: readonly string[];
  /** One column per input, NaN where missing. */
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weight: Float64Array;
  /** Rows of one author share a number; subsampling takes authors, not rows. */
  readonly group: Uint32Array;
}

/** Leaf values carry this many significant digits: far finer than the noise, and a third of the bytes. */
const DIGITS = 5;

export function fitTrees(table: Table, settings: TreeSettings, onTree?: (done: number) => void): TreeArrays {
  const random = seeded(settings.seed);
  const binned = binColumns(table.columns, settings.bins);
  const n = table.target.length;
  const base = round(startValue(table, settings.loss));
  const prediction = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const grown: Node[][] = [];
  const groups = new Set(table.group).size;
  const told = settings.forest ? { ...settings, rate: 1 / settings.trees } : settings;
  for (let t = 0; t < settings.trees; t++) {
    slopes(settings.loss, table, prediction, gradient, hessian);
    const rows = drawRows(table.group, groups, settings.rows, random);
    const inputs = drawInputs(table.columns.length, settings.columns, random);
    const nodes = growTree(binned, table, told, { rows, inputs, gradient, hessian, prediction });
    grown.push(nodes);
    if (!settings.forest) addTree(nodes, binned, prediction);
    onTree?.(t + 1);
  }
  return flatten(grown, table.inputs, base, binned);
}

// ---------------------------------------------------------------- losses

function startValue({ target, weight }: Table, loss: Loss): number {
  if (loss.kind === 'pinball') return weightedQuantile(target, weight, loss.quantile);
  if (loss.kind === 'huber') return weightedQuantile(target, weight, 0.5);
  let sum = 0;
  let mass = 0;
  for (let i = 0; i < target.length; i++) {
    sum += (target[i] ?? 0) * (weight[i] ?? 0);
    mass += weight[i] ?? 0;
  }
  const mean = sum / mass;
  return loss.kind === 'logistic' ? Math.log(mean / (1 - mean)) : mean;
}

function slopes(loss: Loss, { target, weight }: Table, prediction: Float64Array, g: Float64Array, h: Float64Array) {
  for (let i = 0; i < target.length; i++) {
    const w = weight[i]!;
    const y = target[i]!;
    const p = prediction[i]!;
    if (loss.kind === 'logistic') {
      const chance = 1 / (1 + Math.exp(-p));
      g[i] = w * (chance - y);
      h[i] = w * Math.max(1e-6, chance * (1 - chance));
    } else {
      const error = p - y;
      h[i] = w;
      if (loss.kind === 'squared') g[i] = w * error;
      else if (loss.kind === 'huber') g[i] = w * Math.max(-loss.delta, Math.min(loss.delta, error));
      else g[i] = w * (error > 0 ? 1 - loss.quantile : -loss.quantile);
    }
  }
}

// ---------------------------------------------------------------- growing

interface Node {
  feature: number;
  /** Last bin that goes left. */
  bin: number;
  missingLeft: boolean;
  left: number;
  right: number;
  value: number;
  cover: number;
}

interface Sample {
  readonly rows: Uint32Array;
  readonly inputs: Uint32Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly prediction: Float64Array;
}

interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly g: number;
  readonly h: number;
  readonly low: number;
  readonly high: number;
  /** [inputs, bins + 1] gradient, hessian, rows; the last bin holds missing values. */
  readonly histogram: Histogram;
  readonly split: Split | null;
}

interface Histogram {
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly n: Uint32Array;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly middle: number;
}

function growTree(binned: Binned, table: Table, settings: TreeSettings, sample: Sample): Node[] {
  const { gradient, hessian } = sample;
  const order = sample.rows.slice();
  const nodes: Node[] = [leafNode(order.length)];
  const direction = table.inputs.map((name) => settings.monotone[name] ?? 0);
  const best = (leaf: Omit<Leaf, 'split'>): Leaf => ({
    ...leaf,
    split: findSplit(leaf, binned, sample.inputs, settings, direction),
  });
  let g = 0;
  let h = 0;
  for (const row of order) {
    g += gradient[row]!;
    h += hessian[row]!;
  }
  const open: Leaf[] = [
    best({
      node: 0,
      from: 0,
      to: order.length,
      g,
      h,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      histogram: fillHistogram(binned, sample, order, 0, order.length),
    }),
  ];
  for (let leaves = 1; leaves < settings.leaves; leaves++) {
    let pick = -1;
    for (let i = 0; i < open.length; i++) {
      const gain = open[i]?.split?.gain ?? 0;
      if (gain > 1e-9 && (pick < 0 || gain > (open[pick]?.split?.gain ?? 0))) pick = i;
    }
    const leaf = open[pick];
    if (!leaf?.split) break;
    const { split } = leaf;
    const cut = partition(order, leaf.from, leaf.to, binned, split);
    const smallLeft = cut - leaf.from <= leaf.to - cut;
    const small = smallLeft
      ? fillHistogram(binned, sample, order, leaf.from, cut)
      : fillHistogram(binned, sample, order, cut, leaf.to);
    const large = subtract(leaf.histogram, small);
    let leftG = 0;
    let leftH = 0;
    for (let i = leaf.from; i < cut; i++) {
      leftG += gradient[order[i]!]!;
      leftH += hessian[order[i]!]!;
    }
    const way = direction[split.feature] ?? 0;
    const left = nodes.push(leafNode(cut - leaf.from)) - 1;
    const right = nodes.push(leafNode(leaf.to - cut)) - 1;
    const parent = nodes[leaf.node]!;
    Object.assign(parent, { feature: split.feature, bin: split.bin, missingLeft: split.missingLeft, left, right });
    open.splice(
      pick,
      1,
      best({
        node: left,
        from: leaf.from,
        to: cut,
        g: leftG,
        h: leftH,
        low: way < 0 ? Math.max(leaf.low, split.middle) : leaf.low,
        high: way > 0 ? Math.min(leaf.high, split.middle) : leaf.high,
        histogram: smallLeft ? small : large,
      }),
      best({
        node: right,
        from: cut,
        to: leaf.to,
        g: leaf.g - leftG,
        h: leaf.h - leftH,
        low: way > 0 ? Math.max(leaf.low, split.middle) : leaf.low,
        high: way < 0 ? Math.min(leaf.high, split.middle) : leaf.high,
        histogram: smallLeft ? large : small,
      }),
    );
  }
  for (const leaf of open) {
    const step =
      settings.loss.kind === 'pinball'
        ? residualQuantile(table, sample.prediction, order, leaf, settings.loss.quantile)
        : -leaf.g / (leaf.h + settings.l2);
    nodes[leaf.node]!.value = round(settings.rate * Math.max(leaf.low, Math.min(leaf.high, step)));
  }
  return nodes;
}

const leafNode = (cover: number): Node => ({
  feature: -1,
  bin: 0,
  missingLeft: false,
  left: 0,
  right: 0,
  value: 0,
  cover,
});

function fillHistogram(binned: Binned, sample: Sample, order: Uint32Array, from: number, to: number): Histogram {
  const width = binned.width;
  const size = sample.inputs.length * width;
  const g = new Float64Array(size);
  const h = new Float64Array(size);
  const n = new Uint32Array(size);
  const count = to - from;
  const gs = new Float64Array(count);
  const hs = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    gs[i] = sample.gradient[order[from + i]!]!;
    hs[i] = sample.hessian[order[from + i]!]!;
  }
  for (let f = 0; f < sample.inputs.length; f++) {
    const bins = binned.bins[sample.inputs[f]!]!;
    const offset = f * width;
    for (let i = 0; i < count; i++) {
      const at = offset + bins[order[from + i]!]!;
      g[at]! += gs[i]!;
      h[at]! += hs[i]!;
      n[at]!++;
    }
  }
  return { g, h, n };
}

function subtract(whole: Histogram, part: Histogram): Histogram {
  const g = whole.g.slice();
  const h = whole.h.slice();
  const n = whole.n.slice();
  for (let i = 0; i < g.length; i++) {
    g[i]! -= part.g[i]!;
    h[i]! -= part.h[i]!;
    n[i]! -= part.n[i]!;
  }
  return { g, h, n };
}

function findSplit(
  leaf: Omit<Leaf, 'split'>,
  binned: Binned,
  inputs: Uint32Array,
  settings: TreeSettings,
  direction: readonly number[],
): Split | null {
  const { leafRows, l2 } = settings;
  const rows = leaf.to - leaf.from;
  if (rows < 2 * leafRows) return null;
  const { g, h, n } = leaf.histogram;
  const width = binned.width;
  const clamp = (v: number): number => Math.max(leaf.low, Math.min(leaf.high, v));
  // Loss of a node at value v, to second order; for a free node the best v gives -g²/2(h + l2).
  const loss = (gg: number, hh: number, v: number): number => gg * v + ((hh + l2) * v * v) / 2;
  const here = loss(leaf.g, leaf.h, clamp(-leaf.g / (leaf.h + l2)));
  let best: Split | null = null;
  let bestGain = 0;
  for (let f = 0; f < inputs.length; f++) {
    const feature = inputs[f]!;
    const way = direction[feature]!;
    const offset = f * width;
    const edges = binned.edges[feature]!.length;
    const missing = offset + width - 1;
    const missingRows = n[missing]!;
    for (let side = 0; side < (missingRows > 0 ? 2 : 1); side++) {
      const missingLeft = side === 1;
      let gl = missingLeft ? g[missing]! : 0;
      let hl = missingLeft ? h[missing]! : 0;
      let nl = missingLeft ? missingRows : 0;
      for (let b = 0; b < edges; b++) {
        gl += g[offset + b]!;
        hl += h[offset + b]!;
        nl += n[offset + b]!;
        if (nl < leafRows) continue;
        if (rows - nl < leafRows) break;
        const gr = leaf.g - gl;
        const hr = leaf.h - hl;
        const vl = clamp(-gl / (hl + l2));
        const vr = clamp(-gr / (hr + l2));
        if (way !== 0 && way * (vr - vl) < 0) continue;
        const gain = here - loss(gl, hl, vl) - loss(gr, hr, vr);
        if (gain > bestGain) {
          bestGain = gain;
          // With nothing missing here, a later gap goes where most rows go.
          const side = missingRows > 0 ? missingLeft : nl * 2 > rows;
          best = { gain, feature, bin: b, missingLeft: side, middle: (vl + vr) / 2 };
        }
      }
    }
  }
  return best;
}

/** Stable, so the order of rows never depends on how a split was found. Returns where the right side begins. */
function partition(order: Uint32Array, from: number, to: number, binned: Binned, split: Split): number {
  const bins = binned.bins[split.feature]!;
  const missing = binned.width - 1;
  const right: number[] = [];
  let at = from;
  for (let i = from; i < to; i++) {
    const row = order[i]!;
    const bin = bins[row]!;
    if (bin === missing ? split.missingLeft : bin <= split.bin) order[at++] = row;
    else right.push(row);
  }
  for (let i = 0; i < right.length; i++) order[at + i] = right[i]!;
  return at;
}

function residualQuantile(table: Table, prediction: Float64Array, order: Uint32Array, leaf: Leaf, p: number): number {
  const count = leaf.to - leaf.from;
  const residual = new Float64Array(count);
  const weight = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = order[leaf.from + i]!;
    residual[i] = table.target[row]! - prediction[row]!;
    weight[i] = table.weight[row]!;
  }
  return weightedQuantile(residual, weight, p);
}

function weightedQuantile(values: Float64Array, weight: Float64Array, p: number): number {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let mass = 0;
  for (const w of weight) mass += w;
  let seen = 0;
  for (const i of order) {
    seen += weight[i]!;
    if (seen >= p * mass) return values[i]!;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}

function addTree(nodes: readonly Node[], binned: Binned, prediction: Float64Array): void {
  const missing = binned.width - 1;
  for (let row = 0; row < prediction.length; row++) {
    let node = nodes[0]!;
    while (node.feature >= 0) {
      const bin = binned.bins[node.feature]![row]!;
      node = nodes[(bin === missing ? node.missingLeft : bin <= node.bin) ? node.left : node.right]!;
    }
    prediction[row]! += node.value;
  }
}

// ---------------------------------------------------------------- drawing, writing

function drawRows(group: Uint32Array, groups: number, share: number, random: Random): Uint32Array {
  if (share >= 1) return Uint32Array.from(group, (_, i) => i);
  const most = group.reduce((a, b) => Math.max(a, b), 0);
  const taken = new Uint8Array(most + 1);
  for (let i = 0; i <= most; i++) taken[i] = random() < share ? 1 : 0;
  const rows: number[] = [];
  for (let i = 0; i < group.length; i++) if (taken[group[i]!]) rows.push(i);
  return rows.length > 0 || groups === 0 ? Uint32Array.from(rows) : Uint32Array.from(group, (_, i) => i);
}

function drawInputs(count: number, share: number, random: Random): Uint32Array {
  const all = Uint32Array.from({ length: count }, (_, i) => i);
  if (share >= 1) return all;
  return shuffle(all, random)
    .slice(0, Math.max(1, Math.round(share * count)))
    .sort();
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));

function flatten(grown: readonly Node[][], inputs: readonly string[], base: number, binned: Binned): TreeArrays {
  const nodes = grown.flat();
  const roots: number[] = [];
  let at = 0;
  for (const tree of grown) {
    roots.push(at);
    at += tree.length;
  }
  return {
    inputs,
    base,
    roots,
    feature: nodes.map((n) => n.feature),
    threshold: nodes.map((n) => (n.feature < 0 ? 0 : (binned.edges[n.feature]?.[n.bin] ?? 0))),
    missingLeft: nodes.map((n) => (n.feature >= 0 && n.missingLeft ? 1 : 0)),
    left: nodes.map((n) => n.left),
    right: nodes.map((n) => n.right),
    value: nodes.map((n) => n.value),
    cover: nodes.map((n) => n.cover),
  };
}
