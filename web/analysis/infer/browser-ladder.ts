/**
 * The ladder of a real browser: this device's facts, its memory and the two runtimes, put together.
 *
 * What a score must wait for is not here: everything heavy is imported when a vote is confirmed.
 */
import { cacheMemory, probe, type Device } from './device.ts';
import { Ladder, type LadderModels, type OpenRuntime } from './ladder.ts';
import type { LoadAsset } from './runtime.ts';

export interface BrowserLoaders {
  readonly asset: LoadAsset;
  /** A file of a shipped model, checked against its hash. */
  readonly modelFile: (
    model: 'hold' | 'reach',
    role: 'tfjs' | 'tfjs_weights' | 'onnx',
    signal: AbortSignal,
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

export function browserLadder(models: LadderModels, loaders: BrowserLoaders, appVersion: string): Ladder {
  const memory = cacheMemory(globalThis.caches, appVersion);
  let device: Promise<Device> | null = null;
  return new Ladder(models, {
    memory,
    device: () => (device ??= memory.read().then((failed) => probe(browserFacts(), failed))),
    open: openWith(loaders),
  });
}

const openWith =
  ({ asset, modelFile }: BrowserLoaders): OpenRuntime =>
  async (model, rung, { signal, onLost, device }) => {
    if (model === 'reach' && rung === 'wasm') {
      const { openOnnx } = await import('./onnx.ts');
      return openOnnx(await modelFile('reach', 'onnx', signal), { loadAsset: asset, signal });
    }
    const { openTfjs } = await import('./tfjs.ts');
    const [topology, weights] = await Promise.all([
      modelFile(model, 'tfjs', signal),
      modelFile(model, 'tfjs_weights', signal),
    ]);
    return openTfjs(rung, { topology, weights }, { loadAsset: asset, simd: device.simd, signal, onLost });
  };

const browserFacts = () => ({
  gpu: navigator.gpu as GPU | undefined, // holds: the types promise it, many browsers have none
  userAgent: navigator.userAgent,
  touchPoints: (navigator as { maxTouchPoints?: number }).maxTouchPoints ?? 0,
});
