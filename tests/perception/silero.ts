/** Silero VAD in Node, as the worker runs it: the same weights, windows and session code, on the same runtime. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as ort from 'onnxruntime-web/wasm';
import { VoiceWindows, VOICE_CONTEXT } from '#core/signals/voice.ts';
import { seconds } from '#core/units.ts';
import { plainSilero } from '../../web/build/silero.ts';
import { listener } from '../../web/analysis/perceive/silero.ts';
import type { NetArray } from '../../web/analysis/perceive/net.ts';

export interface Silero {
  /** @param samples mono; `context: false` leaves out what must stand in front of each window */
  listen(samples: Float32Array, options?: { context?: boolean; rate?: number }): Promise<number[]>;
  close(): Promise<void>;
}

export async function openSilero(): Promise<Silero> {
  const path = createRequire(import.meta.url).resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(plainSilero(new Uint8Array(readFileSync(path))), {
    executionProviders: ['wasm'],
  });
  const run = async (inputs: Readonly<Record<string, NetArray>>) => {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { type, data, shape }]) => [name, new ort.Tensor(type, data, shape)]),
    );
    const answers = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(answers).map(([name, { data, dims }]) => [
        name,
        { data: Float32Array.from(data as Float32Array), shape: [...dims] },
      ]),
    );
  };
  return {
    async listen(samples, { context = true, rate = 16000 } = {}) {
      const windows = new VoiceWindows();
      const chunks = [...windows.push({ at: seconds(0), sampleRate: rate, channels: [samples] }), ...windows.finish()];
      const ask = listener({ run });
      const probabilities: number[] = [];
      for (const window of chunks) probabilities.push(await ask(context ? window : window.slice(VOICE_CONTEXT)));
      return probabilities;
    },
    close: () => session.release(),
  };
}
