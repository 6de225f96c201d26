/** Reads exports off the main thread: files in, posts and what was skipped out. Nothing is sent anywhere, nothing is kept. */
import { readExport, type ExportReading, type ImportedPost } from '#contracts/exports/exports.ts';
import { MOST_POSTS } from '#contracts/exports/most-posts.ts';
import type { Mapping } from '#contracts/exports/mapping.ts';
import type { ImportReading } from './state/importing.svelte.ts';
import { ownInstant } from './state/own-instant.ts';
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
      instant: ownInstant,
      monthFirst,
      mappings,
    });
    const read = reading.read.map((file) => ({ ...file, posts: newestOf(file.posts) }));
    const count = (files: ExportReading['read']): number => files.reduce((sum, { posts }) => sum + posts.length, 0);
    postMessage({
      ok: true,
      reading: {
        ...reading,
        read,
        left: [...left, ...reading.left],
        untouched,
        older: count(reading.read) - count(read),
      },
    } satisfies ImportReply);
  } catch {
    // A file that went away, or no memory for it; which, the browser does not say.
    postMessage({ ok: false } satisfies ImportReply);
  }
}

/** Those without a time are taken as the oldest. */
function newestOf(posts: readonly ImportedPost[]): readonly ImportedPost[] {
  if (posts.length <= MOST_POSTS) return posts;
  return posts.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0)).slice(-MOST_POSTS);
}
