/**
 * The built model index → weights kept in the store and releases in the database.
 *
 * Runs when a host starts. Weights are copied out of the build, because the next build no longer holds them and a
 * channel must be able to go back.
 */
import { parseModelIndex, type ModelIndex } from '#contracts/manifest.ts';
import { register } from '../db/releases.ts';
import type { Host } from '../host.ts';

export type SyncResult =
  | { readonly kind: 'synced'; readonly models: number; readonly copied: number }
  /** The build ships no models, or none that can be trusted: nothing is registered. */
  | { readonly kind: 'none'; readonly why: string };

type BuiltModel = ModelIndex['models'][number];

export const INDEX_PATH = 'models/manifest.json';

export async function syncBuiltModels(
  host: Pick<Host, 'db' | 'weights' | 'site' | 'now' | 'rolloutPercent'>,
): Promise<SyncResult> {
  const raw = await host.site.read(INDEX_PATH);
  if (!raw) return { kind: 'none', why: 'the build has no models/manifest.json' };
  const index = parseModelIndex(json(raw));
  if (!index.ok) return { kind: 'none', why: `models/manifest.json: ${index.reason}` };
  let copied = 0;
  for (const model of index.value.models) {
    for (const file of model.files) {
      const outcome = await keepFile(host, file.sha256, file.name);
      if (outcome === 'copied') copied++;
      else if (outcome !== 'there') return { kind: 'none', why: `${model.id}/${file.name}: ${outcome}` };
    }
  }
  await register(host.db, await Promise.all(index.value.models.map(releaseOf)), host.now(), host.rolloutPercent);
  return { kind: 'synced', models: index.value.models.length, copied };
}

/** Copies one file and its compressed forms, unless the store has it; a file that is not what its name says is refused. */
async function keepFile(
  { weights, site }: Pick<Host, 'weights' | 'site'>,
  hash: string,
  name: string,
): Promise<'there' | 'copied' | 'missing from the build' | 'its content has another hash'> {
  if (await weights.find(hash, name)) return 'there';
  const path = `models/${hash}/${name}`;
  const body = await site.read(path);
  if (!body) return 'missing from the build';
  if ((await sha256(body)) !== hash) return 'its content has another hash';
  const [br, gz] = await Promise.all([site.read(`${path}.br`), site.read(`${path}.gz`)]);
  await weights.keep(hash, name, body, { ...(br ? { br } : {}), ...(gz ? { gz } : {}) });
  return 'copied';
}

async function releaseOf(model: BuiltModel) {
  // Addresses are ours to give: a release kept from another build still lies under its own hash.
  const files = model.files.map((file) => ({ ...file, url: `/models/${file.sha256}/${file.name}` }));
  const entry = JSON.stringify({ ...model, files } satisfies BuiltModel);
  const id = await sha256(new TextEncoder().encode(entry));
  return { id, model: model.id, version: model.version, featureSet: model.featureSet, entry };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
