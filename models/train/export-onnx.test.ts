import { readFileSync } from 'node:fs';
// In Node the bare name is the plain wasm build; in a browser it would be another one, and the app never uses it.
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import type { NetArrays, TreeArrays } from '#core/scoring/model-files.ts';
import { predictNet, standardised } from '#core/scoring/network.ts';
import { predictTrees } from '#core/scoring/trees.ts';
import { below, seeded } from '#core/stats/random.ts';
import { writeStackOnnx, writeTreeEnsembleOnnx } from './export-onnx.ts';

/** Two inputs, two trees; the second splits on `followers` and sends a missing value right. */
const twoTrees: TreeArrays = {
  inputs: ['length', 'followers'],
  base: 0.5,
  roots: [0, 5],
  feature: [0, -1, 1, -1, -1, 1, -1, -1],
  threshold: [10, 0, 3, 0, 0, 2, 0, 0],
  missingLeft: [1, 0, 0, 0, 0, 0, 0, 0],
  left: [1, 0, 3, 0, 0, 1, 0, 0],
  right: [2, 0, 4, 0, 0, 2, 0, 0],
  value: [0, 0.1, 0, -0.2, 0.3, 0, 1, 2],
  cover: [10, 5, 5, 2, 3, 10, 4, 6],
};

async function run(trees: TreeArrays, rows: readonly (readonly number[])[]): Promise<number[]> {
  const session = await InferenceSession.create(writeTreeEnsembleOnnx(trees));
  try {
    const x = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, trees.inputs.length]);
    const { y } = await session.run({ x });
    return Array.from(y?.data as Float32Array);
  } finally {
    await session.release();
  }
}

describe('trees written as ONNX', () => {
  test('onnxruntime gives the sums worked out by hand, also where a value is missing', async () => {
    const answers = await run(twoTrees, [
      [10, 2], // .5 + .1 + 1: both on the threshold, both go left
      [11, 3], // .5 - .2 + 2
      [11, 4], // .5 + .3 + 2
      [NaN, 1], // missing length goes left: .5 + .1 + 1
      [11, NaN], // missing followers go right in both trees: .5 + .3 + 2
    ]);
    const byHand = [1.6, 2.3, 2.8, 1.6, 2.8];
    answers.forEach((answer, index) => expect(answer).toBeCloseTo(byHand[index] ?? NaN, 5));
  });

  test('with a network beside them, onnxruntime gives the sum of both', async () => {
    const net: NetArrays = {
      mean: [10, 2],
      scale: [2, 1],
      gaps: [1],
      marks: [0.5],
      layers: [
        { inputs: 3, outputs: 2, weights: [1, 0.5, 0, -1, 0, 2], bias: [0.25, -0.5] },
        { inputs: 2, outputs: 1, weights: [0.5, -1], bias: [0.125] },
      ],
    };
    const rows = [
      [12, 3], // z = 1, 1, 0: relu(1.75), relu(-1.5): .875 + .125 = 1, beside the trees' .5 - .2 + 2
      [10, Number.NaN], // z = 0, 0, 1: relu(.25), relu(1.5): .125 - 1.5 + .125 = -1.25, beside .5 + .1 + 2
    ];
    expect(rows.map((row) => predictNet(net, row))).toEqual([1, -1.25]);
    const session = await InferenceSession.create(writeStackOnnx(twoTrees, net));
    try {
      const x = new Tensor('float32', Float32Array.from(rows.flat()), [2, 2]);
      const z = new Tensor('float32', Float32Array.from(rows.flatMap((row) => [...standardised(net, row)])), [2, 3]);
      const { y } = await session.run({ x, z });
      const answers = Array.from(y?.data as Float32Array);
      expect(answers[0]).toBeCloseTo(3.3, 5);
      expect(answers[1]).toBeCloseTo(1.35, 5);
    } finally {
      await session.release();
    }
  });

  test('the file says opset 3 of ai.onnx.ml and does not change between two writings', () => {
    const first = writeTreeEnsembleOnnx(twoTrees);
    expect(writeTreeEnsembleOnnx(twoTrees)).toEqual(first);
    const domain = new TextEncoder().encode('ai.onnx.ml');
    const tail = first.slice(-domain.length - 2);
    expect(tail.slice(0, domain.length)).toEqual(domain);
    expect(Array.from(tail.slice(-2))).toEqual([2 * 8, 3]);
  });
});

describe.each(['top', 'engage', 'growth'])('the trees of %s as they ship', (id) => {
  const zoo = (name: string): Buffer => readFileSync(new URL(`../zoo/${id}/${name}`, import.meta.url));

  test('answer in onnxruntime as the plain walker does, within 1e-5 of a unit or of the answer, gaps too', async () => {
    // Holds: the contract of each is tested with the zoo.
    const { trees } = JSON.parse(zoo('model.json').toString('utf8')) as { readonly trees: TreeArrays };
    const random = seeded(5);
    // Each input near a threshold that some tree asks it for, so that every side is met.
    const asked = trees.inputs.map((_, f) => trees.threshold.filter((__, node) => trees.feature[node] === f));
    const rows = Array.from({ length: 300 }, () =>
      asked.map((thresholds) => {
        if (random() < 0.2 || thresholds.length === 0) return Number.NaN;
        return Math.fround((thresholds[below(random, thresholds.length)] ?? 0) * (0.9 + 0.2 * random()));
      }),
    );
    const session = await InferenceSession.create(zoo(`${id}.onnx`));
    try {
      const x = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, trees.inputs.length]);
      const { y } = await session.run({ x });
      const worst = rows.reduce((most, row, i) => {
        const plain = predictTrees(trees, row);
        return Math.max(most, Math.abs(Number(y?.data[i]) - plain) / Math.max(1, Math.abs(plain)));
      }, 0);
      expect(worst).toBeLessThan(1e-5);
    } finally {
      await session.release();
    }
  });
});
