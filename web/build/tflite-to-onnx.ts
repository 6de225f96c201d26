/**
 * A TensorFlow Lite network → the same network as ONNX: weights as they are, pictures with channels first.
 *
 * TensorFlow keeps a picture as [1, height, width, channels], ONNX as [1, channels, height, width]. Inside everything is
 * channels first; where the shape changes to something else the order is turned back, so outputs are TensorFlow's.
 */
import { writeOnnx, type Attribute, type OnnxNode, type Weights } from '../../models/contracts/onnx-writer.ts';
import { readTflite, type Tflite, type TfliteOperator, type TfliteTensor } from './tflite.ts';

/** BuiltinOperator of the schema. */
const OPERATOR = {
  0: 'Add',
  1: 'AveragePool',
  2: 'Concat',
  3: 'Conv',
  4: 'DepthwiseConv',
  6: 'Dequantize',
  14: 'Sigmoid',
  17: 'MaxPool',
  18: 'Mul',
  19: 'Relu',
  22: 'Reshape',
  23: 'Resize',
  32: 'Custom',
  34: 'Pad',
  117: 'HardSwish',
} as const;

/** @throws RangeError for an operator that is not known here: another network needs another line */
export function tfliteToOnnx(file: Uint8Array): Uint8Array {
  const model = readTflite(file);
  return new Conversion(model).onnx();
}

class Conversion {
  readonly #model: Tflite;
  readonly #nodes: OnnxNode[] = [];
  readonly #weights: Weights[] = [];
  /** Tensors of the file that hold halves under another name: what Dequantize read. */
  readonly #halves = new Map<number, number>();
  /** Tensors of four axes that are no pictures any more: reshaped ones stand in TensorFlow's order. */
  readonly #flat = new Set<number>();
  #names = 0;

  constructor(model: Tflite) {
    this.#model = model;
  }

  onnx(): Uint8Array {
    const { inputs, outputs, operators } = this.#model;
    const [input] = inputs;
    if (input === undefined || inputs.length !== 1) throw new RangeError('one input is expected');
    for (const operator of operators) this.#convert(operator);
    const results = outputs.map((index) => {
      const tensor = this.#tensor(index);
      if (!this.#isPicture(index)) return { name: nameOf(index), shape: tensor.shape };
      return { name: this.#turned(nameOf(index), [0, 2, 3, 1], `out${index}`), shape: tensor.shape };
    });
    // The picture comes in as TensorFlow's.
    const { shape } = this.#tensor(input);
    this.#nodes.unshift({
      operator: 'Transpose',
      inputs: ['input'],
      outputs: [nameOf(input)],
      attributes: { perm: [0, 3, 1, 2] },
    });
    return writeOnnx({
      name: 'network',
      inputs: [{ name: 'input', shape }],
      outputs: results,
      nodes: this.#nodes,
      weights: this.#weights,
    });
  }

