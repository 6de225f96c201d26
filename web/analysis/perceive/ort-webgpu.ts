/**
 * ONNX Runtime's WebGPU build, loaded lazily and apart from the one of infer/ort.ts (both live in one worker without
 * conflict). The JSPI build: 16.8 MB, where the other one for WebGPU is larger than a static host takes (media note,
 * section 2).
 */
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import type { Ort } from '../infer/ort.ts';
import type { LoadAsset } from '../infer/runtime.ts';

let ready: Promise<Ort> | null = null;

/** A load that failed or was cancelled is tried anew. */
export function loadOrtWebgpu(loadAsset: LoadAsset, signal: AbortSignal): Promise<Ort> {
  const loading = (ready ??= load(loadAsset, signal));
  loading.catch(() => {
    if (ready === loading) ready = null;
  });
  return loading;
}

async function load(loadAsset: LoadAsset, signal: AbortSignal): Promise<Ort> {
  const ort: Ort = await import('onnxruntime-web/jspi');
  signal.throwIfAborted();
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: mjsUrl, wasm: wasmUrl };
  const wasm = await loadAsset(wasmUrl, 'onnxruntime-webgpu', signal);
  signal.throwIfAborted();
  ort.env.wasm.wasmBinary = wasm.buffer;
  return ort;
}
