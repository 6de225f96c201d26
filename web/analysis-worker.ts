/**
 * The analysis worker put together: decoders, models and the one door to the network meet here, as they do for the
 * page in main.ts. No other file knows of more than one of them.
 */
import './no-eval.ts';
import { FailureError, type Result } from '#core/failure.ts';
import type { Models, Services, Tell } from './analysis/analyse.ts';
import { FfmpegCore, type CoreFiles } from './analysis/decode/ffmpeg-core.ts';
import { FfmpegDecoder } from './analysis/decode/ffmpeg.ts';
import { WebCodecsDecoder } from './analysis/decode/webcodecs.ts';
import { host, type Port } from './analysis/worker.ts';
import { makeConfirm } from './confirm.ts';
import { loadAsset } from './remote/assets.ts';
import { loadPerceptFile } from './remote/percepts.ts';
import { loadModel, type LoadedModel, type ModelId } from './remote/models.ts';

const CORE_FILES: CoreFiles | null =
  import.meta.env['VITE_FFMPEG'] === 'on'
    ? {
        js: String(import.meta.env['VITE_FFMPEG_JS']),
        wasmGz: String(import.meta.env['VITE_FFMPEG_WASM_GZ']),
        bytes: Number(import.meta.env['VITE_FFMPEG_BYTES']),
      }
    : null;

const core = new FfmpegCore(CORE_FILES, loadAsset);

const loaded = new Map<ModelId, LoadedModel<ModelId>>();

const services: Services = {
  decoders: (tell) => ({
    webcodecs: new WebCodecsDecoder(),
    ffmpeg: new FfmpegDecoder((signal) =>
      core.load(signal, (done, total) => tell({ kind: 'download', what: 'ffmpeg', done, total })),
    ),
  }),
  models,
  confirm: makeConfirm((id) => loaded.get(id)?.entry ?? null),
  perceivers: async () => (await import('./analysis/perceive/perceivers.ts')).PERCEIVERS,
  perceptFile: async (file, what, signal, onProgress) =>
    unwrap(await loadPerceptFile(file, what, { signal, onProgress })),
  asset: async (url, what, signal, tell) =>
    unwrap(
      await loadAsset(url, what, {
        signal,
        onProgress: (done, total) => tell({ kind: 'download', what, done, total }),
      }),
    ),
  clock: () => performance.now(),
};

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}

/** What this worker once loaded it keeps; what it could not load it asks for again next time. */
async function models(signal: AbortSignal, tell: Tell): Promise<Models> {
  const [reach, hold] = await Promise.all([one('reach', signal, tell), one('hold', signal, tell)]);
  return {
    reach: reach?.model ?? null,
    hold: hold?.model ?? null,
    facts: [reach, hold].flatMap((model) =>
      model ? [{ id: model.id, version: model.version, sha256: model.sha256 }] : [],
    ),
  };
}

async function one<Id extends ModelId>(id: Id, signal: AbortSignal, tell: Tell): Promise<LoadedModel<Id> | null> {
  // The map holds under each id what was loaded for it.
  const kept = loaded.get(id) as LoadedModel<Id> | undefined;
  if (kept) return kept;
  const result = await loadModel(id, {
    signal,
    onProgress: (done, total) => tell({ kind: 'download', what: id, done, total }),
  });
  if (!result.ok) return null;
  loaded.set(id, result.value);
  return result.value;
}

// In a worker `self` is this scope; the DOM library of the page takes it for a window.
host(globalThis as unknown as Port, services);
