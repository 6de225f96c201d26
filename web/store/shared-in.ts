/**
 * A file that another app shared: the service worker puts it here, the page takes it once.
 *
 * It lies in Cache storage, since that takes a blob of any size as it is and both sides can open it.
 */

const CACHE = 'presage-shared-in';
const FOLDER = '/shared-in/';
/** A file that nobody took within an hour was given up; it is swept at the next start. */
const KEPT_MS = 60 * 60 * 1000;

export async function putSharedIn(storage: CacheStorage, file: File, now: number): Promise<void> {
  const cache = await storage.open(CACHE);
  const headers = {
    'content-type': file.type || 'application/octet-stream',
    'x-name': encodeURIComponent(file.name),
    'x-last-modified': String(file.lastModified),
  };
  await cache.put(`${FOLDER}${now}`, new Response(file, { headers }));
}

/** The file shared last, or null. Whatever lay there is gone afterwards. */
export async function takeSharedIn(storage: CacheStorage): Promise<File | null> {
  const cache = await storage.open(CACHE);
  const entries = [...(await cache.keys())].sort((a, b) => sharedAt(b) - sharedAt(a));
  const newest = entries[0];
  const response = newest ? await cache.match(newest) : undefined;
  const file = response ? await asFile(response) : null;
  await Promise.all(entries.map((entry) => cache.delete(entry)));
  return file;
}

/** Deletes what was never taken. @returns how many files */
export async function sweepSharedIn(storage: CacheStorage, now: number): Promise<number> {
  const cache = await storage.open(CACHE);
  const old = (await cache.keys()).filter((entry) => now - sharedAt(entry) > KEPT_MS);
  await Promise.all(old.map((entry) => cache.delete(entry)));
  return old.length;
}

const sharedAt = (entry: Request): number => Number(new URL(entry.url).pathname.slice(FOLDER.length)) || 0;

async function asFile(response: Response): Promise<File> {
  const blob = await response.blob();
  return new File([blob], decodeURIComponent(response.headers.get('x-name') ?? '') || 'shared', {
    type: response.headers.get('content-type') ?? '',
    lastModified: Number(response.headers.get('x-last-modified')) || 0,
  });
}
