/**
 * TreeArrays → ONNX bytes: one TreeEnsembleRegressor, input `x` [rows, inputs] f32 with NaN for missing, output `y` [rows, 1] f32.
 *
 * ai.onnx.ml is pinned to opset 3: the operator is deprecated in 5, and 3 runs in onnxruntime-web's /wasm build
 * (models note, section 2). ONNX compares in f32, so thresholds are rounded here; a row that sits within
 * f32 rounding of a threshold takes the same side only if the plain walker sees the f32 value too (`Math.fround`).
 *
 * The bytes are protobuf wire format, written by hand: the schema has been frozen since 2017 and the writer is
 * shorter than any package's set-up. Field numbers are those of onnx/onnx.proto3 (IR version 8).
 */
import type { NetArrays, TreeArrays } from '#core/scoring/model-files.ts';

const IR_VERSION = 8;
const ML_OPSET = 3;
/** TensorProto.DataType.FLOAT */
const FLOAT = 1;
/** AttributeProto.AttributeType */
const ATTRIBUTE = { int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

export function writeTreeEnsembleOnnx(trees: TreeArrays): Uint8Array {
  return modelOf([treesNode(trees, 'y')], [], [bytes(11, tensorInfo('x', [null, trees.inputs.length]))]);
}

/**
 * Trees and network as one graph: input `x` as above, input `z` [rows, values and marks] f32 as `standardised` in core
 * makes it (in f64: 2025 less its mean loses four digits in f32), output `y` the sum of both.
 */
export function writeStackOnnx(trees: TreeArrays, net: NetArrays): Uint8Array {
  const nodes: Uint8Array[] = [treesNode(trees, 'of_trees')];
  const initializers: Uint8Array[] = [];
  let from = 'z';
  net.layers.forEach(({ inputs, outputs, weights, bias }, l) => {
    const last = l === net.layers.length - 1;
    initializers.push(
      initializer(`w${l}`, [outputs, inputs], Array.from(weights)),
      initializer(`b${l}`, [outputs], Array.from(bias)),
    );
    const out = last ? 'of_net' : `h${l}`;
    nodes.push(nodeOf('Gemm', [from, `w${l}`, `b${l}`], out, [whole('transB', 1)]));
    if (!last) nodes.push(nodeOf('Relu', [out], `r${l}`));
    from = `r${l}`;
  });
  nodes.push(nodeOf('Add', ['of_trees', 'of_net'], 'y'));
  const width = net.layers[0]?.inputs ?? 0;
  return modelOf(nodes, initializers, [
    bytes(11, tensorInfo('x', [null, trees.inputs.length])),
    bytes(11, tensorInfo('z', [null, width])),
  ]);
}

function treesNode(trees: TreeArrays, output: string): Uint8Array {
  const columns = flattenTrees(trees);
  return message([
    text(1, 'x'),
    text(2, output),
    text(3, 'trees'),
    text(4, 'TreeEnsembleRegressor'),
    text(7, 'ai.onnx.ml'),
    ...[
      ints('nodes_treeids', columns.tree),
      ints('nodes_nodeids', columns.node),
      ints('nodes_featureids', columns.feature),
      strings('nodes_modes', columns.mode),
      floats('nodes_values', columns.threshold),
      ints('nodes_truenodeids', columns.yes),
      ints('nodes_falsenodeids', columns.no),
      ints('nodes_missing_value_tracks_true', columns.missingLeft),
      ints('target_treeids', columns.leafTree),
      ints('target_nodeids', columns.leafNode),
      ints(
        'target_ids',
        columns.leafTree.map(() => 0),
      ),
      floats('target_weights', columns.leafValue),
      floats('base_values', [trees.base]),
      whole('n_targets', 1),
      word('aggregate_function', 'SUM'),
      word('post_transform', 'NONE'),
    ].map((attribute) => bytes(5, attribute)),
  ]);
}

const nodeOf = (
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Uint8Array[] = [],
): Uint8Array =>
  message([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, type),
    ...attributes.map((attribute) => bytes(5, attribute)),
  ]);

