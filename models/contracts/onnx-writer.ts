/**
 * Nodes and weights → ONNX bytes (protobuf wire format; field numbers of onnx/onnx.proto3, IR version 8, opset 17).
 *
 * Half-precision weights stay halves in the file; a Cast that ONNX Runtime folds when it loads makes them floats.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';

const IR_VERSION = 8;
const OPSET = 17;
const TYPE = { float32: 1, int64: 7, float16: 10 } as const;

export type Attribute = number | string | readonly number[];

export interface Weights {
  readonly name: string;
  readonly type: keyof typeof TYPE;
  readonly shape: readonly number[];
  /** Little-endian. */
  readonly data: Uint8Array;
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, words and lists of whole numbers; a number that is no whole one is written as a float. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface OnnxGraph {
  readonly name: string;
  /** A null size is free. */
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly nodes: readonly OnnxNode[];
  readonly weights: readonly Weights[];
}

export function writeOnnx(graph: OnnxGraph): Uint8Array {
  return message([
    integer(1, IR_VERSION),
    text(2, 'presage'),
    bytes(
      7,
      message([
        ...graph.nodes.map((node) => bytes(1, nodeMessage(node))),
        text(2, graph.name),
        ...graph.weights.map((weights) => bytes(5, tensorMessage(weights))),
        ...graph.inputs.map(({ name, shape }) => bytes(11, infoMessage(name, shape))),
        ...graph.outputs.map(({ name, shape }) => bytes(12, infoMessage(name, shape))),
      ]),
    ),
    bytes(8, message([text(1, ''), integer(2, OPSET)])),
  ]);
}

const nodeMessage = ({ operator, inputs, outputs, attributes = {} }: OnnxNode): Uint8Array =>
  message([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeMessage(name, value))),
  ]);

function attributeMessage(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'string') return message([text(1, name), text(4, value), integer(20, 3)]);
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return message([text(1, name), integer(3, value), integer(20, 2)]);
    const float = new DataView(new ArrayBuffer(4));
    float.setFloat32(0, value, true);
    return message([text(1, name), Uint8Array.of((2 << 3) | 5), new Uint8Array(float.buffer), integer(20, 1)]);
  }
  return message([text(1, name), ...value.map((each) => integer(8, each)), integer(20, 7)]);
}

const tensorMessage = ({ name, type, shape, data }: Weights): Uint8Array =>
  message([...shape.map((size) => integer(1, size)), integer(2, TYPE[type]), text(8, name), bytes(9, data)]);

function infoMessage(name: string, shape: readonly (number | null)[]): Uint8Array {
  const sizes = message(shape.map((size, axis) => bytes(1, size === null ? text(2, `n${axis}`) : integer(1, size))));
  return message([text(1, name), bytes(2, message([bytes(1, message([integer(1, TYPE.float32), bytes(2, sizes)]))]))]);
}

// ---------------------------------------------------------------- protobuf

export const integer = (field: number, value: number): Uint8Array => message([varint(field << 3), varint(value)]);
/** What stands before a value that has a length. */
export const header = (field: number, length: number): Uint8Array =>
  message([varint((field << 3) | 2), varint(length)]);
const bytes = (field: number, value: Uint8Array): Uint8Array => message([header(field, value.length), value]);
export const text = (field: number, value: string): Uint8Array => bytes(field, utf8ToBytes(value));

/** A negative number takes ten bytes, as protobuf wants it. */
function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return Uint8Array.from(out);
}

function message(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
