/**
 * One network on WASM enters, with a way to open it on WebGPU; the faster of both leaves, when both give the same.
 *
 * Measured are opening and one run, extrapolated to a clip: shaders are compiled anew each time, and on small networks
 * that alone can cost more than they save.
 */
import { furthest, NET_TOLERANCE } from '#core/signals/rung-tolerance.ts';
import { noteLost } from './rungs.ts';
import { floats, type Gain, type Net, type NetArray } from './net.ts';

/** Runs of one network over a clip: 16 frames (looks.ts), three squares of each for faces. */
const RUNS = 48;
/** Compiling shaders on a slow phone; after this the answer has no worth, ms. */
const TIME_BOX_MS = 5_000;
export interface Ways {
  readonly webgpu: () => Promise<Net>;
  readonly wasm: () => Promise<Net>;
}

export async function raced(wasm: Net, { name, shape }: Gain, signal: AbortSignal, ways: Ways): Promise<Net> {
  const input = probe(wasm, shape);
  const reference = await wasm.run(input);
  const wasmMs = (await timed(() => wasm.run(input))) * RUNS;
  const opening = ways.webgpu();
  let gpu: Net | null = null;
  try {
    let answer = reference;
    const openMs = await timed(async () => {
      gpu = await within(TIME_BOX_MS, opening);
      answer = await within(TIME_BOX_MS, gpu.run(input));
    });
    signal.throwIfAborted();
    // holds: set above, or something was thrown
    const opened = gpu! as Net;
    const gpuMs = openMs + (await timed(() => within(TIME_BOX_MS, opened.run(input)))) * RUNS;
    if (furthest(reference, answer) > NET_TOLERANCE) throw new Error('WebGPU gives something else');
    if (gpuMs >= wasmMs) throw new Error(`WebGPU takes ${Math.round(gpuMs)} ms, WASM ${Math.round(wasmMs)}`);
    await wasm.close();
    return steppingDown(opened, name, ways.wasm);
  } catch (error) {
    // Also one that opens after its time was over.
    void opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

/** A ramp over the usual range: every input differs from its neighbours, on every device alike. */
export function probe({ inputs }: Pick<Net, 'inputs'>, shape: readonly number[]): Readonly<Record<string, NetArray>> {
  const length = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length }, (_, i) => ((i * 7919) % 1000) / 1000);
  return { [inputs[0] ?? 'input']: floats(data, shape) };
}

/** A device that is lost on the way (memory, driver) costs the rung, not the look. */
function steppingDown(gpu: Net, name: string, again: () => Promise<Net>): Net {
  let now = gpu;
  return {
    get rung() {
      return now.rung;
    },
    get threads() {
      return now.threads;
    },
    inputs: gpu.inputs,
    outputs: gpu.outputs,
    async run(inputs) {
      try {
        return await now.run(inputs);
      } catch (error) {
        if (now !== gpu) throw error;
        await gpu.close().catch(() => undefined);
        await noteLost(name);
        now = await again();
        return now.run(inputs);
      }
    },
    close: () => now.close(),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing after ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
