/**
 * What works without a network: the shell comes with the service worker; this fetches the models right after it,
 * and, when the person asks, the large parts that otherwise wait for their first need.
 */
import { fail, ok, type Result } from '#core/failure.ts';
import type { Fetching } from '../remote/door.ts';

export interface OfflinePart {
  /**
   * 'runtimes' (TF.js, ONNX Runtime: the same score, confirmed), 'percepts' (networks that look and listen) or
   * 'ffmpeg' (clips that the browser cannot read).
   */
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly gzBytes: number }[];
}

/**
 * Fetches and checks the models, newer ones included. Small, yet their check takes a while: models-worker.ts calls it.
 * @returns whether a score can be had without a network
 */
export async function fetchModels(options: Pick<Fetching, 'signal'> = {}): Promise<boolean> {
  // Loaded late: the page asks this file for large parts only, and the contracts are none of that.
  const { loadModel, MODEL_IDS, refreshModel } = await import('../remote/models.ts');
  const fetchModel = navigator.onLine ? refreshModel : loadModel;
  const together = {};
  const models = await Promise.all(MODEL_IDS.map((id) => fetchModel(id, { ...options, together })));
  return models.every((model) => model.ok);
}

/** The large parts of this build with their sizes. */
export async function offlineParts(options: Pick<Fetching, 'signal'> = {}): Promise<Result<readonly OfflinePart[]>> {
  const { get } = await import('../remote/door.ts');
  const bytes = await get('/offline.json', 'offline.json', options);
  if (!bytes.ok) return bytes;
  const parts = readParts(new TextDecoder().decode(bytes.value));
  return parts ? ok(parts) : fail({ code: 'download_corrupt', what: 'offline.json' });
}

/** Fetches a part whole and keeps it. What is here already costs nothing. */
export async function keepForOffline(
  part: OfflinePart,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Result<void>> {
  const { loadAsset } = await import('../remote/assets.ts');
  const total = part.files.reduce((sum, file) => sum + file.bytes, 0);
  let before = 0;
  for (const file of part.files) {
    const loaded = await loadAsset(file.path, part.name, {
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: (done) => options.onProgress?.(before + done, total),
    });
    if (!loaded.ok) return loaded;
    before += file.bytes;
    options.onProgress?.(before, total);
  }
  return part.name === 'runtimes' ? keepRuntimeFiles(options) : ok(undefined);
}

/** The weights in the form that the runtimes read; a few hundred kilobytes. */
async function keepRuntimeFiles({ signal }: { readonly signal?: AbortSignal }): Promise<Result<void>> {
  const { loadModel, loadModelFile, MODEL_IDS } = await import('../remote/models.ts');
  const options = signal ? { signal } : {};
  for (const id of MODEL_IDS) {
    const model = await loadModel(id, options);
    if (!model.ok) return model;
    const { entry } = model.value;
    for (const { role } of entry.files.filter((file) => RUNTIME_ROLES.has(file.role))) {
      const file = await loadModelFile(entry, role, options);
      if (!file.ok) return file;
    }
  }
  return ok(undefined);
}

const RUNTIME_ROLES: ReadonlySet<string> = new Set(['onnx', 'tfjs', 'tfjs_weights']);

/** Written by our own build (web/build/offline-parts.ts), yet an older page may meet a newer file. */
function readParts(text: string): OfflinePart[] | null {
  try {
    const { schema, parts } = JSON.parse(text) as { schema?: unknown; parts?: unknown };
    if (schema !== 1 || !Array.isArray(parts)) return null;
    return parts.every(isPart) ? parts : null;
  } catch {
    return null;
  }
}

function isPart(value: unknown): value is OfflinePart {
  const { name, files } = (value ?? {}) as { name?: unknown; files?: unknown };
  return (
    typeof name === 'string' &&
    Array.isArray(files) &&
    files.every((file: unknown) => {
      const { path, bytes, gzBytes } = (file ?? {}) as { path?: unknown; bytes?: unknown; gzBytes?: unknown };
      return (
        typeof path === 'string' && path.startsWith('/') && typeof bytes === 'number' && typeof gzBytes === 'number'
      );
    })
  );
}