/** TensorProto of floats. */
const initializer = (name: string, shape: readonly number[], values: readonly number[]): Uint8Array =>
  bytes(
    5,
    message([...shape.map((size) => integer(1, size)), integer(2, FLOAT), text(8, name), bytes(9, f32(values))]),
  );

/** @param inputs the ValueInfoProtos of what is fed */
function modelOf(
  nodes: readonly Uint8Array[],
  initializers: readonly Uint8Array[],
  inputs: readonly Uint8Array[],
): Uint8Array {
  const graph = message([
    ...nodes.map((node) => bytes(1, node)),
    text(2, 'trees'),
    ...initializers,
    ...inputs,
    bytes(12, tensorInfo('y', [null, 1])),
  ]);
  return message([
    integer(1, IR_VERSION),
    text(2, 'presage'),
    bytes(7, graph),
    bytes(8, message([text(1, ''), integer(2, 17)])),
    bytes(8, message([text(1, 'ai.onnx.ml'), integer(2, ML_OPSET)])),
  ]);
}

function flattenTrees(trees: TreeArrays) {
  const columns = {
    tree: [] as number[],
    node: [] as number[],
    feature: [] as number[],
    mode: [] as string[],
    threshold: [] as number[],
    yes: [] as number[],
    no: [] as number[],
    missingLeft: [] as number[],
    leafTree: [] as number[],
    leafNode: [] as number[],
    leafValue: [] as number[],
  };
  trees.roots.forEach((root, tree) => {
    const end = trees.roots[tree + 1] ?? trees.feature.length;
    for (let at = root; at < end; at++) {
      const feature = trees.feature[at] ?? -1;
      const leaf = feature < 0;
      columns.tree.push(tree);
      columns.node.push(at - root);
      columns.feature.push(leaf ? 0 : feature);
      columns.mode.push(leaf ? 'LEAF' : 'BRANCH_LEQ');
      columns.threshold.push(leaf ? 0 : (trees.threshold[at] ?? 0));
      columns.yes.push(leaf ? 0 : (trees.left[at] ?? 0));
      columns.no.push(leaf ? 0 : (trees.right[at] ?? 0));
      columns.missingLeft.push(leaf ? 0 : (trees.missingLeft[at] ?? 0));
      if (!leaf) continue;
      columns.leafTree.push(tree);
      columns.leafNode.push(at - root);
      columns.leafValue.push(trees.value[at] ?? 0);
    }
  });
  return columns;
}

// ---------------------------------------------------------------- ONNX messages

const ints = (name: string, values: readonly number[]): Uint8Array =>
  message([text(1, name), bytes(8, message(values.map(varint))), integer(20, ATTRIBUTE.ints)]);
const floats = (name: string, values: readonly number[]): Uint8Array =>
  message([text(1, name), bytes(7, f32(values)), integer(20, ATTRIBUTE.floats)]);
const strings = (name: string, values: readonly string[]): Uint8Array =>
  message([text(1, name), ...values.map((value) => text(9, value)), integer(20, ATTRIBUTE.strings)]);
const whole = (name: string, value: number): Uint8Array =>
  message([text(1, name), integer(3, value), integer(20, ATTRIBUTE.int)]);
const word = (name: string, value: string): Uint8Array =>
  message([text(1, name), text(4, value), integer(20, ATTRIBUTE.string)]);

/** ValueInfoProto of a float tensor; a null size is free. */
function tensorInfo(name: string, shape: readonly (number | null)[]): Uint8Array {
  const sizes = shape.map((size) => bytes(1, size === null ? text(2, 'rows') : integer(1, size)));
  const tensor = message([integer(1, FLOAT), bytes(2, message(sizes))]);
  return message([text(1, name), bytes(2, message([bytes(1, tensor)]))]);
}

// ---------------------------------------------------------------- protobuf wire format

const VARINT = 0;
const LENGTH_DELIMITED = 2;

const integer = (field: number, value: number): Uint8Array => message([varint(field * 8 + VARINT), varint(value)]);
const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  message([varint(field * 8 + LENGTH_DELIMITED), varint(value.length), value]);

function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  return Uint8Array.from([...out, rest]);
}

function f32(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}

function message(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
