import { expect, test } from 'vitest';
import { all, numbers, words } from '#contracts/onnx-reader.ts';
import { writeOnnx } from '#contracts/onnx-writer.ts';
import { asFloats, widened } from './halves.ts';

const floats = (...halves: number[]): number[] => [
  ...new Float32Array(asFloats(new Uint8Array(Uint16Array.from(halves).buffer)).buffer),
];

test('halves are the floats that IEEE 754 says', () => {
  // Table of binary16 examples in Wikipedia's "Half-precision floating-point format".
  expect(floats(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0400, 0x0001, 0x7c00, 0xfc00, 0x0000)).toEqual([
    1,
    -2,
    0.333251953125,
    65504,
    2 ** -14,
    2 ** -24,
    Infinity,
    -Infinity,
    0,
  ]);
  expect(floats(0x8000)[0]).toBe(-0);
  expect(floats(0x7c01)[0]).toBeNaN();
});

test('a network in halves comes out in floats, without the step that widened it', () => {
  const network = writeOnnx({
    name: 'n',
    inputs: [{ name: 'x', shape: [2] }],
    outputs: [{ name: 'y', shape: [2] }],
    nodes: [
      { operator: 'Cast', inputs: ['half'], outputs: ['weights'], attributes: { to: 1 } },
      { operator: 'Mul', inputs: ['x', 'weights'], outputs: ['y'] },
    ],
    weights: [
      { name: 'half', type: 'float16', shape: [2], data: Uint8Array.of(0x00, 0x3c, 0x00, 0xc0) },
      { name: 'whole', type: 'int64', shape: [1], data: new Uint8Array(8) },
    ],
  });
  const [graph] = all(widened(network), 7);
  expect(all(graph!, 1).map((node) => words(all(node, 4)[0]))).toEqual(['Mul']);
  const [weights, whole] = all(graph!, 5);
  expect([words(all(weights!, 8)[0]), numbers(weights!, 1), numbers(weights!, 2)]).toEqual(['weights', [2], [1]]);
  expect([...new Float32Array(all(weights!, 9)[0]!.slice().buffer)]).toEqual([1, -2]);
  expect(words(all(whole!, 8)[0])).toBe('whole');
});

test('a network without halves stays as it is', () => {
  const network = writeOnnx({
    name: 'n',
    inputs: [{ name: 'x', shape: [1] }],
    outputs: [{ name: 'y', shape: [1] }],
    nodes: [{ operator: 'Cast', inputs: ['x'], outputs: ['y'], attributes: { to: 1 } }],
    weights: [],
  });
  expect(widened(network)).toEqual(network);
});
