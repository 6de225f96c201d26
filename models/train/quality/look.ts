/** The fixed layers of the network on ONNX Runtime's WASM, as the app runs them: luma in, features (or the answer) out. */
import type { Plane } from './degrade.ts';

export interface Looker {
  look(plane: Plane): Promise<readonly number[]>;
  close(): Promise<void>;
}

export async function looker(onnx: Uint8Array): Promise<Looker> {
  const ort = await import('onnxruntime-web/wasm');
  // One thread: the same bits on every machine.
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnx);
  const [output = ''] = session.outputNames;
  return {
    async look({ width, height, luma }) {
      const answers = await session.run({ luma: new ort.Tensor('float32', luma, [1, 1, height, width]) });
      // holds: the network has one f32 output
      return Array.from(answers[output]!.data as Float32Array);
    },
    close: () => session.release(),
  };
}
