/** ONNX bytes → a runtime on WASM, f32 in and out; loaded lazily. */
import { forgetBinary, loadOrt } from './ort.ts';
import type { LoadAsset, Runtime, Tensors } from './runtime.ts';

export async function openOnnx(
  model: Uint8Array,
  { loadAsset, signal }: { loadAsset: LoadAsset; signal: AbortSignal },
): Promise<Runtime> {
  const ort = await loadOrt(loadAsset, signal);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  forgetBinary(ort);
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
