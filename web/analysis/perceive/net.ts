/**
 * ONNX bytes → a network on ONNX Runtime's WASM: typed arrays in, typed arrays out, tensors released after each run.
 *
 * The same build and the same single thread as infer/onnx.ts, so both share one runtime and one download.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { forgetBinary, loadOrt } from '../infer/ort.ts';
import type { LoadAsset } from '../infer/runtime.ts';

export type NetArray =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly shape: readonly number[] };

export interface Net {
  readonly rung: 'wasm';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Float outputs by name; copies, so nothing of the runtime is held. */
  run(inputs: Readonly<Record<string, NetArray>>): Promise<Readonly<Record<string, FloatArray>>>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

export interface FloatArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export const floats = (data: Float32Array, shape: readonly number[]): NetArray => ({ type: 'float32', data, shape });

/** @throws whatever the runtime throws, and FailureError when it cannot be had */
export async function openNet(
  onnx: Uint8Array,
  options: { readonly asset: LoadAsset; readonly signal: AbortSignal },
): Promise<Net> {
  const ort = await loadOrt(options.asset, options.signal);
  const session: InferenceSession = await ort.InferenceSession.create(onnx, { executionProviders: ['wasm'] });
  forgetBinary(ort);
  let open = true;
  return {
    rung: 'wasm',
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(inputs) {
      if (!open) throw new Error('this network is closed');
      const feeds: Record<string, Tensor> = {};
      for (const [name, { type, data, shape }] of Object.entries(inputs)) {
        feeds[name] = new ort.Tensor(type, data, shape);
      }
      try {
        const answers = await session.run(feeds);
        const out: Record<string, FloatArray> = {};
        for (const [name, answer] of Object.entries(answers)) {
          if (answer.data instanceof Float32Array) {
            out[name] = { data: Float32Array.from(answer.data), shape: [...answer.dims] };
          }
          answer.dispose();
        }
        return out;
      } finally {
        for (const feed of Object.values(feeds)) feed.dispose();
      }
    },
    close: async () => {
      if (!open) return;
      open = false;
      await session.release();
    },
  };
}
