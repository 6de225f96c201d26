/**
 * ONNX Runtime, ready to make sessions: loaded lazily, and always through the /wasm build. The trees have no operator
 * in the others, and the bare import is the one that made iOS crash (media note, sections 2 and 6).
 */
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { LoadAsset } from './runtime.ts';

export type Ort = typeof import('onnxruntime-web/wasm');

let ready: Promise<Ort> | null = null;

/** One runtime per worker, whoever asks first. A load that failed or was cancelled is tried anew. */
export async function loadOrt(loadAsset: LoadAsset, signal: AbortSignal): Promise<Ort> {
  if (ready) {
    const ort = await ready.catch(() => null);
    signal.throwIfAborted();
    if (ort) return ort;
  }
  const loading = load(loadAsset, signal);
  ready = loading;
  loading.catch(() => {
    if (ready === loading) ready = null;
  });
  return loading;
}

async function load(loadAsset: LoadAsset, signal: AbortSignal): Promise<Ort> {
  const ort = await import('onnxruntime-web/wasm');
  signal.throwIfAborted();
  // A second thread costs its start and, on older phones, memory; and one thread gives the same bits everywhere.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: mjsUrl, wasm: wasmUrl };
  const wasm = await loadAsset(wasmUrl, 'onnxruntime', signal);
  signal.throwIfAborted();
  ort.env.wasm.wasmBinary = wasm.buffer;
  return ort;
}

/** Once a first session stands the compiled module is kept by the runtime; the bytes are not needed again. */
export function forgetBinary(ort: Ort): void {
  delete ort.env.wasm.wasmBinary;
}
