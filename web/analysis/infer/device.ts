/**
 * What this device can do and what it failed at before → the rungs worth trying, best first.
 *
 * A failure is remembered with the version of the app, so that a device with a broken driver is asked once and a
 * new version asks again.
 */
import type { Rung } from '#core/flow.ts';

export interface Device {
  /** Why WebGPU is not tried; null when it is. */
  readonly withoutWebgpu: 'no_adapter' | 'ios' | 'failed_before' | null;
  readonly simd: boolean;
  /** Whether WebAssembly may be compiled here at all. */
  readonly wasm: boolean;
}

export interface DeviceMemory {
  read(): Promise<readonly string[]>;
  write(failed: readonly string[]): Promise<void>;
}

export type Gpu = { requestAdapter(): Promise<object | null> };

/** What a browser says of itself; handed in, so that a test can speak for a phone. */
export interface Facts {
  readonly gpu: Gpu | undefined;
  readonly userAgent: string;
  /** iPads call themselves Macs; a Mac has no touch points. */
  readonly touchPoints: number;
}

export async function probe(facts: Facts, failed: readonly string[]): Promise<Device> {
  const wasm = canCompile(EMPTY_MODULE);
  return { withoutWebgpu: await withoutWebgpu(facts, failed), wasm, simd: wasm && canCompile(SIMD_MODULE) };
}

/** Name under which a failed rung is remembered. */
export const failureKey = (model: 'hold' | 'reach', rung: Rung): string => `${model}:${rung}`;

/** Remembers in a cache of the browser, which page and worker share; forgets quietly where there is none. */
export function cacheMemory(
  caches: CacheStorage | undefined,
  appVersion: string,
  path = '/device/failed-rungs.json',
): DeviceMemory {
  return {
    async read() {
      try {
        const noted: unknown = await (await (await caches?.open('presage-device'))?.match(path))?.json();
        if (typeof noted !== 'object' || noted === null) return [];
        const { version, failed } = noted as { version?: unknown; failed?: unknown };
        if (version !== appVersion || !Array.isArray(failed)) return [];
        return failed.filter((one) => typeof one === 'string');
      } catch {
        // Storage may be denied: then every visit asks the device anew.
        return [];
      }
    },
    async write(failed) {
      try {
        const body = JSON.stringify({ version: appVersion, failed });
        await (await caches?.open('presage-device'))?.put(path, new Response(body));
      } catch {
        // As above: nothing is lost but a second try.
      }
    },
  };
}

async function withoutWebgpu(
  { gpu, userAgent, touchPoints }: Facts,
  failed: readonly string[],
): Promise<Device['withoutWebgpu']> {
  // iOS 26: the WebGPU builds crash after some hundred runs (media note, section 6); WASM works.
  if (/iPhone|iPad|iPod/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touchPoints > 1)) return 'ios';
  if (failed.includes(failureKey('hold', 'webgpu'))) return 'failed_before';
  try {
    return (await gpu?.requestAdapter()) ? null : 'no_adapter';
  } catch {
    return 'no_adapter';
  }
}

/** An empty module: magic and version. */
const EMPTY_MODULE = [0, 97, 115, 109, 1, 0, 0, 0];
const V128_CONST_ZERO = [253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const [DROP, END] = [26, 11];
/** One function that makes a v128 of zeros and drops it: valid only where SIMD is. */
const SIMD_MODULE = [...EMPTY_MODULE, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 23, 1, 21, 0, ...V128_CONST_ZERO, DROP, END];

function canCompile(bytes: readonly number[]): boolean {
  try {
    return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(bytes));
  } catch {
    return false;
  }
}