  #convert(operator: TfliteOperator): void {
    const { code, inputs, outputs } = operator;
    const kind = Object.hasOwn(OPERATOR, code) ? OPERATOR[code as keyof typeof OPERATOR] : null;
    const [a = -1, b = -1] = inputs;
    const [out = -1] = outputs;
    if (kind !== 'Reshape' && kind !== 'Concat' && inputs.some((index) => this.#flat.has(index)))
      throw new RangeError(`operator ${code} on a reshaped tensor is not known here`);
    switch (kind) {
      case 'Dequantize':
        this.#halves.set(out, a);
        return;
      case 'Conv':
      case 'DepthwiseConv':
        this.#convolution(operator, kind === 'DepthwiseConv');
        return;
      case 'Add':
      case 'Mul':
        this.#activated(operator.int(0, 0), out, (to) =>
          this.#node(kind, [this.#operand(a, out), this.#operand(b, out)], to),
        );
        return;
      case 'Relu':
      case 'Sigmoid':
      case 'HardSwish':
        this.#node(kind, [nameOf(a)], nameOf(out));
        return;
      case 'MaxPool':
      case 'AveragePool':
        this.#node(kind, [nameOf(a)], nameOf(out), {
          auto_pad: padding(operator.int(0, 0)),
          strides: [operator.int(2, 1), operator.int(1, 1)],
          kernel_shape: [operator.int(4, 1), operator.int(3, 1)],
        });
        return;
      case 'Pad': {
        const pads = this.#whole(b);
        const at = (axis: number, side: 0 | 1): number => pads[2 * axis + side] ?? 0;
        const order = [0, 3, 1, 2] as const;
        const sizes = [...order.map((axis) => at(axis, 0)), ...order.map((axis) => at(axis, 1))];
        this.#node('Pad', [nameOf(a), this.#int64(sizes)], nameOf(out), { mode: 'constant' });
        return;
      }
      case 'Resize': {
        const [height = 0, width = 0] = this.#whole(b);
        const channels = this.#tensor(out).shape[3] ?? 0;
        const corners = operator.int(2, 0) === 1;
        const centres = operator.int(3, 0) === 1;
        this.#node('Resize', [nameOf(a), '', '', this.#int64([1, channels, height, width])], nameOf(out), {
          mode: 'linear',
          coordinate_transformation_mode: corners ? 'align_corners' : centres ? 'half_pixel' : 'asymmetric',
        });
        return;
      }
      case 'Reshape': {
        const from = this.#isPicture(a) ? this.#turned(nameOf(a), [0, 2, 3, 1], `r${out}`) : nameOf(a);
        const { shape } = this.#tensor(out);
        this.#flat.add(out);
        this.#node('Reshape', [from, this.#int64(shape)], nameOf(out));
        return;
      }
      case 'Concat': {
        const axis = operator.int(0, 0);
        const pictures = inputs.filter((index) => this.#isPicture(index)).length;
        if (pictures !== 0 && pictures !== inputs.length) throw new RangeError('pictures beside other tensors');
        if (pictures === 0) this.#flat.add(out);
        this.#node(
          'Concat',
          inputs.map((index) => nameOf(index)),
          nameOf(out),
          { axis: pictures > 0 ? ([0, 2, 3, 1][axis] ?? 0) : axis },
        );
        return;
      }
      case 'Custom':
        this.#custom(operator);
        return;
      default:
        throw new RangeError(`operator ${code} is not known here`);
    }
  }

  #convolution(operator: TfliteOperator, depthwise: boolean): void {
    const [a = -1, weights = -1, bias = -1] = operator.inputs;
    const [out = -1] = operator.outputs;
    const { shape } = this.#weightTensor(weights);
    const [first = 0, height = 0, width = 0, last = 0] = shape;
    const field = depthwise ? 4 : 3;
    // OHWI → OIHW; depthwise 1HWC → C1HW.
    const kernel = this.#weight(weights, depthwise ? [3, 0, 1, 2] : [0, 3, 1, 2]);
    const inputs = [nameOf(a), kernel, ...(bias >= 0 ? [this.#weight(bias)] : [])];
    this.#activated(operator.int(field, 0), out, (to) =>
      this.#node('Conv', inputs, to, {
        auto_pad: padding(operator.int(0, 0)),
        kernel_shape: [height, width],
        strides: [operator.int(2, 1), operator.int(1, 1)],
        group: depthwise ? last : 1,
      }),
    );
    if (depthwise && first !== 1) throw new RangeError('a depthwise kernel of another shape');
  }

  /** MediaPipe's transposed convolution with a bias; its options are the struct TfLitePoolParams-like pair of strides. */
  #custom(operator: TfliteOperator): void {
    if (operator.custom !== 'Convolution2DTransposeBias') throw new RangeError(`operator ${operator.custom}`);
    const [a = -1, weights = -1, bias = -1] = operator.inputs;
    const [out = -1] = operator.outputs;
    const { shape } = this.#weightTensor(weights);
    const [, height = 0, width = 0] = shape;
    const from = this.#tensor(a).shape;
    const to = this.#tensor(out).shape;
    const strides = [1, 2].map((axis) => Math.round((to[axis] ?? 0) / (from[axis] ?? 1)));
    // OHWI → IOHW.
    this.#node('ConvTranspose', [nameOf(a), this.#weight(weights, [3, 0, 1, 2]), this.#weight(bias)], nameOf(out), {
      auto_pad: 'SAME_UPPER',
      kernel_shape: [height, width],
      strides,
    });
  }

  #node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    this.#nodes.push({ operator, inputs, outputs: [output], attributes });
  }

  /** ActivationFunctionType: 0 none, 1 relu, 3 relu6. */
  #activated(activation: number, out: number, make: (to: string) => void): void {
    if (activation === 0) return make(nameOf(out));
    const before = `${nameOf(out)}_before`;
    make(before);
    if (activation === 1) this.#node('Relu', [before], nameOf(out));
    else if (activation === 3) this.#node('Clip', [before, this.#float(0), this.#float(6)], nameOf(out));
    else throw new RangeError(`activation ${activation}`);
  }

  /** Computed, or a constant that is added to (multiplied with) a picture. */
  #operand(index: number, out: number): string {
    if (!this.#isWeight(index)) return nameOf(index);
    const { shape } = this.#weightTensor(index);
    if (this.#tensor(out).shape.length === 4 && shape.length === 4) return this.#weight(index, [0, 3, 1, 2]);
    if (shape.length <= 1 && (shape[0] ?? 1) <= 1) return this.#weight(index);
    throw new RangeError('a constant of another shape');
  }

  #turned(from: string, perm: readonly number[], to: string): string {
    this.#node('Transpose', [from], to, { perm });
    return to;
  }

  #tensor(index: number): TfliteTensor {
    const tensor = this.#model.tensors[index];
    if (!tensor) throw new RangeError(`no tensor ${index}`);
    return tensor;
  }

  #isPicture = (index: number): boolean => this.#tensor(index).shape.length === 4 && !this.#flat.has(index);

  #isWeight = (index: number): boolean => this.#halves.has(index) || this.#tensor(index).data !== null;

  #weightTensor(index: number): TfliteTensor & { readonly data: Uint8Array } {
    const tensor = this.#tensor(this.#halves.get(index) ?? index);
    if (tensor.data === null) throw new RangeError(`tensor ${index} is no weight`);
    return { ...tensor, data: tensor.data };
  }

  #weight(index: number, perm?: readonly number[]): string {
    const { shape, data, type } = this.#weightTensor(index);
    if (type !== 'float16' && type !== 'float32') throw new RangeError(`weights of type ${type}`);
    const name = `w${this.#names++}`;
    const size = type === 'float16' ? 2 : 4;
    const turned = perm ? permuted(data, shape, perm, size) : { data, shape };
    const stored = type === 'float16' ? `${name}_half` : name;
    this.#weights.push({ name: stored, type, shape: turned.shape, data: turned.data });
    if (type === 'float16') this.#node('Cast', [stored], name, { to: 1 });
    return name;
  }

  #int64(values: readonly number[]): string {
    const name = `i${this.#names++}`;
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#weights.push({ name, type: 'int64', shape: [values.length], data });
    return name;
  }

  #float(value: number): string {
    const name = `f${this.#names++}`;
    this.#weights.push({ name, type: 'float32', shape: [], data: new Uint8Array(Float32Array.of(value).buffer) });
    return name;
  }

  /** Whole numbers written in the file: paddings, sizes. */
  #whole(index: number): readonly number[] {
    const { data } = this.#weightTensor(index);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Array.from({ length: data.length / 4 }, (_, i) => view.getInt32(4 * i, true));
  }
}

const nameOf = (index: number): string => `t${index}`;

/** Padding of the schema: 0 is SAME, 1 VALID. */
const padding = (value: number): string => (value === 0 ? 'SAME_UPPER' : 'VALID');

/** The same numbers in another order of axes. */
function permuted(
  data: Uint8Array,
  shape: readonly number[],
  perm: readonly number[],
  size: number,
): { readonly data: Uint8Array; readonly shape: readonly number[] } {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, each) => product * each, 1));
  const turned = perm.map((axis) => shape[axis] ?? 1);
  const steps = perm.map((axis) => strides[axis] ?? 0);
  const out = new Uint8Array(data.length);
  const walk = (axis: number, from: number, to: number): number => {
    if (axis === turned.length) {
      out.set(data.subarray(from * size, (from + 1) * size), to * size);
      return to + 1;
    }
    let at = to;
    for (let i = 0; i < (turned[axis] ?? 0); i++) at = walk(axis + 1, from + i * (steps[axis] ?? 0), at);
    return at;
  };
  walk(0, 0, 0);
  return { data: out, shape: turned };
}
