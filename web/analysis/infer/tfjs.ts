/**
 * A TF.js layers model → a runtime on WebGPU or on WASM. Loaded lazily: nothing of TF.js is in the first load.
 *
 * TF.js has had no release for two years (media note, section 6), so it stays behind Runtime and the version is pinned.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import type { LoadAsset, Runtime, Tensors } from './runtime.ts';

export type TfjsBackend = 'webgpu' | 'wasm';

export interface TfjsFiles {
  /** model.tfjs.json */
  readonly topology: Uint8Array;
  /** model.tfjs.bin */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Differences that rounding explains (issue 3, "Parity and size"). */
const TOLERANCE = { webgpu: 1e-4, wasm: 1e-6 } as const;

/**
 * @param onLost told once when the graphics device goes away after opening
 * @throws when the backend cannot be had here
 */
export async function openTfjs(
  backend: TfjsBackend,
  files: TfjsFiles,
  { loadAsset, simd, signal, onLost }: { loadAsset: LoadAsset; simd: boolean; signal: AbortSignal; onLost: () => void },
): Promise<Runtime> {
  const tf = await import('@tensorflow/tfjs-core');
  const { loadLayersModel } = await import('@tensorflow/tfjs-layers');
  signal.throwIfAborted();
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  else await prepareWasm(tf.env(), loadAsset, simd, signal);
  if (!(await tf.setBackend(backend))) throw new Error(`TF.js has no ${backend} here`);
  await tf.ready();
  signal.throwIfAborted();
  if (backend === 'webgpu') watchDevice(tf.backend(), onLost);
  const topology = readTopology(files.topology);
  const model: LayersModel = await loadLayersModel({
    load: async () => ({
      modelTopology: topology.modelTopology,
      weightSpecs: topology.weightsManifest.flatMap(({ weights }) => weights),
      weightData: files.weights.buffer.slice(
        files.weights.byteOffset,
        files.weights.byteOffset + files.weights.byteLength,
      ),
    }),
  });
  let open = true;
  return {
    name: 'tfjs',
    rung: backend,
    tolerance: TOLERANCE[backend],
    async run(inputs) {
      if (!open) throw new Error('this runtime is closed');
      // Another model may have switched the backend in between.
      if (tf.getBackend() !== backend) await tf.setBackend(backend);
      const given = model.inputNames.map((name) => {
        const input = inputs[name];
        if (!input) throw new RangeError(`no input ${name}`);
        return tf.tensor(input.data, [...input.shape], 'float32');
      });
      const answers = [model.predict(given)].flat();
      try {
        const out: Record<string, Tensors[string]> = {};
        for (const [at, name] of model.outputNames.entries()) {
          const answer = answers[at];
          if (!answer) throw new RangeError(`no output ${name}`);
          // holds: a float32 tensor gives a Float32Array
          out[name] = { data: (await answer.data()) as Float32Array, shape: answer.shape };
        }
        return out;
      } finally {
        tf.dispose([...given, ...answers]);
      }
    },
    held: () => tf.memory().numTensors,
    close: async () => {
      if (!open) return;
      open = false;
      model.dispose();
    },
  };
}

interface Topology {
  readonly modelTopology: object;
  readonly weightsManifest: readonly {
    readonly weights: { readonly name: string; readonly shape: number[]; readonly dtype: 'float32' }[];
  }[];
}

/** The file was checked against its SHA-256 on arrival; a shape that TF.js cannot read makes it throw, and the ladder steps down. */
const readTopology = (bytes: Uint8Array): Topology => JSON.parse(new TextDecoder().decode(bytes)) as Topology;

/**
 * The wasm comes through `loadAsset` for its progress and its cache. Threads stay off: they start from blob: scripts,
 * which the policy forbids, and the rows here are too small to share out.
 */
async function prepareWasm(
  env: { set(flag: string, value: boolean): void },
  loadAsset: LoadAsset,
  simd: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  env.set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await loadAsset(simd ? simdUrl : plainUrl, 'tfjs', signal);
  setWasmPaths({
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm.wasm': plainUrl,
    // TF.js wants all three named; with the flag above it never asks for this one.
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
}

function watchDevice(backend: unknown, onLost: () => void): void {
  // holds where the backend is WebGPU's: its class keeps the GPUDevice in `device`; elsewhere nothing is watched.
  const device = (backend as { readonly device?: GPUDevice }).device;
  void device?.lost.then(onLost);
}
