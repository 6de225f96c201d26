/**
 * Model weights: index → files → parsed model, each file checked against its SHA-256 before use.
 *
 * A complete, checked set answers at once, also offline; a newer set is fetched beside it and takes its place only
 * when it is complete, right and understood by this version of the app. Works in page and worker.
 */
import { fail, ok, type Failure, type Result } from '#core/failure.ts';
import { bucketOf } from '#core/learn/bucket.ts';
import type { GrowthModel, HoldModel, ReachModel, SentimentModel } from '#core/scoring/model-files.ts';
import { parseModelIndex, type FileRole, type ModelIndex } from '#contracts/manifest.ts';
import { parseGrowthModel, parseHoldModel, parseReachModel, parseSentimentModel } from '#contracts/model-file.ts';
import type { Parsed } from '#contracts/parse.ts';
import { get, type Fetching } from './door.ts';
import { keptIn, type Kept } from './kept.ts';
import { sha256 } from './sha256.ts';

export interface ModelTypes {
  readonly reach: ReachModel;
  readonly hold: HoldModel;
  readonly growth: GrowthModel;
  readonly sentiment: SentimentModel;
}
export type ModelId = keyof ModelTypes;
/** Those that a score takes; the others load with the tool that asks them. */
export const MODEL_IDS = ['reach', 'hold'] as const satisfies readonly ModelId[];

/** One model of the index: what it is, and each file with its address. */
export type ModelEntry = ModelIndex['models'][number];

export interface LoadedModel<Id extends ModelId> {
  readonly id: Id;
  readonly version: string;
  /** Of the plain file, which every rung explains with. */
  readonly sha256: string;
  readonly model: ModelTypes[Id];
  readonly entry: ModelEntry;
}

export interface LoadOptions extends Pick<Fetching, 'signal' | 'onProgress'> {
  /** Whether this version of the app computes the inputs the model was fitted on. */
  readonly understands?: (model: ModelTypes[ModelId]) => boolean;
  /** Other than the browser's own, in tests. */
  readonly kept?: Kept;
  /** Those that are loaded with the same one of these share one reply of the host's index. */
  readonly together?: Together;
}

export interface Together {
  index?: Promise<Result<Uint8Array<ArrayBuffer>>>;
}

export const INDEX_PATH = '/models/manifest.json';
const CACHE = 'presage-models';
/** This install's random id. It stays on the device: a host hears the bucket of a hundred that follows from it. */
const INSTALL_PATH = '/models/current/install.txt';
const currentPath = (id: ModelId): string => `/models/current/${id}.json`;

/** The model in use: the set kept on this device, or a fresh one when there is none or it is spoilt. */
export async function loadModel<Id extends ModelId>(
  id: Id,
  options: LoadOptions = {},
): Promise<Result<LoadedModel<Id>>> {
  const kept = options.kept ?? keptIn(globalThis.caches, CACHE);
  const current = await currentSet(id, kept, options);
  return current ? ok(current) : fetchSet(id, kept, options);
}

/** Asks the host for a newer set and puts it in place. A failure leaves the older one as it is. */
export async function refreshModel<Id extends ModelId>(
  id: Id,
  options: LoadOptions = {},
): Promise<Result<LoadedModel<Id>>> {
  const kept = options.kept ?? keptIn(globalThis.caches, CACHE);
  const fetched = await fetchSet(id, kept, options);
  if (fetched.ok) return fetched;
  const current = await currentSet(id, kept, options);
  return current ? ok(current) : fetched;
}

/** The models in place on this device, without reading their weights: what the next score will be made with. */
export async function modelsInPlace(
  kept: Kept = keptIn(globalThis.caches, CACHE),
): Promise<readonly { readonly id: ModelId; readonly version: string; readonly sha256: string }[]> {
  const sets = await Promise.all(MODEL_IDS.map(async (id) => ({ id, entry: await namedSet(id, kept) })));
  return sets.flatMap(({ id, entry }) => {
    const file = entry && fileOf(entry, 'plain');
    return file ? [{ id, version: entry.version, sha256: file.sha256 }] : [];
  });
}

/** A further file of a model in use (for ONNX Runtime or TF.js), kept once it was needed. */
export async function loadModelFile(
  entry: ModelEntry,
  role: FileRole,
  options: LoadOptions = {},
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const kept = options.kept ?? keptIn(globalThis.caches, CACHE);
  const bytes = await keptFile(entry, role, kept);
  if (bytes) return ok(bytes);
  const file = await fetchFile(entry, role, options);
  if (file.ok) await kept.put(fileOf(entry, role)?.url ?? '', file.value, 'application/octet-stream');
  return file;
}

/** The set that was put in place last; null when there is none, or it is spoilt or not understood. */
async function currentSet<Id extends ModelId>(
  id: Id,
  kept: Kept,
  { understands = () => true }: LoadOptions,
): Promise<LoadedModel<Id> | null> {
  const entry = await namedSet(id, kept);
  const bytes = entry && (await keptFile(entry, 'plain', kept));
  const loaded = bytes && parseModel(id, entry, bytes);
  return loaded && understands(loaded.model) ? loaded : null;
}

async function namedSet(id: ModelId, kept: Kept): Promise<ModelEntry | null> {
  const noted = await kept.get(currentPath(id));
  const index = noted && readIndex(noted);
  return (index?.ok ? index.value.models.find((model) => model.id === id) : undefined) ?? null;
}

