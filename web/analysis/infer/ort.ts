/**
 * ONNX Runtime, ready to make sessions: loaded lazily, and always through the /wasm build. The trees have no operator
 * in the others, and the bare import is the one that made iOS crash (media note, sections 2 and 6).
 */
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { LoadAsset } from './runtime.ts';

export type Ort = typeof import('onnxruntime-web/wasm');

let ready: Promise<Ort> | null = null;

/**
 * One runtime per worker, whoever asks first, and on as many threads as the first one says. A load that failed or was
 * cancelled is tried anew.
 */
export async function loadOrt(loadAsset: LoadAsset, signal: AbortSignal, threads = 1): Promise<Ort> {
  if (ready) {
    const ort = await ready.catch(() => null);
    signal.throwIfAborted();
    if (ort) return ort;
  }
  const loading = load(loadAsset, signal, threads);
  ready = loading;
  loading.catch(() => {
    if (ready === loading) ready = null;
  });
  return loading;
}

/** A thread that has not started after this never will (a policy or a browser that hinders it), ms. */
const THREADS_START_MS = 10_000;

async function load(loadAsset: LoadAsset, signal: AbortSignal, threads: number): Promise<Ort> {
  const ort = await import('onnxruntime-web/wasm');
  signal.throwIfAborted();
  // For a vote a second thread costs its start and, on older phones, memory; networks that look at frames gain from it.
  ort.env.wasm.numThreads = threads;
  if (threads > 1) ort.env.wasm.initTimeout = THREADS_START_MS;
  ort.env.wasm.wasmPaths = { mjs: mjsUrl, wasm: wasmUrl };
  const wasm = await loadAsset(wasmUrl, 'onnxruntime', signal);
  signal.throwIfAborted();
  ort.env.wasm.wasmBinary = wasm.buffer;
  return ort;
}

/**
 * Once a first session stands the compiled module is kept by the runtime; the bytes are not needed again. The runtime's
 * own code still points to them, so they are taken out of its hands: 14 MB.
 */
export function forgetBinary(ort: Ort): void {
  const bytes = ort.env.wasm.wasmBinary;
  delete ort.env.wasm.wasmBinary;
  // In the older browsers that cannot hand a buffer on they stay.
  (bytes as { transfer?(length: number): unknown } | undefined)?.transfer?.(0);
}
