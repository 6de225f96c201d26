/**
 * The network: luma of a picture in, one number out, higher for a cleaner picture.
 *
 * Its first layers are fixed: at four sizes, four filters and how their answers lie over the picture (strong, usual,
 * weakest places), and how much of it is dark or bright. What is learned is the head that weighs them. Fixed layers keep
 * it small and fast, and a few dozen frames suffice to learn the rest.
 */
import { writeOnnx, type Attribute, type OnnxNode, type Weights } from '#contracts/onnx-writer.ts';

export const SCALES = 4;
/** Across, down, both (Laplacian), and corner against corner: one 3 × 3 row each, answers from -1 to 1. */
const FILTERS = [
  [0, 0, 0, -1, 0, 1, 0, 0, 0],
  [0, -1, 0, 0, 0, 0, 0, 1, 0],
  [0, -0.25, 0, -0.25, 1, -0.25, 0, -0.25, 0],
  [0.25, -0.5, 0.25, -0.5, 1, -0.5, 0.25, -0.5, 0.25],
] as const;
/** One step of 8 bits, squared: weaker answers than this are rounding. */
const FLOOR = 1.5e-5;
/** Mean luma that counts as no light, so that its logarithm ends. */
const DARK = 0.01;
/** Brightness at which a pixel counts as dark or bright, and how steep the count is. */
const TONES = [
  [0.03, -60],
  [0.12, -25],
  [0.85, 25],
  [0.97, 60],
] as const;
/** Means of squares, of sizes, of the logarithm and of the inverse per block; per filter and scale. */
export const FEATURES = SCALES * FILTERS.length * 4 + TONES.length + 3;

export interface Head {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** [hidden][FEATURES] */
  readonly first: readonly (readonly number[])[];
  readonly firstBias: readonly number[];
  /** [hidden] */
  readonly second: readonly number[];
}

/** Standardised values farther out than this are held: a picture unlike any seen must not run away. */
export const CLIP = 5;

/** @param head null for the fixed layers alone, whose output is `features` [1, FEATURES] */
export function qualityNetwork(head: Head | null): Uint8Array {
  const graph = new Builder();
  const looks: string[] = [];
  let picture = 'luma';
  const filters = graph.floats(FILTERS.flat(), [FILTERS.length, 1, 3, 3]);
  const floor = graph.floats([FLOOR], []);
  for (let scale = 0; scale < SCALES; scale++) {
    if (scale > 0) picture = graph.node('AveragePool', [picture], { kernel_shape: [2, 2], strides: [2, 2] });
    const answers = graph.node('Conv', [picture, filters], { kernel_shape: [3, 3] });
    const squares = graph.node('Mul', [answers, answers]);
    const strong = graph.node('Log', [graph.node('Add', [graph.node('GlobalAveragePool', [squares]), floor])]);
    const sizes = graph.node('GlobalAveragePool', [graph.node('Abs', [answers])]);
    const usual = graph.node('Log', [graph.node('Add', [sizes, floor])]);
    const blocks = graph.node('AveragePool', [squares], { kernel_shape: [8, 8], strides: [8, 8] });
    const lifted = graph.node('Add', [blocks, floor]);
    const typical = graph.node('GlobalAveragePool', [graph.node('Log', [lifted])]);
    const inverse = graph.node('GlobalAveragePool', [graph.node('Reciprocal', [lifted])]);
    const weakest = graph.node('Neg', [graph.node('Log', [inverse])]);
    looks.push(strong, usual, typical, weakest);
  }
  for (const [at, steep] of TONES) {
    const away = graph.node('Sub', ['luma', graph.floats([at], [])]);
    const counted = graph.node('Sigmoid', [graph.node('Mul', [away, graph.floats([steep], [])])]);
    looks.push(graph.node('GlobalAveragePool', [counted]));
  }
  const bright = graph.node('GlobalAveragePool', ['luma']);
  // Halving the light is one step, however bright it was.
  looks.push(bright, graph.node('Log', [graph.node('Add', [bright, graph.floats([DARK], [])])]));
  looks.push(graph.node('GlobalAveragePool', [graph.node('Mul', ['luma', 'luma'])]));
  const joined = graph.node('Concat', looks, { axis: 1 });
  const features = graph.node('Flatten', [joined], { axis: 1 }, head === null ? 'features' : undefined);
  if (head !== null) {
    const centred = graph.node('Sub', [features, graph.floats(head.mean, [1, FEATURES])]);
    const scaled = graph.node('Mul', [centred, graph.floats(head.scale, [1, FEATURES])]);
    const held = graph.node('Clip', [scaled, graph.floats([-CLIP], []), graph.floats([CLIP], [])]);
    const hidden = head.first.length;
    const first = graph.node(
      'Gemm',
      [held, graph.floats(head.first.flat(), [hidden, FEATURES]), graph.floats(head.firstBias, [hidden])],
      { transB: 1 },
    );
    graph.node('MatMul', [graph.node('Tanh', [first]), graph.floats(head.second, [hidden, 1])], {}, 'quality');
  }
  return writeOnnx({
    name: 'quality',
    inputs: [{ name: 'luma', shape: [1, 1, null, null] }],
    outputs: [head === null ? { name: 'features', shape: [1, FEATURES] } : { name: 'quality', shape: [1, 1] }],
    nodes: graph.nodes,
    weights: graph.weights,
  });
}

/** The head in this language, for training and as a check of the file. */
export function applyHead(head: Head, features: ArrayLike<number>): number {
  const held = head.mean.map((mean, i) =>
    Math.min(CLIP, Math.max(-CLIP, ((features[i] ?? 0) - mean) * (head.scale[i] ?? 0))),
  );
  return head.first.reduce((sum, row, h) => {
    const inside = row.reduce((total, weight, i) => total + weight * held[i]!, head.firstBias[h] ?? 0);
    return sum + Math.tanh(inside) * (head.second[h] ?? 0);
  }, 0);
}

class Builder {
  readonly nodes: OnnxNode[] = [];
  readonly weights: Weights[] = [];

  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `n${this.nodes.length}`,
  ): string {
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  floats(values: readonly number[], shape: readonly number[]): string {
    const name = `w${this.weights.length}`;
    this.weights.push({ name, type: 'float32', shape, data: new Uint8Array(Float32Array.from(values).buffer) });
    return name;
  }
}
