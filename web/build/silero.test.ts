import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { babble } from '#core/signals/beats.ts';
import { all, words } from '#contracts/onnx-reader.ts';
import { plainSilero } from './silero.ts';

const file = new Uint8Array(
  readFileSync(createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx')),
);
const plain = plainSilero(file);
type Make = (type: 'float32' | 'int64', data: Float32Array | BigInt64Array, shape: readonly number[]) => Tensor;
let make: Make;
let open: (onnx: Uint8Array) => Promise<InferenceSession>;

beforeAll(async () => {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  make = (type, data, shape) => new ort.Tensor(type, data as Float32Array, shape);
  open = (onnx) => ort.InferenceSession.create(onnx, { executionProviders: ['wasm'] });
});

test('the plain network hears in half a minute of babble and silence what the package’s hears, to the last bit', async () => {
  const hear = async (onnx: Uint8Array, more: Record<string, Tensor>): Promise<number[]> => {
    const session = await open(onnx);
    const heard: number[] = [];
    let state = new Float32Array(256);
    for (let window = 0; window < 200; window++) {
      const quiet = window % 50 > 40;
      const input = Float32Array.from({ length: 576 }, (_, i) => (quiet ? 0 : babble((window * 512 + i) / 16_000)));
      const out = await session.run({
        input: make('float32', input, [1, 576]),
        state: make('float32', state, [2, 1, 128]),
        ...more,
      });
      heard.push(Number(out['output']?.data[0]));
      state = Float32Array.from(out['stateN']?.data as Float32Array); // holds: both are f32
    }
    await session.release();
    return heard;
  };
  const heard = await hear(plain, {});
  expect(heard).toEqual(await hear(file, { sr: make('int64', BigInt64Array.of(16_000n), []) }));
  expect(Math.max(...heard) - Math.min(...heard)).toBeGreaterThan(0.01);
});

test('nothing is decided or converted any more at a window', () => {
  const operators = all(all(plain, 7)[0]!, 1).map((node) => words(all(node, 4)[0]));
  expect(operators).not.toContain('If');
  expect(operators).not.toContain('Cast');
  expect(plain.length).toBeLessThan(0.6 * file.length);
});

test('another file is refused', () => {
  expect(() => plainSilero(new Uint8Array())).toThrow(RangeError);
});
