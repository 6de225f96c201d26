/** How the built app is cached, and who gets its page: the same rules on both hosts. */

/** Folders whose file names hold a hash of the content (web/build/layout.ts). */
const NAMED_BY_CONTENT = /^(assets|runtimes|ffmpeg\/[0-9a-f]{8,}|percepts\/[0-9a-f]{64})\//;

/** Cache-Control for a built file: what is named by its content lasts, everything else is asked for again. */
export const lifeOf = (name: string): string =>
  NAMED_BY_CONTENT.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * Whether an address without a file gets the app's page: only when a person goes there.
 * A script, image or weight that is missing must be a 404: as a page it would be cached and break what asked for it.
 */
export function wantsPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const mode = request.headers.get('sec-fetch-mode');
  if (mode !== null) return mode === 'navigate';
  // Browsers before 2023 and command lines say no mode; there the type asked for has to do.
  const lastPart = new URL(request.url).pathname.split('/').at(-1) ?? '';
  return !lastPart.includes('.') && (request.headers.get('accept') ?? '').includes('text/html');
}
