/**
 * ONNX bytes → a network on the best rung of this device: typed arrays in, typed arrays out, tensors released after
 * each run.
 *
 * WASM is the reference, on as many threads as rungs.ts says, and shares build and download with infer/onnx.ts. A network
 * that may gain from WebGPU is tried there against WASM on one input, each time it is opened: it must give the same and
 * be faster, else WASM it is.
 */
import { FailureError } from '#core/failure.ts';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { forgetBinary, loadOrt, type Ort } from '../infer/ort.ts';
import type { LoadAsset } from '../infer/runtime.ts';
import { widened } from './halves.ts';
import { abilityHere, noteLost, THREADS, type Ability } from './rungs.ts';

export type NetArray =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly shape: readonly number[] };

export interface Net {
  readonly rung: 'webgpu' | 'wasm';
  /** Of WASM; 1 on WebGPU. */
  readonly threads: number;
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

/** A network that convolves whole pictures and may gain from WebGPU. */
export interface Gain {
  /** Under which it is remembered when it does not. */
  readonly name: string;
  /** Of its one input, f32. */
  readonly shape: readonly number[];
}

export interface NetOptions {
  readonly asset: LoadAsset;
  readonly signal: AbortSignal;
  /** Other than this device's own: after a lost worker, and in tests. */
  readonly ability?: () => Promise<Ability>;
}

export const floats = (data: Float32Array, shape: readonly number[]): NetArray => ({ type: 'float32', data, shape });

/**
 * @param weights on their way: the runtime, the larger part, is fetched beside them
 * @throws whatever the runtime throws, and FailureError when it or the weights cannot be had
 */
export async function openNet(
  weights: Promise<Uint8Array> | Uint8Array,
  options: NetOptions,
  gain?: Gain,
): Promise<Net> {
  const able = (options.ability ?? abilityHere)().then((ability) => {
    // Whether it comes is told where it is needed.
    loadOrt(options.asset, options.signal, ability.threads).catch(() => undefined);
    return ability;
  });
  const [{ webgpu, threads, lost, unraced }, file] = await Promise.all([able, weights]);
  const onnx = widened(file);
  dropped(file);
  if (gain && unraced) return openWebgpu(onnx, options);
  const wasm = await openWasm(onnx, options, threads);
  if (!gain || !webgpu || lost.includes(gain.name)) {
    dropped(onnx);
    return wasm;
  }
  try {
    const { raced } = await import('./net-race.ts');
    return await raced(wasm, gain, options.signal, {
      webgpu: () => openWebgpu(onnx, options),
      wasm: () => openWasm(onnx, options, threads),
    });
  } catch (error) {
    if (options.signal.aborted) await wasm.close();
    options.signal.throwIfAborted();
    // What could not be fetched says nothing of the device.
    if (!(error instanceof FailureError)) {
      console.warn(`${gain.name} stays on WASM`, error);
      await noteLost(gain.name);
    }
    dropped(onnx);
    return wasm;
  }
}

/** Megabytes that a collector would leave for a while; in the older browsers that cannot hand a buffer on they stay. */
function dropped({ buffer }: Uint8Array): void {
  (buffer as { transfer?(length: number): unknown }).transfer?.(0);
}

/** Sessions that were opened and not yet released: none, when nobody looks. */
let held = 0;
export const sessionsHeld = (): number => held;

export async function openWasm(onnx: Uint8Array, { asset, signal }: NetOptions, threads: number): Promise<Net> {
  const ort = await loadOrt(asset, signal, threads);
  const session = await ort.InferenceSession.create(onnx, {
    executionProviders: ['wasm'],
    // An arena and planned patterns keep what the largest moment needed; without them a run is as fast (silero: faster).
    enableCpuMemArena: false,
    enableMemPattern: false,
  }).catch(async (error: unknown) => {
    signal.throwIfAborted();
    if (threads > 1 && NOT_STARTED.test(String(error))) await loseThreads(error);
    throw error;
  });
  forgetBinary(ort);
  return netOf(ort, session, 'wasm', ort.env.wasm.numThreads ?? 1);
}

/** ONNX Runtime 1.30 (onnxruntime-common, backend-impl) where the runtime itself does not stand; a network that it refuses reads otherwise. */
const NOT_STARTED = /no available backend found/u;

/**
 * A runtime whose threads did not start cannot be started again in its worker (wasm-factory.ts of ONNX Runtime keeps
 * `aborted`). So the worker is given up, and bridge.ts asks a fresh one for the same on one thread.
 */
async function loseThreads(cause: unknown): Promise<never> {
  console.warn('threads did not start; once more on one', cause);
  await noteLost(THREADS);
  throw new FailureError({ code: 'worker_lost' }, cause);
}

export async function openWebgpu(onnx: Uint8Array, { asset, signal }: NetOptions): Promise<Net> {
  const { loadOrtWebgpu } = await import('./ort-webgpu.ts');
  const ort = await loadOrtWebgpu(asset, signal);
  const session = await ort.InferenceSession.create(onnx, { executionProviders: ['webgpu'] });
  forgetBinary(ort);
  return netOf(ort, session, 'webgpu', 1);
}

function netOf(ort: Ort, session: InferenceSession, rung: Net['rung'], threads: number): Net {
  let open = true;
  held++;
  return {
    rung,
    threads,
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
          if (answer.data instanceof Float32Array) out[name] = { data: answer.data.slice(), shape: [...answer.dims] };
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
      held--;
      await session.release();
    },
  };
}
