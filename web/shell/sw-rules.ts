/** What the service worker decides, apart from the worker itself: which paths it answers, what it keeps, for how long. */

/** Where other apps post a shared video; also named in public/manifest.webmanifest. */
export const SHARE_PATH = '/share';

/** Under which browsers wake the worker to remind of readings that are due. */
export const READINGS_SYNC = 'presage-readings';

/** Pages of the server, not of the app: its own routes, files, and share pages that crawlers read. */
const NOT_THE_APP = [
  /^\/(api|v1|health|metrics|models|percepts|ops|ffmpeg|runtimes|docs|s|share)(\/|$)/,
  /\.[a-z0-9]{2,11}$/i,
];

/** Whether a navigation is answered with the app's own page from the precache. */
export const isAppPath = (pathname: string): boolean =>
  pathname === '/index.html' || !NOT_THE_APP.some((pattern) => pattern.test(pathname));

const DAY_S = 24 * 60 * 60;

/**
 * Large files by kind, cached on first need. Their names carry a hash of their content, so the first answer is right
 * for ever; old builds' files leave by number and age, and all of them when the disk is full.
 */
export const RUNTIME_CACHES = [
  {
    name: 'presage-runtimes',
    pattern: /^\/(runtimes|assets)\/.+\.(js|mjs|wasm)$/,
    maxEntries: 40,
    maxAgeSeconds: 120 * DAY_S,
  },
  { name: 'presage-ffmpeg', pattern: /^\/ffmpeg\/[0-9a-f]+\/.+$/, maxEntries: 4, maxAgeSeconds: 365 * DAY_S },
] as const;

/** The page with isolation headers, also where the host sent none: threads need them, the rest works without. */
export function withIsolation(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
