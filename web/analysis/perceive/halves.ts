/**
 * An ONNX network whose weights are halves (that is how it travels) enters, the same with floats leaves.
 *
 * ONNX Runtime would widen them itself, by its Cast. That is one WASM function of 490 KB for every pair of types: called
 * a dozen times, the browser optimises it for seconds and takes 106 MB for that (V8's --trace-wasm-compilation-times), more
 * than all else together. So no Cast is left.
 */
import { all, fieldsOf, numbers, words } from '#contracts/onnx-reader.ts';
import { header, integer, text } from '#contracts/onnx-writer.ts';

/** Field numbers of onnx.proto3. */
const GRAPH = 7;
const NODE = { itself: 1, input: 1, output: 2, operator: 4 } as const;
const TENSOR = { itself: 5, shape: 1, type: 2, name: 8, raw: 9 } as const;
const FLOAT32 = 1;
const FLOAT16 = 10;

export function widened(onnx: Uint8Array): Uint8Array {
  const parts = fieldsOf(onnx).flatMap(({ field, value, raw }): Part[] => {
    if (field !== GRAPH || typeof value === 'number') return [raw];
    const inner = graphOf(value);
    return [header(GRAPH, lengthOf(inner)), ...inner];
  });
  // Widened where it goes to, since the largest network has 20 MB.
  const out = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    if (part instanceof Uint8Array) out.set(part, at);
    else out.set(asFloats(part.halves), at);
    at += lengthOf([part]);
  }
  return out;
}

/** Bytes as they stay, or halves that become floats. */
type Part = Uint8Array | { readonly halves: Uint8Array };

const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + (part instanceof Uint8Array ? part.length : 2 * part.halves.length), 0);

function graphOf(graph: Uint8Array): Part[] {
  const fields = fieldsOf(graph).map((one) => ({ ...one, inner: typeof one.value === 'number' ? null : one.value }));
  const halves = new Set<string>();
  for (const { field, inner } of fields) {
    if (field !== TENSOR.itself || !inner || numbers(inner, TENSOR.type)[0] !== FLOAT16) continue;
    halves.add(words(all(inner, TENSOR.name)[0]));
  }
  /** Halves → the name that their floats go by. */
  const floats = new Map<string, string>();
  const widens = (field: number, inner: Uint8Array | null): inner is Uint8Array =>
    field === NODE.itself &&
    inner !== null &&
    words(all(inner, NODE.operator)[0]) === 'Cast' &&
    halves.has(words(all(inner, NODE.input)[0]));
  for (const { field, inner } of fields) {
    if (widens(field, inner)) floats.set(words(all(inner, NODE.input)[0]), words(all(inner, NODE.output)[0]));
  }
  return fields.flatMap(({ field, inner, raw }): Part[] => {
    if (widens(field, inner)) return [];
    const name = field === TENSOR.itself && inner ? floats.get(words(all(inner, TENSOR.name)[0])) : undefined;
    if (name === undefined || !inner) return [raw];
    const halves = all(inner, TENSOR.raw)[0] ?? new Uint8Array();
    const shape = numbers(inner, TENSOR.shape).map((size) => integer(TENSOR.shape, size));
    const type = integer(TENSOR.type, FLOAT32);
    const head = [...shape, type, text(TENSOR.name, name), header(TENSOR.raw, 2 * halves.length)];
    return [header(TENSOR.itself, lengthOf([...head, { halves }])), ...head, { halves }];
  });
}

/** IEEE 754 halves, little-endian → floats; every half is a float exactly. */
export function asFloats(halves: Uint8Array): Uint8Array {
  const table = (floatOf ??= Float32Array.from({ length: 65_536 }, (_, half) => widen(half)));
  const out = new Float32Array(halves.length >> 1);
  for (let i = 0; i < out.length; i++) out[i] = table[halves[2 * i]! | (halves[2 * i + 1]! << 8)]!;
  return new Uint8Array(out.buffer);
}

/** By all 65,536 halves: millions are looked up. */
let floatOf: Float32Array | null = null;

function widen(half: number): number {
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
