/** Name of a network → the files of its weights in this build; see web/build/perceive.ts. */
import type { AssetFile } from './perceiver.ts';

/** Written by our own build, never from outside: the cast holds. */
const FILES = JSON.parse(String(import.meta.env['VITE_PERCEPTS'] ?? '{}')) as Readonly<
  Record<string, readonly AssetFile[]>
>;

/** @throws RangeError for a network that this build does not have: a bug, since the lists are made together */
export function perceptFiles(id: string): readonly AssetFile[] {
  const files = FILES[id];
  if (!files) throw new RangeError(`this build has no network ${id}`);
  return files;
}
