/**
 * Where built files lie in dist/web, in one place for the bundler and for the service worker.
 *
 *   assets/    the shell: small, precached
 *   runtimes/  TF.js, ONNX Runtime: large, cached on first need
 *   ffmpeg/    @ffmpeg/core, GPL-2.0-or-later, apart from everything else
 *   models/    weights under their SHA-256
 *   percepts/  weights of the networks that look and listen, out of npm packages, under their SHA-256
 */

/** Packages that a score does not wait for. */
const RUNTIMES = /node_modules\/(@tensorflow|onnxruntime-web|onnxruntime-common|long|seedrandom)\//;

export const isRuntime = (moduleId: string): boolean => RUNTIMES.test(moduleId.replaceAll('\\', '/'));

/** A chunk that holds code of a runtime goes to runtimes/, every other one to assets/. */
export function chunkFile(chunk: { readonly moduleIds: readonly string[] }): string {
  return chunk.moduleIds.some(isRuntime) ? 'runtimes/[name]-[hash].js' : 'assets/[name]-[hash].js';
}

/** Wasm and the modules that belong to it lie with the runtimes, everything else that is no chunk with the shell. */
export function assetFile(asset: { readonly names: readonly string[] }): string {
  const folder = asset.names.some((name) => /\.(wasm|mjs|onnx)$/.test(name)) ? 'runtimes' : 'assets';
  return `${folder}/[name]-[hash][extname]`;
}