async function fetchSet<Id extends ModelId>(
  id: Id,
  kept: Kept,
  options: LoadOptions,
): Promise<Result<LoadedModel<Id>>> {
  const corrupt: Failure = { code: 'download_corrupt', what: id };
  const together = options.together ?? {};
  together.index ??= ownBucket(kept).then((bucket) =>
    get(`${INDEX_PATH}?bucket=${bucket}`, id, { ...signalOf(options), cache: 'no-cache' }),
  );
  const bytes = await together.index;
  if (!bytes.ok) return bytes;
  const index = readIndex(bytes.value);
  const entry = index.ok ? index.value.models.find((model) => model.id === id) : undefined;
  if (!index.ok || !entry) return fail(corrupt);
  const file = await loadModelFile(entry, 'plain', { ...options, kept });
  if (!file.ok) return file;
  const loaded = parseModel(id, entry, file.value);
  if (!loaded || !(options.understands?.(loaded.model) ?? true)) return fail(corrupt);
  const before = await namedSet(id, kept);
  // Last, so that a set which is named is complete.
  await kept.put(
    currentPath(id),
    new TextEncoder().encode(JSON.stringify({ schema: 1, models: [entry] })),
    'application/json',
  );
  if (before) await dropFiles(before, kept);
  return ok(loaded);
}

/** Which installs get a staged build first (models/core/learn/bucket.ts). Where nothing can be kept, another one each time. */
function ownBucket(kept: Kept): Promise<number> {
  const found = bucketing.then(() => alone(() => bucketIn(kept)));
  bucketing = found.catch(() => undefined);
  return found;
}

/** One after another: two models that load at once, here or in the worker, must not make an install each. */
let bucketing: Promise<unknown> = Promise.resolve();
const alone = <T>(work: () => Promise<T>): Promise<T> => {
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request('presage-install', work) : work();
};

async function bucketIn(kept: Kept): Promise<number> {
  const noted = await kept.get(INSTALL_PATH);
  const install = noted ? new TextDecoder().decode(noted) : newInstall();
  if (!noted) await kept.put(INSTALL_PATH, new TextEncoder().encode(install), 'text/plain');
  return bucketOf(install);
}

/** 128 random bits in hex; `randomUUID` would want a secure context. */
const newInstall = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function fetchFile(
  entry: ModelEntry,
  role: FileRole,
  options: LoadOptions,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const file = fileOf(entry, role);
  if (!file) return fail({ code: 'download_corrupt', what: `${entry.id} ${role}` });
  const what = `${entry.id} ${entry.version}`;
  const onProgress = options.onProgress;
  for (const cache of ['default', 'reload'] as const) {
    const bytes = await get(file.url, what, {
      ...signalOf(options),
      // The host may pack what it sends; the manifest knows how much arrives.
      ...(onProgress ? { onProgress: (done: number) => onProgress(done, file.bytes) } : {}),
      cache,
    });
    if (!bytes.ok && bytes.failure.code === 'offline_and_missing')
      return fail({ ...bytes.failure, bytes: file.gzBytes });
    // Past a spoilt cache there may be a good file; past a failing server there is none.
    if (!bytes.ok && bytes.failure.code !== 'download_corrupt') return bytes;
    if (bytes.ok && (await sha256(bytes.value)) === file.sha256) return bytes;
  }
  return fail({ code: 'download_corrupt', what });
}

async function keptFile(entry: ModelEntry, role: FileRole, kept: Kept): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = fileOf(entry, role);
  const bytes = file ? await kept.get(file.url) : null;
  if (!file || !bytes) return null;
  if ((await sha256(bytes)) === file.sha256) return bytes;
  await kept.remove(file.url);
  return null;
}

/** Deletes the files of a set that was replaced, but for those that a set in place still names. */
async function dropFiles(replaced: ModelEntry, kept: Kept): Promise<void> {
  const sets = await Promise.all(ALL_IDS.map((id) => namedSet(id, kept)));
  const named = new Set(sets.flatMap((set) => set?.files.map((file) => file.url) ?? []));
  for (const { url } of replaced.files) if (!named.has(url)) await kept.remove(url);
}

const PARSE: { readonly [Id in ModelId]: (input: unknown) => Parsed<ModelTypes[Id]> } = {
  reach: parseReachModel,
  hold: parseHoldModel,
  growth: parseGrowthModel,
  sentiment: parseSentimentModel,
};
const ALL_IDS: readonly ModelId[] = [...MODEL_IDS, 'growth', 'sentiment'];

function parseModel<Id extends ModelId>(id: Id, entry: ModelEntry, bytes: Uint8Array): LoadedModel<Id> | null {
  const json = readJson(bytes);
  const parsed = json.ok ? PARSE[id](json.value) : json;
  const file = fileOf(entry, 'plain');
  if (!parsed.ok || !file || parsed.value.version !== entry.version) return null;
  return { id, version: entry.version, sha256: file.sha256, model: parsed.value, entry };
}

function readIndex(bytes: Uint8Array): Parsed<ModelIndex> {
  const json = readJson(bytes);
  return json.ok ? parseModelIndex(json.value) : json;
}

function readJson(bytes: Uint8Array): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes)) as unknown };
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
}

const fileOf = (entry: ModelEntry, role: FileRole): ModelEntry['files'][number] | undefined =>
  entry.files.find((file) => file.role === role);

const signalOf = ({ signal }: LoadOptions): { readonly signal?: AbortSignal } => (signal ? { signal } : {});
