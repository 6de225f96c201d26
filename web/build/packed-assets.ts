/**
 * A file of Emscripten's packed assets: the pack and the loader script beside it enter, one file's bytes leave.
 *
 * The loader script names each file with its first byte and the one after its last; nothing else says where they stand.
 */

/** @throws RangeError when the script does not list such a file, or the pack is shorter than it says */
export function packedFile(pack: Uint8Array, loader: string, name: string): Uint8Array {
  const listed = /loadPackage\((\{"files":.*?\})\)/su.exec(loader)?.[1];
  if (listed === undefined) throw new RangeError('the loader lists no files');
  // Code of a package pinned by its hash; what is used of it is checked below.
  const { files } = JSON.parse(listed) as { readonly files: readonly Partial<Packed>[] };
  const file = files.find(({ filename }) => filename?.split('/').at(-1) === name);
  const { start = -1, end = -1 } = file ?? {};
  if (!(start >= 0 && end > start && end <= pack.length)) throw new RangeError(`no ${name} in the pack`);
  return pack.slice(start, end);
}

interface Packed {
  readonly filename: string;
  readonly start: number;
  readonly end: number;
}
