/**
 * What this device says of itself → how networks may run here: on WebGPU or not, and on how many threads of WASM.
 *
 * Rungs from the top: WebGPU, WASM on several threads, WASM on one. Whether a network really gains from WebGPU is
 * measured on the device, see net.ts; what lost is remembered with the version of the app.
 */
import { cacheMemory, type DeviceMemory, type Facts } from '../infer/device.ts';

export interface Ability {
  /** A real graphics device stands behind WebGPU, and this browser runs the build that uses it. */
  readonly webgpu: boolean;
  /** 1 where threads may not share memory. */
  readonly threads: number;
  /** Names of networks that were tried on WebGPU here and did worse; THREADS where a pool of them did not start. */
  readonly lost: readonly string[];
  /** WebGPU also where it is slower: for the tests that compare rungs. */
  readonly unraced?: boolean;
}

export interface NetFacts extends Facts {
  readonly isolated: boolean;
  readonly cores: number;
  /** WebAssembly may wait for JavaScript (JSPI): the WebGPU build of ONNX Runtime that fits a static host needs it. */
  readonly suspends: boolean;
}

/**
 * More gain little on networks this small, and each costs about 8 MB (media note, section 7). One core is left to the
 * decoder: on two cores a second thread made faces and speech no sooner and the peak of memory 37 MB higher
 * (`npm run bench -- perceive`).
 */
const MOST_THREADS = 4;

export async function abilityOf(facts: NetFacts, lost: readonly string[]): Promise<Ability> {
  const { userAgent, touchPoints, isolated, cores, suspends } = facts;
  // As in infer/device.ts: on iOS WebGPU builds crash after some hundred runs, and threads run older phones out of memory.
  const ios = /iPhone|iPad|iPod/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touchPoints > 1);
  const several = isolated && !ios && !lost.includes(THREADS) && sharesMemory();
  const threads = several ? Math.max(1, Math.min(MOST_THREADS, cores - 1)) : 1;
  return { webgpu: !ios && suspends && (await realAdapter(facts.gpu)), threads, lost };
}

/** Under this name threads are remembered that did not start. */
export const THREADS = 'threads';
/** What every browser with WebAssembly can do. */
export const ONE_THREAD: Ability = { webgpu: false, threads: 1, lost: [] };

let asked: Promise<Ability> | null = null;

/** Of this worker's own browser; asked once. */
export function abilityHere(): Promise<Ability> {
  return (asked ??= lostNets.read().then((lost) => abilityOf(factsHere(), lost)));
}

/** The network stays on WASM, or WASM on one thread, from here on, until the next version of the app. */
export async function noteLost(name: string): Promise<void> {
  const lost = await lostNets.read();
  if (!lost.includes(name)) await lostNets.write([...lost, name]);
  asked = null;
}

const lostNets: DeviceMemory = cacheMemory(
  globalThis.caches as CacheStorage | undefined, // holds: the types promise it, an insecure page has none
  String(import.meta.env['VITE_VERSION'] ?? 'dev'),
  '/device/lost-nets.json',
);

const factsHere = (): NetFacts => ({
  gpu: navigator.gpu as GPU | undefined, // holds: the types promise it, many browsers have none
  userAgent: navigator.userAgent,
  touchPoints: (navigator as { maxTouchPoints?: number }).maxTouchPoints ?? 0,
  isolated: globalThis.crossOriginIsolated,
  cores: navigator.hardwareConcurrency,
  suspends: 'Suspending' in WebAssembly,
});

/** An adapter that calculates on the processor is some hundred times slower than WASM (media note, section 2). */
async function realAdapter(gpu: Facts['gpu']): Promise<boolean> {
  try {
    const adapter = await gpu?.requestAdapter();
    if (!adapter) return false;
    // Older browsers said it of the adapter itself, and some do not say it at all.
    const { info, isFallbackAdapter } = adapter as {
      readonly info?: Partial<GPUAdapterInfo>;
      readonly isFallbackAdapter?: boolean;
    };
    if (info?.isFallbackAdapter || isFallbackAdapter) return false;
    return !SOFTWARE.test([info?.vendor, info?.architecture, info?.device, info?.description].join(' '));
  } catch {
    return false;
  }
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/iu;

/** What the runtime asks for when it starts its threads. */
function sharesMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}
