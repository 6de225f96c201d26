/**
 * Silero VAD as its package has it → the same network for sound of 16 kHz in windows of one length, as plain ONNX.
 *
 * The package's file decides at each window, in dozens of conditions and conversions of type, what is the same at every
 * window: which rate, which shapes, how the weights of the LSTM lie. Here it is decided once. The same weights, half the
 * bytes, a fraction of the nodes; and ONNX Runtime's conversion, one function of 490 KB that a browser takes seconds
 * and 106 MB to optimise, is never called. web/build/silero.test.ts holds both against each other.
 */
import { all, numbers, words } from '../../models/contracts/onnx-reader.ts';
import { writeOnnx, type OnnxNode, type Weights } from '../../models/contracts/onnx-writer.ts';

const HIDDEN = 128;
/** Window with its context, see core/signals/voice.ts. */
const INPUT = 576;
/** Of the branch for 16 kHz; the other one's are half as long. */
const STFT = { bins: 258, length: 256, hop: 128, reflected: 64 } as const;
/** Strides of the four convolutions that follow. */
const STRIDES = [1, 2, 2, 1] as const;

/** @throws RangeError when the file is not that network: another version needs another look */
export function plainSilero(file: Uint8Array): Uint8Array {
  const found = constantsOf(file);
  const take = (ending: string, shape: readonly number[]): Uint8Array => {
    const one = [...found].find(([name, tensor]) => name.endsWith(ending) && `${tensor.shape}` === `${shape}`);
    if (!one) throw new RangeError(`no ${ending} of ${shape.join(' × ')} in the speech detector`);
    return one[1].data;
  };
  const weights: Weights[] = [];
  const nodes: OnnxNode[] = [];
  const f32 = (name: string, shape: readonly number[], data: Uint8Array): string => {
    weights.push({ name, type: 'float32', shape, data });
    return name;
  };
  const whole = (name: string, values: readonly number[]): string => {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    weights.push({ name, type: 'int64', shape: [values.length], data });
    return name;
  };
  const node = (operator: string, inputs: readonly string[], output: string, attributes?: OnnxNode['attributes']) => {
    nodes.push({ operator, inputs, outputs: [output], ...(attributes ? { attributes } : {}) });
    return output;
  };

  // Short-time Fourier transform by convolution; its size.
  const { bins, length, hop, reflected } = STFT;
  const basis = f32('basis', [bins, 1, length], take('stft.forward_basis_buffer', [bins, 1, length]));
  const padded = node('Pad', ['input', whole('pads', [0, 0, 0, reflected])], 'padded', { mode: 'reflect' });
  const line = node('Reshape', [padded, whole('line', [1, 1, INPUT + reflected])], 'sound');
  const waves = node('Conv', [line, basis], 'waves', { kernel_shape: [length], strides: [hop], pads: [0, 0] });
  const part = (name: string, from: number): string => {
    const to = from + bins / 2;
    const inputs = [waves, whole(`${name}_from`, [from]), whole(`${name}_to`, [to]), 'channel'];
    const half = node('Slice', inputs, name);
    return node('Mul', [half, half], `${name}_squared`);
  };
  whole('channel', [1]);
  const power = node('Add', [part('real', 0), part('imaginary', bins / 2)], 'power');
  let now = node('Sqrt', [power], 'size');

  let channels = bins / 2;
  for (const [n, stride] of STRIDES.entries()) {
    const out = n === 1 || n === 2 ? 64 : HIDDEN;
    const from = `encoder.${n}.reparam_conv`;
    const weight = f32(`weight${n}`, [out, channels, 3], take(`${from}.weight`, [out, channels, 3]));
    const bias = f32(`bias${n}`, [out], take(`${from}.bias`, [out]));
    const attributes = { kernel_shape: [3], strides: [stride], pads: [1, 1] };
    now = node('Relu', [node('Conv', [now, weight, bias], `conv${n}`, attributes)], `heard${n}`);
    channels = out;
  }

  const gates = 4 * HIDDEN;
  const rows = (ending: string, columns: number): Uint8Array =>
    asOnnxGates(take(ending, columns === 1 ? [gates] : [gates, columns]), columns);
  const w = f32('w', [1, gates, HIDDEN], rows('rnn.weight_ih', HIDDEN));
  const r = f32('r', [1, gates, HIDDEN], rows('rnn.weight_hh', HIDDEN));
  const both = [...rows('rnn.bias_ih', 1), ...rows('rnn.bias_hh', 1)];
  const b = f32('b', [1, 2 * gates], Uint8Array.from(both));
  const step = whole('step', [1, 1, HIDDEN]);
  const x = node('Reshape', [now, step], 'x');
  const [zero, one, two, axis] = [whole('zero', [0]), whole('one', [1]), whole('two', [2]), whole('axis', [0])];
  const h = node('Slice', ['state', zero, one, axis], 'h');
  const c = node('Slice', ['state', one, two, axis], 'c');
  nodes.push({
    operator: 'LSTM',
    inputs: [x, w, r, b, '', h, c],
    outputs: ['', 'hn', 'cn'],
    attributes: { hidden_size: HIDDEN },
  });
  node('Concat', ['hn', 'cn'], 'stateN', { axis: 0 });
  const column = node('Reshape', ['hn', whole('column', [1, HIDDEN, 1])], 'column_hn');
  const last = f32('last', [1, HIDDEN, 1], take('decoder.decoder.2.weight', [1, HIDDEN, 1]));
  const lastBias = f32('last_bias', [1], take('decoder.decoder.2.bias', [1]));
  const answer = node('Conv', [node('Relu', [column], 'sharp'), last, lastBias], 'answer', { kernel_shape: [1] });
  node('Reshape', [node('Sigmoid', [answer], 'likely'), whole('single', [1, 1])], 'output');

  return writeOnnx({
    name: 'silero',
    inputs: [
      { name: 'input', shape: [1, INPUT] },
      { name: 'state', shape: [2, 1, HIDDEN] },
    ],
    outputs: [
      { name: 'output', shape: [1, 1] },
      { name: 'stateN', shape: [2, 1, HIDDEN] },
    ],
    nodes,
    weights,
  });
}

/** Gates in PyTorch's order (input, forget, cell, output) → ONNX's (input, output, forget, cell). */
function asOnnxGates(data: Uint8Array, columns: number): Uint8Array {
  const size = HIDDEN * columns * 4;
  const gate = (n: number): Uint8Array => data.subarray(n * size, (n + 1) * size);
  const out = new Uint8Array(4 * size);
  for (const [n, from] of [0, 3, 1, 2].entries()) out.set(gate(from), n * size);
  return out;
}

interface Constant {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Every f32 constant of the branch for 16 kHz, by its name. Field numbers of onnx.proto3. */
function constantsOf(file: Uint8Array): ReadonlyMap<string, Constant> {
  const found = new Map<string, Constant>();
  const graph = (bytes: Uint8Array): void => {
    for (const node of all(bytes, 1)) {
      const [output] = all(node, 2);
      for (const attribute of all(node, 5)) {
        const name = words(all(attribute, 1)[0]);
        if (name === 'then_branch') for (const inner of all(attribute, 6)) graph(inner);
        const [tensor] = all(attribute, 5);
        if (tensor)
          found.set(words(output), { shape: numbers(tensor, 1), data: all(tensor, 9)[0] ?? new Uint8Array() });
      }
    }
  };
  for (const bytes of all(file, 7)) graph(bytes);
  return found;
}
