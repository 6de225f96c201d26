/**
 * ONNX bytes → a runtime on WASM. Loaded lazily, and always through the /wasm build: the trees have no operator in the
 * others, and the bare import is the one that made iOS crash (media note, sections 2 and 6).
 */
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { LoadAsset, Runtime, Tensors } from './runtime.ts';

export async function openOnnx(
  model: Uint8Array,
  { loadAsset, signal }: { loadAsset: LoadAsset; signal: AbortSignal },
): Promise<Runtime> {
  const ort = await import('onnxruntime-web/wasm');
  signal.throwIfAborted();
  // One row through small trees: a second thread costs its start and, on older phones, memory.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: mjsUrl, wasm: wasmUrl };
  const wasm = await loadAsset(wasmUrl, 'onnxruntime', signal);
  ort.env.wasm.wasmBinary = wasm.buffer;
  signal.throwIfAborted();
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  // The compiled module is kept by the runtime; the bytes are not needed again.
  delete ort.env.wasm.wasmBinary;
  let open = true;
  return {
    name: 'onnx',
    rung: 'wasm',
    tolerance: 1e-5,
    async run(inputs) {
      if (!open) throw new Error('this runtime is closed');
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, shape }]) => [name, new ort.Tensor('float32', data, shape)]),
      );
      const answers = await session.run(feeds);
      const out: Record<string, Tensors[string]> = {};
      for (const [name, answer] of Object.entries(answers)) {
        // holds: the models here have f32 outputs only
        out[name] = { data: Float32Array.from(answer.data as Float32Array), shape: [...answer.dims] };
        answer.dispose();
      }
      for (const feed of Object.values(feeds)) feed.dispose();
      return out;
    },
    held: () => null,
    close: async () => {
      if (!open) return;
      open = false;
      await session.release();
    },
  };
}
