/** Reads exports off the main thread: files in, posts and what was skipped out. Nothing is sent anywhere, nothing is kept. */
import { readExport } from '#contracts/exports/exports.ts';
import type { Mapping } from '#contracts/exports/mapping.ts';
import type { ImportReading } from './state/importing.svelte.ts';
import { unpack } from './state/unpack.ts';

export interface ImportRequest {
  readonly files: readonly File[];
  readonly monthFirst: boolean;
  readonly mappings: Readonly<Record<string, Mapping>>;
}
export type ImportReply = { readonly ok: true; readonly reading: ImportReading } | { readonly ok: false };

addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  void answer(event.data);
});

async function answer({ files, monthFirst, mappings }: ImportRequest): Promise<void> {
  try {
    const packed = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    const { texts, left, untouched } = await unpack(packed);
    const reading = readExport(texts, {
      // The creator's own clock, as their dates were written.
      instant: (year, month, day, hour, minute) =>
        Math.round(new Date(year, month - 1, day, hour, minute).getTime() / 1000),
      monthFirst,
      mappings,
    });
    postMessage({
      ok: true,
      reading: { ...reading, left: [...left, ...reading.left], untouched },
    } satisfies ImportReply);
  } catch {
    // A file that went away, or no memory for it; which, the browser does not say.
    postMessage({ ok: false } satisfies ImportReply);
  }
}
